using System.Globalization;

namespace AlertBot.Rules.Matching;

/// <summary>
/// Keeps a mark from cutting what readers see as one character (UAX 29): a letter with the joiner or modifier behind
/// it.
/// </summary>
internal static class Graphemes
{
    /// <summary>
    /// A run of characters without a blank is looked back over no farther; none of its characters is as long.
    /// </summary>
    private const int FarthestBack = 64;

    /// <summary>No unit below joins the character before it or behind it.</summary>
    private const char FirstJoining = '\u0300';

    /// <summary>The smallest stretch of whole characters around one of UTF-16 units.</summary>
    public static (int Start, int End) Around(string text, int start, int end)
    {
        // As nearly all words stand: between blanks or signs of ASCII.
        var beginsOne = start == 0 || (text[start - 1] < FirstJoining && IsPlain(text[start]));
        if (beginsOne && (end == text.Length || text[end] < FirstJoining))
            return (start, end);
        var from = start;
        while (from > 0 && start - from < FarthestBack && !char.IsWhiteSpace(text[from - 1]))
            from--;
        while (LengthAt(text, from) is var length && from + length <= start)
            from += length;
        var to = from;
        while (to < end)
            to += LengthAt(text, to);
        return (from, to);
    }

    private static bool IsPlain(char c) => c is < FirstJoining or (>= 'ء' and <= 'ي');

    private static int LengthAt(string text, int at) => StringInfo.GetNextTextElementLength(text.AsSpan(at));
}
