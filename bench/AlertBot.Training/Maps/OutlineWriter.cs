using System.Globalization;
using System.Text;
using AlertBot.Web.Pages.Map;
using Point = (double X, double Y);

namespace AlertBot.Training.Maps;

/// <summary>
/// Makes the outlines that the page's map is drawn on: "outlines FOLDER" reads world-atlas' countries-50m.json and
/// countries-110m.json there (npm pack world-atlas@2.0.2) and writes src/AlertBot/Web/Pages/Map/outlines.tsv.
/// </summary>
internal static class OutlineWriter
{
    /// <summary>How far a line may be moved to save points, in units of a map that is a thousand wide.</summary>
    private const double Tolerance = 0.8;

    /// <summary>Islands smaller than that, in square units, are left out.</summary>
    private const double SmallestIsland = 3;

    /// <summary>Beyond the map's edge, so that no edge of the clip is seen.</summary>
    private const double Margin = 8;

    private const string Target = "src/AlertBot/Web/Pages/Map/outlines.tsv";

    public static int Run(string folder)
    {
        var rows = new[]
        {
            Row(MapView.Region, TopoMap.Read(Path.Combine(folder, "countries-50m.json"))),
            Row(MapView.World, TopoMap.Read(Path.Combine(folder, "countries-110m.json"))),
        };
        File.WriteAllText(
            Target,
            "# Outlines of the page's map, as paths of SVG in the projections of MapView.cs: map, land, borders, "
                + "Libya. Made by bench/AlertBot.Training (outlines) of world-atlas 2.0.2 (npm; Michael Bostock, ISC), "
                + "which is Natural Earth (https://www.naturalearthdata.com, public domain).\n"
                + string.Concat(rows.Select(row => row + "\n"))
        );
        Console.WriteLine($"{Target}: {string.Join(", ", rows.Select(row => $"{row.Length / 1024.0:0.0} KB"))}");
        return 0;
    }

    private static string Row(MapView view, TopoMap map)
    {
        var lines = map
            .Lines.Select(line => Simplify(Unwrap(view, [.. line.Select(p => view.Project(p.Latitude, p.Longitude))])))
            .ToList();
        return string.Join(
            '\t',
            view.Name,
            string.Concat(
                map.Land.SelectMany(ring => Repeat(view, Join(view, ring, lines)).Select(again => Area(view, again)))
            ),
            string.Concat(map.Borders.SelectMany(line => Repeat(view, lines[line]).Select(l => Line(view, l)))),
            string.Concat(map.Libya.Select(ring => Area(view, Join(view, ring, lines))))
        );
    }

    /// <summary>A line that crosses the edge of the data (180 degrees) goes on beyond it, rather than back.</summary>
    private static List<Point> Unwrap(MapView view, List<Point> line)
    {
        for (var i = 1; i < line.Count; i++)
            line[i] = (line[i].X + RoundsTo(view, line[i], line[i - 1]), line[i].Y);
        return line;
    }

    private static double RoundsTo(MapView view, Point point, Point near) =>
        Math.Round((near.X - point.X) / view.Round) * view.Round;

    /// <summary>
    /// Once around to the west, as it is, once around to the east: the clip keeps what is on the map.
    /// </summary>
    private static IEnumerable<List<Point>> Repeat(MapView view, List<Point> line) =>
        new[] { -1, 0, 1 }.Select(times => line.ConvertAll(p => (p.X + (times * view.Round), p.Y)));

    private static List<Point> Join(MapView view, IReadOnlyList<int> ring, List<List<Point>> lines)
    {
        var points = new List<Point>();
        foreach (var number in ring)
        {
            var line = lines[TopoMap.Plain(number)];
            points.AddRange((number < 0 ? line.AsEnumerable().Reverse() : line).Skip(points.Count > 0 ? 1 : 0));
        }
        return Unwrap(view, points);
    }

    /// <summary>Leaves out points that lie near the line without them (Douglas and Peucker).</summary>
    private static List<Point> Simplify(List<Point> line)
    {
        if (line.Count < 3)
            return line;
        var isKept = new bool[line.Count];
        isKept[0] = isKept[^1] = true;
        var open = new Stack<(int First, int Last)>([(0, line.Count - 1)]);
        while (open.TryPop(out var part))
        {
            var (far, distance) = (part.First, Tolerance);
            for (var i = part.First + 1; i < part.Last; i++)
            {
                if (Distance(line[i], line[part.First], line[part.Last]) is var d && d > distance)
                    (far, distance) = (i, d);
            }
            if (far == part.First)
                continue;
            isKept[far] = true;
            open.Push((part.First, far));
            open.Push((far, part.Last));
        }
        return [.. line.Where((_, i) => isKept[i])];
    }

