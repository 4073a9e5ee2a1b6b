using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary><c>in: title</c>: the condition looks at these fields only.</summary>
internal sealed class InFields(Fields only, Condition condition) : Scoped(condition)
{
    public Fields Only => only;

    public override string Description => $"{Inner} in {FieldNames.List(only, " or ")}";

    public override string Spoken => $"{Inside(Inner.Spoken)}{FieldNames.In(only)}";

    public override bool Holds(Reading reading, Scope scope) => Inner.Holds(reading, scope.In(only));

    public override bool TryPlace(Apart search, Reading reading, Scope scope) =>
        Inner.TryPlace(search, reading, scope.In(only));

    public override void Mark(Reading reading, Scope scope, List<Occurrence> marks) =>
        Inner.Mark(reading, scope.In(only), marks);

    public override string Lacking(Reading reading, Scope scope) =>
        $"{Inside(Inner.Lacking(reading, scope.In(only)))}{FieldNames.In(only)}";

    public override IEnumerable<string> Missing(Reading reading, Scope scope) => Inner.Missing(reading, scope.In(only));
}
