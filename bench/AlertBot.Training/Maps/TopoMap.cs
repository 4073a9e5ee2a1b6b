using System.Text.Json;

namespace AlertBot.Training.Maps;

/// <summary>
/// A map in TopoJSON: lines that shapes share, and the shapes as lists of lines. Of world-atlas' files, which are
/// Natural Earth's.
/// </summary>
internal sealed class TopoMap
{
    private const string LibyaId = "434";

    private readonly List<IReadOnlyList<(double Latitude, double Longitude)>> _lines = [];

    /// <summary>Rings of the land, each a list of lines; ~n is line n backwards.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Land { get; init; }

    public required IReadOnlyList<IReadOnlyList<int>> Libya { get; init; }

    /// <summary>Lines between two states.</summary>
    public required IReadOnlyList<int> Borders { get; init; }

    public IReadOnlyList<IReadOnlyList<(double Latitude, double Longitude)>> Lines => _lines;

    public static TopoMap Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        var root = document.RootElement;
        var countries = root.GetProperty("objects")
            .GetProperty("countries")
            .GetProperty("geometries")
            .EnumerateArray()
            .ToList();
        var libya = countries.Find(c => c.TryGetProperty("id", out var id) && id.GetString() == LibyaId);
        var map = new TopoMap
        {
            Land = [.. RingsOf(root.GetProperty("objects").GetProperty("land"))],
            Libya = [.. RingsOf(libya)],
            Borders =
            [
                .. countries
                    .SelectMany(country => RingsOf(country).SelectMany(ring => ring).Select(Plain).Distinct())
                    .CountBy(line => line)
                    .Where(line => line.Value > 1)
                    .Select(line => line.Key),
            ],
        };
        map.ReadLines(root);
        return map;
    }

    /// <summary>The number of a line, whichever way it is gone.</summary>
    public static int Plain(int line) => line < 0 ? ~line : line;

    private void ReadLines(JsonElement root)
    {
        var transform = root.GetProperty("transform");
        var (scale, start) = (Pair(transform.GetProperty("scale")), Pair(transform.GetProperty("translate")));
        foreach (var line in root.GetProperty("arcs").EnumerateArray())
        {
            var (x, y) = (0.0, 0.0);
            var points = new List<(double, double)>();
            foreach (var step in line.EnumerateArray().Select(Pair))
            {
                (x, y) = (x + step.X, y + step.Y);
                points.Add(((y * scale.Y) + start.Y, (x * scale.X) + start.X));
            }
            _lines.Add(points);
        }
    }

    private static (double X, double Y) Pair(JsonElement pair) => (pair[0].GetDouble(), pair[1].GetDouble());

    private static IEnumerable<IReadOnlyList<int>> RingsOf(JsonElement shape)
    {
        if (shape.GetProperty("type").GetString() == "GeometryCollection")
            return shape.GetProperty("geometries").EnumerateArray().SelectMany(RingsOf);
        if (!shape.TryGetProperty("arcs", out var arcs))
            return [];
        var polygons =
            shape.GetProperty("type").GetString() == "Polygon" ? [arcs] : arcs.EnumerateArray().AsEnumerable();
        return polygons
            .SelectMany(polygon => polygon.EnumerateArray())
            .Select(ring => (IReadOnlyList<int>)[.. ring.EnumerateArray().Select(line => line.GetInt32())]);
    }
}
