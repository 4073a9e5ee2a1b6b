using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary><c>state: violated</c>: what the entry reports of talks, a truce or a conference.</summary>
internal sealed class StateCondition(string state) : Condition
{
    /// <summary>The states that can be asked for.</summary>
    public static readonly IReadOnlyList<string> States =
    [
        "announced",
        "under-way",
        "agreed",
        "signed",
        "denied",
        "postponed",
        "collapsed",
        "violated",
        "rejected",
    ];

    public override string Description => $"state: {state}";

    public override string Spoken => $"the state \"{state}\"";

    public override IEnumerable<ConceptCondition> Concepts => [];

    public override bool AsksState => true;

    public override bool Holds(MatchContext context, Scope scope) => context.State == state;

    public override void Highlight(MatchContext context, Scope scope, List<Occurrence> highlights)
    {
        // A state is read from many words; those of the rule itself are marked.
    }
}
