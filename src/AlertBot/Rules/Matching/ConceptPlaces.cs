using AlertBot.Feeds.Entries;
using AlertBot.Rules.Words;

namespace AlertBot.Rules.Matching;

/// <summary>
/// Where each concept stands in one entry, worked out when first asked for. Reused from entry to entry: its lists only
/// grow, so that an entry costs no new memory.
/// </summary>
internal sealed class ConceptPlaces(IReadOnlyList<Concept> concepts)
{
    private static readonly List<Occurrence> Nowhere = [];

    private readonly List<Occurrence>?[] _noted = new List<Occurrence>?[concepts.Count * 2];
    private readonly List<Occurrence>?[] _places = new List<Occurrence>?[concepts.Count];
    private readonly bool[] _isComputed = new bool[concepts.Count];
    private readonly List<int> _sources = [];
    private readonly List<int> _computed = [];
    private readonly Stack<List<Occurrence>> _spare = new();
    private WordList? _words;
    private Entry? _entry;

    /// <summary>The word lists of which a phrase stands in the entry.</summary>
    public List<int> Sources => _sources;

    /// <summary>Forgets the entry before.</summary>
    public void Begin(WordList words, Entry entry)
    {
        (_words, _entry) = (words, entry);
        foreach (var source in _sources)
            _noted[source]!.Clear();
        foreach (var concept in _computed)
        {
            _isComputed[concept] = false;
            _places[concept]?.Clear();
        }
        _sources.Clear();
        _computed.Clear();
    }

    /// <summary>A phrase of a word list stands here.</summary>
    public void Add(int source, Occurrence found)
    {
        var noted = _noted[source] ??= [];
        if (noted.Count == 0)
            _sources.Add(source);
        noted.Add(found);
    }

    /// <summary>In the order of the text, false friends taken out.</summary>
    public List<Occurrence> PlacesOf(int concept)
    {
        if (!_isComputed[concept])
        {
            _isComputed[concept] = true; // before: files that are still being checked may hold a concept made of itself
            _computed.Add(concept);
            Compute(concept);
        }
        return _places[concept] ?? Nowhere;
    }

    /// <summary>An empty list to work with; to be given back.</summary>
    public List<Occurrence> Borrow() => _spare.TryPop(out var list) ? list : [];

    public void GiveBack(List<Occurrence> list)
    {
        list.Clear();
        _spare.Push(list);
    }

    private void Compute(int concept)
    {
        var found = Gather(Concept.WordsOf(concept), concepts[concept].Parts);
        if (found.Count > 0)
        {
            var exceptions = Gather(Concept.ExceptionsOf(concept), concepts[concept].Exceptions);
            var places = _places[concept] ??= [];
            var from = 0;
            foreach (var occurrence in found)
            {
                if (!OverlapsAny(occurrence, exceptions, ref from))
                    places.Add(occurrence);
            }
            GiveBack(exceptions);
            if (concepts[concept].ListOf is { } group && places.Count > 0)
                DropListed(places, group);
        }
        GiveBack(found);
    }

    /// <summary>Drops what stands below the headline in lists of a group only.</summary>
    private void DropListed(List<Occurrence> places, int group)
    {
        var lists = Borrow();
        Enumerations.Find(PlacesOf(group), _words!, _entry!, lists);
        var from = 0;
        var kept = 0;
        for (var i = 0; i < places.Count; i++)
        {
            if (!OverlapsAny(places[i], lists, ref from))
                places[kept++] = places[i];
        }
        places.RemoveRange(kept, places.Count - kept);
        GiveBack(lists);
    }

    /// <summary>
    /// A word list's occurrences and those of some concepts, sorted, without repeats. To be given back.
    /// </summary>
    private List<Occurrence> Gather(int source, IReadOnlyList<int> others)
    {
        var all = Borrow();
        if (_noted[source] is { } own)
            all.AddRange(own);
        for (var i = 0; i < others.Count; i++)
            all.AddRange(PlacesOf(others[i]));
        if (all.Count > 1)
            SortAndDropRepeats(all);
        return all;
    }

    private static void SortAndDropRepeats(List<Occurrence> list)
    {
        list.Sort();
        var kept = 1;
        for (var i = 1; i < list.Count; i++)
        {
            if (list[i] != list[kept - 1])
                list[kept++] = list[i];
        }
        list.RemoveRange(kept, list.Count - kept);
    }

    /// <summary>
    /// Both lists are in the order of the text: what ends before one occurrence ends before the next, so that each is
    /// looked at about once.
    /// </summary>
    private static bool OverlapsAny(Occurrence occurrence, List<Occurrence> others, ref int from)
    {
        while (from < others.Count && others[from].Last < occurrence.First)
            from++;
        for (var i = from; i < others.Count && others[i].First <= occurrence.Last; i++)
        {
            if (occurrence.Overlaps(others[i]))
                return true;
        }
        return false;
    }
}
