using AlertBot.Configuration;
using AlertBot.Rules.Checks;
using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Loading;

/// <summary>
/// The concepts of all files by name, checked as they are read: each name once, each list with words, none made of
/// itself.
/// </summary>
internal sealed class ConceptBook
{
    private readonly DiagnosticBag _diagnostics;
    private readonly TermReader _reader;
    private readonly List<NamedConcept> _named = [];
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly List<(int Source, Term Term)> _terms = [];
    private readonly Lazy<ILookup<int, Term>> _bySource;
    private readonly Lazy<ILookup<int, int>> _joining;

    private readonly int? _unread;

    /// <param name="concepts">Of all files that could be read.</param>
    /// <param name="diagnostics">Gets what is wrong with them.</param>
    /// <param name="isComplete">False when a file could not be read: a name that is not known may stand there.</param>
    /// <param name="ct">Stops it; a set of many words takes its time.</param>
    public ConceptBook(
        IEnumerable<NamedConcept> concepts,
        DiagnosticBag diagnostics,
        bool isComplete = true,
        CancellationToken ct = default
    )
    {
        (_diagnostics, _reader) = (diagnostics, new TermReader(diagnostics));
        foreach (var concept in concepts)
            AddName(concept);
        if (!isComplete)
        {
            _unread = _named.Count;
            _named.Add(new NamedConcept(default, null));
        }
        _joining = new(FindJoining);
        Concepts = [.. _named.Select((named, i) => Compile(named, i, ct))];
        IsUsable = ConceptCycleCheck.Check(this, diagnostics);
        _bySource = new(() => _terms.ToLookup(t => t.Source, t => t.Term));
    }

    public IReadOnlyList<Concept> Concepts { get; }

    /// <summary>False when concepts are nested so deep that they must not be gone through.</summary>
    public bool IsUsable { get; }

    /// <summary>As the files name them; the same places as <see cref="Concepts"/>.</summary>
    public IReadOnlyList<NamedConcept> Named => _named;

    /// <summary>Every term, with the word list it belongs to.</summary>
    public IReadOnlyList<(int Source, Term Term)> Terms => _terms;

    /// <summary>The concept's number; null, with a fault, when there is none of that name.</summary>
    public int? Find(string name, SourceLocation location)
    {
        if (_byName.TryGetValue(name, out var concept))
            return concept;
        if (_unread is not null)
            return _unread;
        _diagnostics.Add(
            location,
            $"there is no concept \"{name}\"{(_diagnostics.AreFew ? Suggestion.For(name, _byName.Keys) : "")}"
        );
        return null;
    }

    /// <summary>The concept and all that it is made of.</summary>
    public IReadOnlySet<int> WithParts(int concept)
    {
        var all = new HashSet<int>();
        var open = new Stack<int>([concept]);
        while (open.TryPop(out var next))
        {
            if (!all.Add(next))
                continue;
            foreach (var part in Concepts[next].Parts)
                open.Push(part);
        }
        return all;
    }

    /// <summary>
    /// The concepts that a group is made of, each of which counts once: those of its <c>any:</c> and those that are
    /// <c>member-of:</c> it; for one that has no words of its own, what it is made of.
    /// </summary>
    public IReadOnlyList<int> MembersOf(int group)
    {
        var members = new List<int>();
        var known = new HashSet<int> { group };
        var open = new Queue<int>(Concepts[group].Parts);
        while (open.TryDequeue(out var next))
        {
            if (!known.Add(next))
                continue;
            if (TermsOf(Concept.WordsOf(next)).Any())
                members.Add(next);
            else
                Concepts[next].Parts.ToList().ForEach(open.Enqueue);
        }
        return members;
    }

    /// <summary>The terms of a word list.</summary>
    public IEnumerable<Term> TermsOf(int source) => _bySource.Value[source];

    /// <summary>The terms of a concept and of all that it is made of.</summary>
    public IEnumerable<Term> TermsWithParts(int concept) =>
        WithParts(concept).Select(Concept.WordsOf).SelectMany(TermsOf);

    private void AddName(NamedConcept concept)
    {
        var (name, location) = (concept.Name.Value, concept.Name.Place);
        if (name.Length == 0)
            _diagnostics.Add(location, "a concept needs a name");
        else if (!_byName.TryAdd(name, _named.Count))
            _diagnostics.Add(location, $"concept \"{name}\" stands already at {_named[_byName[name]].Name.Place}");
        else
            _named.Add(concept);
    }

    private Concept Compile(NamedConcept named, int number, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var (name, location) = (named.Name.Value, named.Name.Place);
        if (named.Entry is not { } entry)
            return new Concept(name ?? "", [], []);
        if (entry.IsEmpty && !_joining.Value[number].Any())
            _diagnostics.Add(location, $"concept \"{name}\" has no words");
        if (entry.Except is { IsEmpty: true, ListOf: null })
            _diagnostics.Add(location, $"concept \"{name}\": except: has no words");
        ReadTerms(entry, Concept.WordsOf(number));
        if (entry.Except is { } except)
            ReadTerms(except, Concept.ExceptionsOf(number));
        return new Concept(
            name,
            [.. FindAll(entry.Any).Union(_joining.Value[number])],
            FindAll(entry.Except?.Any),
            entry.Except?.ListOf is { } group ? Find(group.Value, group.Place) : null
        );
    }

    private void ReadTerms(WordLists lists, int source)
    {
        foreach (var (languages, words) in lists.ByLanguage())
        {
            foreach (var word in words)
                _terms.AddRange(_reader.Parse(word, languages).Select(term => (source, term)));
        }
    }

    /// <summary>By group, the concepts that say they are members of it.</summary>
    private ILookup<int, int> FindJoining() =>
        _named
            .SelectMany(
                (named, number) =>
                    FindAll(named.Entry is { MemberOf: { } groups } ? groups : null)
                        .Select(group => (Group: group, Member: number))
            )
            .ToLookup(joining => joining.Group, joining => joining.Member);

    private List<int> FindAll(IReadOnlyList<Located<string>>? names) =>
        [.. (names ?? []).Select(name => Find(name.Value, name.Place)).OfType<int>()];
}
