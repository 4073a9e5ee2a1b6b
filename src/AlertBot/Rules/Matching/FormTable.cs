using AlertBot.Rules.Words;

namespace AlertBot.Rules.Matching;

/// <summary>
/// The ids of the rules' words by their forms: open addressing with linear probing, a form of two words standing in two
/// slots. A text asks for some thousand forms and finds a handful, so most are answered by a filter; the slots, thirty
/// times as large, do not fit the cache.
/// </summary>
internal sealed class FormTable
{
    private const int FilterBitsPerSlot = 4;

    private Slot[] _slots = new Slot[16];
    private char[] _letters = new char[64];
    private int _used;

    /// <param name="Hash">Of the form.</param>
    /// <param name="Start">First of its letters in the table's buffer.</param>
    /// <param name="Length">How many they are; 0 in a free slot.</param>
    /// <param name="Id">The word that has this form.</param>
    private readonly record struct Slot(uint Hash, int Start, int Length, int Id);

    public int Count { get; private set; }

    /// <summary>The hashes of all forms. Another one after each <see cref="Add"/>.</summary>
    public HashFilter Filter { get; private set; } = new(64);

    /// <param name="form">At least one letter; not added with this id before.</param>
    /// <param name="hash">Its <see cref="LetterHash"/>.</param>
    /// <param name="id">The word that has this form.</param>
    public void Add(ReadOnlySpan<char> form, uint hash, int id)
    {
        if (++Count * 2 > _slots.Length)
            Grow();
        if (_used + form.Length > _letters.Length)
            Array.Resize(ref _letters, Math.Max(_letters.Length * 2, _used + form.Length));
        form.CopyTo(_letters.AsSpan(_used));
        Place(new Slot(hash, _used, form.Length, id));
        _used += form.Length;
    }

    /// <summary>
    /// Appends the ids of the words that have this form and are not among <paramref name="ids"/> yet.
    /// </summary>
    public void Find(ReadOnlySpan<char> form, uint hash, List<int> ids)
    {
        if (!Filter.MayHold(hash))
            return;
        var mask = _slots.Length - 1;
        for (var at = (int)hash & mask; _slots[at].Length > 0; at = (at + 1) & mask)
        {
            ref readonly var slot = ref _slots[at];
            if (
                slot.Hash == hash
                && form.SequenceEqual(_letters.AsSpan(slot.Start, slot.Length))
                && !ids.Contains(slot.Id)
            )
                ids.Add(slot.Id);
        }
    }

    private void Place(Slot slot)
    {
        var mask = _slots.Length - 1;
        var at = (int)slot.Hash & mask;
        while (_slots[at].Length > 0)
            at = (at + 1) & mask;
        _slots[at] = slot;
        Filter.Add(slot.Hash);
    }

    private void Grow()
    {
        var slots = _slots;
        _slots = new Slot[slots.Length * 2];
        Filter = new HashFilter(_slots.Length * FilterBitsPerSlot);
        foreach (var slot in slots)
        {
            if (slot.Length > 0)
                Place(slot);
        }
    }
}