    private static double Distance(Point p, Point a, Point b)
    {
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        var length = (dx * dx) + (dy * dy);
        var along = length == 0 ? 0 : Math.Clamp((((p.X - a.X) * dx) + ((p.Y - a.Y) * dy)) / length, 0, 1);
        return Math.Sqrt(Math.Pow(p.X - a.X - (along * dx), 2) + Math.Pow(p.Y - a.Y - (along * dy), 2));
    }

    /// <summary>A ring within the map (Sutherland and Hodgman), as a path; nothing for what is too small.</summary>
    private static string Area(MapView view, List<Point> ring)
    {
        foreach (var (inside, cut) in EdgesOf(view))
        {
            var kept = new List<Point>();
            for (var i = 0; i < ring.Count; i++)
            {
                var (from, to) = (ring[(i + ring.Count - 1) % ring.Count], ring[i]);
                if (inside(from) != inside(to))
                    kept.Add(cut(from, to));
                if (inside(to))
                    kept.Add(to);
            }
            ring = kept;
        }
        var area = ring.Select((p, i) => (p.X * ring[(i + 1) % ring.Count].Y) - (ring[(i + 1) % ring.Count].X * p.Y));
        return Math.Abs(area.Sum()) / 2 < SmallestIsland ? "" : PathOf(ring) + "z";
    }

    /// <summary>The parts of a line within the map, as a path.</summary>
    private static string Line(MapView view, List<Point> line)
    {
        var (path, part) = (new StringBuilder(), new List<Point>());
        for (var i = 1; i < line.Count; i++)
        {
            var (from, to) = (line[i - 1], line[i]);
            var isSeen = true;
            foreach (var (inside, cut) in EdgesOf(view))
            {
                isSeen &= inside(from) || inside(to);
                if (isSeen && inside(from) != inside(to))
                    (from, to) = inside(from) ? (from, cut(from, to)) : (cut(from, to), to);
            }
            if (!isSeen || (part.Count > 0 && part[^1] != from))
                Finish();
            if (isSeen)
                part.AddRange(part.Count == 0 ? [from, to] : [to]);
        }
        Finish();
        return path.ToString();

        void Finish()
        {
            if (part.Count > 1)
                path.Append(PathOf(part));
            part = [];
        }
    }

    private static IEnumerable<(Func<Point, bool> Inside, Func<Point, Point, Point> Cut)> EdgesOf(MapView view)
    {
        var (right, bottom) = (MapView.Width + Margin, view.Height + Margin);
        yield return (p => p.X >= -Margin, (a, b) => AtX(a, b, -Margin));
        yield return (p => p.X <= right, (a, b) => AtX(a, b, right));
        yield return (p => p.Y >= -Margin, (a, b) => AtY(a, b, -Margin));
        yield return (p => p.Y <= bottom, (a, b) => AtY(a, b, bottom));
    }

    private static Point AtX(Point a, Point b, double x) => (x, a.Y + ((b.Y - a.Y) * (x - a.X) / (b.X - a.X)));

    private static Point AtY(Point a, Point b, double y) => (a.X + ((b.X - a.X) * (y - a.Y) / (b.Y - a.Y)), y);

    /// <summary>One decimal, each point from the one before.</summary>
    private static string PathOf(List<Point> points)
    {
        var path = new StringBuilder();
        var (x, y, written) = (0L, 0L, 0);
        foreach (var point in points)
        {
            var (toX, toY) = ((long)Math.Round(point.X * 10), (long)Math.Round(point.Y * 10));
            if (written > 0 && toX == x && toY == y)
                continue;
            path.Append(
                    written == 0 ? "M"
                    : written == 1 ? "l"
                    : toX - x < 0 ? ""
                    : " "
                )
                .Append(Tenths(toX - x));
            path.Append(toY - y < 0 ? "" : " ").Append(Tenths(toY - y));
            (x, y, written) = (toX, toY, written + 1);
        }
        return path.ToString();
    }

    private static string Tenths(long tenths) => (tenths / 10.0).ToString("0.#", CultureInfo.InvariantCulture);
}
