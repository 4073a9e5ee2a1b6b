using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Stories.TalksState;

namespace AlertBot.Stories;

/// <summary>An event that an entry has begun, or reports.</summary>
/// <param name="StoryId">The running affair it belongs to: its id in the store.</param>
/// <param name="EventId">The event: the entry that began it. A chat gets one message of each.</param>
/// <param name="Entry">The entry that did it. One that meets no rule is another source of an event that others
/// tell.</param>
/// <param name="Sources">Publishers that report the event so far, houses with several outlets counted once.</param>
/// <param name="Development">What sets the event apart from the one before, in a few words; null when the headline says
/// it.</param>
/// <param name="State">What the entry reports of talks; null when nothing.</param>
internal sealed record StoryChange(
    long StoryId,
    long EventId,
    MatchedEntry Entry,
    int Sources,
    LocalText? Development = null,
    string? State = null
)
{
    /// <summary>Whether a desk has to know the event within the hour.</summary>
    public Weight Weight { get; init; } = Weight.Must;

    /// <summary>Whether the entry reports the event, rather than gathers or discusses it.</summary>
    public bool IsReport { get; init; } = true;

    /// <summary>The camps of those publishers.</summary>
    public Camps Camps { get; init; }

    /// <summary>Who says what, where publishers contradict each other; else empty.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];
}
