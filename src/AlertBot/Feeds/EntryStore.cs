using AlertBot.Config;
using AlertBot.Storage;

namespace AlertBot.Feeds;

/// <summary>An entry that stands in the store, and who published it.</summary>
internal sealed record StoredEntry(long Id, Feed Feed, Entry Entry, DateTimeOffset FirstSeen);

/// <summary>The entries seen so far.</summary>
internal sealed class EntryStore(Database database, TimeProvider clock)
{
    /// <summary>Records the entries not seen before and gives those back, oldest first as far as the feed tells.</summary>
    public async Task<IReadOnlyList<StoredEntry>> RecordNewAsync(StoreTransaction tx, Feed feed, IReadOnlyList<Entry> entries, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var known = await tx.QueryAsync<string>(
            "UPDATE entries SET last_listed = @now WHERE feed_id = @Id AND identity IN @Identities RETURNING identity",
            new { feed.Id, now, Identities = entries.Select(e => e.Identity) },
            ct);
        var fresh = entries.ExceptBy(known, e => e.Identity).Reverse().OrderBy(e => e.Published ?? now);
        var stored = new List<StoredEntry>();
        foreach (var entry in fresh)
            stored.Add(new StoredEntry(await InsertAsync(tx, feed, entry, now, ct), feed, entry, now));
        return stored;
    }

    /// <param name="tx">The transaction.</param>
    /// <param name="entryId">The entry.</param>
    /// <param name="storyId">Its story.</param>
    /// <param name="state">What it reports of talks; null when nothing.</param>
    /// <param name="ct">Cancels.</param>
    public Task PutInStoryAsync(StoreTransaction tx, long entryId, long storyId, string? state, CancellationToken ct) =>
        tx.ExecuteAsync("UPDATE entries SET story_id = @storyId, state = @state WHERE id = @entryId", new { entryId, storyId, state }, ct);

    /// <summary>
    /// Forgets up to <paramref name="most"/> entries first seen before <paramref name="before"/>. Those the feed's newest document still
    /// lists stay, however old: forgotten, they would look new.
    /// </summary>
    public Task<int> ForgetAsync(StoreTransaction tx, DateTimeOffset before, int most, CancellationToken ct) =>
        tx.ExecuteAsync(
            """
            DELETE FROM entries WHERE id IN (
                SELECT e.id FROM entries e JOIN feeds f ON f.id = e.feed_id
                WHERE e.first_seen < @before AND e.last_listed < f.last_fresh LIMIT @most)
            """,
            new { before, most },
            ct);

    /// <summary>What was first seen since then, in that order, after an entry's id and at most some at once, for looking back.</summary>
    public async Task<IReadOnlyList<PastEntry>> SinceAsync(DateTimeOffset since, long after, int most, CancellationToken ct)
    {
        var rows = await database.QueryAsync<PastEntryRow>(
            """
            SELECT e.id, f.publisher, e.first_seen, e.published, e.language, e.link, e.title, e.summary, e.body
            FROM entries e JOIN feeds f ON f.id = e.feed_id WHERE e.first_seen >= @since AND e.id > @after ORDER BY e.id LIMIT @most
            """,
            new { since, after, most },
            ct);
        return [.. rows.Select(row => row.ToEntry())];
    }

    private static Task<long> InsertAsync(StoreTransaction tx, Feed feed, Entry entry, DateTimeOffset now, CancellationToken ct) =>
        tx.ScalarAsync<long>(
            """
            INSERT INTO entries (feed_id, identity, first_seen, last_listed, published, language, link, title, summary, body)
            VALUES (@FeedId, @Identity, @now, @now, @Published, @Language, @Link, @Title, @Summary, @Body) RETURNING id
            """,
            new
            {
                FeedId = feed.Id,
                entry.Identity,
                now,
                entry.Published,
                Language = entry.Language.Code(),
                Link = entry.Link?.AbsoluteUri,
                entry.Title,
                entry.Summary,
                entry.Body,
            },
            ct);
}
