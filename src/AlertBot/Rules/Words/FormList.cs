namespace AlertBot.Rules.Words;

/// <summary>The shapes under which one word may meet another, without repeats. Reused from word to word.</summary>
internal sealed class FormList
{
    private readonly List<(int Start, int Length)> _forms = [];
    private char[] _letters = new char[512];
    private int _used;

    public int Count => _forms.Count;

    public ReadOnlySpan<char> this[int index] => _letters.AsSpan(_forms[index].Start, _forms[index].Length);

    public void Clear()
    {
        _forms.Clear();
        _used = 0;
    }

    /// <summary>Adds <paramref name="stem"/> with <paramref name="ending"/> put to it.</summary>
    public void Add(ReadOnlySpan<char> stem, ReadOnlySpan<char> ending = default)
    {
        var length = stem.Length + ending.Length;
        // An outgrown buffer lives on in the spans that callers still hold of it.
        if (_used + length > _letters.Length)
            Array.Resize(ref _letters, Math.Max(_letters.Length * 2, _used + length));
        stem.CopyTo(_letters.AsSpan(_used));
        ending.CopyTo(_letters.AsSpan(_used + stem.Length));
        if (Has(_letters.AsSpan(_used, length)))
            return;
        _forms.Add((_used, length));
        _used += length;
    }

    private bool Has(ReadOnlySpan<char> form)
    {
        for (var i = 0; i < Count; i++)
        {
            if (this[i].SequenceEqual(form))
                return true;
        }
        return false;
    }
}
