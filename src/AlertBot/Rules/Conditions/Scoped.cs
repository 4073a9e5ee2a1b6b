namespace AlertBot.Rules.Conditions;

/// <summary>A condition that asks another of parts of the entry.</summary>
internal abstract class Scoped(Condition inner) : Condition
{
    public Condition Inner => inner;

    public override IEnumerable<Mention> Mentions => inner.Mentions;

    public override bool AsksState => inner.AsksState;

    public override IEnumerable<Mention> Positives => inner.Positives;

    public override IEnumerable<Mention> Negatives => inner.Negatives;
}
