using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary><c>any: […]</c></summary>
internal sealed class AnyOf(IEnumerable<Condition> items) : Several(items)
{
    public override string Description => Items.Count == 1 ? Items[0].Description : $"any: [{List}]";

    public override string Spoken => Join(" or ", Items.Select(item => item.Spoken));

    public override bool Holds(Reading reading, Fields fields)
    {
        foreach (var item in Items)
        {
            if (item.Holds(reading, fields))
                return true;
        }
        return false;
    }

    public override string Lacking(Reading reading, Fields fields) =>
        Join(" or ", Items.Select(item => item.Lacking(reading, fields)));

    public override IEnumerable<string> Missing(Reading reading, Fields fields) =>
        Items.Count == 1 ? Items[0].Missing(reading, fields) : base.Missing(reading, fields);
}
