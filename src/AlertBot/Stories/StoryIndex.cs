using AlertBot.Config;

namespace AlertBot.Stories;

/// <summary>
/// The open stories, by their words. An entry joins the story with the most similar entry (cosine of word weights, rare words weighing
/// more) if it is similar enough and near enough in time. In memory, deterministic, bounded by <see cref="Window"/>.
/// </summary>
internal sealed class StoryIndex
{
    /// <summary>An event is reported for so long after its first report; later ones begin a new story.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(3);

    /// <summary>Found by cross-validation on labelled entries; docs/relevance.md has the figures.</summary>
    private const double Similar = 0.32;

    /// <summary>Two short headlines about one country share its name and little else; that is no story.</summary>
    private const int LeastShared = 3;

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
        var best = dots.Where(d => d.Value.Shared >= LeastShared)
            .Select(d => (Entry: d.Key, Cosine: d.Value.Dot / (length * Length(_entries[d.Key].Sketch))))
            .OrderByDescending(d => d.Cosine).ThenBy(d => d.Entry).FirstOrDefault(d => d.Cosine >= Similar);
        return best.Cosine >= Similar ? _entries[best.Entry].Story : null;
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

    private double Length(Sketch sketch) => Math.Sqrt(sketch.Words.Sum(w =>
    {
        var scaled = w.Value * Rarity(_postings.TryGetValue((sketch.Language, w.Key), out var postings) ? postings.Count : 0);
        return scaled * scaled;
    }));

    /// <summary>As if a few hundred entries had been seen before, so that the first ones of a day are not all rare.</summary>
    private double Rarity(int count) => Math.Log((_entries.Count + 300.0) / (count + 1.0));
}
