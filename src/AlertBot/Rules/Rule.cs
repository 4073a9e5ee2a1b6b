using AlertBot.Localization;

namespace AlertBot.Rules;

/// <summary>
/// What a subscriber can subscribe to: a topic with its title. How it matches is the rule set's business.
/// </summary>
internal sealed record Rule(string Id, LocalText Title, Urgency Urgency)
{
    /// <summary>How much every event of the rule weighs; null where its reports decide.</summary>
    public Weight? Weight { get; init; }
}
