using System.Runtime.CompilerServices;
using AlertBot.Config;
using AlertBot.Rules.Words;

namespace AlertBot.Rules.Matching;

/// <summary>
/// What the words of recent entries met. Of a hundred words of a news text some ninety are among the few thousand that come again and
/// again, and building a word's forms costs ten times what finding it here does. Its size is fixed; used by one thread at a time.
/// </summary>
internal sealed class RecentWords
{
    private const int Pairs = 4096;
    private const int LongestWord = 20;
    private const int MostIds = 6;

    private readonly Slot[] _slots = new Slot[Pairs * 2];

    /// <summary>The ids of the rules' words that this word met last time; false when it is not known.</summary>
    public bool TryGet(ReadOnlySpan<char> letters, WordTraits traits, Language language, out ReadOnlySpan<int> ids)
    {
        var hash = LetterHash.Of(letters);
        var kind = KindOf(letters, traits, language);
        ref var first = ref FirstOfPair(hash);
        ref var second = ref Unsafe.Add(ref first, 1);
        if (!first.Is(hash, kind, letters))
        {
            if (!second.Is(hash, kind, letters))
            {
                ids = default;
                return false;
            }
            // A word that comes again takes the first place; names that come once only push out each other.
            (first, second) = (second, first);
        }
        ids = ((ReadOnlySpan<int>)first.Ids)[..first.IdCount];
        return true;
    }

    /// <summary>Keeps what a word met, unless it is longer or met more than words usually do.</summary>
    public void Keep(ReadOnlySpan<char> letters, WordTraits traits, Language language, ReadOnlySpan<int> ids)
    {
        if (letters.Length > LongestWord || ids.Length > MostIds)
            return;
        var hash = LetterHash.Of(letters);
        ref var slot = ref Unsafe.Add(ref FirstOfPair(hash), 1);
        slot.Hash = hash;
        slot.Kind = KindOf(letters, traits, language);
        slot.IdCount = ids.Length;
        letters.CopyTo(slot.Letters);
        ids.CopyTo(slot.Ids);
    }

    private ref Slot FirstOfPair(uint hash) => ref _slots[hash % Pairs * 2];

    /// <summary>All that the forms of a word depend on beside its letters, and their number; never 0.</summary>
    private static int KindOf(ReadOnlySpan<char> letters, WordTraits traits, Language language) =>
        letters.Length << 16 | (int)language << 8 | (int)traits;

    private struct Slot
    {
        public uint Hash;
        public int Kind;
        public int IdCount;
        public IdBlock Ids;
        public LetterBlock Letters;

        public readonly bool Is(uint hash, int kind, ReadOnlySpan<char> letters) =>
            Hash == hash && Kind == kind && letters.SequenceEqual(((ReadOnlySpan<char>)Letters)[..letters.Length]);
    }

    [InlineArray(MostIds)]
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
