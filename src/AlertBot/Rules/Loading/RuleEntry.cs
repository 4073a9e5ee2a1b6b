using System.ComponentModel;
using AlertBot.Configuration;
using AlertBot.Localization;

namespace AlertBot.Rules.Loading;

/// <summary>A rule as a file writes it.</summary>
internal sealed record RuleEntry
{
    [Description("The rule's name in commands and subscriptions: small letters, digits and hyphens, at most 40.")]
    public required Located<string> Id { get; init; }

    [Description("What readers see.")]
    public required LocalText? Title { get; init; }

    [Description("How soon a match wants to be read; normal unless told.")]
    public Urgency Urgency { get; init; } = Urgency.Normal;

    [Description(
        "must: every event of the rule is sent at once; nice: all of them can wait for a digest; without it, "
            + "each event is weighed by what its reports say."
    )]
    public Weight? Weight { get; init; }

    [Description(
        "What an entry must have: the name of a concept, or any, all, none, near, at-least with of, in; "
            + "all the keys given must hold."
    )]
    public required WhenEntry? When { get; init; }

    [Description("Texts that show what the rule is for; they are tried at every check.")]
    public ExamplesEntry? Examples { get; init; }
}

/// <summary>Texts that a rule must and must not match.</summary>
internal sealed record ExamplesEntry
{
    [Description("Texts the rule must match.")]
    public IReadOnlyList<Located<string>>? Match { get; init; }

    [Description("Texts the rule must not match: false friends, the wrong sense.")]
    public IReadOnlyList<Located<string>>? NoMatch { get; init; }
}
