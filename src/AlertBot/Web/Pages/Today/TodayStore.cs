using System.Collections.Concurrent;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Storage;
using AlertBot.Stories;

namespace AlertBot.Web.Pages.Today;

/// <summary>
/// Reads the stories of a day. Words that a chat follows stand beside the rules in the store, so the rules are asked
/// for by name.
/// </summary>
internal sealed class TodayStore(Database database, CurrentRules rules)
{
    /// <summary>The newest reports of a day that are looked at; a thousand feeds bring some two thousand.</summary>
    private const int MostReports = 5000;

    private const int MostKept = 20_000;

    public const string Reports = """
        SELECT e.id, e.event_id, e.story_id, e.title, e.language, e.link, e.state, e.weight, e.first_seen,
            f.publisher, coalesce(f.family, f.publisher) AS source, f.camp
        FROM entries e JOIN feeds f ON f.id = e.feed_id
        WHERE e.first_seen >= @since AND e.first_seen < @until AND e.weight IS NOT NULL AND e.story_id IS NOT NULL
        ORDER BY e.first_seen DESC LIMIT @MostReports
        """;

    public const string Topics = """
        SELECT m.entry_id, m.rule_id FROM entries e JOIN matches m ON m.entry_id = e.id
        WHERE e.first_seen >= @since AND e.first_seen < @until AND e.weight IS NOT NULL AND m.rule_id IN @ids
        ORDER BY m.entry_id, m.rule_id
        """;

    /// <summary>Finding names costs more than reading a headline.</summary>
    private readonly ConcurrentDictionary<long, (string Title, IReadOnlyList<string> Places)> _places = new();

    public async Task<IReadOnlyList<TodayStory>> StoriesAsync(
        DateTimeOffset since,
        DateTimeOffset until,
        Language reader,
        CancellationToken ct
    )
    {
        var (reports, topics) = await ReportsAsync(since, until, ct);
        return TodayStory.Of(reports, topics, PlacesOf, reader);
    }

    /// <summary>The reports that tell a story, newest first, and the rules that each of them meets.</summary>
    public async Task<(IReadOnlyList<TodayReport> Reports, ILookup<long, string> Topics)> ReportsAsync(
        DateTimeOffset since,
        DateTimeOffset until,
        CancellationToken ct
    )
    {
        var reports = await database.QueryAsync<TodayReport>(
            Reports,
            new
            {
                since,
                until,
                MostReports,
            },
            ct
        );
        var topics =
            reports.Count == 0
                ? []
                : await database.QueryAsync<(long Entry, string Rule)>(
                    Topics,
                    new
                    {
                        since = reports[^1].FirstSeen,
                        until,
                        ids = rules.Current.Rules.Select(rule => rule.Id).ToArray(),
                    },
                    ct
                );
        return (reports, topics.ToLookup(row => row.Entry, row => row.Rule));
    }

    /// <summary>The places that its headline names, by concept.</summary>
    public IReadOnlyList<string> PlacesOf(TodayReport report)
    {
        if (_places.TryGetValue(report.Id, out var kept) && kept.Title == report.Title)
            return kept.Places;
        if (_places.Count >= MostKept)
            _places.Clear();
        var language = LanguageCodes.Parse(report.Language) ?? Language.English;
        IReadOnlyList<string> places = [.. HeadlineNames.In(report.Title, language).Where(HeadlineNames.IsPlace)];
        _places[report.Id] = (report.Title, places);
        return places;
    }
}
