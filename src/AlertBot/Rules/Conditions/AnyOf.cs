using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary><c>any: […]</c></summary>
internal sealed class AnyOf(IEnumerable<Condition> items) : Several(items)
{
    public override string Description => Items.Count == 1 ? Items[0].Description : $"any: [{List}]";

    public override string Spoken => Join(" or ", Items.Select(item => item.Spoken));

    public override bool Holds(Reading reading, Scope scope)
    {
        foreach (var item in Items)
        {
            if (item.Holds(reading, scope))
                return true;
        }
        return false;
    }

    public override bool MayHold(Reading reading, Scope scope)
    {
        foreach (var item in Items)
        {
            if (item.MayHold(reading, scope))
                return true;
        }
        return false;
    }

    public override bool TryPlace(Apart search, Reading reading, Scope scope)
    {
        foreach (var item in Items)
        {
            if (item.TryPlace(search, reading, scope))
                return true;
        }
        return false;
    }

    public override string Lacking(Reading reading, Scope scope) =>
        Join(" or ", Items.Select(item => item.Lacking(reading, scope)));

    public override IEnumerable<string> Missing(Reading reading, Scope scope) =>
        Items.Count == 1 ? Items[0].Missing(reading, scope) : base.Missing(reading, scope);
}
