using AlertBot.Config;

namespace AlertBot.Stories;

/// <summary>
/// The open stories, by their words. An entry joins the story of the most similar entry in its language, if that is similar enough: by
/// the cosine of their words, rare ones weighing more, by the rules both meet, and by nearness in time. In memory, deterministic,
/// bounded by <see cref="Window"/>.
/// </summary>
internal sealed class StoryIndex
{
    /// <summary>An event is reported for so long after its first report; later ones begin a new story.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(4);

    // Found by cross-validation over stories of odd and even number in the labelled entries; docs/relevance.md has the figures.
    private const double Similar = 0.16;
    private const double RulesWeight = 0.15;
    private const double AgeWeight = 0.15;
    private static readonly TimeSpan FullAge = TimeSpan.FromHours(48);

    /// <summary>Added to the squared length of every entry, as if it had some ten words more: two short headlines on one country share its name and little else.</summary>
    private const double Ballast = 200;

    /// <summary>One word in common is a topic, not an event.</summary>
    private const int LeastShared = 2;

    /// <summary>Words that stand in more entries than this are not looked up: they find everything.</summary>
    private const int MostPostings = 2000;

    private readonly Dictionary<(Language, string), List<int>> _postings = [];
    private readonly List<(Sketch Sketch, long Story)> _entries = [];

    /// <summary>The story the entry belongs to, or null when it begins one.</summary>
    public long? Find(Sketch sketch)
    {
        var dots = new Dictionary<int, (double Dot, int Shared)>();
        foreach (var (word, weight) in sketch.Words)
        {
            if (!_postings.TryGetValue((sketch.Language, word), out var postings) || postings.Count > MostPostings)
                continue;
            var rarity = Rarity(postings.Count);
            foreach (var entry in postings)
            {
                if ((_entries[entry].Sketch.Time - sketch.Time).Duration() <= Window)
                {
                    var (dot, shared) = dots.GetValueOrDefault(entry);
                    dots[entry] = (dot + (weight * rarity * _entries[entry].Sketch.Words[word] * rarity), shared + 1);
                }
            }
        }
        var length = Length(sketch);
        var (best, entryOfBest) = (Similar, -1);
        foreach (var (entry, (dot, shared)) in dots)
        {
            if (shared < LeastShared)
                continue;
            var other = _entries[entry].Sketch;
            var likeness = (dot / (length * Length(other))) + (RulesWeight * Overlap(sketch.Rules, other.Rules)) - (AgeWeight * Math.Min(1, (other.Time - sketch.Time).Duration() / FullAge));
            // Of equals, the earlier: the answer must not hang on the order of a dictionary.
            if (likeness > best || (likeness == best && entry < entryOfBest))
                (best, entryOfBest) = (likeness, entry);
        }
        return entryOfBest < 0 ? null : _entries[entryOfBest].Story;
    }

    public void Add(Sketch sketch, long story)
    {
        foreach (var word in sketch.Words.Keys)
        {
            if (!_postings.TryGetValue((sketch.Language, word), out var postings))
                _postings.Add((sketch.Language, word), postings = []);
            postings.Add(_entries.Count);
        }
        _entries.Add((sketch, story));
    }

    /// <summary>Whether so much has closed that the index is worth building anew.</summary>
    public bool IsStale(DateTimeOffset now) => _entries.Count > 1000 && _entries.Count(e => now - e.Sketch.Time > Window) > _entries.Count / 2;

    /// <summary>Jaccard's coefficient.</summary>
    private static double Overlap(IReadOnlySet<string> a, IReadOnlySet<string> b)
    {
        var shared = a.Count(b.Contains);
        return shared == 0 ? 0 : (double)shared / (a.Count + b.Count - shared);
    }

    private double Length(Sketch sketch) => Math.Sqrt(Ballast + sketch.Words.Sum(w =>
    {
        var scaled = w.Value * Rarity(_postings.TryGetValue((sketch.Language, w.Key), out var postings) ? postings.Count : 0);
        return scaled * scaled;
    }));

    /// <summary>As if a few hundred entries had been seen before, so that the first ones of a day are not all rare.</summary>
    private double Rarity(int count) => Math.Log((_entries.Count + 300.0) / (count + 1.0));
}
