using AlertBot.Localization;
using AlertBot.Storage;
using AlertBot.Stories.TalksState;

namespace AlertBot.Subscriptions.Briefs;

/// <summary>A report and one topic that it is of.</summary>
internal sealed class BriefRow
{
    public long Id { get; init; }
    public long? EventId { get; init; }
    public long? StoryId { get; init; }
    public required string Title { get; init; }
    public required string Language { get; init; }
    public string? Link { get; init; }
    public required string Publisher { get; init; }
    public string? FeedTitle { get; init; }
    public string? Family { get; init; }
    public string? Camp { get; init; }
    public required string RuleId { get; init; }

    public Language InLanguage => LanguageCodes.Parse(Language) ?? AlertBot.Localization.Language.English;

    public ReportOrigin Origin => new(InLanguage, Publisher, FeedTitle, Family, Camp);
}

/// <summary>Who reports a story.</summary>
internal sealed class BriefSources
{
    public long StoryId { get; init; }
    public long Families { get; init; }
    public long Camps { get; init; }
    public long Reports { get; init; }
}

/// <summary>What briefs are made from. Nothing here writes.</summary>
internal sealed class BriefStore(Database database)
{
    /// <summary>Rows looked at; of a chat that follows everything in a war, the newest.</summary>
    private const int Most = 20_000;

    /// <summary>Reports of the topics a chat wants that were first seen in that time, oldest first.</summary>
    public async Task<IReadOnlyList<BriefRow>> ReportsAsync(
        Subscription subscription,
        DateTimeOffset from,
        DateTimeOffset until,
        CancellationToken ct
    )
    {
        // Who follows nothing yet is shown what there is.
        var all = subscription.IsEmpty || subscription.Topics.Contains(Subscription.AllTopics);
        var rows = await database.QueryAsync<BriefRow>(
            """
            SELECT e.id, e.event_id, e.story_id, e.title, e.language, e.link, f.publisher, f.title AS feed_title,
                f.family, f.camp, m.rule_id
            FROM entries e JOIN matches m ON m.entry_id = e.id JOIN feeds f ON f.id = e.feed_id
            WHERE e.first_seen > @from AND e.first_seen <= @until AND e.weight IS NOT NULL
                AND (m.rule_id IN @Topics OR (@All = 1 AND substr(m.rule_id, 1, 7) <> 'follow:'))
            ORDER BY e.id DESC LIMIT @Most
            """,
            new
            {
                from,
                until,
                All = all ? 1 : 0,
                Topics = subscription.Topics.Concat(subscription.Follows.Select(f => f.RuleId)).ToArray(),
                Most,
            },
            ct
        );
        return [.. rows.Where(row => subscription.Filter.Takes(row.Origin)).Reverse()];
    }

    /// <summary>All sources of stories in that time, outlets of one house as one.</summary>
    public Task<IReadOnlyList<BriefSources>> SourcesAsync(
        IReadOnlyCollection<long> stories,
        DateTimeOffset from,
        DateTimeOffset until,
        CancellationToken ct
    ) =>
        database.QueryAsync<BriefSources>(
            """
            SELECT e.story_id, count(DISTINCT coalesce(f.family, f.publisher)) AS families,
                count(DISTINCT f.camp) AS camps, count(*) AS reports
            FROM entries e JOIN feeds f ON f.id = e.feed_id
            WHERE e.story_id IN @Stories AND e.first_seen > @from AND e.first_seen <= @until GROUP BY e.story_id
            """,
            new
            {
                Stories = stories.ToArray(),
                from,
                until,
            },
            ct
        );

    /// <summary>What was reported of talks in that time, oldest first.</summary>
    public async Task<ILookup<long, Claim>> ClaimsAsync(
        IReadOnlyCollection<long> stories,
        DateTimeOffset from,
        DateTimeOffset until,
        CancellationToken ct
    ) =>
        (
            await database.QueryAsync<(long Story, string State, string Publisher, string? Camp, string? Link)>(
                """
                SELECT e.story_id, e.state, f.publisher, f.camp, e.link
                FROM entries e JOIN feeds f ON f.id = e.feed_id
                WHERE e.story_id IN @Stories AND e.state IS NOT NULL AND e.first_seen > @from AND e.first_seen <= @until
                ORDER BY e.id
                """,
                new
                {
                    Stories = stories.ToArray(),
                    from,
                    until,
                },
                ct
            )
        ).ToLookup(row => row.Story, row => new Claim(row.State, row.Publisher, row.Camp, row.Link));
}
