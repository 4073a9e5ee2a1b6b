using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary><c>in: title</c>: the condition looks at these fields only.</summary>
internal sealed class FieldCondition(Fields only, Condition condition) : ScopedCondition(condition)
{
    public Fields Only => only;

    public override string Description => $"{Inner} in {FieldNames.List(only, " or ")}";

    public override string Spoken => $"{Inside(Inner.Spoken)}{FieldNames.In(only)}";

    public override bool Holds(MatchContext context, Scope scope) => Inner.Holds(context, scope.In(only));

    public override bool TryPlace(DistinctPlacement search, MatchContext context, Scope scope) =>
        Inner.TryPlace(search, context, scope.In(only));

    public override void Highlight(MatchContext context, Scope scope, List<Occurrence> highlights) =>
        Inner.Highlight(context, scope.In(only), highlights);

    public override string Lacking(MatchContext context, Scope scope) =>
        $"{Inside(Inner.Lacking(context, scope.In(only)))}{FieldNames.In(only)}";

    public override IEnumerable<string> Missing(MatchContext context, Scope scope) =>
        Inner.Missing(context, scope.In(only));
}
