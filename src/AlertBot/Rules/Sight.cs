using AlertBot.Feeds;

namespace AlertBot.Rules;

/// <summary>What of the rules' concepts is seen in one entry.</summary>
internal sealed class Sight(RuleIndex index)
{
    private readonly Dictionary<int, IReadOnlyList<Hit>> _byConcept = [];
    private readonly List<Hit> _hits = [];
    private readonly Scan[] _scans = [new(), new(), new()];

    /// <summary>The concepts that have a word of their own in the entry.</summary>
    public HashSet<int> Concepts { get; } = [];

    public void Read(Entry entry)
    {
        _byConcept.Clear();
        _hits.Clear();
        Concepts.Clear();
        foreach (var scan in _scans)
        {
            scan.Read(entry, (Field)Array.IndexOf(_scans, scan));
            index.Phrases.Find(scan, entry.Language, _hits);
        }
        foreach (var hit in _hits)
            Concepts.Add(index.ConceptOf(hit.Phrase));
    }

    /// <summary>Adds the concept's hits in the fields; false when there are none.</summary>
    public bool Add(int concept, FieldSet fields, List<Hit> hits)
    {
        var before = hits.Count;
        foreach (var hit in HitsOf(concept))
        {
            if (fields.Has(hit.Field))
                hits.Add(hit);
        }
        return hits.Count > before;
    }

    public Span SpanOf(Hit hit) => _scans[(int)hit.Field].SpanOf(hit.First, hit.Last);

    /// <summary>The words behind a condition, for people.</summary>
    public string Words(Condition condition, FieldSet fields)
    {
        var hits = new List<Hit>();
        condition.Holds(this, fields, hits);
        return string.Join(", ", hits.Take(3).Select(hit => $"\"{_scans[(int)hit.Field].Text.Substring(SpanOf(hit).Start, SpanOf(hit).Length)}\""));
    }

    /// <summary>The concept's own words and those of the concepts it is made of, less what its false friends cover.</summary>
    private IReadOnlyList<Hit> HitsOf(int concept)
    {
        if (_byConcept.TryGetValue(concept, out var known))
            return known;
        var (parts, exceptions) = index.MadeOf(concept);
        IReadOnlyList<Hit> hits = [.. _hits.Where(hit => index.ConceptOf(hit.Phrase) == concept), .. parts.SelectMany(HitsOf)];
        if (exceptions >= 0 && hits.Count > 0 && HitsOf(exceptions) is { Count: > 0 } friends)
            hits = [.. hits.Where(hit => !friends.Any(friend => Overlap(hit, friend)))];
        return _byConcept[concept] = hits;
    }

    private static bool Overlap(Hit a, Hit b) => a.Field == b.Field && a.First <= b.Last && b.First <= a.Last;
}
