using System.Runtime.CompilerServices;
using AlertBot.Localization;
using AlertBot.Rules.Words;

namespace AlertBot.Rules.Matching;

/// <summary>
/// What the words of recent entries met. Of a hundred words of real feeds 70 to 83 are among those that came last, and
/// building a word's forms costs ten times what finding it here does. Its size, 1.4 MB, is fixed: half of it knew two
/// to six words fewer, twice as much one to four more. Used by one thread at a time.
/// </summary>
internal sealed class RecentWordCache
{
    private const int Pairs = 8192;
    private const int LongestWord = 20;

    /// <summary>Kept beside the letters; a word of common rules meets fewer.</summary>
    private const int UsualIds = 6;

    /// <summary>
    /// Where chats follow hundreds of thousands of short words, a text's word meets dozens: they are kept in an array
    /// of their own.
    /// </summary>
    private const int MostIds = 96;

    // In arrays of their own: a look for a word that is not here, and one that is and meets nothing, as most do, each
    // take one line of the processor's cache.
    private readonly uint[] _hashes = new uint[Pairs * 2];
    private readonly Slot[] _slots = new Slot[Pairs * 2];
    private readonly IdBlock[] _ids = new IdBlock[Pairs * 2];
    private readonly int[]?[] _manyIds = new int[]?[Pairs * 2];

    // Which of each pair is pushed out next: 0 or 1.
    private readonly byte[] _older = new byte[Pairs];

    /// <summary>The ids of the rules' words that this word met last time; false when it is not known.</summary>
    public bool TryGet(
        ReadOnlySpan<char> letters,
        uint hashOfLetters,
        WordTraits traits,
        Language language,
        out ReadOnlySpan<int> ids
    )
    {
        var kind = KindOf(letters, traits, language);
        var hash = hashOfLetters + (uint)kind;
        var pair = PairOf(hash);
        var at = pair * 2;
        if (!Is(at, hash, kind, letters) && !Is(++at, hash, kind, letters))
        {
            ids = default;
            return false;
        }
        // A word that comes again pushes the other back; names that come once only push out each other.
        _older[pair] = (byte)(~at & 1);
        var count = _slots[at].IdCount;
        ids = count <= UsualIds ? ((ReadOnlySpan<int>)_ids[at])[..count] : _manyIds[at];
        return true;
    }

    /// <summary>Keeps what a word met, unless it is longer or met more than words usually do.</summary>
    public void Add(
        ReadOnlySpan<char> letters,
        uint hashOfLetters,
        WordTraits traits,
        Language language,
        ReadOnlySpan<int> ids
    )
    {
        if (letters.Length > LongestWord || ids.Length > MostIds)
            return;
        var kind = KindOf(letters, traits, language);
        var hash = hashOfLetters + (uint)kind;
        var pair = PairOf(hash);
        var at = pair * 2 + _older[pair];
        _hashes[at] = hash;
        ref var slot = ref _slots[at];
        slot.Kind = kind;
        slot.IdCount = ids.Length;
        letters.CopyTo(slot.Letters);
        _manyIds[at] = ids.Length > UsualIds ? ids.ToArray() : null;
        if (ids.Length <= UsualIds)
            ids.CopyTo(_ids[at]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Is(int at, uint hash, int kind, ReadOnlySpan<char> letters) =>
        _hashes[at] == hash
        && _slots[at].Kind == kind
        && letters.SequenceEqual(((ReadOnlySpan<char>)_slots[at].Letters)[..letters.Length]);

    /// <summary>All that the forms of a word depend on beside its letters, and their number; never 0.</summary>
    private static int KindOf(ReadOnlySpan<char> letters, WordTraits traits, Language language) =>
        letters.Length << 16 | (int)language << 8 | (int)traits;

    private static int PairOf(uint hash) => (int)(hash % Pairs);

    private struct Slot
    {
        public int Kind;
        public int IdCount;
        public LetterBlock Letters;
    }

    [InlineArray(UsualIds)]
    private struct IdBlock
    {
        private int _first;
    }

    [InlineArray(LongestWord)]
    private struct LetterBlock
    {
        private char _first;
    }
}
