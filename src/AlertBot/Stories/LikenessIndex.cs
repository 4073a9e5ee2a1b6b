namespace AlertBot.Stories;

/// <summary>Entries by their features (words or names), to find the most similar ones without looking at all.</summary>
internal sealed class LikenessIndex(Likeness likeness)
{
    /// <summary>A feature that stands in more entries than this is not looked up: it finds everything.</summary>
    private const int MostPostings = 2000;

    private readonly Dictionary<string, List<int>> _postings = new(StringComparer.Ordinal);
    private readonly List<IReadOnlyDictionary<string, float>> _entries = [];

    public Likeness Likeness => likeness;

    public void Add(IReadOnlyDictionary<string, float> features)
    {
        foreach (var feature in features.Keys)
        {
            if (!_postings.TryGetValue(feature, out var postings))
                _postings.Add(feature, postings = []);
            postings.Add(_entries.Count);
        }
        _entries.Add(features);
    }

    /// <summary>
    /// The entry most like the features and how far it is above the threshold; entry -1 when none is.
    /// <paramref name="affinity"/> adds what else speaks for an entry, or leaves it out with null.
    /// </summary>
    public (int Entry, double Margin) MostLike(IReadOnlyDictionary<string, float> features, Func<int, double?> affinity)
    {
        var length = Length(features);
        var (best, margin) = (-1, 0.0);
        foreach (var (entry, (dot, shared)) in Dots(features))
        {
            if (shared < likeness.LeastShared || affinity(entry) is not { } more)
                continue;
            var above = (dot / (length * Length(_entries[entry]))) + more - likeness.Threshold;
            // Of equals, the earlier: the answer must not hang on the order of a dictionary.
            if (above > margin || (above == margin && entry < best))
                (best, margin) = (entry, above);
        }
        return (best, margin);
    }

    private Dictionary<int, (double Dot, int Shared)> Dots(IReadOnlyDictionary<string, float> features)
    {
        var dots = new Dictionary<int, (double Dot, int Shared)>();
        foreach (var (feature, weight) in features)
        {
            if (!_postings.TryGetValue(feature, out var postings) || postings.Count > MostPostings)
                continue;
            var rarity = Rarity(postings.Count);
            foreach (var entry in postings)
            {
                var (dot, shared) = dots.GetValueOrDefault(entry);
                dots[entry] = (dot + (weight * rarity * _entries[entry][feature] * rarity), shared + 1);
            }
        }
        return dots;
    }

    private double Length(IReadOnlyDictionary<string, float> features) => Math.Sqrt(likeness.Ballast + features.Sum(f =>
    {
        var scaled = f.Value * Rarity(_postings.TryGetValue(f.Key, out var postings) ? postings.Count : 0);
        return scaled * scaled;
    }));

    /// <summary>As if a few hundred entries had been seen before, so that the first ones of a day are not all rare.</summary>
    private double Rarity(int count) => Math.Log((_entries.Count + 300.0) / (count + 1.0));
}
