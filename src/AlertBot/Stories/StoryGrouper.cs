using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Storage;
using AlertBot.Stories.Grouping;
using AlertBot.Stories.TalksState;
using AlertBot.Stories.Weighing;

namespace AlertBot.Stories;

/// <summary>
/// Puts entries into events and stories. What is held in memory is only a copy of what the store holds.
/// </summary>
internal sealed class StoryGrouper(Database database, StoryStore store, TimeProvider clock) : IDisposable
{
    /// <summary>Entries read from the store at once while the open events are loaded.</summary>
    private const int PageSize = 1000;

    private readonly SemaphoreSlim _loading = new(1, 1);

    /// <summary>
    /// Null until loaded, and after a transaction was undone. What it holds is changed in a writer's turn only.
    /// </summary>
    private volatile OpenStories? _open;

    /// <summary>Whether the open events are in memory, so that a transaction need not wait for them.</summary>
    public bool IsLoaded => _open is not null;

    /// <summary>
    /// Compiles the word lists and reads the open events, which takes a third of a second and, after a restart, some
    /// more: inside the first transaction every other writer would wait for it.
    /// </summary>
    public async Task PrepareAsync(CancellationToken ct)
    {
        CompileWords();
        await LoadAsync(ct);
    }

    private static void CompileWords()
    {
        var entry = new Entry
        {
            Identity = "",
            Title = "Truce",
            Language = Language.English,
        };
        // With a rule that asks for states: without one, their words would not be looked for.
        _ = (
            EntryFingerprint.Compute(entry, "", default),
            State.Classify(entry, ["ceasefire"], reported: null),
            EventWeight.Weights
        );
    }

    /// <summary>
    /// Begins a transaction in which entries can be grouped. The open events are read before it: with a hundred
    /// thousand entries that takes seconds, in which nobody else could write.
    /// </summary>
    public async Task<StoreTransaction> BeginAsync(CancellationToken ct)
    {
        while (true)
        {
            await LoadAsync(ct);
            var tx = await database.BeginAsync(ct);
            if (_open is { } open)
            {
                open.Others = tx.IsShared ? await AskOthersAsync(tx.AskAsync<OpenEntryRow>, open, ct) : null;
                return tx;
            }
            // The writer before us was undone, and what is in memory with it.
            await tx.DisposeAsync();
        }
    }

    /// <summary>
    /// Groups entries and gives the events they began or report. Called in the store's one writing transaction, so two
    /// nodes or feeds cannot begin the same event at once.
    /// </summary>
    /// <param name="tx">Begun by <see cref="BeginAsync"/>.</param>
    /// <param name="read">The entries.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>What has to be read before the commit.</returns>
    public async Task<GroupedEntries> GroupAsync(
        StoreTransaction tx,
        IReadOnlyList<MatchedEntry> read,
        CancellationToken ct
    )
    {
        if (read.Count == 0)
            return new GroupedEntries([], _ => Task.FromResult<IReadOnlyList<StoryChange>>([]));
        var open = _open ?? throw new InvalidOperationException("The open events were not loaded.");
        tx.OnUndo(() => _open = null);
        var now = clock.GetUtcNow();
        await ReadOthersAsync(tx, open, ct);
        open.Grouper.DropExpired(now);
        var (put, begun) = (new List<Put>(), new Dictionary<OpenStory, Answer<long>>());
        foreach (var entry in read)
        {
            if (open.Grouper.Place(entry, entry.Stored.Entry.Published ?? entry.Stored.FirstSeen) is { } placed)
                put.Add(await PutAsync(tx, entry, placed, begun, ct));
            open.Last = Math.Max(open.Last, entry.Stored.Id);
        }
        return new GroupedEntries(
            [.. put.Where(one => one.Counted is not null).Select(one => one.ToEvent())],
            async later =>
            {
                foreach (var (story, id) in begun)
                    open.Grouper.Name(story, (await id.ReadAsync(later))[0]);
                return await EndAsync(tx, put, later);
            }
        );
    }

    /// <summary>
    /// Reads the open events, a page at a time and outside any transaction, unless they are in memory.
    /// </summary>
    private async Task LoadAsync(CancellationToken ct)
    {
        await _loading.WaitAsync(ct);
        try
        {
            if (IsLoaded)
                return;
            var open = new OpenStories();
            var since = EventGrouper.HeldSince(clock.GetUtcNow());
            while (
                await store.OpenEntriesAsync(database.QueryAsync<OpenEntryRow>, since, open.Last, PageSize, ct)
                    is { Count: > 0 } page
            )
                open.Add(page);
            _open = open;
        }
        finally
        {
            _loading.Release();
        }
    }

    public void Dispose() => _loading.Dispose();

