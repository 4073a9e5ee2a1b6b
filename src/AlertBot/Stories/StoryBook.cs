using AlertBot.Config;
using AlertBot.Feeds;
using AlertBot.Rules;
using AlertBot.Storage;

namespace AlertBot.Stories;

/// <summary>Puts entries into stories. The index in memory is only a copy of what the store holds.</summary>
internal sealed class StoryBook(EntryStore entries, StoryStore store, TimeProvider clock)
{
    /// <summary>The reports of one event come without longer gaps.</summary>
    private static readonly TimeSpan OneEvent = TimeSpan.FromHours(24);

    private StoryIndex? _index;
    private long? _loaded;

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
        _ = (Sketch.Of(entry, [], default), State.Of(entry, [], reported: null));
    }

    /// <summary>
    /// Groups entries and gives the stories they began or moved on, one change for each. Called in the store's one
    /// writing transaction, so two nodes or feeds cannot begin the same story at once.
    /// </summary>
    public async Task<IReadOnlyList<StoryChange>> GroupAsync(
        StoreTransaction tx,
        IReadOnlyList<MatchedEntry> read,
        CancellationToken ct
    )
    {
        if (read.Count == 0)
            return [];
        var now = clock.GetUtcNow();
        _index ??= new StoryIndex();
        await LoadAsync(tx, _index, now, ct);
        _index.Forget(now);
        var changes = new List<StoryChange>();
        foreach (var entry in read)
        {
            if (await PutAsync(tx, _index, entry, ct) is { } change)
                changes.Add(change);
            _loaded = Math.Max(_loaded ?? 0, entry.Stored.Id);
        }
        return changes;
    }

    /// <summary>The transaction was undone: what the index took from it is forgotten.</summary>
    public void Undo() => (_index, _loaded) = (null, null);

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
        var state = State.Of(stored.Entry, entry.RuleIds, reported: null);
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

    /// <summary>
    /// What the index does not have yet: everything at first, later what other nodes have grouped in the meantime.
    /// </summary>
    private async Task LoadAsync(StoreTransaction tx, StoryIndex index, DateTimeOffset now, CancellationToken ct)
    {
        if (_loaded is not null && !tx.IsShared)
            return;
        foreach (
            var (id, story, entry, rules, time) in await store.OpenEntriesAsync(
                tx,
                now - StoryIndex.Window,
                _loaded ?? 0,
                ct
            )
        )
        {
            index.Add(Sketch.Of(entry, rules, time), story, id);
            _loaded = id;
        }
        _loaded ??= 0;
    }
}
