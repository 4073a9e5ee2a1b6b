namespace AlertBot.Rules.Conditions;

/// <summary>A condition that asks another of parts of the entry.</summary>
internal abstract class ScopedCondition(Condition inner) : Condition
{
    public Condition Inner => inner;

    public override IEnumerable<ConceptCondition> Concepts => inner.Concepts;

    public override bool AsksState => inner.AsksState;

    public override IEnumerable<ConceptCondition> Triggers => inner.Triggers;

    public override IEnumerable<ConceptCondition> Inhibitors => inner.Inhibitors;
}
