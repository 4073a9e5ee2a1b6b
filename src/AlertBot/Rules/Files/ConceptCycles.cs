using AlertBot.Config;

namespace AlertBot.Rules.Files;

/// <summary>Finds concepts that are made of themselves.</summary>
internal sealed class ConceptCycles
{
    private readonly ConceptBook _book;
    private readonly Faults _faults;
    private readonly HashSet<int> _done = [];
    private readonly List<int> _path = [];

    private ConceptCycles(ConceptBook book, Faults faults) => (_book, _faults) = (book, faults);

    /// <summary>
    /// One fault for each way round, where its first concept stands. The book's concepts have no cycle afterwards only
    /// if there is none.
    /// </summary>
    public static void Check(ConceptBook book, Faults faults)
    {
        var cycles = new ConceptCycles(book, faults);
        for (var concept = 0; concept < book.Concepts.Count; concept++)
            cycles.Visit(concept);
    }

    private void Visit(int concept)
    {
        var start = _path.IndexOf(concept);
        if (start >= 0)
        {
            var names = _path.Skip(start).Append(concept).Select(c => _book.Concepts[c].Name);
            _faults.Add(
                _book.Named[concept].Name.Place,
                $"concept \"{_book.Concepts[concept].Name}\" is made of itself: {string.Join(" > ", names)}"
            );
            return;
        }
        if (!_done.Add(concept))
            return;
        _path.Add(concept);
        foreach (var next in _book.Concepts[concept].Parts.Concat(_book.Concepts[concept].Exceptions))
            Visit(next);
        _path.RemoveAt(_path.Count - 1);
    }
}
