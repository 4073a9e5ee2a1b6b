using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Storage;

namespace AlertBot.Web.Api.V1;

/// <summary>
/// What the interface reads of the store. Nothing here writes, and nothing of chats is read: words that a chat follows
/// stand beside the rules in the store, so each statement asks for the rules by name.
/// </summary>
internal sealed class ApiStore(Database database, CurrentRules rules, ReportTexts texts)
{
    /// <summary>The numbers between which what came in in a span of time lies, by entry; they grow with time.</summary>
    private const string InSpan = """
        >= coalesce((SELECT b.id FROM entries b WHERE b.first_seen >= @Since ORDER BY b.first_seen, b.id LIMIT 1),
            9223372036854775807)
        """;

    private const string BeforeEnd = """
        < coalesce((SELECT b.id FROM entries b WHERE b.first_seen >= @Until ORDER BY b.first_seen, b.id LIMIT 1),
            9223372036854775807)
        """;

    /// <summary>Of one event; few have as many.</summary>
    private const int MostReports = 500;

    /// <summary>Events that an alert could be sent for, newest first.</summary>
    public async Task<ApiPage<ApiEvent>> EventsAsync(ApiQuery query, bool summaries, CancellationToken ct)
    {
        var found = await database.QueryAsync<FoundEvent>(
            $"""
            SELECT e.event_id AS id, max(e.id) AS shown FROM entries e
            WHERE e.event_id < @Before AND e.event_id {InSpan} AND e.event_id {BeforeEnd} AND e.weight IS NOT NULL
                AND EXISTS (SELECT 1 FROM matches m WHERE m.entry_id = e.id AND m.rule_id IN @Topics)
                {(query.Language is null ? "" : "AND e.language = @Language")}
                {(query.State is null ? "" : "AND e.state = @State")}
                {(
                query.Weight is null
                    ? ""
                    : "AND (SELECT max(w.weight) FROM entries w WHERE w.event_id = e.event_id) = @Heavy"
            )}
            GROUP BY e.event_id ORDER BY e.event_id DESC LIMIT @More
            """,
            Arguments(query),
            ct
        );
        return await CutAsync(found, query.Limit, page => DescribeAsync(page, summaries, ct), e => e.Id);
    }

    /// <summary>An event; null when there is none of that number.</summary>
    public async Task<ApiEvent?> EventAsync(long id, CancellationToken ct)
    {
        var found = await database.QueryAsync<FoundEvent>(
            """
            SELECT e.event_id AS id, max(e.id) AS shown FROM entries e WHERE e.event_id = @id AND e.weight IS NOT NULL
                AND EXISTS (SELECT 1 FROM matches m WHERE m.entry_id = e.id AND m.rule_id IN @Topics)
            GROUP BY e.event_id
            """,
            new { id, Topics = RuleIds },
            ct
        );
        return (await DescribeAsync(found, summaries: true, ct)).FirstOrDefault();
    }

    /// <summary>Stories, that which began last first.</summary>
    public async Task<ApiPage<ApiStory>> StoriesAsync(ApiQuery query, CancellationToken ct)
    {
        var found = await database.QueryAsync<StoryRow>(
            $"""
            {StoryRow.Select}
            WHERE s.id < @Before AND s.first_seen >= @Since AND s.first_seen < @Until
                AND EXISTS (SELECT 1 FROM entries e JOIN matches m ON m.entry_id = e.id
                    WHERE e.story_id = s.id AND m.rule_id IN @Topics
                    {(query.Language is null ? "" : "AND e.language = @Language")})
                {(query.State is null ? "" : "AND s.state = @State")}
            ORDER BY s.id DESC LIMIT @More
            """,
            Arguments(query),
            ct
        );
        return await CutAsync(
            found,
            query.Limit,
            page => Task.FromResult<IReadOnlyList<ApiStory>>([.. page.Select(row => row.ToStory())]),
            row => row.Id
        );
    }

    /// <summary>A story; null when there is none of that number.</summary>
    public async Task<ApiStory?> StoryAsync(long id, CancellationToken ct) =>
        (await database.QueryAsync<StoryRow>($"{StoryRow.Select} WHERE s.id = @id", new { id }, ct))
            .FirstOrDefault()
            ?.ToStory();

