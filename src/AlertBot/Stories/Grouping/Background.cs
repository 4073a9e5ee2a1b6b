using System.Globalization;
using System.Reflection;

namespace AlertBot.Stories.Grouping;

/// <summary>
/// How common features are in news of this field (Words/background.tsv, counted by <c>AlertBot.Training --
/// stories</c>).
/// </summary>
internal static class Background
{
    private static readonly Dictionary<Feature, double> Shares = Load();

    /// <summary>The share of entries a feature stands in, 0 to 1; 0 for the rare ones, which are not listed.</summary>
    public static double ShareOf(Feature feature) => Shares.GetValueOrDefault(feature);

    private static Dictionary<Feature, double> Load()
    {
        var shares = new Dictionary<Feature, double>();
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Stories/background.tsv")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Split('\t') is [var kind, var text, var share])
                shares[new Feature(Enum.Parse<FeatureKind>(kind), text)] = double.Parse(
                    share,
                    CultureInfo.InvariantCulture
                );
        }
        return shares;
    }
}
