using System.Reflection;

namespace AlertBot.Web.Pages.Map;

/// <summary>
/// What is drawn below the events, as paths of SVG (outlines.tsv; bench/AlertBot.Training makes it of Natural Earth).
/// </summary>
/// <param name="Land">The land, to be filled.</param>
/// <param name="Borders">Borders between states, as lines.</param>
/// <param name="Libya">Libya, to be filled.</param>
internal sealed record MapOutline(string Land, string Borders, string Libya)
{
    private static readonly Lazy<IReadOnlyDictionary<string, MapOutline>> LazyAll = new(Load);

    public static MapOutline Of(MapView view) => LazyAll.Value[view.Name];

    private static Dictionary<string, MapOutline> Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Web/outlines.tsv")!;
        using var reader = new StreamReader(stream);
        return reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .Select(line => line.Split('\t'))
            .ToDictionary(row => row[0], row => new MapOutline(row[1], row[2], row[3]), StringComparer.Ordinal);
    }
}
