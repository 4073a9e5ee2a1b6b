using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AlertBot.Rules.Words;

/// <summary>
/// A hash of folded letters, four at a time. It is not keyed: tables that use it are filled by rules, or of fixed size,
/// so that an entry made to collide costs a longer look and nothing more.
/// </summary>
internal static class LetterHash
{
    private const int Step = 4; // letters in 64 bits
    private const ulong Spread = 0x9E3779B97F4A7C15; // 2^64 divided by the golden ratio: Knuth's multiplicative hash

    public static uint Compute(ReadOnlySpan<char> letters)
    {
        var hash = (ulong)letters.Length;
        if (letters.Length < Step)
        {
            foreach (var letter in letters)
                hash = hash << 16 | letter;
            return (uint)Mix(0, hash);
        }
        hash = Mix(hash, Four(letters, 0));
        for (var at = Step; at < letters.Length - Step; at += Step) // not entered by most words, whatever their length
            hash = Mix(hash, Four(letters, at));
        return (uint)Mix(hash, Four(letters, letters.Length - Step)); // the last four may repeat some of those before
    }

    /// <summary>
    /// The product's two halves together, so that every bit of the letters has a say in every bit of the hash.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong hash, ulong letters)
    {
        var high = Math.BigMul(hash ^ letters, Spread, out var low);
        return high ^ low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Four(ReadOnlySpan<char> letters, int at) =>
        MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(letters.Slice(at, Step)));
}