    /// <summary>
    /// An entry that meets no rule is grouped, too: it may be another source of an event that others tell in the rules'
    /// words. While none does, the event is in no story. What an entry's event is by then is written down at once: the
    /// next entry may change it.
    /// </summary>
    private async Task<Put> PutAsync(
        StoreTransaction tx,
        MatchedEntry entry,
        Placement placed,
        Dictionary<OpenStory, Answer<long>> begun,
        CancellationToken ct
    )
    {
        var (stored, happening, state) = (entry.Stored, placed.Event, placed.Facts.State);
        var waitsFor = happening.Story is { Id: 0 } unnamed ? unnamed : null;
        var begins = waitsFor is not null && !begun.ContainsKey(waitsFor);
        if (begins)
            begun.Add(waitsFor!, await store.BeginAsync(tx, stored, state, ct));
        else if (waitsFor is null && happening.Story is { } story)
        {
            await store.GrowAsync(tx, story.Id, stored, state, placed.IsFirst, ct);
            await store.PutInStoryAsync(tx, happening.Id, story.Id, ct);
        }
        await store.PutInEventAsync(tx, stored.Id, placed, ct);
        return new Put(entry, placed)
        {
            WaitsFor = waitsFor,
            Begins = begins,
            IsMust = happening.IsMust,
            Counted = happening.IsAnnounced ? await store.AskCorroborationAsync(tx, happening.Id, ct) : null,
            Reported = happening is { IsAnnounced: true, State: not null }
                ? await store.AskReportedAsync(tx, happening.Id, ct)
                : null,
        };
    }

    /// <summary>Writes what had to wait for the ids of new stories, and gives the changes.</summary>
    private async Task<IReadOnlyList<StoryChange>> EndAsync(
        StoreTransaction tx,
        IReadOnlyList<Put> put,
        CancellationToken ct
    )
    {
        var changes = new List<StoryChange>();
        foreach (var one in put)
        {
            var (stored, placed) = (one.Entry.Stored, one.Placed);
            var (happening, facts) = (placed.Event, placed.Facts);
            if (one.WaitsFor is { } story)
            {
                if (!one.Begins)
                    await store.GrowAsync(tx, story.Id, stored, facts.State, placed.IsFirst, ct);
                await store.PutInStoryAsync(tx, happening.Id, story.Id, ct);
            }
            if (one.Counted is null)
                continue;
            var (families, camps) = (await one.Counted.ReadAsync(ct))[0];
            var claims = one.Reported is null ? [] : await one.Reported.ReadAsync(ct);
            changes.Add(
                new StoryChange(happening.Story!.Id, happening.Id, one.Entry, families, placed.Development, facts.State)
                {
                    Weight = one.IsMust ? Weight.Must : Weight.Nice,
                    IsReport = facts.CanAnnounce,
                    Camps = camps,
                    Claims = Claim.Conflicting(claims),
                }
            );
        }
        return changes;
    }

    /// <summary>Asks what other nodes have grouped in the meantime, or reads on.</summary>
    private Task<TRows> AskOthersAsync<TRows>(
        Func<string, object?, CancellationToken, Task<TRows>> query,
        OpenStories open,
        CancellationToken ct
    ) => store.OpenEntriesAsync(query, EventGrouper.HeldSince(clock.GetUtcNow()), open.Last, PageSize, ct);

    private async Task ReadOthersAsync(StoreTransaction tx, OpenStories open, CancellationToken ct)
    {
        var page = open.Others is null ? [] : await open.Others.ReadAsync(ct);
        open.Others = null;
        while (page.Count > 0)
        {
            open.Add(page);
            page = page.Count < PageSize ? [] : await AskOthersAsync(tx.QueryAsync<OpenEntryRow>, open, ct);
        }
    }

    /// <summary>An entry that was put into its event, and what the store was asked of that.</summary>
    private sealed record Put(MatchedEntry Entry, Placement Placed)
    {
        /// <summary>The story of its event, where that has no id yet.</summary>
        public OpenStory? WaitsFor { get; init; }

        /// <summary>Whether it began that story.</summary>
        public bool Begins { get; init; }

        /// <summary>Whether a desk has to know the event.</summary>
        public bool IsMust { get; init; }

        /// <summary>Null while the event cannot be told.</summary>
        public Answer<(int Families, Camps Camps)>? Counted { get; init; }

        /// <summary>Null where nothing is reported of talks.</summary>
        public Answer<Claim>? Reported { get; init; }

        public ReportedEvent ToEvent() =>
            new(Placed.Event.Id, WaitsFor is null ? Placed.Event.Story?.Id : null, Entry.Stored.Id);
    }

    /// <summary>The open events, and up to which entry they hold what the store does.</summary>
    private sealed class OpenStories
    {
        public EventGrouper Grouper { get; } = new();

        public long Last { get; set; }

        /// <summary>What other nodes have grouped since, in the transaction that is open.</summary>
        public Answer<OpenEntryRow>? Others { get; set; }

        public void Add(IReadOnlyList<OpenEntryRow> page)
        {
            // A full page is one of those read at the start, where nobody else has work for the cores yet.
            var read = page.Count < PageSize ? page.Select(Read) : page.AsParallel().AsOrdered().Select(Read);
            foreach (var (row, fingerprint, facts) in read)
                Grouper.Restore(fingerprint, row.Id, row.EventId, row.StoryId, facts);
            Last = page[^1].Id;
        }

        private static (OpenEntryRow Row, EntryFingerprint Fingerprint, ReportFacts Facts) Read(OpenEntryRow row)
        {
            var entry = row.ToEntry();
            var facts = row.Weight is { } weight
                ? new ReportFacts(
                    true,
                    weight == (int)Weight.Must,
                    row.State,
                    ReportFacts.DeadIn(entry),
                    row.State is not null && State.TakesEffect(entry)
                )
                : default;
            return (row, EntryFingerprint.Compute(entry, row.Publisher, row.Time), facts);
        }
    }
}
