using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary>
/// <c>all: […]</c>, and the several keys of one mapping. Each part stands on words of its own.
/// </summary>
internal sealed class AllOf : Several
{
    private readonly bool _canClash;

    public AllOf(IEnumerable<Condition> items)
        : base(items) => _canClash = Items.Count(item => item is not (NoneOf or Reports)) > 1;

    public override string Description => $"all: [{List}]";

    public override string Spoken => Join(" and ", Items.Select(item => item.Spoken));

    public override bool Holds(Reading reading, Scope scope)
    {
        foreach (var item in Items)
        {
            if (!item.Holds(reading, scope))
                return false;
        }
        return !_canClash || StandApart(reading, scope);
    }

    public override bool MayHold(Reading reading, Scope scope)
    {
        foreach (var item in Items)
        {
            if (!item.MayHold(reading, scope))
                return false;
        }
        return true;
    }

    public override bool TryPlace(Apart search, Reading reading, Scope scope) => search.PlaceAll(Items, reading, scope);

    public override string Lacking(Reading reading, Scope scope) =>
        Items.TrueForAll(item => item.Holds(reading, scope))
            ? $"other words for each of {Spoken}"
            : Join(
                " and ",
                Items.Where(item => !item.Holds(reading, scope)).Select(item => item.Lacking(reading, scope))
            );

    public override IEnumerable<string> Missing(Reading reading, Scope scope) =>
        Items.TrueForAll(item => item.Holds(reading, scope))
            ? base.Missing(reading, scope)
            : Items.Where(item => !item.Holds(reading, scope)).SelectMany(item => item.Missing(reading, scope));

    private bool StandApart(Reading reading, Scope scope)
    {
        var search = reading.BorrowSearch();
        var isApart = search.PlaceAll(Items, reading, scope);
        reading.GiveBack(search);
        return isApart;
    }
}
