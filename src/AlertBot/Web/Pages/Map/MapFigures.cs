using AlertBot.Rules;
using AlertBot.Storage;
using AlertBot.Web.Pages.Today;

namespace AlertBot.Web.Pages.Map;

/// <summary>Keeps which events were reported by day, and the places that their headlines name.</summary>
internal sealed class MapFigures(Database database, TodayStore store, TimeProvider clock, IOptions<WebOptions> options)
    : DailyFigures<IReadOnlyList<MapReport>>(clock, options)
{
    public const string Headlines = "SELECT e.id, e.title, e.language FROM entries e WHERE e.id IN @ids";

    private readonly TimeProvider _clock = clock;

    /// <summary>The events of some days until now, newest first, and how many days are not counted yet.</summary>
    public async Task<(IReadOnlyList<MapEvent> Events, int Missing)> EventsAsync(int days, CancellationToken ct)
    {
        var since = _clock.GetUtcNow().AddDays(-days);
        var read = await ReadAsync(days + 1, ct);
        return (
            MapEvent.Of(read.Days.SelectMany(day => day.Value).Where(report => report.FirstSeen >= since)),
            read.Missing
        );
    }

    /// <summary>By entry, its headline and the code of its language; without those that are no longer stored.</summary>
    public async Task<IReadOnlyDictionary<long, (string Title, string Language)>> HeadlinesAsync(
        IReadOnlyCollection<long> entries,
        CancellationToken ct
    )
    {
        if (entries.Count == 0)
            return new Dictionary<long, (string, string)>();
        var rows = await database.QueryAsync<(long Entry, string Title, string Language)>(
            Headlines,
            new { ids = entries.ToArray() },
            ct
        );
        return rows.ToDictionary(row => row.Entry, row => (row.Title, row.Language));
    }

    protected override async Task<IReadOnlyList<MapReport>> CountAsync(
        DateTimeOffset since,
        DateTimeOffset until,
        CancellationToken ct
    )
    {
        var (reports, topics) = await store.ReportsAsync(since, until, ct);
        return
        [
            .. reports
                .Where(report => topics.Contains(report.Id))
                .Select(report => new MapReport(
                    report.Id,
                    report.EventId,
                    report.StoryId,
                    report.Weight == (long)Weight.Must,
                    string.Intern(report.Language),
                    report.State is null ? null : string.Intern(report.State),
                    report.Camp is null ? null : string.Intern(report.Camp),
                    report.FirstSeen,
                    [.. topics[report.Id].Select(string.Intern)],
                    store.PlacesOf(report)
                )),
        ];
    }
}
