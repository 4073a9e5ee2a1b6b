using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary><c>at-least: 2</c> with <c>of: […]</c></summary>
internal sealed class AtLeast(int count, IEnumerable<Condition> items) : Several(items)
{
    public override string Description => $"at-least {count} of: [{List}]";

    public override bool Holds(Reading reading, Fields fields) => CountHolding(reading, fields) >= count;

    public override IEnumerable<string> Missing(Reading reading, Fields fields)
    {
        var absent = string.Join(", ", Items.Where(item => !item.Holds(reading, fields)));
        return [$"at-least: {count - CountHolding(reading, fields)} more of {absent}"];
    }
}
