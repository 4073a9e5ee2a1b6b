using AlertBot.Feeds.Entries;
using AlertBot.Storage;

namespace AlertBot.Search;

/// <summary>An entry with the keys of its words, each once.</summary>
internal sealed record IndexedEntry(long Id, IReadOnlyCollection<string> Keys);

/// <summary>
/// The index of the words of stored entries. It is filled in the transaction that stores an entry, and an entry that is
/// forgotten leaves it by itself.
/// </summary>
internal sealed class SearchIndex(Database database, KeyValueStore values, EntryStore entries)
{
    /// <summary>Entries below this id are not in it yet, as far as there are any.</summary>
    private const string Filled = "search";

    private const int PageSize = 200;

    /// <summary>Puts entries in, those that were edited anew.</summary>
    public static Task PutAsync(StoreTransaction tx, IEnumerable<IndexedEntry> read, CancellationToken ct) =>
        tx.IsShared
            ? tx.QueueEachAsync(
                """
                INSERT INTO entry_words (entry_id, words) VALUES (@Id, array_to_tsvector(@Words))
                ON CONFLICT (entry_id) DO UPDATE SET words = excluded.words
                """,
                [.. read.Select(entry => new { entry.Id, Words = entry.Keys.ToArray() })],
                ct
            )
            : tx.QueueEachAsync(
                """
                DELETE FROM entry_words WHERE rowid = @Id;
                INSERT INTO entry_words (rowid, words) VALUES (@Id, @Words)
                """,
                [.. read.Select(entry => new { entry.Id, Words = string.Join(' ', entry.Keys) })],
                ct
            );

    /// <summary>
    /// Puts in what was stored before there was an index, or came by a copy of the store: a page at a time, the newest
    /// first, each in a short transaction. What a stop leaves is done at the next start.
    /// </summary>
    public async Task FillAsync(CancellationToken ct)
    {
        var before = await values.ReadAsync(Filled, ct) ?? long.MaxValue;
        while (before > 0)
        {
            var page = await entries.BeforeAsync(before, PageSize, ct);
            before = page.Count == 0 ? 0 : page[^1].Id;
            var read = page.Select(past => new IndexedEntry(past.Id, WordKeys.OfEntry(past.Entry))).ToList();
            await database.WriteAsync(
                async tx =>
                {
                    await PutAsync(tx, await StillThereAsync(tx, read, ct), ct);
                    await KeyValueStore.WriteAsync(tx, Filled, before, ct);
                },
                ct
            );
        }
    }

    /// <summary>What was forgotten since it was read must not come back into the index.</summary>
    private static async Task<IEnumerable<IndexedEntry>> StillThereAsync(
        StoreTransaction tx,
        IReadOnlyList<IndexedEntry> read,
        CancellationToken ct
    )
    {
        var there = await tx.QueryAsync<long>(
            "SELECT id FROM entries WHERE id IN @Ids",
            new { Ids = read.Select(entry => entry.Id).ToArray() },
            ct
        );
        return read.IntersectBy(there, entry => entry.Id);
    }
}
