using AlertBot.Config;
using AlertBot.Feeds;
using AlertBot.Rules;
using AlertBot.Storage;

namespace AlertBot.Stories;

/// <summary>The stories, and which entries tell them.</summary>
internal sealed class StoryStore
{
    public Task<long> BeginAsync(StoreTransaction tx, StoredEntry stored, StoryFacts facts, CancellationToken ct) =>
        tx.ScalarAsync<long>(
            """
            INSERT INTO stories (version, language, headline, state, states, urgency, toll, named, first_seen, last_seen)
            VALUES (1, @Language, @Title, @State, @States, @Urgency, @Toll, @Named, @FirstSeen, @FirstSeen) RETURNING id
            """,
            new
            {
                Language = stored.Entry.Language.Code(),
                stored.Entry.Title,
                facts.State,
                States = Join(facts),
                Urgency = (int)facts.Urgency,
                facts.Toll,
                Named = Named(facts),
                stored.FirstSeen,
            },
            ct
        );

    /// <summary>Another entry tells the story. Its version, one more when the entry moved it on.</summary>
    public async Task<int> GrowAsync(
        StoreTransaction tx,
        long story,
        StoryFacts facts,
        bool moved,
        DateTimeOffset seen,
        CancellationToken ct
    ) =>
        (int)
            await tx.ScalarAsync<long>(
                """
                UPDATE stories SET last_seen = @seen, state = @State, states = @States, urgency = @Urgency, toll = @Toll, named = @Named, version = version + @More
                WHERE id = @story RETURNING version
                """,
                new
                {
                    story,
                    seen,
                    facts.State,
                    States = Join(facts),
                    Urgency = (int)facts.Urgency,
                    facts.Toll,
                    Named = Named(facts),
                    More = moved ? 1 : 0,
                },
                ct
            );

    /// <summary>What has been told of it; null when it is no longer stored.</summary>
    public async Task<StoryFacts?> FactsOfAsync(StoreTransaction tx, long story, CancellationToken ct)
    {
        var rows = await tx.QueryAsync<(string States, long Urgency, long? Toll, string Named)>(
            "SELECT states, urgency, toll, named FROM stories WHERE id = @story",
            new { story },
            ct
        );
        return rows.Count == 0
            ? null
            : new StoryFacts(
                rows[0].States.Split(',', StringSplitOptions.RemoveEmptyEntries),
                (Urgency)rows[0].Urgency,
                rows[0].Toll
            )
            {
                Naming = new Naming(
                    rows[0].Named.Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal),
                    []
                ),
            };
    }

    /// <summary>Forgets up to <paramref name="most"/> stories that no entry tells any more.</summary>
    public Task<int> ForgetAsync(StoreTransaction tx, DateTimeOffset before, int most, CancellationToken ct) =>
        tx.ExecuteAsync(
            """
            DELETE FROM stories WHERE id IN (
                SELECT s.id FROM stories s WHERE s.last_seen < @before AND NOT EXISTS (SELECT 1 FROM entries e WHERE e.story_id = s.id) LIMIT @most)
            """,
            new { before, most },
            ct
        );

    /// <summary>Publishers that tell the story, outlets of one family as one, and their camps.</summary>
    public async Task<(int Families, Camps Camps)> CorroborationAsync(
        StoreTransaction tx,
        long story,
        CancellationToken ct
    )
    {
        var counted = (
            await tx.QueryAsync<(long Families, long Camps, long Unaligned, long Known)>(
                """
                SELECT count(DISTINCT coalesce(f.family, f.publisher)), count(DISTINCT f.camp), count(DISTINCT CASE WHEN f.camp IS NULL THEN coalesce(f.family, f.publisher) END),
                    CASE WHEN count(DISTINCT f.camp) = 2 THEN (SELECT count(DISTINCT k.camp) FROM feeds k WHERE k.enabled = 1) ELSE 0 END
                FROM entries e JOIN feeds f ON f.id = e.feed_id WHERE e.story_id = @story
                """,
                new { story },
                ct
            )
        )[0];
        return ((int)counted.Families, new Camps((int)counted.Camps, (int)counted.Unaligned, (int)counted.Known));
    }

    /// <summary>What each publisher last reported of talks, as far as any did, the first first.</summary>
    public Task<IReadOnlyList<(string Publisher, string State)>> ReportedAsync(
        StoreTransaction tx,
        long story,
        CancellationToken ct
    ) =>
        tx.QueryAsync<(string Publisher, string State)>(
            """
            SELECT f.publisher, e.state FROM entries e JOIN feeds f ON f.id = e.feed_id
            WHERE e.id IN (SELECT max(s.id) FROM entries s JOIN feeds t ON t.id = s.feed_id WHERE s.story_id = @story AND s.state IS NOT NULL GROUP BY t.publisher)
            ORDER BY e.id LIMIT 60
            """,
            new { story },
            ct
        );

    /// <summary>When an entry of the story last reported the state; null when none did.</summary>
    public Task<DateTimeOffset?> LastReportedAsync(
        StoreTransaction tx,
        long story,
        string state,
        CancellationToken ct
    ) =>
        tx.ScalarAsync<DateTimeOffset?>(
            "SELECT max(first_seen) FROM entries WHERE story_id = @story AND state = @state",
            new { story, state },
            ct
        );

    /// <summary>Entries of stories that may still grow, above an id, oldest first and at most some at once.</summary>
    public Task<IReadOnlyList<OpenEntryRow>> OpenEntriesAsync(
        Func<string, object?, CancellationToken, Task<IReadOnlyList<OpenEntryRow>>> query,
        DateTimeOffset since,
        long after,
        int most,
        CancellationToken ct
    ) =>
        query(
            """
            SELECT e.id, e.story_id, e.title, e.summary, e.body, e.language, coalesce(e.published, e.first_seen) AS time,
                (SELECT string_agg(m.rule_id, ',') FROM matches m WHERE m.entry_id = e.id) AS rules
            FROM entries e WHERE e.story_id IS NOT NULL AND e.first_seen >= @since AND e.id > @after ORDER BY e.id LIMIT @most
            """,
            new
            {
                since,
                after,
                most,
            },
            ct
        );

    private static string Join(StoryFacts facts) => string.Join(',', facts.States);

    private static string Named(StoryFacts facts) => string.Join(',', facts.Naming.All);
}

/// <summary>A stored entry of a story that may still grow.</summary>
internal sealed class OpenEntryRow
{
    public long Id { get; init; }
    public long StoryId { get; init; }
    public required string Title { get; init; }
    public required string Summary { get; init; }
    public required string Body { get; init; }
    public required string Language { get; init; }
    public string? Rules { get; init; }
    public DateTimeOffset Time { get; init; }

    public string[] RuleIds => (Rules ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);

    public Entry ToEntry() =>
        new()
        {
            Identity = "",
            Title = Title,
            Summary = Summary,
            Body = Body,
            Language = LanguageCodes.Parse(Language) ?? Config.Language.English,
        };
}
