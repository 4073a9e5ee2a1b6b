using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary><c>in: title</c>: the condition looks at these fields only.</summary>
internal sealed class InFields(Fields only, Condition condition) : Condition
{
    public Fields Only => only;

    public Condition Inner => condition;

    public override string Description => $"{condition} in {FieldNames.List(only, " or ")}";

    public override string Spoken => $"{Inside(condition.Spoken)}{FieldNames.In(only)}";

    public override IEnumerable<Mention> Mentions => condition.Mentions;

    public override bool AsksState => condition.AsksState;

    public override IEnumerable<Mention> Positives => condition.Positives;

    public override IEnumerable<Mention> Negatives => condition.Negatives;

    public override bool Holds(Reading reading, Fields fields) => condition.Holds(reading, fields & only);

    public override void Mark(Reading reading, Fields fields, List<Occurrence> marks) =>
        condition.Mark(reading, fields & only, marks);

    public override string Lacking(Reading reading, Fields fields) =>
        $"{Inside(condition.Lacking(reading, fields & only))}{FieldNames.In(only)}";

    public override IEnumerable<string> Missing(Reading reading, Fields fields) =>
        condition.Missing(reading, fields & only);
}
