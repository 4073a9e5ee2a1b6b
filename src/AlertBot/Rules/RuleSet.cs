using System.Collections.Concurrent;
using AlertBot.Feeds;
using AlertBot.Rules.Conditions;
using AlertBot.Rules.Matching;

namespace AlertBot.Rules;

/// <summary>All rules, compiled. Immutable, and safe to use from many threads at once.</summary>
internal sealed class RuleSet
{
    private readonly IReadOnlyList<Concept> _concepts;
    private readonly Condition[] _conditions;
    private readonly PhraseBook _phrases;
    private readonly List<int>[] _rulesBySource;
    private readonly bool _asksStates;
    private readonly ConcurrentBag<Desk> _desks = [];

    public RuleSet(
        string version,
        IReadOnlyList<(Rule Rule, Condition When)> rules,
        IReadOnlyList<Concept> concepts,
        PhraseBook phrases
    )
    {
        var sorted = rules.OrderBy(r => r.Rule.Id, StringComparer.Ordinal).ToList();
        Version = version;
        Rules = [.. sorted.Select(r => r.Rule)];
        _conditions = [.. sorted.Select(r => r.When)];
        _concepts = concepts;
        _phrases = phrases;
        _rulesBySource = RulesBySource();
        _asksStates = Array.Exists(_conditions, condition => condition.AsksState);
    }

    /// <summary>Changes whenever the files do.</summary>
    public string Version { get; }

    /// <summary>Sorted by id.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>
    /// The rules that an entry meets, sorted by id. A token bounds its time: texts are others' to write.
    /// </summary>
    public IReadOnlyList<Match> Match(Entry entry, CancellationToken ct = default)
    {
        var desk = Read(entry, ct);
        var matches = Match(desk, ct);
        _desks.Add(desk);
        return matches;
    }

    /// <summary>
    /// Reads what an entry reports of talks, given the rules it meets. Stories set it at start: they use rules, so
    /// rules cannot use them.
    /// </summary>
    public static Func<Entry, IEnumerable<string>, string?>? ReadState { get; set; }

    /// <summary>
    /// The rules that an entry meets or nearly meets, sorted by id. Nearly: words stand in it that no other rule looks
    /// for. What several rules look for ("army", "envoy") makes no near miss: it would make all of them one.
    /// </summary>
    public IReadOnlyList<Trial> Try(Entry entry, CancellationToken ct = default)
    {
        var desk = Read(entry, ct);
        var own = desk
            .Reading.Sources.Select(source => _rulesBySource[source])
            .Where(rules => rules.Count == 1)
            .Select(rules => rules[0])
            .ToHashSet();
        var trials = new List<Trial>();
        foreach (var rule in desk.Candidates.Sorted())
        {
            ct.ThrowIfCancellationRequested();
            if (own.Contains(rule) || !HasOwnWords(rule) || _conditions[rule].Holds(desk.Reading, Scope.Everywhere))
                trials.Add(new Trials(_concepts, desk.Reading).Of(Rules[rule], _conditions[rule]));
        }
        _desks.Add(desk);
        return trials;
    }

    /// <summary>
    /// What one rule makes of an entry, however far it is from meeting it; null when there is no such rule.
    /// </summary>
    public Trial? Try(Entry entry, string ruleId)
    {
        var rule = Rules.Select(r => r.Id).ToList().IndexOf(ruleId);
        if (rule < 0)
            return null;
        var desk = Read(entry, CancellationToken.None);
        var trial = new Trials(_concepts, desk.Reading).Of(Rules[rule], _conditions[rule]);
        _desks.Add(desk);
        return trial;
    }

    /// <summary>
    /// The words of the lists that stand in an entry, each with the rules it helps the entry to meet.
    /// </summary>
    public IReadOnlyList<UsedWord> WordsIn(Entry entry, CancellationToken ct = default)
    {
        var desk = Read(entry, ct);
        var reading = desk.Reading;
        var met = new List<(int Rule, HashSet<Occurrence> Marks)>();
        foreach (var rule in desk.Candidates.Sorted())
        {
            ct.ThrowIfCancellationRequested();
            if (!_conditions[rule].Holds(reading, Scope.Everywhere))
                continue;
            var marks = new List<Occurrence>();
            _conditions[rule].Mark(reading, Scope.Everywhere, marks);
            met.Add((rule, [.. marks]));
        }
        var words = new List<UsedWord>();
        for (var i = 0; i < reading.Found.Count; i++)
        {
            var (phrase, place) = (reading.Found[i], reading.FoundAt[i]);
            if (ConceptOf(phrase) is not { } concept)
                continue;
            var rules = met.Where(rule =>
                rule.Marks.Contains(place) && _rulesBySource[phrase.Source].Contains(rule.Rule)
            );
            words.Add(
                new UsedWord(
                    concept.Name,
                    phrase.Term,
                    reading.TextOf(place),
                    [.. rules.Select(rule => Rules[rule.Rule].Id)]
                )
            );
        }
        _desks.Add(desk);
        return words;
    }

    /// <summary>The words that each rule looks for, with the concepts that list them.</summary>
    public IEnumerable<(string Rule, string Concept, Term Term)> ListedWords() =>
        from phrase in _phrases.Phrases
        let concept = ConceptOf(phrase)
        where concept is not null
        from rule in _rulesBySource[phrase.Source]
        select (Rules[rule].Id, concept.Name, phrase.Term);

    /// <summary>The concept whose word a phrase is; null for one that takes false friends out.</summary>
    private Concept? ConceptOf(Phrase phrase) =>
        Concept.OfWords(phrase.Source) is { } concept ? _concepts[concept] : null;

    private IReadOnlyList<Match> Match(Desk desk, CancellationToken ct)
    {
        List<Match>? matches = null;
        foreach (var rule in desk.Candidates.Sorted())
        {
            ct.ThrowIfCancellationRequested();
            if (_conditions[rule].Holds(desk.Reading, Scope.Everywhere))
                (matches ??= []).Add(new Match(Rules[rule], Marks.Of(_conditions[rule], desk.Reading)));
        }
        return matches ?? (IReadOnlyList<Match>)[];
    }

    private bool HasOwnWords(int rule) => _rulesBySource.Any(rules => rules.Count == 1 && rules[0] == rule);

    /// <summary>The entry read, and the rules that a phrase found in it may bring to hold.</summary>
    private Desk Read(Entry entry, CancellationToken ct)
    {
        var desk = _desks.TryTake(out var free)
            ? free
            : new Desk(new Reading(_concepts), new RuleQueue(_conditions.Length));
        desk.Reading.Begin(entry);
        _phrases.Find(desk.Reading, entry.Language, ct);
        desk.Candidates.Clear();
        foreach (var source in desk.Reading.Sources)
            desk.Candidates.Add(_rulesBySource[source]);
        if (_asksStates && ReadState?.Invoke(entry, Match(desk, ct).Select(m => m.Rule.Id)) is { } state)
            desk.Reading.State = state;
        return desk;
    }

    private List<int>[] RulesBySource()
    {
        var rules = Enumerable.Range(0, _concepts.Count * 2).Select(_ => new List<int>()).ToArray();
        for (var rule = 0; rule < _conditions.Length; rule++)
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

    /// <summary>What one thread needs to match one entry.</summary>
    private sealed record Desk(Reading Reading, RuleQueue Candidates);
}
