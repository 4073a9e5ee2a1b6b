using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary><c>at-least: 2</c> with <c>of: […]</c></summary>
internal sealed class AtLeast(int count, IEnumerable<Condition> items) : Several(items)
{
    public int Count => count;

    public override string Description => $"at-least {count} of: [{List}]";

    public override string Spoken => $"{count} of {Join(", ", Items.Select(item => item.Spoken))}";

    public override bool Holds(Reading reading, Fields fields) => CountHolding(reading, fields) >= count;

    public override string Lacking(Reading reading, Fields fields) =>
        $"{count - CountHolding(reading, fields)} more of "
        + Join(", ", Items.Where(item => !item.Holds(reading, fields)).Select(item => item.Lacking(reading, fields)));
}
