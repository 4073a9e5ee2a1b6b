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
    public abstract IEnumerable<Mention> Mentions { get; }

    /// <summary>The concepts by whose presence it can come to hold.</summary>
    public virtual IEnumerable<Mention> Positives => Mentions;

    /// <summary>The concepts by whose presence it can cease to hold.</summary>
    public virtual IEnumerable<Mention> Negatives => [];

    /// <summary>Whether it asks for a state of talks, which is read only where a rule does.</summary>
    public virtual bool AsksState => false;

    /// <summary>
    /// False only where it holds of no part of the scope: a quick look before the sentences are tried one by one.
    /// </summary>
    public virtual bool MayHold(Reading reading, Scope scope) => true;

    public abstract bool Holds(Reading reading, Scope scope);

    /// <summary>
    /// Takes a place on words that no other part of the search has taken, and has the rest placed; what stands nowhere
    /// (a <c>none:</c>, a state) only has to hold.
    /// </summary>
    public virtual bool TryPlace(Apart search, Reading reading, Scope scope) =>
        Holds(reading, scope) && search.PlaceRest(reading);

    /// <summary>Adds the words by which it holds; asked only when it does.</summary>
    public abstract void Mark(Reading reading, Scope scope, List<Occurrence> marks);

    /// <summary>What keeps it from holding, each in words; asked only when it does not.</summary>
    public virtual IEnumerable<string> Missing(Reading reading, Scope scope) =>
        [$"needs {Lacking(reading, scope)}{FieldNames.In(scope.Fields)}"];

    /// <summary>As <see cref="Spoken"/>, without what holds already; asked only when it does not hold.</summary>
    public virtual string Lacking(Reading reading, Scope scope) => Spoken;

    public sealed override string ToString() => Description;

    /// <summary>As part of a longer sentence.</summary>
    protected static string Inside(string spoken) =>
        spoken.Contains(' ', StringComparison.Ordinal) ? $"({spoken})" : spoken;
}
