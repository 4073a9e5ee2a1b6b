using System.Collections.Concurrent;
using AlertBot.Feeds;
using AlertBot.Rules.Conditions;
using AlertBot.Rules.Matching;

namespace AlertBot.Rules;

/// <summary>All rules, compiled. Immutable, and safe to use from many threads at once.</summary>
internal sealed class RuleSet
{
    private readonly IReadOnlyList<Concept> _concepts;
    private readonly IReadOnlyList<Condition> _conditions;
    private readonly PhraseBook _phrases;
    private readonly List<int>[] _rulesBySource;
    private readonly ConcurrentBag<Reading> _readings = [];

    public RuleSet(string version, IReadOnlyList<(Rule Rule, Condition When)> rules, IReadOnlyList<Concept> concepts, PhraseBook phrases)
    {
        var sorted = rules.OrderBy(r => r.Rule.Id, StringComparer.Ordinal).ToList();
        Version = version;
        Rules = [.. sorted.Select(r => r.Rule)];
        _conditions = [.. sorted.Select(r => r.When)];
        _concepts = concepts;
        _phrases = phrases;
        _rulesBySource = RulesBySource();
    }

    /// <summary>Changes whenever the files do.</summary>
    public string Version { get; }

    /// <summary>Sorted by id.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>The rules that an entry meets, sorted by id.</summary>
    public IReadOnlyList<Match> Match(Entry entry) => Read(entry, reading =>
    {
        var matches = new List<Match>();
        foreach (var rule in Candidates(reading))
        {
            if (_conditions[rule].Holds(reading, Fields.All))
                matches.Add(new Match(Rules[rule], Marks.Of(_conditions[rule], reading)));
        }
        return matches;
    });

    /// <summary>
    /// The rules that an entry does not meet although a concept of their own stands in it, sorted by id. A concept that several rules look
    /// for ("army", "envoy") makes no near miss: it would make all of them one.
    /// </summary>
    public IReadOnlyList<NearMiss> NearMisses(Entry entry) => Read(entry, reading =>
    {
        var misses = new List<NearMiss>();
        foreach (var rule in Candidates(reading))
        {
            var condition = _conditions[rule];
            if (!condition.Holds(reading, Fields.All) && OwnOf(condition).Any(mention => mention.Holds(reading, Fields.All)))
                misses.Add(new NearMiss(Rules[rule], [.. condition.Missing(reading, Fields.All).Distinct()]));
        }
        return misses;
    });

    /// <summary>What only this rule looks for; all it looks for, if other rules look for all of that, too.</summary>
    private IEnumerable<Mention> OwnOf(Condition condition)
    {
        var own = condition.Positives.Where(mention => _conditions.Count(other => other.Positives.Any(m => m.Concept == mention.Concept)) == 1).ToList();
        return own.Count > 0 ? own : condition.Positives;
    }

    private T Read<T>(Entry entry, Func<Reading, T> ask)
    {
        var reading = _readings.TryTake(out var rested) ? rested : new Reading(_concepts);
        reading.Begin(entry);
        _phrases.Find(reading, entry.Language);
        var answer = ask(reading);
        _readings.Add(reading);
        return answer;
    }

    /// <summary>The rules that a phrase found in the entry may bring to hold.</summary>
    private SortedSet<int> Candidates(Reading reading)
    {
        var candidates = new SortedSet<int>();
        foreach (var source in reading.Sources)
            candidates.UnionWith(_rulesBySource[source]);
        return candidates;
    }

    private List<int>[] RulesBySource()
    {
        var rules = Enumerable.Range(0, _concepts.Count * 2).Select(_ => new List<int>()).ToArray();
        for (var rule = 0; rule < _conditions.Count; rule++)
        {
            var concepts = new HashSet<int>();
            foreach (var mention in _conditions[rule].Positives)
                AddWithParts(mention.Concept, concepts);
            foreach (var concept in concepts)
                rules[Concept.WordsOf(concept)].Add(rule);
        }
        return rules;
    }

    private void AddWithParts(int concept, HashSet<int> into)
    {
        if (!into.Add(concept))
            return;
        foreach (var part in _concepts[concept].Parts)
            AddWithParts(part, into);
    }
}
