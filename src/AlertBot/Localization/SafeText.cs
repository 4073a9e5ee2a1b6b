using System.Globalization;
using System.Text;

namespace AlertBot.Localization;

/// <summary>
/// Makes text from outside safe to show: it may neither turn the lines around it nor hide in them, and it is cut where
/// reading stops.
/// </summary>
internal static class SafeText
{
    /// <summary>
    /// Opens a right-to-left paragraph: a line's direction follows its first strong letter, and a mark or link is none.
    /// </summary>
    public const char RightToLeft = '\u200F';

    private const string Ellipsis = "…";

    /// <summary>
    /// Without control characters, halves of surrogate pairs and bidi embeddings, overrides and isolates (U+202A-202E,
    /// U+2066-2069); line breaks stay.
    /// </summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        // Enumerating runes turns a lone half of a pair into U+FFFD.
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t')
                clean.Append(rune.Value == '\t' ? ' ' : '\n');
            else if (
                !Rune.IsControl(rune)
                && rune.Value
                    is not (
                        (>= 0x202A and <= 0x202E)
                        or (>= 0x2066 and <= 0x2069)
                        or 0xFEFF
                        or 0x2028
                        or 0x2029
                        or (>= 0xE0000 and <= 0xE007F)
                    )
            )
                clean.Append(rune);
        }
        return clean.ToString().Trim();
    }

    /// <summary>First-strong isolate and its end (Unicode 6.3): the text's direction is its own.</summary>
    public static string Isolate(string text) => $"\u2068{text}\u2069";

    /// <summary>Fills in {0}, {1}… in a text of ours, each isolated.</summary>
    public static string Fill(string text, params object[] values)
    {
        for (var i = 0; i < values.Length; i++)
            text = text.Replace($"{{{i}}}", Isolate($"{values[i]}"), StringComparison.Ordinal);
        return text;
    }

    /// <summary>Whether there is anything to see: blanks, marks of direction and joiners alone are nothing.</summary>
    public static bool IsVisible(string text) =>
        text.EnumerateRunes()
            .Any(r =>
                !Rune.IsWhiteSpace(r)
                && Rune.GetUnicodeCategory(r)
                    is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
            );

    /// <summary>
    /// At most <paramref name="most"/> UTF-16 units, cut after a sentence where one ends in the last third, else after
    /// a word, else between characters as people see them; an ellipsis says that something is missing.
    /// </summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
            return text;
        if (most <= Ellipsis.Length)
            return "";
        var end = ClusterEnd(text, most - Ellipsis.Length);
        var sentence = text.AsSpan(0, end).LastIndexOfAny(".!?؟");
        if (sentence > end * 2 / 3 && char.IsWhiteSpace(text[sentence + 1]))
            return text[..(sentence + 1)];
        var word = text.AsSpan(0, end).LastIndexOfAny(' ', '\n');
        return (word > end / 2 ? text[..word].TrimEnd(' ', '\n', ',', '،', ';', '؛', ':') : text[..end]) + Ellipsis;
    }

    /// <summary>The last border between grapheme clusters at or before <paramref name="most"/>.</summary>
    private static int ClusterEnd(string text, int most)
    {
        var end = 0;
        while (end < text.Length)
        {
            var next = end + StringInfo.GetNextTextElementLength(text, end);
            if (next > most)
                break;
            end = next;
        }
        return end;
    }
}
