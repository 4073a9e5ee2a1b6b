using System.Collections.Concurrent;
using AlertBot.Feeds.Entries;
using AlertBot.Rules.Conditions;
using AlertBot.Rules.Matching;
using AlertBot.Rules.Words;
using AlertBot.Runtime;

namespace AlertBot.Rules;

/// <summary>All rules, compiled. Immutable, and safe to use from many threads at once.</summary>
internal sealed class RuleSet
{
    private readonly IReadOnlyList<Concept> _concepts;
    private readonly Condition[] _conditions;
    private readonly PhraseBook _phrases;
    private readonly int[][] _rulesBySource;
    private readonly bool _asksStates;
    private readonly StateReader? _states;
    private readonly ConcurrentBag<MatchWorkspace> _workspaces = [];

    public RuleSet(
        string version,
        IReadOnlyList<(Rule Rule, Condition When)> rules,
        IReadOnlyList<Concept> concepts,
        PhraseBook phrases,
        StateReader? states
    )
    {
        var sorted = rules.OrderBy(r => r.Rule.Id, StringComparer.Ordinal).ToList();
        Version = version;
        Rules = [.. sorted.Select(r => r.Rule)];
        _conditions = [.. sorted.Select(r => r.When)];
        _concepts = concepts;
        _phrases = phrases;
        _states = states;
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
    public IReadOnlyList<Match> Match(Entry entry, CancellationToken ct = default) => Match(entry, null, ct);

    /// <summary>
    /// The same, of the words of its headline, summary and body where they were read before; null to read them.
    /// </summary>
    public IReadOnlyList<Match> Match(Entry entry, WordList? words, CancellationToken ct = default)
    {
        var workspace = FindPhrases(entry, words, ct);
        var matches = Match(workspace, ct);
        _workspaces.Add(workspace);
        return matches;
    }

    /// <summary>The same, and the rules of another set that it meets: its words are read once.</summary>
    public (IReadOnlyList<Match> Own, IReadOnlyList<Match> Others) MatchWith(
        RuleSet other,
        Entry entry,
        CancellationToken ct = default
    )
    {
        var workspace = FindPhrases(entry, null, ct);
        var matches = Match(workspace, ct);
        var beside = other.FindPhrases(entry, workspace.Reading.Words, ct);
        var others = other.Match(beside, ct);
        other._workspaces.Add(beside);
        _workspaces.Add(workspace);
        return (matches, others);
    }

    /// <summary>
    /// The rules that an entry meets or nearly meets, sorted by id. Nearly: words stand in it that no other rule looks
    /// for. What several rules look for ("army", "envoy") makes no near miss: it would make all of them one.
    /// </summary>
    public IReadOnlyList<RuleExplanation> Explain(Entry entry, CancellationToken ct = default)
    {
        var workspace = FindPhrases(entry, null, ct);
        var own = workspace
            .Reading.Sources.Select(source => _rulesBySource[source])
            .Where(rules => rules.Length == 1)
            .Select(rules => rules[0])
            .ToHashSet();
        var explanations = new List<RuleExplanation>();
        foreach (var rule in workspace.Candidates.Sorted())
        {
            ct.ThrowIfCancellationRequested();
            if (
                own.Contains(rule)
                || !HasOwnWords(rule)
                || _conditions[rule].Holds(workspace.Reading, Scope.Everywhere)
            )
                explanations.Add(
                    new RuleExplainer(_concepts, workspace.Reading).Explain(Rules[rule], _conditions[rule])
                );
        }
        _workspaces.Add(workspace);
        return explanations;
    }

    /// <summary>
    /// What one rule makes of an entry, however far it is from meeting it; null when there is no such rule.
    /// </summary>
    public RuleExplanation? Explain(Entry entry, string ruleId)
    {
        var rule = Rules.Select(r => r.Id).ToList().IndexOf(ruleId);
        if (rule < 0)
            return null;
        var workspace = FindPhrases(entry, null, CancellationToken.None);
        var explanation = new RuleExplainer(_concepts, workspace.Reading).Explain(Rules[rule], _conditions[rule]);
        _workspaces.Add(workspace);
        return explanation;
    }

    /// <summary>
    /// The words of the lists that stand in an entry, each with the rules it helps the entry to meet.
    /// </summary>
    public IReadOnlyList<TermUse> WordsIn(Entry entry, CancellationToken ct = default)
    {
        var workspace = FindPhrases(entry, null, ct);
        var context = workspace.Reading;
        var matching = new List<(int Rule, HashSet<Occurrence> Marks)>();
        foreach (var rule in workspace.Candidates.Sorted())
        {
            ct.ThrowIfCancellationRequested();
            if (!_conditions[rule].Holds(context, Scope.Everywhere))
                continue;
            var highlights = new List<Occurrence>();
            _conditions[rule].Highlight(context, Scope.Everywhere, highlights);
            matching.Add((rule, [.. highlights]));
        }
        var words = new List<TermUse>();
        for (var i = 0; i < context.Found.Count; i++)
        {
            var (phrase, place) = (context.Found[i], context.FoundAt[i]);
            if (ConceptOf(phrase) is not { } concept)
                continue;
            var rules = matching.Where(rule =>
                rule.Marks.Contains(place) && _rulesBySource[phrase.Source].Contains(rule.Rule)
            );
            words.Add(
                new TermUse(
                    concept.Name,
                    phrase.Term,
                    context.TextOf(place),
                    [.. rules.Select(rule => Rules[rule.Rule].Id)]
                )
            );
        }
        _workspaces.Add(workspace);
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

    private IReadOnlyList<Match> Match(MatchWorkspace workspace, CancellationToken ct)
    {
        List<Match>? matches = null;
        foreach (var rule in workspace.Candidates.Sorted())
        {
            ct.ThrowIfCancellationRequested();
            CpuBudget.Check();
            if (_conditions[rule].Holds(workspace.Reading, Scope.Everywhere))
                (matches ??= []).Add(new Match(Rules[rule], Highlights.SpansOf(_conditions[rule], workspace.Reading)));
        }
        return matches ?? (IReadOnlyList<Match>)[];
    }

    private bool HasOwnWords(int rule) => _rulesBySource.Any(rules => rules is [var only] && only == rule);

    /// <summary>The entry read, and the rules that a phrase found in it may bring to hold.</summary>
    private MatchWorkspace FindPhrases(Entry entry, WordList? words, CancellationToken ct)
    {
        var workspace = _workspaces.TryTake(out var free)
            ? free
            : new MatchWorkspace(new MatchContext(_concepts), new RuleQueue(_conditions.Length));
        workspace.Reading.Begin(entry, words);
        _phrases.Find(workspace.Reading, entry.Language, ct);
        workspace.Candidates.Clear();
        foreach (var source in workspace.Reading.Sources)
            workspace.Candidates.Add(_rulesBySource[source]);
        if (_asksStates && _states?.Invoke(entry, Match(workspace, ct).Select(m => m.Rule.Id)) is { } state)
            workspace.Reading.State = state;
        return workspace;
    }

    private int[][] RulesBySource()
    {
        var rules = Enumerable.Range(0, _concepts.Count * 2).Select(_ => new List<int>()).ToArray();
        for (var rule = 0; rule < _conditions.Length; rule++)
        {
            var concepts = new HashSet<int>();
            foreach (var conceptCondition in _conditions[rule].Triggers)
                AddWithParts(conceptCondition.Concept, concepts);
            foreach (var concept in concepts)
                rules[Concept.WordsOf(concept)].Add(rule);
        }
        return [.. rules.Select(numbers => numbers.ToArray())];
    }

    private void AddWithParts(int concept, HashSet<int> into)
    {
        if (!into.Add(concept))
            return;
        foreach (var part in _concepts[concept].Parts)
            AddWithParts(part, into);
    }

    /// <summary>What one thread needs to match one entry.</summary>
    private sealed record MatchWorkspace(MatchContext Reading, RuleQueue Candidates);
}
