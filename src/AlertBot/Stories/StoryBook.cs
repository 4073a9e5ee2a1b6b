using AlertBot.Config;
using AlertBot.Feeds;
using AlertBot.Rules;
using AlertBot.Storage;

namespace AlertBot.Stories;

/// <summary>Puts entries into stories. The index in memory is only a copy of what the store holds.</summary>
internal sealed class StoryBook(Database database, EntryStore entries, StoryStore store, TimeProvider clock)
    : IDisposable
{
    /// <summary>The reports of one event come without longer gaps.</summary>
    private static readonly TimeSpan OneEvent = TimeSpan.FromHours(24);

    /// <summary>Entries read from the store at once while the index is loaded.</summary>
    private const int PageSize = 1000;

    private readonly SemaphoreSlim _loading = new(1, 1);

    /// <summary>
    /// Null until loaded, and after a transaction was undone. What it holds is changed in a writer's turn only.
    /// </summary>
    private volatile OpenStories? _open;

    /// <summary>Whether the index is in memory, so that a transaction need not wait for it.</summary>
    public bool IsLoaded => _open is not null;

    /// <summary>
    /// Compiles the word lists, which takes a third of a second: inside the first transaction every other writer would
    /// wait for it.
    /// </summary>
    public static void Prepare()
    {
        var entry = new Entry
        {
            Identity = "",
            Title = "Truce",
            Language = Language.English,
        };
        _ = (Sketch.Of(entry, [], default), State.Of(entry, [], told: null));
    }

    /// <summary>
    /// Begins a transaction in which entries can be grouped. The index is read before it: with a hundred thousand open
    /// entries that takes seconds, in which nobody else could write.
    /// </summary>
    public async Task<StoreTransaction> BeginAsync(CancellationToken ct)
    {
        while (true)
        {
            await LoadAsync(ct);
            var tx = await database.BeginAsync(ct);
            if (IsLoaded)
                return tx;
            // The writer before us was undone, and the index with it.
            await tx.DisposeAsync();
        }
    }

    /// <summary>
    /// Groups entries and gives the stories they began or moved on, one change for each. Called in the store's one
    /// writing transaction, so two nodes or feeds cannot begin the same story at once.
    /// </summary>
    /// <param name="tx">Begun by <see cref="BeginAsync"/>.</param>
    /// <param name="read">The entries.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<StoryChange>> GroupAsync(
        StoreTransaction tx,
        IReadOnlyList<MatchedEntry> read,
        CancellationToken ct
    )
    {
        if (read.Count == 0)
            return [];
        var open = _open ?? throw new InvalidOperationException("The index of stories was not loaded.");
        tx.OnUndo(() => _open = null);
        var now = clock.GetUtcNow();
        if (tx.IsShared)
            await ReadOthersAsync(tx, open, now, ct);
        open.Index.Forget(now);
        var changes = new List<StoryChange>();
        foreach (var entry in read)
        {
            if (await PutAsync(tx, open.Index, entry, ct) is { } change)
                changes.Add(change);
            open.Last = Math.Max(open.Last, entry.Stored.Id);
        }
        return changes;
    }

    public void Dispose() => _loading.Dispose();

    /// <summary>
    /// An entry that meets no rule is grouped, too: it may be another source of a story that others tell in the rules'
    /// words. While none does, the story is kept in memory only; after a restart such entries are forgotten.
    /// </summary>
    private async Task<StoryChange?> PutAsync(
        StoreTransaction tx,
        StoryIndex index,
        MatchedEntry entry,
        CancellationToken ct
    )
    {
        var stored = entry.Stored;
        if (entry.Matches.Count == 0 && !Sketch.NamesTheatre(stored.Entry))
            return null;
        var sketch = Sketch.Of(stored.Entry, entry.RuleIds, stored.Entry.Published ?? stored.FirstSeen);
        var known = index.Find(sketch);
        if (entry.Matches.Count == 0 && known is null or < 0)
        {
            index.Add(sketch, known ?? index.NextUntold(), stored.Id);
            return null;
        }
        var told = known > 0 ? await store.FactsOfAsync(tx, known.Value, ct) : null;
        var state = State.Of(stored.Entry, entry.RuleIds, told?.State);
        var facts = StoryFacts.Of(entry, state);
        var development = told is null ? null : await DevelopmentAsync(tx, known!.Value, told, facts, entry, ct);
        var (story, version) = told is not null
            ? (
                known!.Value,
                await store.GrowAsync(tx, known.Value, told.With(facts), development is not null, stored.FirstSeen, ct)
            )
            : (await store.BeginAsync(tx, stored, facts, ct), 1);
        foreach (var earlier in known < 0 ? index.Tell(known.Value, story) : [])
            await entries.PutInStoryAsync(tx, earlier, story, null, ct);
        index.Add(sketch, story, stored.Id);
        await entries.PutInStoryAsync(tx, stored.Id, story, state, ct);
        var (families, camps) = await store.CorroborationAsync(tx, story, ct);
        return new StoryChange(story, version, entry, families, development, state)
        {
            Camps = camps,
            Claims =
                state is null && told?.State is null ? [] : Claim.Conflicting(await store.ReportedAsync(tx, story, ct)),
        };
    }

    /// <summary>What no rule meets is another source; it moves nothing on.</summary>
    private async Task<LocalText?> DevelopmentAsync(
        StoreTransaction tx,
        long story,
        StoryFacts told,
        StoryFacts facts,
        MatchedEntry entry,
        CancellationToken ct
    ) =>
        entry.Matches.Count == 0
            ? null
            : told.Development(facts) ?? await AgainAsync(tx, story, told, facts.State, entry.Stored, ct);

    /// <summary>
    /// A breach or a breakdown that nobody has reported for a day is another one. Steps towards a signature are taken
    /// once.
    /// </summary>
    private async Task<LocalText?> AgainAsync(
        StoreTransaction tx,
        long story,
        StoryFacts told,
        string? state,
        StoredEntry stored,
        CancellationToken ct
    ) =>
        state is not null
        && told.States.Contains(state)
        && StateNames.Again(state) is { } again
        && await store.LastReportedAsync(tx, story, state, ct) is { } last
        && stored.FirstSeen - last >= OneEvent
            ? again
            : null;

    /// <summary>Reads the index, a page at a time and outside any transaction, unless it is in memory.</summary>
    public async Task LoadAsync(CancellationToken ct)
    {
        await _loading.WaitAsync(ct);
        try
        {
            if (IsLoaded)
                return;
            var open = new OpenStories();
            var since = clock.GetUtcNow() - StoryIndex.Window;
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

    /// <summary>What other nodes have grouped in the meantime.</summary>
    private async Task ReadOthersAsync(StoreTransaction tx, OpenStories open, DateTimeOffset now, CancellationToken ct)
    {
        var since = now - StoryIndex.Window;
        while (
            await store.OpenEntriesAsync(tx.QueryAsync<OpenEntryRow>, since, open.Last, PageSize, ct)
                is { Count: > 0 } page
        )
            open.Add(page);
    }

    /// <summary>The index, and up to which entry it holds what the store does.</summary>
    private sealed class OpenStories
    {
        public StoryIndex Index { get; } = new();

        public long Last { get; set; }

        public void Add(IReadOnlyList<OpenEntryRow> page)
        {
            foreach (var row in page)
                Index.Add(Sketch.Of(row.ToEntry(), row.RuleIds, row.Time), row.StoryId, row.Id);
            Last = page[^1].Id;
        }
    }
}
