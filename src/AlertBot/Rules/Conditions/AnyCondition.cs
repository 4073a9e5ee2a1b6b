using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary><c>any: […]</c></summary>
internal sealed class AnyCondition(IEnumerable<Condition> items) : CompositeCondition(items)
{
    public override string Description => Items.Count == 1 ? Items[0].Description : $"any: [{List}]";

    public override string Spoken => Join(" or ", Items.Select(item => item.Spoken));

    public override bool Holds(MatchContext context, Scope scope)
    {
        foreach (var item in Items)
        {
            if (item.Holds(context, scope))
                return true;
        }
        return false;
    }

    public override bool MayHold(MatchContext context, Scope scope)
    {
        foreach (var item in Items)
        {
            if (item.MayHold(context, scope))
                return true;
        }
        return false;
    }

    public override bool TryPlace(DistinctPlacement search, MatchContext context, Scope scope)
    {
        foreach (var item in Items)
        {
            if (item.TryPlace(search, context, scope))
                return true;
        }
        return false;
    }

    public override string Lacking(MatchContext context, Scope scope) =>
        Join(" or ", Items.Select(item => item.Lacking(context, scope)));

    public override IEnumerable<string> Missing(MatchContext context, Scope scope) =>
        Items.Count == 1 ? Items[0].Missing(context, scope) : base.Missing(context, scope);
}
