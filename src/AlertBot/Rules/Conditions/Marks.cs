using AlertBot.Feeds;
using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary>Turns the occurrences by which a rule holds into spans of the entry.</summary>
internal static class Marks
{
    /// <summary>In the order of the text; overlapping ones are one span, so that none is inside another.</summary>
    public static IReadOnlyList<Span> Of(Condition condition, Reading reading)
    {
        var marks = reading.Borrow();
        condition.Mark(reading, Scope.Everywhere, marks);
        Merge(marks);
        var spans = new Span[marks.Count];
        for (var i = 0; i < spans.Length; i++)
            spans[i] = reading.SpanOf(marks[i]);
        reading.GiveBack(marks);
        return spans;
    }

    /// <summary>Sorts them and makes overlapping ones one.</summary>
    public static void Merge(List<Occurrence> marks)
    {
        marks.Sort();
        var last = 0;
        for (var i = 1; i < marks.Count; i++)
        {
            if (marks[last].Overlaps(marks[i]))
                marks[last] = new Occurrence(marks[last].First, Math.Max(marks[last].Last, marks[i].Last));
            else
                marks[++last] = marks[i];
        }
        if (marks.Count > 0)
            marks.RemoveRange(last + 1, marks.Count - last - 1);
    }
}
