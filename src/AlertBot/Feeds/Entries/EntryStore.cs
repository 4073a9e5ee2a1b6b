using AlertBot.Localization;
using AlertBot.Storage;

namespace AlertBot.Feeds.Entries;

/// <summary>An entry that stands in the store, and who published it.</summary>
internal sealed record StoredEntry(long Id, Feed Feed, Entry Entry, DateTimeOffset FirstSeen);

/// <summary>Where an entry has been put among events and stories.</summary>
/// <param name="EventId">The event it reports.</param>
/// <param name="StoryId">The story of that; null while it belongs to none.</param>
/// <param name="Contradicts">The event it contradicts; null leaves what was written before.</param>
/// <param name="State">What it reports of talks; null when nothing.</param>
/// <param name="Weight">How much it weighs; null where it cannot tell the event to chats.</param>
internal sealed record EntryPlacement(long EventId, long? StoryId, long? Contradicts, string? State, int? Weight);

/// <summary>The entries seen so far.</summary>
internal sealed class EntryStore(
    Database database,
    TimeProvider clock,
    IOptions<FeedsOptions> options,
    ILogger<EntryStore> log
)
{
    /// <summary>Asks in the poll's transaction what the store has of a document's entries.</summary>
    /// <param name="tx">The poll's.</param>
    /// <param name="feed">That lists them.</param>
    /// <param name="entries">Which.</param>
    /// <param name="unread">Those of them that were not in the store before the transaction, by
    /// <see cref="UnreadAsync"/>; what else turns out to be new is asked for once more.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<ListedEntries> AskAsync(
        StoreTransaction tx,
        Feed feed,
        IReadOnlyList<Entry> entries,
        IReadOnlyList<Entry> unread,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow();
        var identities = entries.Select(entry => entry.Identity).Distinct().ToArray();
        return new ListedEntries(
            feed,
            [.. entries.Select(entry => NotInTheFuture(entry, now))],
            await AskAsync(tx, "identity IN @identities", new { feed.Id, identities }, ct),
            unread.Select(entry => entry.Identity).ToHashSet(StringComparer.Ordinal),
            unread.Count == 0
                ? null
                : await AskAlikeAsync(tx, feed, [.. unread.Select(e => Sorted.Of(NotInTheFuture(e, now)))], ct)
        );
    }

    /// <summary>
    /// Records what the document lists. Gives back what rules have not read yet, oldest first as far as the feed tells:
    /// entries not seen before, and those that were edited before they told anything.
    /// </summary>
    public async Task<Recorded> RecordAsync(StoreTransaction tx, ListedEntries listed, CancellationToken ct)
    {
        var (feed, now) = (listed.Feed, clock.GetUtcNow());
        var sorted = await SortAsync(tx, listed, ct);
        await tx.QueueAsync(
            "UPDATE entries SET last_listed = @now WHERE id IN @Known",
            new { now, Known = sorted.Select(s => s.Known?.Id).OfType<long>().ToArray() },
            ct
        );
        var (edited, changed) = (new List<StoredEntry>(), new List<StoredEntry>());
        foreach (
            var (entry, keys, known) in sorted.Where(s =>
                s.Known is { } known && (known.TextKey != s.Keys.Text || known.Identity != s.Entry.Identity)
            )
        )
        {
            await UpdateAsync(tx, entry, keys, known!, ct);
            changed.Add(new StoredEntry(known!.Id, feed, entry, known.FirstSeen));
            if (IsWorthReading(known!, entry, keys, now))
                edited.Add(new StoredEntry(known!.Id, feed, entry, known.FirstSeen));
        }
        var added = await InsertAsync(
            tx,
            feed,
            [.. sorted.Where(s => s.Known is null).Reverse().OrderBy(s => s.Entry.Published ?? now)],
            now,
            ct
        );
        var undated = added.Count(a => a.Entry is { Published: null, NotBefore: null });
        if (!feed.Seen && undated > 0)
            log.UndatedRecorded(feed.Id, feed.Publisher, undated);
        return new Recorded(added, edited, changed);
    }

    /// <summary>Writes where an entry has been put.</summary>
    public static Task PlaceAsync(StoreTransaction tx, long entry, EntryPlacement placement, CancellationToken ct) =>
        tx.QueueAsync(
            """
            UPDATE entries SET event_id = @EventId, story_id = @StoryId,
                contradicts = coalesce(@Contradicts, contradicts), state = @State, weight = @Weight
            WHERE id = @entry
            """,
            new
            {
                entry,
                placement.EventId,
                placement.StoryId,
                placement.Contradicts,
                placement.State,
                placement.Weight,
            },
            ct
        );

    /// <summary>Puts the entries of an event into a story that are in none.</summary>
    public static Task PlaceEventAsync(StoreTransaction tx, long happening, long story, CancellationToken ct) =>
        tx.QueueAsync(
            "UPDATE entries SET story_id = @story WHERE event_id = @happening AND story_id IS NULL",
            new { happening, story },
            ct
        );

    /// <summary>
    /// Forgets up to <paramref name="most"/> entries first seen before <paramref name="before"/>. Those the feed's
    /// newest document still lists stay, however old: forgotten, they would look new.
    /// </summary>
    public Task<int> ForgetAsync(StoreTransaction tx, DateTimeOffset before, int most, CancellationToken ct) =>
        tx.ExecuteAsync(
            """
            DELETE FROM entries WHERE id IN (
                SELECT e.id FROM entries e JOIN feeds f ON f.id = e.feed_id
                WHERE e.first_seen < @before AND e.last_listed < f.last_fresh LIMIT @most)
            """,
            new { before, most },
            ct
        );

    /// <summary>
    /// What was first seen since then, in that order, after an entry's id and at most some at once, for looking back.
    /// </summary>
    public Task<IReadOnlyList<PastEntry>> SinceAsync(
        DateTimeOffset since,
        long after,
        int most,
        CancellationToken ct
    ) =>
        PastAsync(
            "e.first_seen >= @since AND e.id > @after ORDER BY e.id LIMIT @most",
            new
            {
                since,
                after,
                most,
            },
            ct
        );

    /// <summary>What was taken in before an entry's id, the newest first and at most some at once.</summary>
    public Task<IReadOnlyList<PastEntry>> BeforeAsync(long before, int most, CancellationToken ct) =>
        PastAsync("e.id < @before ORDER BY e.id DESC LIMIT @most", new { before, most }, ct);

    /// <summary>One entry; null when it is not stored, or no longer.</summary>
    public async Task<PastEntry?> FindAsync(long id, CancellationToken ct) =>
        (await PastAsync("e.id = @id", new { id }, ct)).FirstOrDefault();

    /// <summary>
    /// Those of the entries that are not in the store under their identity, or say something else there.
    /// </summary>
    public async Task<IReadOnlyList<Entry>> UnreadAsync(Feed feed, IReadOnlyList<Entry> entries, CancellationToken ct)
    {
        var known = await database.QueryAsync<KnownEntry>(
            $"SELECT {KnownEntry.Columns} FROM entries WHERE feed_id = @Id AND identity IN @Listed",
            new { feed.Id, Listed = entries.Select(e => e.Identity).ToArray() },
            ct
        );
        var texts = known.ToDictionary(k => k.Identity, k => k.TextKey, StringComparer.Ordinal);
        return
        [
            .. entries.Where(entry =>
                !texts.TryGetValue(entry.Identity, out var text) || text != EntryKeys.From(entry).Text
            ),
        ];
    }

    private async Task<IReadOnlyList<PastEntry>> PastAsync(string where, object args, CancellationToken ct)
    {
        var rows = await database.QueryAsync<PastEntryRow>(
            $"""
            SELECT e.id, f.publisher, e.first_seen, e.published, e.language, e.link, e.title, e.summary, e.body
            FROM entries e JOIN feeds f ON f.id = e.feed_id WHERE {where}
            """,
            args,
            ct
        );
        return [.. rows.Select(row => row.ToEntry())];
    }

    private sealed record Sorted(Entry Entry, EntryKeys Keys, KnownEntry? Known)
    {
        /// <summary>An entry of which nothing is known yet.</summary>
        public static Sorted Of(Entry entry) => new(entry, EntryKeys.From(entry), null);
    }

    private static async Task<List<Sorted>> SortAsync(StoreTransaction tx, ListedEntries listed, CancellationToken ct)
    {
        var entries = listed.Entries;
        var identities = entries.Select(e => e.Identity).ToHashSet(StringComparer.Ordinal);
        var byIdentity = await listed.ByIdentity.ReadAsync(ct);
        var known = new EntryMatcher(byIdentity, identities);
        var sorted = entries
            .Select(Sorted.Of)
            .Select(s => s with { Known = known.Unchanged(s.Entry, s.Keys) })
            .ToList();
        var unsure = sorted.Where(s => s.Known is null).ToList();
        if (unsure.Count == 0)
            return sorted;
        var asked =
            listed.Alike is { } before && unsure.TrueForAll(s => listed.Unread.Contains(s.Entry.Identity))
                ? before
                : await AskAlikeAsync(tx, listed.Feed, unsure, ct);
        var alike = await asked.ReadAsync(ct);
        known = new EntryMatcher([.. byIdentity.Concat(alike).DistinctBy(k => k.Id)], identities);
        // The surest first, for all entries, so that none takes another's place.
        sorted = [.. entries.Zip(sorted, (entry, s) => s with { Known = known.Unchanged(entry, s.Keys) })];
        sorted = [.. sorted.Select(s => s.Known is null ? SeparateByContent(s, known) : s)];
        sorted = [.. sorted.Select(s => s.Known is null ? s with { Known = known.ByIdentity(s.Entry, s.Keys) } : s)];
        return [.. sorted.Select(s => s.Known is null ? MatchedByKeys(s, known) : s)];
    }

    private static Sorted SeparateByContent(Sorted unsure, EntryMatcher known) =>
        known.FindByContent(unsure.Entry, unsure.Keys) is { } same
            ? unsure with
            {
                Entry = unsure.Entry with { Identity = same.Identity },
                Known = same,
            }
            : unsure;

    /// <summary>An entry under an identity that another one bears in the store has to go by another name.</summary>
    private static Sorted MatchedByKeys(Sorted stranger, EntryMatcher known)
    {
        if (!known.Bears(stranger.Entry.Identity))
            return stranger with { Known = known.UnderAnotherIdentity(stranger.Entry, stranger.Keys) };
        foreach (var identity in ReusedIdentities(stranger.Entry))
        {
            var renamed = stranger.Entry with { Identity = identity };
            if (known.ByIdentity(renamed, stranger.Keys) is { } same)
                return stranger with { Entry = renamed, Known = same };
            if (!known.Bears(identity))
                return stranger with { Entry = renamed };
        }
        // Two rows would bear one name; that of all it says is the nearest to it.
        return stranger with { Known = known.Bearer(ReusedIdentities(stranger.Entry)[^1]) };
    }

    /// <summary>By its title; where that is taken as well, by all it says, then with its date.</summary>
    private static string[] ReusedIdentities(Entry entry) =>
        [
            EntryIdentity.Apart(entry.Identity, entry.Title),
            EntryIdentity.Apart(entry.Identity, SharedIdentityResolver.Said(entry)),
            EntryIdentity.Apart(
                entry.Identity,
                $"{SharedIdentityResolver.Said(entry)}\n{entry.Published?.ToUnixTimeSeconds()}"
            ),
        ];

    /// <summary>Asks for what could be one of the entries under another identity.</summary>
    private static Task<Answer<KnownEntry>> AskAlikeAsync(
        StoreTransaction tx,
        Feed feed,
        IReadOnlyList<Sorted> unsure,
        CancellationToken ct
    ) =>
        AskAsync(
            tx,
            "(link_key IN @Links OR title_key IN @Titles OR identity IN @Identities)",
            new
            {
                feed.Id,
                Links = unsure.Select(s => s.Keys.Link).OfType<long>().ToArray(),
                Titles = unsure.Select(s => s.Keys.Title).ToArray(),
                Identities = unsure.SelectMany(s => ReusedIdentities(s.Entry)).ToArray(),
            },
            ct
        );

    private static Task<Answer<KnownEntry>> AskAsync(
        StoreTransaction tx,
        string where,
        object args,
        CancellationToken ct
    ) => tx.AskAsync<KnownEntry>($"SELECT {KnownEntry.Columns} FROM entries WHERE feed_id = @Id AND {where}", args, ct);

    /// <summary>
    /// Wrong clocks and zones, and calendars of what is to come: an alert must not say that something was published
    /// tomorrow.
    /// </summary>
    private static Entry NotInTheFuture(Entry entry, DateTimeOffset now) =>
        entry.Published > now ? entry with { Published = now } : entry;

    /// <summary>
    /// Edited before it told anything, and still young: the words a rule waits for may have come in late. Without a
    /// date only a new title counts: texts such as "three hours ago" change at every poll.
    /// </summary>
    private bool IsWorthReading(KnownEntry known, Entry entry, EntryKeys keys, DateTimeOffset now) =>
        known.StoryId is null
        && known.TextKey is { } text
        && text != keys.Text
        && known.FirstSeen > now - options.Value.FirstPollWindow
        && (entry.Published is not null || known.TitleKey != keys.Title);

    private static Task UpdateAsync(
        StoreTransaction tx,
        Entry entry,
        EntryKeys keys,
        KnownEntry known,
        CancellationToken ct
    ) =>
        tx.QueueAsync(
            """
            UPDATE entries SET identity = @Identity, published = coalesce(published, @Published), language = @Language,
                link = @Link, title = @Title, summary = @Summary, body = @Body, link_key = @LinkKey,
                title_key = @TitleKey, text_key = @TextKey
            WHERE id = @Id
            """,
            new
            {
                known.Id,
                entry.Identity,
                entry.Published,
                Language = entry.Language.Code(),
                Link = entry.Link?.AbsoluteUri,
                entry.Title,
                entry.Summary,
                entry.Body,
                LinkKey = keys.Link,
                TitleKey = keys.Title,
                TextKey = keys.Text,
            },
            ct
        );

    /// <summary>Writes entries not seen before, in their order.</summary>
    private static async Task<IReadOnlyList<StoredEntry>> InsertAsync(
        StoreTransaction tx,
        Feed feed,
        IReadOnlyList<Sorted> unseen,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        if (unseen.Count == 0)
            return [];
        await tx.QueueEachAsync(
            """
            INSERT INTO entries (feed_id, identity, first_seen, last_listed, published, language, link, title, summary,
                body, link_key, title_key, text_key)
            VALUES (@FeedId, @Identity, @now, @now, @Published, @Language, @Link, @Title, @Summary, @Body, @LinkKey,
                @TitleKey, @TextKey)
            """,
            [
                .. unseen.Select(s => new
                {
                    FeedId = feed.Id,
                    s.Entry.Identity,
                    now,
                    s.Entry.Published,
                    Language = s.Entry.Language.Code(),
                    Link = s.Entry.Link?.AbsoluteUri,
                    s.Entry.Title,
                    s.Entry.Summary,
                    s.Entry.Body,
                    LinkKey = s.Keys.Link,
                    TitleKey = s.Keys.Title,
                    TextKey = s.Keys.Text,
                }),
            ],
            ct
        );
        var ids = (
            await tx.QueryAsync<(long Id, string Identity)>(
                "SELECT id, identity FROM entries WHERE feed_id = @Id AND identity IN @Written",
                new { feed.Id, Written = unseen.Select(s => s.Entry.Identity).ToArray() },
                ct
            )
        ).ToDictionary(row => row.Identity, row => row.Id, StringComparer.Ordinal);
        return [.. unseen.Select(s => new StoredEntry(ids[s.Entry.Identity], feed, s.Entry, now))];
    }
}
