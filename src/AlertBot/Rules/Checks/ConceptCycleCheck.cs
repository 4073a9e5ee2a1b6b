using AlertBot.Configuration;
using AlertBot.Rules.Loading;

namespace AlertBot.Rules.Checks;

/// <summary>Finds concepts that are made of themselves.</summary>
internal sealed class ConceptCycleCheck
{
    private readonly ConceptBook _book;
    private readonly DiagnosticBag _diagnostics;

    /// <summary>Of concepts made of concepts; those that ship have three.</summary>
    private const int MostLevels = 40;

    private readonly HashSet<int> _done = [];
    private readonly Dictionary<int, int> _levels = [];
    private bool _isTooDeep;
    private readonly List<int> _path = [];

    private ConceptCycleCheck(ConceptBook book, DiagnosticBag diagnostics) =>
        (_book, _diagnostics) = (book, diagnostics);

    /// <summary>
    /// One fault for each way round, where its first concept stands. The book's concepts have no cycle afterwards only
    /// if there is none.
    /// </summary>
    /// <returns>False when they are nested so deep that they must not be gone through.</returns>
    public static bool Check(ConceptBook book, DiagnosticBag diagnostics)
    {
        var cycles = new ConceptCycleCheck(book, diagnostics);
        for (var concept = 0; concept < book.Concepts.Count; concept++)
            cycles.Visit(concept);
        return !cycles._isTooDeep;
    }

    /// <summary>How many levels of other concepts it is made of.</summary>
    private int Visit(int concept)
    {
        var start = _path.IndexOf(concept);
        if (start >= 0)
        {
            var names = _path.Skip(start).Append(concept).Select(c => _book.Concepts[c].Name);
            _diagnostics.Add(
                _book.Named[concept].Name.Place,
                $"concept \"{_book.Concepts[concept].Name}\" is made of itself: "
                    + $"{string.Join(" > ", names.Take(MostLevels))}"
            );
            return 0;
        }
        if (!_done.Add(concept))
            return _levels.GetValueOrDefault(concept);
        if (_path.Count > MostLevels)
            return TooDeep(_path[0]);
        _path.Add(concept);
        var levels = 0;
        foreach (var next in _book.Concepts[concept].Parts.Concat(_book.Concepts[concept].Exceptions))
            levels = Math.Max(levels, Visit(next) + 1);
        _path.RemoveAt(_path.Count - 1);
        _levels[concept] = levels;
        return levels == MostLevels + 1 ? TooDeep(concept) : levels;
    }

    /// <summary>What goes through concepts goes through them by recursion: a deep one would end the process.</summary>
    private int TooDeep(int concept)
    {
        if (!_isTooDeep)
            _diagnostics.Add(
                _book.Named[concept].Name.Place,
                $"concept \"{_book.Concepts[concept].Name}\" is made of concepts more than {MostLevels} levels deep"
            );
        _isTooDeep = true;
        return MostLevels + 1;
    }
}
