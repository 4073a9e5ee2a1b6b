namespace AlertBot.Rules.Words;

/// <summary>The shapes under which one word may meet another, without repeats. Reused from word to word.</summary>
internal sealed class FormList
{
    private readonly record struct Form(int Start, int Length, uint Hash);

    private Form[] _forms = new Form[32];
    private char[] _letters = new char[512];
    private int _used;

    /// <summary>What is asked for; other forms are not kept. All are while it is null.</summary>
    public HashFilter? Wanted { get; set; }

    /// <summary>Forms that begin with one of these, of so many letters, are asked for as well.</summary>
    public (HashFilter Beginnings, int Letters)? WantedBeginnings { get; set; }

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
        var form = stem;
        if (ending.Length > 0)
        {
            stem.CopyTo(_letters.AsSpan(_used));
            ending.CopyTo(_letters.AsSpan(_used + stem.Length));
            form = _letters.AsSpan(_used, length);
        }
        var hash = LetterHash.Compute(form);
        if (!IsWanted(form, hash) || Has(form, hash))
            return;
        if (ending.Length == 0)
            stem.CopyTo(_letters.AsSpan(_used));
        if (Count == _forms.Length)
            Array.Resize(ref _forms, _forms.Length * 2);
        _forms[Count++] = new Form(_used, length, hash);
        _used += length;
    }

    private bool IsWanted(ReadOnlySpan<char> form, uint hash) =>
        Wanted is null
        || Wanted.MayHold(hash)
        || WantedBeginnings is var (beginnings, letters)
            && form.Length >= letters
            && beginnings.MayHold(LetterHash.Compute(form[..letters]));

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