    /// <summary>The entries that report an event, oldest first.</summary>
    public async Task<IReadOnlyList<ApiEntry>> ReportsAsync(long happening, CancellationToken ct) =>
        await WithTopicsAsync(
            await database.QueryAsync<EntryRow>(
                $"{EntryRow.Select} WHERE e.event_id = @happening ORDER BY e.id LIMIT {MostReports}",
                new { happening },
                ct
            ),
            ct
        );

    /// <summary>The events of a story, the newest first.</summary>
    public async Task<IReadOnlyList<ApiEvent>> EventsOfAsync(long story, CancellationToken ct) =>
        await DescribeAsync(
            await database.QueryAsync<FoundEvent>(
                $"""
                SELECT e.event_id AS id, max(e.id) AS shown FROM entries e
                WHERE e.story_id = @story AND e.weight IS NOT NULL
                    AND EXISTS (SELECT 1 FROM matches m WHERE m.entry_id = e.id AND m.rule_id IN @Topics)
                GROUP BY e.event_id ORDER BY e.event_id DESC LIMIT {ApiQuery.Most}
                """,
                new { story, Topics = RuleIds },
                ct
            ),
            summaries: true,
            ct
        );

    /// <summary>What the feeds brought, newest first; all of it, or what meets a rule.</summary>
    public async Task<ApiPage<ApiEntry>> EntriesAsync(ApiQuery query, CancellationToken ct)
    {
        var found = await database.QueryAsync<EntryRow>(
            $"""
            {EntryRow.Select}
            WHERE e.id < @Before AND e.id {InSpan} AND e.id {BeforeEnd}
                {(
                query.IsOneTopic
                    ? "AND EXISTS (SELECT 1 FROM matches m WHERE m.entry_id = e.id AND m.rule_id IN @Topics)"
                    : ""
            )}
                {(query.Language is null ? "" : "AND e.language = @Language")}
                {(query.State is null ? "" : "AND e.state = @State")}
                {(query.Weight is null ? "" : "AND e.weight = @Heavy")}
            ORDER BY e.id DESC LIMIT @More
            """,
            Arguments(query),
            ct
        );
        return await CutAsync(found, query.Limit, page => WithTopicsAsync(page, ct), entry => entry.Id);
    }

    /// <summary>Which entry met which rule, the newest entry first.</summary>
    public async Task<ApiPage<ApiMatch>> MatchesAsync(ApiQuery query, CancellationToken ct)
    {
        var found = await database.QueryAsync<MatchRow>(
            $"""
            SELECT m.entry_id, m.rule_id, m.rules_version, e.first_seen
            FROM matches m JOIN entries e ON e.id = m.entry_id
            WHERE (m.entry_id < @Before OR (m.entry_id = @Before AND m.rule_id > @After AND @After <> ''))
                AND m.entry_id {InSpan} AND m.entry_id {BeforeEnd} AND m.rule_id IN @Topics
                {(query.Language is null ? "" : "AND e.language = @Language")}
            ORDER BY m.entry_id DESC, m.rule_id LIMIT @More
            """,
            Arguments(query),
            ct
        );
        var page = found.Take(query.Limit).ToList();
        return new ApiPage<ApiMatch>(
            [.. page.Select(row => row.ToMatch())],
            found.Count > page.Count ? ApiQuery.CursorAt(page[^1].EntryId, page[^1].RuleId) : null
        );
    }

