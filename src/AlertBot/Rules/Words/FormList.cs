namespace AlertBot.Rules.Words;

/// <summary>The shapes under which one word may meet another, without repeats. Reused from word to word.</summary>
internal sealed class FormList
{
    private readonly record struct Form(int Start, int Length, uint Hash);

    private Form[] _forms = new Form[32];
    private char[] _letters = new char[512];
    private int _used;

    public int Count { get; private set; }

    public ReadOnlySpan<char> this[int index] => _letters.AsSpan(_forms[index].Start, _forms[index].Length);

    /// <summary>The form's <see cref="LetterHash"/>.</summary>
    public uint HashOf(int index) => _forms[index].Hash;

    public void Clear() => Count = _used = 0;

    /// <summary>Adds <paramref name="stem"/> with <paramref name="ending"/> put to it.</summary>
    public void Add(ReadOnlySpan<char> stem, ReadOnlySpan<char> ending = default)
    {
        var length = stem.Length + ending.Length;
        // An outgrown buffer lives on in the spans that callers still hold of it.
        if (_used + length > _letters.Length)
            Array.Resize(ref _letters, Math.Max(_letters.Length * 2, _used + length));
        var form = _letters.AsSpan(_used, length);
        stem.CopyTo(form);
        ending.CopyTo(form[stem.Length..]);
        var hash = LetterHash.Of(form);
        if (Has(form, hash))
            return;
        if (Count == _forms.Length)
            Array.Resize(ref _forms, _forms.Length * 2);
        _forms[Count++] = new Form(_used, length, hash);
        _used += length;
    }

    private bool Has(ReadOnlySpan<char> form, uint hash)
    {
        for (var i = 0; i < Count; i++)
        {
            if (_forms[i].Hash == hash && this[i].SequenceEqual(form))
                return true;
        }
        return false;
    }
}
