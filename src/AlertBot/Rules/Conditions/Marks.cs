using AlertBot.Feeds;
using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary>Turns the occurrences by which a rule holds into spans of the entry.</summary>
internal static class Marks
{
    /// <summary>In the order of the text; overlapping ones are one span, so that none is inside another.</summary>
    public static IReadOnlyList<Span> Of(Condition condition, Reading reading)
    {
        var marks = new List<Occurrence>();
        condition.Mark(reading, Fields.All, marks);
        marks.Sort();
        var merged = new List<Occurrence>();
        foreach (var mark in marks)
        {
            if (merged.Count > 0 && merged[^1].Overlaps(mark))
                merged[^1] = new Occurrence(merged[^1].First, Math.Max(merged[^1].Last, mark.Last));
            else
                merged.Add(mark);
        }
        return [.. merged.Select(reading.SpanOf)];
    }
}
