using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary>
/// A condition made of others. They are sorted and each is kept once, so that order and repeats make no difference.
/// </summary>
internal abstract class CompositeCondition(IEnumerable<Condition> items) : Condition
{
    private const int MostSpoken = 3;

    // A list by name: going through it as an interface would cost memory for each entry.
    public List<Condition> Items { get; } =
    [.. items.DistinctBy(item => item.Description).OrderBy(item => item.Description, StringComparer.Ordinal)];

    public override IEnumerable<ConceptCondition> Concepts => Items.SelectMany(item => item.Concepts);

    public override bool AsksState => Items.Any(item => item.AsksState);

    public override IEnumerable<ConceptCondition> Triggers => Items.SelectMany(item => item.Triggers);

    public override IEnumerable<ConceptCondition> Inhibitors => Items.SelectMany(item => item.Inhibitors);

    public override void Highlight(MatchContext context, Scope scope, List<Occurrence> highlights)
    {
        foreach (var item in Items)
        {
            if (item.Holds(context, scope))
                item.Highlight(context, scope, highlights);
        }
    }

    protected int CountHolding(MatchContext context, Scope scope)
    {
        var holding = 0;
        foreach (var item in Items)
            holding += item.Holds(context, scope) ? 1 : 0;
        return holding;
    }

    protected string List => string.Join(", ", Items);

    /// <summary>Items as one says them, the first <see cref="MostSpoken"/> of many.</summary>
    protected static string Join(string joint, IEnumerable<string> spoken)
    {
        var all = spoken.ToList();
        var shown = string.Join(joint, all.Take(MostSpoken).Select(item => all.Count == 1 ? item : Inside(item)));
        return all.Count > MostSpoken ? $"{shown}{joint}{all.Count - MostSpoken} more" : shown;
    }
}
