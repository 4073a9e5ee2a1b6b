using AlertBot.Feeds;
using AlertBot.Rules.Words;

namespace AlertBot.Rules.Matching;

/// <summary>One entry as the rules see it: its words, and where each concept stands. Reused from entry to entry.</summary>
internal sealed class Reading(IReadOnlyList<Concept> concepts)
{
    /// <summary>
    /// Many feeds carry the whole text and no summary; then its lead, a paragraph or two, is where a summary's words would stand.
    /// </summary>
    private const int LeadCharacters = 600;

    private static readonly List<Occurrence> Nowhere = [];

    private readonly List<Occurrence>?[] _noted = new List<Occurrence>?[concepts.Count * 2];
    private readonly List<Occurrence>?[] _concepts = new List<Occurrence>?[concepts.Count];
    private readonly List<int> _sources = [];
    private readonly List<Phrase> _found = [];
    private readonly List<int> _computed = [];
    private Entry? _entry;

    public WordList Words { get; } = new();

    public HitList Hits { get; } = new();

    public FormList Forms { get; } = new();

    /// <summary>The phrases that stand in the entry, one for each time.</summary>
    public IReadOnlyList<Phrase> Found => _found;

    /// <summary>The word lists of which a phrase stands in the entry.</summary>
    public IReadOnlyList<int> Sources => _sources;

    public void Begin(Entry entry)
    {
        foreach (var source in _sources)
            _noted[source]!.Clear();
        foreach (var concept in _computed)
            _concepts[concept] = null;
        _sources.Clear();
        _found.Clear();
        _computed.Clear();
        Words.Clear();
        Hits.Clear();
        _entry = entry;
        Words.Read(entry.Title, Field.Title, entry.Boilerplate);
        Words.Read(entry.Summary, Field.Summary, entry.Boilerplate);
        Words.Read(entry.Body, Field.Body, entry.Boilerplate);
    }

    public void Note(Phrase phrase, Occurrence found)
    {
        var noted = _noted[phrase.Source] ??= [];
        if (noted.Count == 0)
            _sources.Add(phrase.Source);
        noted.Add(found);
        _found.Add(phrase);
    }

    /// <summary>Where a concept stands, in the order of the text, its false friends taken out.</summary>
    public IReadOnlyList<Occurrence> Of(int concept)
    {
        if (_concepts[concept] is { } known)
            return known;
        _computed.Add(concept);
        _concepts[concept] = Nowhere; // files that are still being checked may hold a concept made of itself
        return _concepts[concept] = Compute(concept);
    }

    /// <summary>The field it stands in, and those that this stretch of it stands for.</summary>
    public Fields FieldOf(Occurrence occurrence)
    {
        var word = Words[occurrence.First];
        return word.Field == Field.Body && word.Start < LeadCharacters && _entry!.Summary.Length == 0
            ? Fields.Body | Fields.Summary
            : word.Field.ToSet();
    }

    /// <summary>A word as the entry writes it.</summary>
    public ReadOnlySpan<char> Original(int word) => _entry![Words[word].Field].AsSpan(Words[word].Start, Words[word].Length);

    /// <summary>The words of an occurrence as the entry writes them.</summary>
    public string TextOf(Occurrence occurrence)
    {
        var span = SpanOf(occurrence);
        return _entry![span.Field].Substring(span.Start, span.Length);
    }

    public Span SpanOf(Occurrence occurrence)
    {
        var first = Words[occurrence.First];
        return new Span(first.Field, first.Start, Words[occurrence.Last].End - first.Start);
    }

    private List<Occurrence> Compute(int concept)
    {
        var found = Gather(Concept.WordsOf(concept), concepts[concept].Parts);
        if (found.Count == 0)
            return found;
        var exceptions = Gather(Concept.ExceptionsOf(concept), concepts[concept].Exceptions);
        return exceptions.Count == 0 ? found : found.FindAll(o => !exceptions.Exists(o.Overlaps));
    }

    /// <summary>A word list's occurrences and those of some concepts, sorted, without repeats.</summary>
    private List<Occurrence> Gather(int source, IReadOnlyList<int> others)
    {
        var own = _noted[source] ?? Nowhere;
        if (own.Count == 0 && others.Count == 0)
            return Nowhere;
        var all = own.Concat(others.SelectMany(Of)).Distinct().ToList();
        all.Sort();
        return all;
    }
}
