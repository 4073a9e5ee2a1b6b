namespace AlertBot.Stories;

/// <summary>
/// The open stories. An entry joins the story of the entry most like it, if any is like enough: within a language by their words, across
/// languages by their names and numbers, rare ones weighing more; by the rules both meet; and by nearness in time. In memory,
/// deterministic, bounded by <see cref="Window"/>. The weights were found by cross-validation over stories of odd and even number in
/// the labelled entries; docs/relevance.md has the figures.
/// </summary>
internal sealed class StoryIndex
{
    /// <summary>An event is reported for so long after its first report; later ones begin a new story.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(4);

    private static readonly TimeSpan FullAge = TimeSpan.FromHours(48);

    private readonly LikenessIndex _words = new(new Likeness(Threshold: 0.16, RulesWeight: 0.15, AgeWeight: 0.15, Ballast: 200, LeastShared: 2));
    private readonly LikenessIndex _names = new(new Likeness(Threshold: 0.15, RulesWeight: 0.2, AgeWeight: 0.3, Ballast: 60, LeastShared: 2));
    private readonly List<(Sketch Sketch, long Story)> _entries = [];

    /// <summary>The story the entry belongs to, or null when it begins one.</summary>
    public long? Find(Sketch sketch)
    {
        var same = _words.MostLike(sketch.Words, entry => Affinity(entry, sketch, _words.Likeness, sameLanguage: true));
        var across = _names.MostLike(sketch.Names, entry => Affinity(entry, sketch, _names.Likeness, sameLanguage: false));
        var best = across.Margin > same.Margin ? across.Entry : same.Entry;
        return best < 0 ? null : _entries[best].Story;
    }

    public void Add(Sketch sketch, long story)
    {
        _words.Add(sketch.Words);
        _names.Add(sketch.Names);
        _entries.Add((sketch, story));
    }

    /// <summary>Whether so much has closed that the index is worth building anew.</summary>
    public bool IsStale(DateTimeOffset now) => _entries.Count > 1000 && _entries.Count(e => now - e.Sketch.Time > Window) > _entries.Count / 2;

    /// <summary>What rules and time say for or against two entries being one story; null when they are not to be compared.</summary>
    private double? Affinity(int entry, Sketch sketch, Likeness likeness, bool sameLanguage)
    {
        var other = _entries[entry].Sketch;
        var apart = (other.Time - sketch.Time).Duration();
        if (other.Language == sketch.Language != sameLanguage || apart > Window)
            return null;
        var shared = sketch.Rules.Count(other.Rules.Contains);
        var overlap = shared == 0 ? 0 : (double)shared / (sketch.Rules.Count + other.Rules.Count - shared);
        return (likeness.RulesWeight * overlap) - (likeness.AgeWeight * Math.Min(1, apart / FullAge));
    }
}

/// <summary>How likeness is reckoned.</summary>
/// <param name="Threshold">From which on two entries are one story.</param>
/// <param name="RulesWeight">What the same rules add (Jaccard's coefficient of both sets times this).</param>
/// <param name="AgeWeight">What 48 hours between them take away.</param>
/// <param name="Ballast">
/// Added to the squared length of every entry, as if it had some words more: two short headlines on one country share its name and little else.
/// </param>
/// <param name="LeastShared">Features two entries must have in common at least.</param>
internal sealed record Likeness(double Threshold, double RulesWeight, double AgeWeight, double Ballast, int LeastShared);
