using System.Runtime.CompilerServices;

namespace AlertBot.Rules.Words;

/// <summary>
/// A bit for each of many hashes: says of most others that they are not among them, from memory small enough to stay in
/// the cache.
/// </summary>
/// <param name="bits">At least 64.</param>
internal sealed class HashFilter(int bits)
{
    private readonly ulong[] _bits = new ulong[bits / 64];

    public void Add(uint hash)
    {
        var bit = BitOf(hash);
        _bits[bit >> 6] |= 1UL << bit;
    }

    /// <summary>False if the hash was never added; true if it was, and for some others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MayHold(uint hash)
    {
        var bit = BitOf(hash);
        return (_bits[bit >> 6] & 1UL << bit) != 0;
    }

    /// <summary>By the hash's upper bits: tables place it by the lower ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int BitOf(uint hash) => (int)((ulong)hash * (uint)_bits.Length * 64 >> 32);
}
