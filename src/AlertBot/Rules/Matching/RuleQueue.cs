namespace AlertBot.Rules.Matching;

/// <summary>Numbers of rules, each once, to be gone through in order. Reused from entry to entry.</summary>
internal sealed class RuleQueue(int rules)
{
    private readonly bool[] _isQueued = new bool[rules];
    private readonly List<int> _queued = [];

    public void Add(int[] numbers)
    {
        foreach (var number in numbers)
        {
            if (_isQueued[number])
                continue;
            _isQueued[number] = true;
            _queued.Add(number);
        }
    }

    /// <summary>The rules in ascending order; no more are added until they are cleared.</summary>
    public List<int> Sorted()
    {
        _queued.Sort();
        return _queued;
    }

    public void Clear()
    {
        foreach (var rule in _queued)
            _isQueued[rule] = false;
        _queued.Clear();
    }
}
