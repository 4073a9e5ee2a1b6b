using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary>Tries one rule on one entry that has been read.</summary>
internal sealed class Trials(IReadOnlyList<Concept> concepts, Reading reading)
{
    public Trial Of(Rule rule, Condition condition)
    {
        var isMatch = condition.Holds(reading, Scope.Everywhere);
        var mentions = condition.Positives.DistinctBy(mention => mention.Concept).ToList();
        var marks = new List<Occurrence>();
        if (isMatch)
            condition.Mark(reading, Scope.Everywhere, marks);
        else
            mentions.ForEach(mention => mention.Mark(reading, Scope.Everywhere, marks));
        Marks.Merge(marks);
        var missing = isMatch ? [] : condition.Missing(reading, Scope.Everywhere).Distinct();
        return new Trial(
            rule,
            isMatch,
            [.. marks.Select(mark => new Marked(reading.SpanOf(mark), [.. NamesOf(mentions, mark)]))],
            [.. missing]
        );
    }

    private IEnumerable<string> NamesOf(List<Mention> mentions, Occurrence mark) =>
        mentions
            .Select(mention => (mention.Name, Leaf: LeafOf(mention.Concept, mark)))
            .Where(named => named.Leaf is not null)
            .Select(named => named.Leaf == named.Name ? named.Name : $"{named.Name} ({named.Leaf})");

    /// <summary>The innermost concept that the marked words belong to; null when they are none of its.</summary>
    private string? LeafOf(int concept, Occurrence mark)
    {
        var stands = false;
        foreach (var occurrence in reading.Of(concept))
            stands |= occurrence.Overlaps(mark);
        return !stands
            ? null
            : concepts[concept].Parts.Select(part => LeafOf(part, mark)).FirstOrDefault(leaf => leaf is not null)
                ?? concepts[concept].Name;
    }
}
