namespace AlertBot.Web.Pages.Map;

/// <summary>A report of an event, without its words.</summary>
internal sealed record MapReport(
    long Entry,
    long Event,
    long Story,
    bool IsMust,
    string Language,
    string? State,
    string? Camp,
    DateTimeOffset FirstSeen,
    IReadOnlyList<string> Topics,
    IReadOnlyList<string> Places
);

/// <summary>An event with where it is.</summary>
/// <param name="Reports">Oldest first; at least one.</param>
internal sealed record MapEvent(IReadOnlyList<MapReport> Reports) : INewsItem
{
    public IReadOnlyList<string> Topics { get; } = Distinct(Reports.SelectMany(report => report.Topics));

    public IReadOnlyList<string> Places { get; } = Distinct(Reports.SelectMany(report => report.Places));

    public IReadOnlyList<string> Camps { get; } = Distinct(Reports.Select(report => report.Camp).OfType<string>());

    public bool IsMust { get; } = Reports.Any(report => report.IsMust);

    public IEnumerable<string> Languages => Reports.Select(report => report.Language);

    public IEnumerable<string?> States => Reports.Select(report => report.State);

    public DateTimeOffset LastSeen => Reports[^1].FirstSeen;

    /// <summary>The newest report in a language, else the newest.</summary>
    public MapReport In(string language) => Reports.LastOrDefault(report => report.Language == language) ?? Reports[^1];

    /// <summary>The events of some reports, newest first.</summary>
    public static IReadOnlyList<MapEvent> Of(IEnumerable<MapReport> reports) =>
        [
            .. reports
                .OrderBy(report => report.Entry)
                .GroupBy(report => report.Event)
                .Select(group => new MapEvent([.. group]))
                .OrderByDescending(e => e.LastSeen)
                .ThenByDescending(e => e.Reports[^1].Entry),
        ];

    private static IReadOnlyList<string> Distinct(IEnumerable<string> all) => [.. all.Distinct()];
}
