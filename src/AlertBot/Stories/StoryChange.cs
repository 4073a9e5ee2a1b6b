using AlertBot.Config;
using AlertBot.Rules;

namespace AlertBot.Stories;

/// <summary>A story that an entry has begun or moved on.</summary>
/// <param name="StoryId">Its id in the store.</param>
/// <param name="Version">1 when it is new; one more at each development. A chat is told each version once.</param>
/// <param name="Entry">The entry that did it. One that meets no rule is another source of a story that others
/// tell.</param>
/// <param name="Sources">Publishers that report it so far, houses with several outlets counted once.</param>
/// <param name="Development">What changed, in a few words; null when the story is new or only more publishers report
/// it.</param>
/// <param name="State">What the entry reports of talks; null when nothing.</param>
internal sealed record StoryChange(
    long StoryId,
    int Version,
    MatchedEntry Entry,
    int Sources,
    LocalText? Development = null,
    string? State = null
)
{
    /// <summary>The camps of those publishers.</summary>
    public Camps Camps { get; init; }

    /// <summary>Who says what, where publishers contradict each other; else empty.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];
}
