using AlertBot.Rules.Words;

namespace AlertBot.Web.Components;

/// <summary>
/// Takes YAML apart for a reader: values with Arabic letters from the signs around them, so that each can be set off
/// and the line keeps its order, from its indentation on the left.
/// </summary>
internal static class YamlLines
{
    private const string Signs = "\"'[]{},:#\n";

    /// <summary>The text in pieces, in order; those to set off are values with a word from right to left.</summary>
    public static IReadOnlyList<(string Text, bool IsSetOff)> Pieces(string yaml)
    {
        var pieces = new List<(string, bool)>();
        var (start, at) = (0, 0);
        while (at < yaml.Length)
        {
            if (!IsRightToLeft(yaml[at]))
            {
                at++;
                continue;
            }
            var (first, end) = (StartOfValue(yaml, start, at), EndOfValue(yaml, at));
            if (first > start)
                pieces.Add((yaml[start..first], false));
            pieces.Add((yaml[first..end], true));
            (start, at) = (end, end);
        }
        if (start < yaml.Length)
            pieces.Add((yaml[start..], false));
        return pieces;
    }

    private static int StartOfValue(string yaml, int least, int at)
    {
        var first = at;
        while (first > least && !Signs.Contains(yaml[first - 1], StringComparison.Ordinal))
            first--;
        // The dash of a list and the blanks before a value are no part of it.
        while (first < at && yaml[first] is ' ' or '-')
            first++;
        return first;
    }

    private static int EndOfValue(string yaml, int at)
    {
        var end = at;
        while (end < yaml.Length && !Signs.Contains(yaml[end], StringComparison.Ordinal))
            end++;
        while (yaml[end - 1] == ' ')
            end--;
        return end;
    }

    private static bool IsRightToLeft(char c) => Folding.IsArabic(Folding.Fold(c)) || c is >= '\u0590' and <= '\u08FF';
}
