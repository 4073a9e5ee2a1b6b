namespace AlertBot.Stories;

/// <summary>
/// The open stories. An entry joins the story one of whose members is most like it, if the others of that story are
/// like it, too, on average: a chain of likenesses (a truce, its breach, the talks that follow) is no story. In memory,
/// deterministic, bounded by <see cref="Window"/>; docs/stories.md has the figures.
/// </summary>
internal sealed class StoryIndex(Likeness? likeness = null)
{
    /// <summary>An event is reported for so long after its first report; later ones begin a new story.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(4);

    /// <summary>Entries compared in full.</summary>
    private const int MostCompared = 48;

    /// <summary>Members of a story that are asked, the newest: a great story has hundreds.</summary>
    private const int MostMembers = 12;

    private readonly Likeness _likeness = likeness ?? Likeness.Shipped;
    private Dictionary<long, List<OpenEntry>> _stories = [];
    private OpenEntries _entries = new();
    private long _lastUntold;

    /// <summary>The story the entry belongs to, or null when it begins one.</summary>
    public long? Find(Sketch sketch)
    {
        var entry = _entries.Number(sketch, 0);
        (long? Story, double Odds) best = (null, double.NegativeInfinity);
        foreach (var story in _entries.Nearest(entry, MostCompared, Window).Select(near => near.Story).Distinct())
        {
            var odds = _stories[story].TakeLast(MostMembers).Select(member => Odds(entry, member)).ToList();
            // Of equals, the one found first: the answer must not hang on the order of a dictionary.
            if (odds.Max() >= _likeness.Join && odds.Average() >= _likeness.Mean && odds.Max() > best.Odds)
                best = (story, odds.Max());
        }
        return best.Story;
    }

    /// <summary>Puts an entry into a story.</summary>
    /// <param name="sketch">The entry.</param>
    /// <param name="story">Its story.</param>
    /// <param name="id">The entry's id in the store; 0 where there is none.</param>
    public void Add(Sketch sketch, long story, long id = 0)
    {
        var entry = _entries.Number(sketch, id);
        entry.Story = story;
        _entries.Add(entry);
        MembersOf(story).Add(entry);
    }

    /// <summary>A name for a story of which no entry has met a rule yet: below zero.</summary>
    public long NextUntold() => --_lastUntold;

    /// <summary>A story gets its id in the store. The ids of the entries that were in it already.</summary>
    public IReadOnlyList<long> Tell(long untold, long story)
    {
        if (!_stories.Remove(untold, out var members))
            return [];
        foreach (var member in members)
            member.Story = story;
        MembersOf(story).AddRange(members);
        return [.. members.Select(member => member.Id)];
    }

    /// <summary>Lets go of what has left the window, once that is half of all.</summary>
    public void Forget(DateTimeOffset now)
    {
        if (_entries.Count < 1000 || _entries.All.Count(entry => now - entry.Time > Window) <= _entries.Count / 2)
            return;
        _entries = _entries.Since(now - Window);
        _stories = _entries.All.GroupBy(entry => entry.Story).ToDictionary(story => story.Key, story => story.ToList());
    }

    private List<OpenEntry> MembersOf(long story)
    {
        if (!_stories.TryGetValue(story, out var members))
            _stories.Add(story, members = []);
        return members;
    }

    private double Odds(OpenEntry a, OpenEntry b) =>
        _likeness.Of(Pair.Measure(a, b, _entries), a.Language == b.Language);
}
