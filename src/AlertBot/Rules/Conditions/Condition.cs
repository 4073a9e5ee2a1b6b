using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary>What a rule asks of an entry; a tree that mirrors the file's <c>when</c>.</summary>
internal abstract class Condition
{
    /// <summary>
    /// The condition in the notation of the files; equal for equal conditions, since items are sorted.
    /// </summary>
    public abstract string Description { get; }

    /// <summary>The condition as one says it: <c>"libya" or "tripoli"</c>.</summary>
    public abstract string Spoken { get; }

    /// <summary>Every concept it names.</summary>
    public abstract IEnumerable<ConceptCondition> Concepts { get; }

    /// <summary>The concepts by whose presence it can come to hold.</summary>
    public virtual IEnumerable<ConceptCondition> Triggers => Concepts;

    /// <summary>The concepts by whose presence it can cease to hold.</summary>
    public virtual IEnumerable<ConceptCondition> Inhibitors => [];

    /// <summary>Whether it asks for a state of talks, which is read only where a rule does.</summary>
    public virtual bool AsksState => false;

    /// <summary>
    /// False only where it holds of no part of the scope: a quick look before the sentences are tried one by one.
    /// </summary>
    public virtual bool MayHold(MatchContext context, Scope scope) => true;

    public abstract bool Holds(MatchContext context, Scope scope);

    /// <summary>
    /// Takes a place on words that no other part of the search has taken, and has the rest placed; what stands nowhere
    /// (a <c>none:</c>, a state) only has to hold.
    /// </summary>
    public virtual bool TryPlace(DistinctPlacement search, MatchContext context, Scope scope) =>
        Holds(context, scope) && search.PlaceRest(context);

    /// <summary>Adds the words by which it holds; asked only when it does.</summary>
    public abstract void Highlight(MatchContext context, Scope scope, List<Occurrence> highlights);

    /// <summary>What keeps it from holding, each in words; asked only when it does not.</summary>
    public virtual IEnumerable<string> Missing(MatchContext context, Scope scope) =>
        [$"needs {Lacking(context, scope)}{FieldNames.In(scope.Fields)}"];

    /// <summary>As <see cref="Spoken"/>, without what holds already; asked only when it does not hold.</summary>
    public virtual string Lacking(MatchContext context, Scope scope) => Spoken;

    public sealed override string ToString() => Description;

    /// <summary>As part of a longer sentence.</summary>
    protected static string Inside(string spoken) =>
        spoken.Contains(' ', StringComparison.Ordinal) ? $"({spoken})" : spoken;
}
