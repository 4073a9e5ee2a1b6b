using AlertBot.Feeds.Entries;
using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary>Tries one rule on one entry that has been read.</summary>
internal sealed class RuleExplainer(IReadOnlyList<Concept> concepts, MatchContext context)
{
    public RuleExplanation Explain(Rule rule, Condition condition)
    {
        var isMatch = condition.Holds(context, Scope.Everywhere);
        var mentions = condition.Triggers.DistinctBy(conceptCondition => conceptCondition.Concept).ToList();
        var highlights = new List<Occurrence>();
        if (isMatch)
            condition.Highlight(context, Scope.Everywhere, highlights);
        else
            mentions.ForEach(conceptCondition => conceptCondition.Highlight(context, Scope.Everywhere, highlights));
        Highlights.Merge(highlights);
        var missing = isMatch ? [] : condition.Missing(context, Scope.Everywhere).Distinct();
        return new RuleExplanation(
            rule,
            isMatch,
            [.. highlights.Select(mark => new Highlight(context.SpanOf(mark), [.. NamesOf(mentions, mark)]))],
            [.. missing]
        )
        {
            Against = isMatch ? [] : Against(condition),
        };
    }

    /// <summary>The words of what the rule must not have, where nothing else keeps it from holding.</summary>
    private List<Span> Against(Condition condition)
    {
        var failing = condition is AllCondition all
            ? all.Items.Where(item => !item.Holds(context, Scope.Everywhere)).ToList()
            : [condition];
        if (failing.Count == 0 || !failing.TrueForAll(item => item is NoneCondition))
            return [];
        var marks = new List<Occurrence>();
        foreach (var concept in failing.SelectMany(item => item.Inhibitors).DistinctBy(concept => concept.Concept))
            concept.Highlight(context, Scope.Everywhere, marks);
        Highlights.Merge(marks);
        return [.. marks.Select(context.SpanOf)];
    }

    private IEnumerable<string> NamesOf(List<ConceptCondition> mentions, Occurrence mark) =>
        mentions
            .Select(conceptCondition => (conceptCondition.Name, Leaf: LeafOf(conceptCondition.Concept, mark)))
            .Where(named => named.Leaf is not null)
            .Select(named => named.Leaf == named.Name ? named.Name : $"{named.Name} ({named.Leaf})");

    /// <summary>The innermost concept that the marked words belong to; null when they are none of its.</summary>
    private string? LeafOf(int concept, Occurrence mark)
    {
        var stands = false;
        foreach (var occurrence in context.PlacesOf(concept))
            stands |= occurrence.Overlaps(mark);
        return !stands
            ? null
            : concepts[concept].Parts.Select(part => LeafOf(part, mark)).FirstOrDefault(leaf => leaf is not null)
                ?? concepts[concept].Name;
    }
}
