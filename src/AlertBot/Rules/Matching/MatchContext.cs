using AlertBot.Feeds.Entries;
using AlertBot.Rules.Conditions;
using AlertBot.Rules.Words;
using AlertBot.Rules.Words.French;

namespace AlertBot.Rules.Matching;

/// <summary>
/// One entry as the rules see it: its words, and where each concept stands. Reused from entry to entry, by one thread
/// at a time.
/// </summary>
internal sealed class MatchContext(IReadOnlyList<Concept> concepts)
{
    /// <summary>
    /// Many feeds carry the whole text and no summary; then its lead, a paragraph or two, is where a summary's words
    /// would stand.
    /// </summary>
    private const int LeadCharacters = 600;

    private readonly WordList _ownWords = new();
    private readonly ConceptPlaces _places = new(concepts);
    private readonly List<Phrase> _found = [];
    private readonly List<Occurrence> _foundAt = [];
    private readonly Sentences _sentences = new();
    private readonly Stack<DistinctPlacement> _searches = new();
    private readonly Stack<List<Condition>> _parts = new();
    private readonly Stack<List<MemberPlace>> _members = new();
    private readonly List<Occurrence> _background = [];
    private Occurrence? _lead;
    private Entry? _entry;

    /// <summary>What the entry reports of talks; null while nobody has asked, and when nothing.</summary>
    public string? State { get; set; }

    public WordList Words { get; private set; } = new();

    public HitList Hits { get; } = new();

    public TermCache Terms { get; } = new();

    /// <summary>The phrases that stand in the entry, one for each time.</summary>
    public IReadOnlyList<Phrase> Found => _found;

    /// <summary>Where each of them stands.</summary>
    public IReadOnlyList<Occurrence> FoundAt => _foundAt;

    /// <summary>The word lists of which a phrase stands in the entry.</summary>
    public List<int> Sources => _places.Sources;

    /// <param name="entry">The entry.</param>
    /// <param name="words">Its words, where they were read before; null to read them.</param>
    public void Begin(Entry entry, WordList? words = null)
    {
        State = null;
        _lead = null;
        _background.Clear();
        _sentences.Clear();
        _found.Clear();
        _foundAt.Clear();
        Hits.Clear();
        _entry = entry;
        Words = words ?? _ownWords;
        _places.Begin(Words, entry);
        if (words is not null)
            return;
        Words.Clear();
        Words.AddText(entry.Title, Field.Title, entry.Boilerplate);
        Words.AddText(entry.Summary, Field.Summary, entry.Boilerplate);
        Words.AddText(entry.Body, Field.Body, entry.Boilerplate);
    }

    public void Add(Phrase phrase, Occurrence found)
    {
        _places.Add(phrase.Source, found);
        _found.Add(phrase);
        _foundAt.Add(found);
    }

    /// <summary>
    /// Where a concept stands, in the order of the text, its false friends taken out. To be read before the next entry.
    /// </summary>
    public List<Occurrence> PlacesOf(int concept) => _places.PlacesOf(concept);

    /// <inheritdoc cref="ConceptPlaces.Borrow"/>
    public List<Occurrence> Borrow() => _places.Borrow();

    public void GiveBack(List<Occurrence> list) => _places.GiveBack(list);

    /// <summary>A search for words that stand apart; to be given back.</summary>
    public DistinctPlacement BorrowSearch() => _searches.TryPop(out var search) ? search : new DistinctPlacement();

    public void GiveBack(DistinctPlacement search)
    {
        search.Clear();
        _searches.Push(search);
    }

    /// <summary>An empty list of conditions to work with; to be given back.</summary>
    public List<Condition> BorrowParts() => _parts.TryPop(out var parts) ? parts : [];

    public void GiveBack(List<Condition> parts)
    {
        parts.Clear();
        _parts.Push(parts);
    }

    /// <summary>An empty list of members' places to work with; to be given back.</summary>
    public List<MemberPlace> BorrowMembers() => _members.TryPop(out var members) ? members : [];

    public void GiveBack(List<MemberPlace> members)
    {
        members.Clear();
        _members.Push(members);
    }

    /// <summary>The sentences of all fields, none across two of them.</summary>
    public List<Occurrence> Sentences => _sentences.Find(Words, _entry!);

    /// <summary>Which sentence a word stands in.</summary>
    public int SentenceOf(int word)
    {
        var at = Sentences.BinarySearch(new Occurrence(word, int.MaxValue));
        return at >= 0 ? at : ~at - 1;
    }

    /// <summary>The first and last word of the lead.</summary>
    public Occurrence Lead => _lead ??= FindLead();

    private Occurrence FindLead()
    {
        var lead = Matching.Lead.Find(Words, Sentences, _entry!);
        Background.Find(Words, Sentences, lead, _entry!, _background);
        return lead;
    }

    private bool IsInLead(Occurrence occurrence)
    {
        if (occurrence.First < Lead.First || occurrence.Last > Lead.Last)
            return false;
        foreach (var background in _background)
        {
            if (occurrence.First >= background.First && occurrence.Last <= background.Last)
                return false;
        }
        return true;
    }

    /// <summary>
    /// Whether it stands in one of these fields, by <see cref="FieldOf"/>. The lead is looked for only where it
    /// decides.
    /// </summary>
    public bool IsIn(Occurrence occurrence, Fields fields) =>
        fields == Fields.All
        || (Words[occurrence.First].Field.ToSet() & fields) != 0
        || (FieldOf(occurrence) & fields) != 0;

    /// <summary>The field it stands in, and those that this stretch of it stands for.</summary>
    public Fields FieldOf(Occurrence occurrence)
    {
        var word = Words[occurrence.First];
        if (word.Field == Field.Title)
            return Fields.Title;
        var fields = word.Field.ToSet();
        if (word.Field == Field.Body && word.Start < LeadCharacters && _entry!.Summary.Length == 0)
            fields |= Fields.Summary;
        return IsInLead(occurrence) ? fields | Fields.Lead : fields;
    }

    /// <summary>A word as the entry writes it.</summary>
    public ReadOnlySpan<char> Original(int word) =>
        _entry![Words[word].Field].AsSpan(Words[word].Start, Words[word].Length);

    /// <summary>The elided word that stands before a word, folded: n in "n'a"; empty for none.</summary>
    public string ElidedBefore(int word) => Elision.Before(_entry![Words[word].Field], Words[word].Start);

    /// <summary>The words of an occurrence as the entry writes them.</summary>
    public string TextOf(Occurrence occurrence)
    {
        var span = SpanOf(occurrence);
        return _entry![span.Field].Substring(span.Start, span.Length);
    }

    public Span SpanOf(Occurrence occurrence)
    {
        var first = Words[occurrence.First];
        var (start, end) = Graphemes.Around(_entry![first.Field], first.Start, Words[occurrence.Last].End);
        return new Span(first.Field, start, end - start);
    }
}
