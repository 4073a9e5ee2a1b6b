using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary><c>all: […]</c>, and the several keys of one mapping.</summary>
internal sealed class AllOf(IEnumerable<Condition> items) : Several(items)
{
    public override string Description => $"all: [{List}]";

    public override string Spoken => Join(" and ", Items.Select(item => item.Spoken));

    public override bool Holds(Reading reading, Fields fields) => CountHolding(reading, fields) == Items.Count;

    public override string Lacking(Reading reading, Fields fields) =>
        Join(" and ", Items.Where(item => !item.Holds(reading, fields)).Select(item => item.Lacking(reading, fields)));

    public override IEnumerable<string> Missing(Reading reading, Fields fields) =>
        Items.Where(item => !item.Holds(reading, fields)).SelectMany(item => item.Missing(reading, fields));
}
