namespace AlertBot.Rules.Words;

/// <summary>What a Latin word's own spelling says that its folded letters do not.</summary>
internal static class LatinTraits
{
    private const char CombiningAcute = '\u0301';

    public static WordTraits TraitsOf(ReadOnlySpan<char> word)
    {
        var stem = word[^1] is 's' or 'S' ? word[..^1] : word;
        return EndsInAcute(stem) || stem is [.. var before, 'e' or 'E'] && EndsInAcute(before)
            ? WordTraits.FinalAcute
            : WordTraits.None;
    }

    private static bool EndsInAcute(ReadOnlySpan<char> word) =>
        word is [.., 'é' or 'É'] or [.., 'e' or 'E', CombiningAcute];
}
