using AlertBot.Feeds.Entries;
using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary>Turns the occurrences by which a rule holds into spans of the entry.</summary>
internal static class Highlights
{
    /// <summary>In the order of the text; overlapping ones are one span, so that none is inside another.</summary>
    public static IReadOnlyList<Span> SpansOf(Condition condition, MatchContext context)
    {
        var highlights = context.Borrow();
        condition.Highlight(context, Scope.Everywhere, highlights);
        Merge(highlights);
        var spans = new Span[highlights.Count];
        for (var i = 0; i < spans.Length; i++)
            spans[i] = context.SpanOf(highlights[i]);
        context.GiveBack(highlights);
        return spans;
    }

    /// <summary>Sorts them and makes overlapping ones one.</summary>
    public static void Merge(List<Occurrence> highlights)
    {
        highlights.Sort();
        var last = 0;
        for (var i = 1; i < highlights.Count; i++)
        {
            if (highlights[last].Overlaps(highlights[i]))
                highlights[last] = new Occurrence(
                    highlights[last].First,
                    Math.Max(highlights[last].Last, highlights[i].Last)
                );
            else
                highlights[++last] = highlights[i];
        }
        if (highlights.Count > 0)
            highlights.RemoveRange(last + 1, highlights.Count - last - 1);
    }
}
