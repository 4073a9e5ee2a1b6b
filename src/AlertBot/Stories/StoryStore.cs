using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Parsing.Text;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Storage;
using AlertBot.Stories.Grouping;
using AlertBot.Stories.TalksState;

namespace AlertBot.Stories;

/// <summary>The stories, and which entries tell them.</summary>
internal sealed class StoryStore : IDatedRecords
{
    public IReadOnlyList<DatedColumn> Dates { get; } = [DatedColumn.Past("stories", "last_seen")];

    /// <summary>Begins a story; the answer is its id.</summary>
    public Task<Answer<long>> BeginAsync(
        StoreTransaction tx,
        StoredEntry stored,
        string? state,
        CancellationToken ct
    ) =>
        tx.AskAsync<long>(
            """
            INSERT INTO stories (version, language, headline, state, first_seen, last_seen)
            VALUES (1, @Language, @Title, @state, @FirstSeen, @FirstSeen) RETURNING id
            """,
            new
            {
                Language = stored.Entry.Language.Code(),
                stored.Entry.Title,
                state,
                stored.FirstSeen,
            },
            ct
        );

    /// <summary>Another entry tells the story. It goes by the headline of the event that began last.</summary>
    public Task GrowAsync(
        StoreTransaction tx,
        long story,
        StoredEntry stored,
        string? state,
        bool begins,
        CancellationToken ct
    ) =>
        tx.QueueAsync(
            """
            UPDATE stories SET last_seen = @FirstSeen, state = coalesce(@state, state), version = version + @begins,
                headline = CASE WHEN @begins = 1 THEN @Title ELSE headline END,
                language = CASE WHEN @begins = 1 THEN @Language ELSE language END
            WHERE id = @story
            """,
            new
            {
                story,
                stored.FirstSeen,
                state,
                begins = begins ? 1 : 0,
                stored.Entry.Title,
                Language = stored.Entry.Language.Code(),
            },
            ct
        );

    /// <summary>Keeps where an entry has been put; a null weight says that it cannot tell the event to chats.</summary>
    public Task PutInEventAsync(StoreTransaction tx, long entry, Placement placed, CancellationToken ct) =>
        EntryStore.PlaceAsync(
            tx,
            entry,
            new EntryPlacement(
                placed.Event.Id,
                // One that is just begun has no id yet: PutInStoryAsync follows.
                placed.Event.Story
                    is { Id: > 0 } story
                    ? story.Id
                    : null,
                placed.Contradicted,
                placed.Facts.State,
                placed.Facts.CanAnnounce ? (int?)(placed.Facts.IsMust ? Weight.Must : Weight.Nice) : null
            ),
            ct
        );

    /// <summary>The entries that were in the event before it belonged to a story.</summary>
    public Task PutInStoryAsync(StoreTransaction tx, long happening, long story, CancellationToken ct) =>
        EntryStore.PlaceEventAsync(tx, happening, story, ct);

    /// <summary>Forgets up to <paramref name="most"/> stories that no entry tells any more.</summary>
    public Task<int> ForgetAsync(StoreTransaction tx, DateTimeOffset before, int most, CancellationToken ct) =>
        tx.ExecuteAsync(
            """
            DELETE FROM stories WHERE id IN (
                SELECT s.id FROM stories s WHERE s.last_seen < @before AND NOT EXISTS (SELECT 1 FROM entries e
                    WHERE e.story_id = s.id) LIMIT @most)
            """,
            new { before, most },
            ct
        );

    /// <summary>Asks for publishers that report the event, outlets of one family as one, and their camps.</summary>
    public async Task<Answer<(int Families, Camps Camps)>> AskCorroborationAsync(
        StoreTransaction tx,
        long happening,
        CancellationToken ct
    )
    {
        var counted = await tx.AskAsync<(long Families, long Camps, long Unaligned, long Known)>(
            """
            SELECT count(DISTINCT coalesce(f.family, f.publisher)), count(DISTINCT f.camp),
                count(DISTINCT CASE WHEN f.camp IS NULL THEN coalesce(f.family, f.publisher) END),
                CASE WHEN count(DISTINCT f.camp) = 2
                    THEN (SELECT count(DISTINCT k.camp) FROM feeds k WHERE k.enabled = 1) ELSE 0 END
            FROM entries e JOIN feeds f ON f.id = e.feed_id WHERE e.event_id = @happening
            """,
            new { happening },
            ct
        );
        return counted.Map(rows =>
            rows.Select(row => ((int)row.Families, new Camps((int)row.Camps, (int)row.Unaligned, (int)row.Known)))
        );
    }

    /// <summary>
    /// Asks what each publisher last reported of talks, as far as any did, the first first; a denial stands beside what
    /// it denies.
    /// </summary>
    public async Task<Answer<Claim>> AskReportedAsync(StoreTransaction tx, long happening, CancellationToken ct)
    {
        var rows = await tx.AskAsync<(string State, string Publisher, string? Camp, string? Link)>(
            """
            SELECT e.state, f.publisher, f.camp, e.link FROM entries e JOIN feeds f ON f.id = e.feed_id
            WHERE e.id IN (SELECT max(s.id) FROM entries s JOIN feeds t ON t.id = s.feed_id
                WHERE (s.event_id = @happening
                    OR s.event_id = (SELECT b.contradicts FROM entries b WHERE b.id = @happening))
                AND s.state IS NOT NULL GROUP BY t.publisher)
            ORDER BY e.id LIMIT 60
            """,
            new { happening },
            ct
        );
        return rows.Map(found => found.Select(row => new Claim(row.State, row.Publisher, row.Camp, row.Link)));
    }

    /// <summary>Entries of open events, above an id, oldest first and at most some at once.</summary>
    public Task<TRows> OpenEntriesAsync<TRows>(
        Func<string, object?, CancellationToken, Task<TRows>> query,
        DateTimeOffset since,
        long after,
        int most,
        CancellationToken ct
    ) =>
        query(
            """
            SELECT e.id, e.event_id, e.story_id, e.weight, e.state, e.title, e.summary, e.body, e.language, f.publisher,
                coalesce(e.published, e.first_seen) AS time
            FROM entries e JOIN feeds f ON f.id = e.feed_id
            WHERE e.event_id IS NOT NULL AND coalesce(e.published, e.first_seen) >= @since AND e.first_seen >= @since
                AND e.id > @after
            ORDER BY e.id LIMIT @most
            """,
            new
            {
                since,
                after,
                most,
            },
            ct
        );
}

/// <summary>A stored entry of an open event.</summary>
internal sealed class OpenEntryRow
{
    public long Id { get; init; }
    public long EventId { get; init; }
    public long? StoryId { get; init; }

    /// <summary>Null where it cannot tell the event to chats.</summary>
    public long? Weight { get; init; }
    public string? State { get; init; }
    public required string Title { get; init; }
    public required string Summary { get; init; }
    public required string Body { get; init; }
    public required string Language { get; init; }
    public required string Publisher { get; init; }
    public DateTimeOffset Time { get; init; }

    public Entry ToEntry() =>
        new()
        {
            Identity = "",
            Title = Title,
            Summary = Summary,
            Body = Body,
            Boilerplate = Boilerplate.Find(Title, Summary, Body),
            Language = LanguageCodes.Parse(Language) ?? AlertBot.Localization.Language.English,
        };
}
