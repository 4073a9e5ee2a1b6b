using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary><c>none: […]</c></summary>
internal sealed class NoneCondition : CompositeCondition
{
    private NoneCondition(IEnumerable<Condition> items)
        : base(items) { }

    /// <summary>
    /// Not one of them; where one of them is a <c>none:</c> itself, its items are asked for, so that their words are
    /// marked.
    /// </summary>
    public static Condition Create(IReadOnlyCollection<Condition> items)
    {
        var plain = items.Where(item => item is not NoneCondition).ToList();
        List<Condition> all = [.. items.OfType<NoneCondition>().Select(none => new AnyCondition(none.Items))];
        if (plain.Count > 0)
            all.Add(new NoneCondition(plain));
        return all.Count == 1 ? all[0] : new AllCondition(all);
    }

    public override string Description => $"none: [{List}]";

    public override string Spoken => $"no {Join(" or ", Items.Select(item => item.Spoken))}";

    public override IEnumerable<ConceptCondition> Triggers => Items.SelectMany(item => item.Inhibitors);

    public override IEnumerable<ConceptCondition> Inhibitors => Items.SelectMany(item => item.Triggers);

    public override bool Holds(MatchContext context, Scope scope) => CountHolding(context, scope) == 0;

    public override void Highlight(MatchContext context, Scope scope, List<Occurrence> highlights) { }

    public override string Lacking(MatchContext context, Scope scope) =>
        $"no {Join(" or ", Items.Where(item => item.Holds(context, scope)).Select(item => item.Spoken))}";

    public override IEnumerable<string> Missing(MatchContext context, Scope scope)
    {
        foreach (var (item, where) in Items.SelectMany(item => Holding(item, context, scope)))
        {
            var highlights = new List<Occurrence>();
            item.Highlight(context, where, highlights);
            var words = string.Join(", ", highlights.Select(mark => $"\"{context.TextOf(mark)}\"").Distinct());
            var by = words.Length > 0 ? $": {words}" : "";
            yield return $"{item.Spoken}{FieldNames.In(where.Fields)} rules it out{by}";
        }
    }

    /// <summary>Of several alternatives, those that hold.</summary>
    private static IEnumerable<(Condition Item, Scope Scope)> Holding(
        Condition item,
        MatchContext context,
        Scope scope
    ) =>
        item switch
        {
            FieldCondition narrowed => Holding(narrowed.Inner, context, scope.In(narrowed.Only)),
            AnyCondition any => any.Items.SelectMany(inner => Holding(inner, context, scope)),
            _ => item.Holds(context, scope) ? [(item, scope)] : [],
        };
}
