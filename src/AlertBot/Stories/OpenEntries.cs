using System.Runtime.InteropServices;
using AlertBot.Config;

namespace AlertBot.Stories;

/// <summary>An entry as the index keeps it: small, for there may be a hundred thousand.</summary>
/// <param name="Id">The entry's id in the store; 0 where there is none.</param>
/// <param name="Language">Its language.</param>
/// <param name="Rules">The rules it meets.</param>
/// <param name="Time">When it was published.</param>
/// <param name="Features">Its features by number, in order.</param>
/// <param name="Weights">Their weights, in the same order.</param>
internal sealed record OpenEntry(
    long Id,
    Language Language,
    IReadOnlyCollection<string> Rules,
    DateTimeOffset Time,
    int[] Features,
    float[] Weights
)
{
    /// <summary>Its place in the index.</summary>
    public int Number { get; set; }

    /// <summary>The story it is in; below zero while no entry of that story has met a rule.</summary>
    public long Story { get; set; }
}

/// <summary>
/// The entries of the open stories by their features. A new entry is compared only with those that share rare features
/// with it, so that a hundred thousand open entries cost no more than a few.
/// </summary>
internal sealed class OpenEntries
{
    /// <summary>A feature that stands in more entries than this finds everything and tells nothing.</summary>
    private const int MostPostings = 1500;

    /// <summary>Postings looked at for one entry, rarest features first.</summary>
    private const int MostLookedAt = 12_000;

    /// <summary>
    /// As if so many entries of the background had been seen before: the first ones of a day are not all rare.
    /// </summary>
    private const double BackgroundEntries = 300;

    private readonly Dictionary<Feature, int> _numbers = [];
    private readonly List<Feature> _features = [];
    private readonly List<List<int>> _postings = [];
    private readonly List<OpenEntry> _entries = [];
    private readonly List<float> _found = [];

    public int Count => _entries.Count;

    public OpenEntry this[int number] => _entries[number];

    public IReadOnlyList<OpenEntry> All => _entries;

    /// <summary>An index of those entries only that were published since.</summary>
    public OpenEntries Since(DateTimeOffset time)
    {
        var younger = new OpenEntries();
        foreach (var entry in _entries.Where(e => e.Time >= time))
        {
            var features = entry.Features.Select(f => younger.NumberOf(_features[f])).ToArray();
            var weights = entry.Weights.ToArray();
            Array.Sort(features, weights);
            younger.Add(entry with { Features = features, Weights = weights });
        }
        return younger;
    }

    public FeatureKind KindOf(int feature) => _features[feature].Kind;

    public double Rarity(int feature) =>
        Math.Log(
            (_entries.Count + BackgroundEntries)
                / (_postings[feature].Count + (Background.ShareOf(_features[feature]) * BackgroundEntries) + 1)
        );

    /// <summary>The sketch with its features numbered; it is not in the index yet.</summary>
    public OpenEntry Number(Sketch sketch, long id)
    {
        var features = new int[sketch.Features.Count];
        var weights = new float[features.Length];
        var i = 0;
        foreach (var (feature, weight) in sketch.Features)
        {
            (features[i], weights[i++]) = (NumberOf(feature), weight);
        }
        Array.Sort(features, weights);
        return new OpenEntry(id, sketch.Language, [.. sketch.Rules], sketch.Time, features, weights);
    }

    public void Add(OpenEntry entry)
    {
        entry.Number = _entries.Count;
        foreach (var feature in entry.Features)
            _postings[feature].Add(entry.Number);
        _entries.Add(entry);
        _found.Add(0);
    }

    /// <summary>
    /// The entries that share most with the given one, weighted by rarity; up to <paramref name="most"/>, best first,
    /// no farther in time than <paramref name="within"/>.
    /// </summary>
    public List<OpenEntry> Nearest(OpenEntry entry, int most, TimeSpan within)
    {
        var touched = new List<int>();
        var looked = 0;
        foreach (
            var feature in entry
                .Features.Where(f => _postings[f].Count is > 0 and <= MostPostings)
                .OrderBy(f => _postings[f].Count)
                .ThenBy(f => f)
        )
        {
            looked += _postings[feature].Count;
            if (looked > MostLookedAt)
                break;
            var rarity = (float)Rarity(feature);
            foreach (var other in _postings[feature])
            {
                if (_found[other] == 0)
                    touched.Add(other);
                _found[other] += rarity;
            }
        }
        var nearest = touched
            .Where(t => (_entries[t].Time - entry.Time).Duration() <= within)
            .OrderByDescending(t => _found[t])
            .ThenBy(t => t)
            .Take(most)
            .Select(t => _entries[t])
            .ToList();
        foreach (var other in touched)
            _found[other] = 0;
        return nearest;
    }

    private int NumberOf(Feature feature)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, feature, out var known);
        if (!known)
        {
            number = _features.Count;
            _features.Add(feature);
            _postings.Add([]);
        }
        return number;
    }
}
