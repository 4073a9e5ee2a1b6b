using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary>
/// <c>at-least: 2</c> with <c>of: […]</c>. Each of those that count stands on words of its own.
/// </summary>
internal sealed class AtLeastCondition(int count, IEnumerable<Condition> items) : CompositeCondition(items)
{
    public int Count => count;

    public override string Description => $"at-least {count} of: [{List}]";

    public override string Spoken => $"{count} of {Join(", ", Items.Select(item => item.Spoken))}";

    public override bool Holds(MatchContext context, Scope scope)
    {
        if (CountHolding(context, scope) < count)
            return false;
        if (count < 2)
            return true;
        var search = context.BorrowSearch();
        var isApart = TryPlace(search, context, scope);
        context.GiveBack(search);
        return isApart;
    }

    public override bool TryPlace(DistinctPlacement search, MatchContext context, Scope scope)
    {
        var chosen = context.BorrowParts();
        var isPlaced = PlaceFrom(0, chosen, search, context, scope);
        context.GiveBack(chosen);
        return isPlaced;
    }

    public override string Lacking(MatchContext context, Scope scope) =>
        CountHolding(context, scope) >= count
            ? $"other words for each of {Spoken}"
            : $"{count - CountHolding(context, scope)} more of "
                + Join(
                    ", ",
                    Items.Where(item => !item.Holds(context, scope)).Select(item => item.Lacking(context, scope))
                );

    /// <summary>Adds items from this one on to those chosen until they are enough, then places them.</summary>
    private bool PlaceFrom(
        int item,
        List<Condition> chosen,
        DistinctPlacement search,
        MatchContext context,
        Scope scope
    )
    {
        if (chosen.Count == count)
            return search.PlaceAll(chosen, context, scope);
        for (; item < Items.Count; item++)
        {
            if (!Items[item].Holds(context, scope))
                continue;
            chosen.Add(Items[item]);
            if (PlaceFrom(item + 1, chosen, search, context, scope))
                return true;
            chosen.RemoveAt(chosen.Count - 1);
        }
        return false;
    }
}
