using System.Numerics;

namespace AlertBot.Rules.Words;

/// <summary>
/// A hash of folded letters. It is not keyed: tables that use it are filled by rules, or of fixed size, so that an entry made to collide
/// costs a longer look and nothing more.
/// </summary>
internal static class LetterHash
{
    // Knuth's multiplicative constant for 64 bits.
    private const ulong Spread = 0x9E3779B97F4A7C15;

    public static uint Of(ReadOnlySpan<char> letters)
    {
        var hash = 0UL;
        foreach (var letter in letters)
            hash = (BitOperations.RotateLeft(hash, 5) ^ letter) * Spread;
        return (uint)(hash >> 32);
    }
}
