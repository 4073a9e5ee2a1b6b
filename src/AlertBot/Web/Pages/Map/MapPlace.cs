using AlertBot.Stories;

namespace AlertBot.Web.Pages.Map;

/// <summary>A place with the events that name it.</summary>
/// <param name="Concept">Of the place.</param>
/// <param name="Events">Newest first; at least one.</param>
internal sealed record MapPlace(string Concept, IReadOnlyList<MapEvent> Events)
{
    /// <summary>How many events one that a desk must know at once counts as.</summary>
    public const int MustCounts = 4;

    public (double Latitude, double Longitude) Coordinates => PlaceCoordinates.All[Concept];

    public int Must { get; } = Events.Count(e => e.IsMust);

    /// <summary>What the area of its circle says.</summary>
    public int Weight => Events.Count + (Must * (MustCounts - 1));

    /// <summary>By weight.</summary>
    public static IReadOnlyList<MapPlace> Of(IEnumerable<MapEvent> events) =>
        [
            .. events
                .SelectMany(e => e.Places.Where(PlaceCoordinates.All.ContainsKey), (e, place) => (place, e))
                .GroupBy(pair => pair.place, pair => pair.e, StringComparer.Ordinal)
                .Select(group => new MapPlace(group.Key, [.. group]))
                .OrderByDescending(place => place.Weight)
                .ThenByDescending(place => place.Events[0].LastSeen)
                .ThenBy(place => place.Concept, StringComparer.Ordinal),
        ];
}
