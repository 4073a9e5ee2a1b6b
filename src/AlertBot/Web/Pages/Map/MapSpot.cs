namespace AlertBot.Web.Pages.Map;

/// <summary>A place as it is drawn on a map.</summary>
/// <param name="Place">The place.</param>
/// <param name="X">Of its circle.</param>
/// <param name="Y">Of its circle.</param>
/// <param name="Radius">Of its circle, whose area says its weight.</param>
/// <param name="LabelY">The line on which its name stands, in the middle; null where there is no room for it.</param>
internal sealed record MapSpot(MapPlace Place, double X, double Y, double Radius, double? LabelY)
{
    private const double LabelSize = 22;
    private const double Gap = 5;
    private const double SmallestCircle = 6;

    /// <summary>Of letters, as share of their height.</summary>
    private const double LetterWidth = 0.56;

    private Box Circle => new(X - Radius, Y - Radius, X + Radius, Y + Radius);

    /// <summary>The places within a view, the heaviest first; names where they cover no other name or circle.</summary>
    /// <param name="view">The map.</param>
    /// <param name="places">By weight.</param>
    /// <param name="nameOf">How a place is written.</param>
    public static IReadOnlyList<MapSpot> Of(MapView view, IEnumerable<MapPlace> places, Func<MapPlace, string> nameOf)
    {
        var spots = places
            .Where(place => view.Contains(place.Coordinates.Latitude, place.Coordinates.Longitude))
            .Select(place =>
            {
                var (x, y) = view.Project(place.Coordinates.Latitude, place.Coordinates.Longitude);
                return new MapSpot(place, x, y, Radius: 0, LabelY: null);
            })
            .ToList();
        for (var i = 0; i < spots.Count; i++)
        {
            var share = (double)spots[i].Place.Weight / spots[0].Place.Weight;
            spots[i] = spots[i] with { Radius = Math.Max(SmallestCircle, view.LargestCircle * Math.Sqrt(share)) };
        }
        var taken = new List<Box>();
        for (var i = 0; i < spots.Count; i++)
        {
            var spot = spots[i];
            var half = nameOf(spot.Place).Length * LabelSize * LetterWidth / 2;
            foreach (var line in (double[])[spot.Y - spot.Radius - Gap, spot.Y + spot.Radius + LabelSize])
            {
                var box = new Box(spot.X - half, line - LabelSize, spot.X + half, line + Gap);
                if (
                    !box.IsWithin(MapView.Width, view.Height)
                    || taken.Exists(box.Meets)
                    || spots.Exists(other => other != spot && box.Meets(other.Circle))
                )
                    continue;
                taken.Add(box);
                spots[i] = spot with { LabelY = line };
                break;
            }
        }
        return spots;
    }

    private readonly record struct Box(double Left, double Top, double Right, double Bottom)
    {
        public bool Meets(Box other) =>
            Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

        public bool IsWithin(double width, double height) =>
            Left >= 0 && Top >= 0 && Right <= width && Bottom <= height;
    }
}