    /// <summary>Entries and events by day and topic, the newest day first.</summary>
    public async Task<IReadOnlyList<ApiCount>> CountsAsync(ApiQuery query, CancellationToken ct)
    {
        var rows = await database.QueryAsync<(long Day, string Topic, long Entries, long Events)>(
            $"""
            SELECT e.first_seen / 86400000 AS day, m.rule_id AS topic, count(*) AS entries,
                count(DISTINCT e.event_id) AS events
            FROM matches m JOIN entries e ON e.id = m.entry_id
            WHERE e.first_seen >= @Since AND e.first_seen < @Until AND m.rule_id IN @Topics
                {(query.Language is null ? "" : "AND e.language = @Language")}
            GROUP BY e.first_seen / 86400000, m.rule_id ORDER BY day DESC, topic
            """,
            Arguments(query),
            ct
        );
        return
        [
            .. rows.Select(row => new ApiCount
            {
                Day = DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(row.Day)),
                Topic = row.Topic,
                Entries = row.Entries,
                Events = row.Events,
            }),
        ];
    }

    private string[] RuleIds => [.. rules.Current.Rules.Select(rule => rule.Id)];

    private static object Arguments(ApiQuery query) =>
        new
        {
            query.Before,
            query.After,
            Topics = query.Topics.ToArray(),
            query.Language,
            query.State,
            query.Since,
            query.Until,
            Heavy = (int)(query.Weight ?? Weight.Nice),
            More = query.Limit + 1,
        };

    /// <summary>The part asked for of what was found, of which one more than that was asked for.</summary>
    private static async Task<ApiPage<T>> CutAsync<TRow, T>(
        IReadOnlyList<TRow> found,
        int limit,
        Func<IReadOnlyList<TRow>, Task<IReadOnlyList<T>>> describe,
        Func<TRow, long> number
    )
    {
        var page = found.Take(limit).ToList();
        return new ApiPage<T>(
            [.. await describe(page)],
            found.Count > page.Count ? ApiQuery.CursorAt(number(page[^1])) : null
        );
    }

    private async Task<IReadOnlyList<ApiEvent>> DescribeAsync(
        IReadOnlyList<FoundEvent> found,
        bool summaries,
        CancellationToken ct
    )
    {
        if (found.Count == 0)
            return [];
        var reports = await database.QueryAsync<EventReportRow>(
            """
            SELECT e.id, e.event_id, e.story_id, e.title, e.language, e.link, e.first_seen, e.state, e.weight,
                f.publisher, coalesce(f.family, f.publisher) AS source, f.camp
            FROM entries e JOIN feeds f ON f.id = e.feed_id WHERE e.event_id IN @Ids ORDER BY e.id
            """,
            new { Ids = found.Select(e => e.Id).ToArray() },
            ct
        );
        var topics = await TopicsAsync([.. reports.Select(report => report.Id)], ct);
        var read = summaries ? await texts.ReadAsync([.. found.Select(e => e.Shown)], ct) : [];
        var byEvent = reports.ToLookup(report => report.EventId);
        return
        [
            .. found.Select(e =>
                Describe(e, [.. byEvent[e.Id]], topics, read.GetValueOrDefault(e.Shown)?.Summary ?? "")
            ),
        ];
    }

    private static ApiEvent Describe(
        FoundEvent found,
        IReadOnlyList<EventReportRow> reports,
        ILookup<long, string> topics,
        string summary
    )
    {
        var shown = reports.First(report => report.Id == found.Shown);
        return new ApiEvent
        {
            Id = found.Id,
            StoryId = shown.StoryId,
            Title = SafeText.Clean(shown.Title),
            Language = shown.Language,
            Summary = SafeText.Clean(summary),
            Link = shown.Link,
            Publisher = SafeText.Clean(shown.Publisher),
            FirstSeen = reports.Min(report => report.FirstSeen),
            LastSeen = reports.Max(report => report.FirstSeen),
            Weight = reports.Max(report => report.Weight) == (int)Weight.Must ? "must" : "nice",
            State = shown.State,
            Topics = [.. reports.SelectMany(report => topics[report.Id]).Distinct().Order(StringComparer.Ordinal)],
            Reports = reports.Count,
            Sources = reports.Select(report => report.Source).Distinct().Count(),
            Camps =
            [
                .. reports.Select(report => report.Camp).OfType<string>().Distinct().Order(StringComparer.Ordinal),
            ],
            Languages = [.. reports.Select(report => report.Language).Distinct().Order(StringComparer.Ordinal)],
        };
    }

    private async Task<IReadOnlyList<ApiEntry>> WithTopicsAsync(IReadOnlyList<EntryRow> rows, CancellationToken ct)
    {
        var topics = await TopicsAsync([.. rows.Select(row => row.Id)], ct);
        return [.. rows.Select(row => row.ToEntry([.. topics[row.Id]]))];
    }

    /// <summary>The rules that entries meet, by entry.</summary>
    private async Task<ILookup<long, string>> TopicsAsync(long[] entries, CancellationToken ct)
    {
        var rows = await database.QueryAsync<(long Entry, string Rule)>(
            "SELECT entry_id, rule_id FROM matches WHERE entry_id IN @entries AND rule_id IN @Topics "
                + "ORDER BY entry_id, rule_id",
            new { entries, Topics = RuleIds },
            ct
        );
        return rows.ToLookup(row => row.Entry, row => row.Rule);
    }
}
