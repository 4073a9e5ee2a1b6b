using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary>
/// <c>all: […]</c>, and the several keys of one mapping. Each part stands on words of its own.
/// </summary>
internal sealed class AllCondition : CompositeCondition
{
    private readonly bool _canClash;

    public AllCondition(IEnumerable<Condition> items)
        : base(items) => _canClash = Items.Count(item => item is not (NoneCondition or StateCondition)) > 1;

    public override string Description => $"all: [{List}]";

    public override string Spoken => Join(" and ", Items.Select(item => item.Spoken));

    public override bool Holds(MatchContext context, Scope scope)
    {
        foreach (var item in Items)
        {
            if (!item.Holds(context, scope))
                return false;
        }
        return !_canClash || StandApart(context, scope);
    }

    public override bool MayHold(MatchContext context, Scope scope)
    {
        foreach (var item in Items)
        {
            if (!item.MayHold(context, scope))
                return false;
        }
        return true;
    }

    public override bool TryPlace(DistinctPlacement search, MatchContext context, Scope scope) =>
        search.PlaceAll(Items, context, scope);

    public override string Lacking(MatchContext context, Scope scope) =>
        Items.TrueForAll(item => item.Holds(context, scope))
            ? $"other words for each of {Spoken}"
            : Join(
                " and ",
                Items.Where(item => !item.Holds(context, scope)).Select(item => item.Lacking(context, scope))
            );

    public override IEnumerable<string> Missing(MatchContext context, Scope scope) =>
        Items.TrueForAll(item => item.Holds(context, scope))
            ? base.Missing(context, scope)
            : Items.Where(item => !item.Holds(context, scope)).SelectMany(item => item.Missing(context, scope));

    private bool StandApart(MatchContext context, Scope scope)
    {
        var search = context.BorrowSearch();
        var isApart = search.PlaceAll(Items, context, scope);
        context.GiveBack(search);
        return isApart;
    }
}
