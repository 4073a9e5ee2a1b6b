using AlertBot.Config;
using AlertBot.Feeds;
using AlertBot.Storage;

namespace AlertBot.Stories;

/// <summary>The stories, and which entries tell them.</summary>
internal sealed class StoryStore
{
    public Task<long> BeginAsync(StoreTransaction tx, StoredEntry stored, string? state, CancellationToken ct) => tx.ScalarAsync<long>(
        """
        INSERT INTO stories (version, language, headline, state, first_seen, last_seen) VALUES (1, @Language, @Title, @state, @FirstSeen, @FirstSeen) RETURNING id
        """,
        new { Language = stored.Entry.Language.Code(), stored.Entry.Title, state, stored.FirstSeen },
        ct);

    /// <summary>Another entry tells the story; a state it did not have makes a new version of it.</summary>
    public async Task<(long Story, int Version)> GrowAsync(StoreTransaction tx, long story, string? state, DateTimeOffset seen, CancellationToken ct)
    {
        var version = await tx.ScalarAsync<long>(
            """
            UPDATE stories SET last_seen = @seen, state = coalesce(@state, state),
                version = version + CASE WHEN @state IS NOT NULL AND state IS NOT NULL AND state <> @state THEN 1 ELSE 0 END
            WHERE id = @story RETURNING version
            """,
            new { story, state, seen },
            ct);
        return (story, (int)version);
    }

    /// <summary>What was reported of it last; null when nothing.</summary>
    public async Task<string?> StateOfAsync(StoreTransaction tx, long story, CancellationToken ct) =>
        (await tx.QueryAsync<string?>("SELECT state FROM stories WHERE id = @story", new { story }, ct)).FirstOrDefault();

    /// <summary>Forgets up to <paramref name="most"/> stories that no entry tells any more.</summary>
    public Task<int> ForgetAsync(StoreTransaction tx, DateTimeOffset before, int most, CancellationToken ct) => tx.ExecuteAsync(
        """
        DELETE FROM stories WHERE id IN (
            SELECT s.id FROM stories s WHERE s.last_seen < @before AND NOT EXISTS (SELECT 1 FROM entries e WHERE e.story_id = s.id) LIMIT @most)
        """,
        new { before, most },
        ct);

    /// <summary>Publishers that tell the story; outlets of one family are one.</summary>
    public async Task<int> CountSourcesAsync(StoreTransaction tx, long story, CancellationToken ct) => (int)await tx.ScalarAsync<long>(
        "SELECT count(DISTINCT coalesce(f.family, f.publisher)) FROM entries e JOIN feeds f ON f.id = e.feed_id WHERE e.story_id = @story", new { story }, ct);

    /// <summary>Entries of stories that may still grow, oldest first.</summary>
    public async Task<IReadOnlyList<(long Id, long Story, Entry Entry, IReadOnlyList<string> Rules, DateTimeOffset Time)>> OpenEntriesAsync(StoreTransaction tx, DateTimeOffset since, CancellationToken ct)
    {
        var rows = await tx.QueryAsync<OpenEntryRow>(
            """
            SELECT e.id, e.story_id, e.title, e.summary, e.body, e.language, coalesce(e.published, e.first_seen) AS time,
                (SELECT group_concat(m.rule_id) FROM matches m WHERE m.entry_id = e.id) AS rules
            FROM entries e WHERE e.story_id IS NOT NULL AND e.first_seen >= @since ORDER BY e.id
            """,
            new { since },
            ct);
        return [.. rows.Select(row => (row.Id, row.StoryId, row.ToEntry(), (IReadOnlyList<string>)(row.Rules ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries), row.Time))];
    }

    private sealed class OpenEntryRow
    {
        public long Id { get; init; }
        public long StoryId { get; init; }
        public required string Title { get; init; }
        public required string Summary { get; init; }
        public required string Body { get; init; }
        public required string Language { get; init; }
        public string? Rules { get; init; }
        public DateTimeOffset Time { get; init; }

        public Entry ToEntry() => new()
        {
            Identity = "",
            Title = Title,
            Summary = Summary,
            Body = Body,
            Language = LanguageCodes.Parse(Language) ?? Config.Language.English,
        };
    }
}
