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
            if (IsLoaded)
                return tx;
            // The writer before us was undone, and what is in memory with it.
            await tx.DisposeAsync();
        }
    }

    /// <summary>
    /// Groups entries and gives the events they began or report, one change for each. Called in the store's one writing
    /// transaction, so two nodes or feeds cannot begin the same event at once.
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
        var open = _open ?? throw new InvalidOperationException("The open events were not loaded.");
        tx.OnUndo(() => _open = null);
        var now = clock.GetUtcNow();
        if (tx.IsShared)
            await ReadOthersAsync(tx, open, now, ct);
        open.Grouper.DropExpired(now);
        var changes = new List<StoryChange>();
        foreach (var entry in read)
        {
            if (await PutAsync(tx, open.Grouper, entry, ct) is { } change)
                changes.Add(change);
            open.Last = Math.Max(open.Last, entry.Stored.Id);
        }
        return changes;
    }

    /// <summary>
    /// Reads the open events, a page at a time and outside any transaction, unless they are in memory.
    /// </summary>
    public async Task LoadAsync(CancellationToken ct)
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
    /// words. While none does, the event is in no story.
    /// </summary>
    private async Task<StoryChange?> PutAsync(
        StoreTransaction tx,
        EventGrouper grouper,
        MatchedEntry entry,
        CancellationToken ct
    )
    {
        var stored = entry.Stored;
        if (grouper.Place(entry, stored.Entry.Published ?? stored.FirstSeen) is not { } placed)
            return null;
        var (happening, facts, _) = placed;
        if (happening.Story is { } story)
        {
            if (story.Id == 0)
                grouper.Name(story, await store.BeginAsync(tx, stored, facts.State, ct));
            else
                await store.GrowAsync(tx, story.Id, stored, facts.State, placed.IsFirst, ct);
            await store.PutInStoryAsync(tx, happening.Id, story.Id, ct);
        }
        await store.PutInEventAsync(tx, stored.Id, placed, ct);
        if (!happening.IsAnnounced)
            return null;
        var (families, camps) = await store.CorroborationAsync(tx, happening.Id, ct);
        return new StoryChange(happening.Story!.Id, happening.Id, entry, families, placed.Development, facts.State)
        {
            Weight = happening.IsMust ? Weight.Must : Weight.Nice,
            IsReport = facts.CanAnnounce,
            Camps = camps,
            Claims = happening.State is null ? [] : Claim.Conflicting(await store.ReportedAsync(tx, happening.Id, ct)),
        };
    }

    /// <summary>What other nodes have grouped in the meantime.</summary>
    private async Task ReadOthersAsync(StoreTransaction tx, OpenStories open, DateTimeOffset now, CancellationToken ct)
    {
        var since = EventGrouper.HeldSince(now);
        while (
            await store.OpenEntriesAsync(tx.QueryAsync<OpenEntryRow>, since, open.Last, PageSize, ct)
                is { Count: > 0 } page
        )
            open.Add(page);
    }

    /// <summary>The open events, and up to which entry they hold what the store does.</summary>
    private sealed class OpenStories
    {
        public EventGrouper Grouper { get; } = new();

        public long Last { get; set; }

        public void Add(IReadOnlyList<OpenEntryRow> page)
        {
            foreach (var row in page)
            {
                var entry = row.ToEntry();
                Grouper.Restore(
                    EntryFingerprint.Compute(entry, row.Publisher, row.Time),
                    row.Id,
                    row.EventId,
                    row.StoryId,
                    row.Weight is { } weight
                        ? new ReportFacts(
                            true,
                            weight == (int)Weight.Must,
                            row.State,
                            ReportFacts.DeadIn(entry),
                            row.State is not null && State.TakesEffect(entry)
                        )
                        : default
                );
            }
            Last = page[^1].Id;
        }
    }
}
