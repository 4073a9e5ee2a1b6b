using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules;

namespace AlertBot.Subscriptions.Commands;

/// <summary>The words that met a rule, in brackets, each with a little of the text around it.</summary>
internal static class MarkedText
{
    private const int Around = 16;

    /// <param name="entry">The text.</param>
    /// <param name="spans">The words, in the order of the text.</param>
    /// <param name="most">Words shown; the rest is left out.</param>
    public static string Render(Entry entry, IReadOnlyList<Span> spans, int most = 4) =>
        string.Join(
            " … ",
            spans
                .Where(span => span.Start + span.Length <= entry[span.Field].Length)
                .Take(most)
                .Select(span => SafeText.Isolate(Snippet(entry[span.Field], span)))
        );

    /// <summary>One line for a rule: title, id, words.</summary>
    public static string Line(
        Rule? rule,
        string id,
        AlertBot.Localization.Language language,
        Entry entry,
        IReadOnlyList<Span> spans
    ) => $"• {SafeText.Isolate(rule?.Title.In(language) ?? id)} ({SafeText.Isolate(id)}): {Render(entry, spans)}";

    private static string Snippet(string text, Span span)
    {
        var (from, to) = (WordStart(text, span.Start), WordEnd(text, span.Start + span.Length));
        var snippet =
            $"{text[from..span.Start]}[{text.Substring(span.Start, span.Length)}]"
            + $"{text[(span.Start + span.Length)..to]}";
        return $"{(from > 0 ? "…" : "")}{WithoutMarks(snippet).Trim()}{(to < text.Length ? "…" : "")}";
    }

    private static int WordStart(string text, int start)
    {
        var from = Math.Max(0, start - Around);
        var blank = text.IndexOf(' ', from, start - from);
        return from == 0 || blank < 0 ? (from == 0 ? 0 : start) : blank + 1;
    }

    private static int WordEnd(string text, int end)
    {
        var to = Math.Min(text.Length, end + Around);
        var blank = to == text.Length ? to : text.LastIndexOf(' ', to - 1, to - end);
        return blank < end ? end : blank;
    }

    /// <summary>In one line, and without marks that could turn the lines around it.</summary>
    public static string WithoutMarks(string text) =>
        string.Concat(
            text.Select(c => c is '\n' or '\r' or '\t' ? ' ' : c)
                .Where(c =>
                    !char.IsControl(c) && c is not ((>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
                )
        );
}
