using AlertBot.Feeds;
using AlertBot.Rules;
using AlertBot.Storage;

namespace AlertBot.Stories;

/// <summary>Puts matched entries into stories. The index in memory is only a copy of what the store holds.</summary>
internal sealed class StoryBook(EntryStore entries, StoryStore store, TimeProvider clock)
{
    private StoryIndex? _index;

    /// <summary>
    /// Groups entries and gives the stories they began or moved on, one change for each entry. Called in the store's one writing
    /// transaction, so two nodes or feeds cannot begin the same story at once.
    /// </summary>
    public async Task<IReadOnlyList<StoryChange>> GroupAsync(StoreTransaction tx, IReadOnlyList<MatchedEntry> matched, CancellationToken ct)
    {
        if (matched.Count == 0)
            return [];
        var now = clock.GetUtcNow();
        if (_index is null || _index.IsStale(now))
            _index = await LoadAsync(tx, now, ct);
        var changes = new List<StoryChange>();
        foreach (var entry in matched)
            changes.Add(await PutAsync(tx, _index, entry, ct));
        return changes;
    }

    /// <summary>The transaction was undone: what the index took from it is forgotten.</summary>
    public void Undo() => _index = null;

    private async Task<StoryChange> PutAsync(StoreTransaction tx, StoryIndex index, MatchedEntry entry, CancellationToken ct)
    {
        var stored = entry.Stored;
        var sketch = Sketch.Of(stored.Entry, entry.RuleIds, stored.Entry.Published ?? stored.FirstSeen);
        var state = State.Of(stored.Entry);
        var known = index.Find(sketch);
        var (story, version) = known is { } id
            ? await store.GrowAsync(tx, id, state, stored.FirstSeen, ct)
            : (await store.BeginAsync(tx, stored, state, ct), 1);
        index.Add(sketch, story);
        await entries.PutInStoryAsync(tx, stored.Id, story, ct);
        return new StoryChange(story, version, entry, await store.CountSourcesAsync(tx, story, ct));
    }

    private async Task<StoryIndex> LoadAsync(StoreTransaction tx, DateTimeOffset now, CancellationToken ct)
    {
        var index = new StoryIndex();
        foreach (var (story, entry, rules, time) in await store.OpenEntriesAsync(tx, now - StoryIndex.Window, ct))
            index.Add(Sketch.Of(entry, rules, time), story);
        return index;
    }
}
