using System.Globalization;
using System.Reflection;

namespace AlertBot.Stories;

/// <summary>Where the places lie that headlines name, by concept (Words/coordinates.tsv, with the sources).</summary>
internal static class PlaceCoordinates
{
    private static readonly Lazy<IReadOnlyDictionary<string, (double Latitude, double Longitude)>> LazyAll = new(Load);

    /// <summary>In degrees (WGS 84).</summary>
    public static IReadOnlyDictionary<string, (double Latitude, double Longitude)> All => LazyAll.Value;

    private static Dictionary<string, (double, double)> Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Stories/coordinates.tsv")!;
        using var reader = new StreamReader(stream);
        return reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .Select(line => line.Split('\t'))
            .ToDictionary(row => row[0], row => (Degrees(row[1]), Degrees(row[2])), StringComparer.Ordinal);
    }

    private static double Degrees(string written) => double.Parse(written, CultureInfo.InvariantCulture);
}
