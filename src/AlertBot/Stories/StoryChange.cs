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

/// <summary>Entries that were put into events, before the store has answered what it was asked of those.</summary>
/// <param name="Events">Those that can be told, in the order of their changes: what else is to be asked of them takes
/// no round trip of its own until the changes are read.</param>
/// <param name="ReadAsync">Gives the changes, one for each of the events, and writes what hangs on their stories'
/// ids.</param>
internal sealed record GroupedEntries(
    IReadOnlyList<ReportedEvent> Events,
    Func<CancellationToken, Task<IReadOnlyList<StoryChange>>> ReadAsync
);

/// <summary>An event that can be told, by its newest report.</summary>
/// <param name="EventId">The event.</param>
/// <param name="StoryId">Its story; null where that is only just begun.</param>
/// <param name="EntryId">The report.</param>
internal sealed record ReportedEvent(long EventId, long? StoryId, long EntryId);
