using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary><c>at-least: 2</c> with <c>of: […]</c></summary>
internal sealed class AtLeast(int count, IEnumerable<Condition> items) : Several(items)
{
    public int Count => count;

    public override string Description => $"at-least {count} of: [{List}]";

    public override string Spoken => $"{count} of {Join(", ")}";

    public override bool Holds(Reading reading, Fields fields) => CountHolding(reading, fields) >= count;

    public override IEnumerable<string> Missing(Reading reading, Fields fields)
    {
        var absent = Items.Where(item => !item.Holds(reading, fields)).ToList();
        return [$"needs {count - CountHolding(reading, fields)} more of {Join(", ", absent)}{FieldNames.In(fields)}"];
    }
}
