namespace AlertBot.Bench.Rivals;

/// <summary>
/// Aho and Corasick's automaton with a full table of transitions, the fastest and largest form of it; letters of either
/// case are one. It finds phrases inside of words, too, and knows no other form of a word.
/// </summary>
internal sealed class AhoCorasick
{
    private const int Root = 0;

    private readonly int[] _letterOf = new int[char.MaxValue + 1]; // 0: in no phrase
    private readonly int _letters;
    private readonly List<int> _next = [];
    private readonly List<int> _phraseAt = [];
    private int[] _table = [];
    private int[] _shorter = [];

    public AhoCorasick(IEnumerable<string> phrases)
    {
        var all = phrases.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        _letters = 1;
        foreach (var c in all.SelectMany(phrase => phrase).Select(char.ToLowerInvariant).Distinct())
            _letterOf[c] = _letterOf[char.ToUpperInvariant(c)] = _letters++;
        AddState();
        for (var i = 0; i < all.Count; i++)
            Add(all[i], i + 1);
        Link();
    }

    public long Bytes => (long)_table.Length * sizeof(int);

    /// <summary>How often a phrase stands in the text.</summary>
    public int Count(string text)
    {
        var (count, state) = (0, Root);
        foreach (var c in text)
        {
            state = _table[state * _letters + _letterOf[c]];
            for (var at = state; at != Root; at = _shorter[at])
                count += _phraseAt[at] > 0 ? 1 : 0;
        }
        return count;
    }

    private int AddState()
    {
        _next.AddRange(Enumerable.Repeat(-1, _letters));
        _phraseAt.Add(0);
        return _phraseAt.Count - 1;
    }

    private void Add(string phrase, int number)
    {
        var state = Root;
        foreach (var c in phrase)
        {
            var way = state * _letters + _letterOf[char.ToLowerInvariant(c)];
            if (_next[way] < 0)
                _next[way] = AddState();
            state = _next[way];
        }
        _phraseAt[state] = number;
    }

    /// <summary>
    /// Breadth first: each state gets the ways of the longest of its endings, and a link to the longest that is a
    /// phrase.
    /// </summary>
    private void Link()
    {
        _table = [.. _next];
        _shorter = new int[_phraseAt.Count];
        var ending = new int[_phraseAt.Count];
        var open = new Queue<int>([Root]);
        while (open.TryDequeue(out var state))
        {
            for (var letter = 0; letter < _letters; letter++)
            {
                ref var way = ref _table[state * _letters + letter];
                var wayOfEnding = state == Root ? Root : _table[ending[state] * _letters + letter];
                if (way < 0)
                {
                    way = wayOfEnding;
                    continue;
                }
                ending[way] = wayOfEnding;
                _shorter[way] = _phraseAt[wayOfEnding] > 0 ? wayOfEnding : _shorter[wayOfEnding];
                open.Enqueue(way);
            }
        }
        _next.Clear();
    }
}
