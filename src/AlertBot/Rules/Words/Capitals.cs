using System.Text;

namespace AlertBot.Rules.Words;

/// <summary>Capitals of words as they are written, which folding loses.</summary>
internal static class Capitals
{
    public static bool BeginsWithOne(ReadOnlySpan<char> word) =>
        Rune.DecodeFromUtf16(word, out var first, out _) == System.Buffers.OperationStatus.Done && Rune.IsUpper(first);
}
