using System.Runtime.InteropServices;
using AlertBot.Localization;

namespace AlertBot.Stories.Grouping;

/// <summary>An entry as the index keeps it: small, for there may be a hundred thousand.</summary>
/// <param name="Id">The entry's id in the store.</param>
/// <param name="Language">Its language.</param>
/// <param name="Publisher">Who reports it.</param>
/// <param name="Speaker">Who speaks in it; null where the headline does not begin so.</param>
/// <param name="Time">When it was published.</param>
/// <param name="Features">Its features by number, in order.</param>
/// <param name="Weights">Their weights, in the same order.</param>
internal sealed record OpenEntry(
    long Id,
    Language Language,
    string Publisher,
    string? Speaker,
    DateTimeOffset Time,
    int[] Features,
    float[] Weights
)
{
    /// <summary>Its place in the index.</summary>
    public int Number { get; set; }

    /// <summary>The event it reports; null until it is put into one.</summary>
    public OpenEvent? Event { get; set; }

    /// <summary>Who does what in its headline.</summary>
    public HeadlineRoles Roles { get; init; }

    /// <summary>Opposable actions of its headline, as bits.</summary>
    public long Actions { get; init; }

    /// <summary>What they are opposed to.</summary>
    public long Opposed { get; init; }
}

/// <summary>
/// The entries of the open events by their features. A new entry is compared only with those that share rare features
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
    private readonly List<uint> _hashes = [];
    private readonly List<double> _shares = [];
    private readonly List<(int At, double Rarity)> _rarities = [];
    private readonly List<List<int>> _postings = [];
    private readonly List<OpenEntry> _entries = [];

    /// <summary>What is asked of thousands of entries for each new one: not behind a pointer each.</summary>
    private readonly List<(long Ticks, Language Language)> _known = [];
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
            // A copy bears its event, too.
            var kept = entry with { Features = features, Weights = weights };
            younger.Add(kept);
            if (entry.Event is { } open)
                open.Members[open.Members.IndexOf(entry)] = kept;
        }
        return younger;
    }

    public FeatureKind KindOf(int feature) => _features[feature].Kind;

    /// <summary>How little of what is open has the feature; reckoned once for each number of entries.</summary>
    public double Rarity(int feature)
    {
        var known = _rarities[feature];
        if (known.At == _entries.Count)
            return known.Rarity;
        var rarity = Math.Log(
            (_entries.Count + BackgroundEntries)
                / (_postings[feature].Count + (_shares[feature] * BackgroundEntries) + 1)
        );
        _rarities[feature] = (_entries.Count, rarity);
        return rarity;
    }

    /// <summary>The entry with its features numbered; it is not in the index yet.</summary>
    public OpenEntry Number(EntryFingerprint fingerprint, long id)
    {
        var features = new int[fingerprint.Features.Count];
        var weights = new float[features.Length];
        var i = 0;
        foreach (var (feature, weight) in fingerprint.Features)
        {
            (features[i], weights[i++]) = (NumberOf(feature), weight);
        }
        Array.Sort(features, weights);
        var (actions, opposed) = PairFeatures.OppositesOf(fingerprint);
        return new OpenEntry(
            id,
            fingerprint.Language,
            fingerprint.Publisher,
            fingerprint.Speaker,
            fingerprint.Time,
            features,
            weights
        )
        {
            Roles = fingerprint.Roles,
            Actions = actions,
            Opposed = opposed,
        };
    }

    public void Add(OpenEntry entry)
    {
        entry.Number = _entries.Count;
        foreach (var feature in entry.Features)
            _postings[feature].Add(entry.Number);
        _entries.Add(entry);
        _known.Add((entry.Time.UtcTicks, entry.Language));
        _found.Add(0);
    }

    /// <summary>
    /// The entries that share most with the given one, weighted by rarity, no farther in time than
    /// <paramref name="within"/>; best first, up to <paramref name="most"/> of its language and half as many of others:
    /// those share no words with it, and would come behind all that do.
    /// </summary>
    public List<OpenEntry> Nearest(OpenEntry entry, int most, TimeSpan within)
    {
        var touched = new List<int>();
        var looked = 0;
        foreach (
            var feature in entry
                .Features.Where(f => _postings[f].Count is > 0 and <= MostPostings)
                .OrderBy(f => _postings[f].Count)
                .ThenBy(f => _hashes[f])
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
        var (own, others) = (new Best(most), new Best(most / 2));
        foreach (var other in touched)
        {
            var (ticks, language) = _known[other];
            if (Math.Abs(ticks - entry.Time.UtcTicks) <= within.Ticks)
                (language == entry.Language ? own : others).Offer(other, _found[other]);
            _found[other] = 0;
        }
        return [.. own.InOrder().Concat(others.InOrder()).Select(number => _entries[number])];
    }

    /// <summary>The few that share most, of however many are offered; of equals those that came first.</summary>
    private sealed class Best(int most)
    {
        private readonly PriorityQueue<int, (float Shared, int Number)> _kept = new(most + 1);

        public void Offer(int number, float shared)
        {
            var rank = (shared, -number);
            if (_kept.Count < most)
                _kept.Enqueue(number, rank);
            else
                _kept.EnqueueDequeue(number, rank);
        }

        /// <summary>Best first. Nothing is kept after it.</summary>
        public int[] InOrder()
        {
            var numbers = new int[_kept.Count];
            for (var i = numbers.Length - 1; i >= 0; i--)
                numbers[i] = _kept.Dequeue();
            return numbers;
        }
    }

    private int NumberOf(Feature feature)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, feature, out var known);
        if (!known)
        {
            number = _features.Count;
            _features.Add(feature);
            _hashes.Add(HashOf(feature));
            _shares.Add(Background.ShareOf(feature));
            _rarities.Add((-1, 0));
            _postings.Add([]);
        }
        return number;
    }

    /// <summary>
    /// The same in every process: which of equally rare features is looked up first must not hang on which came first.
    /// </summary>
    private static uint HashOf(Feature feature)
    {
        var hash = 2166136261u ^ (uint)feature.Kind;
        foreach (var c in feature.Text)
            hash = (hash ^ c) * 16777619u;
        return hash;
    }
}
