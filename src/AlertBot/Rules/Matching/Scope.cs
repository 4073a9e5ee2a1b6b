namespace AlertBot.Rules.Matching;

/// <summary>The part of an entry that a condition looks at: some fields, and of them some words.</summary>
/// <param name="Fields">The fields.</param>
/// <param name="First">The first word, counted over the whole entry.</param>
/// <param name="Last">The last word.</param>
internal readonly record struct Scope(Fields Fields, int First, int Last)
{
    /// <summary>All of an entry.</summary>
    public static readonly Scope Everywhere = new(Fields.All, 0, int.MaxValue);

    /// <summary>What of it lies in these fields.</summary>
    public Scope In(Fields fields) => this with { Fields = Fields & fields };

    /// <summary>What of it lies between these words.</summary>
    public Scope Within(Occurrence stretch) =>
        this with
        {
            First = Math.Max(First, stretch.First),
            Last = Math.Min(Last, stretch.Last),
        };

    public bool Has(Occurrence occurrence, MatchContext context) =>
        occurrence.First >= First && occurrence.Last <= Last && context.IsIn(occurrence, Fields);
}
