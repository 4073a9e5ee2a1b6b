using AlertBot.Feeds.Fetching;
using AlertBot.Feeds.Lists;
using AlertBot.Feeds.Scheduling;
using AlertBot.Localization;

namespace AlertBot.Feeds;

/// <summary>A feed as the store knows it: what feeds.yaml says of it, and what its polls have shown.</summary>
internal sealed record Feed
{
    public required long Id { get; init; }

    /// <summary>As feeds.yaml has it.</summary>
    public required Uri Url { get; init; }

    /// <summary>Where it is polled: where it moved to for good, else <see cref="Url"/>.</summary>
    public Uri Address => MovedTo ?? Url;

    public Uri? MovedTo { get; init; }

    /// <summary>Where the last polls were permanently redirected to, and how many of them in a row.</summary>
    public Uri? MovingTo { get; init; }

    public int MovingPolls { get; init; }

    public string? Title { get; init; }

    /// <summary>Who speaks: shown in alerts as the source.</summary>
    public required string Publisher { get; init; }

    /// <summary>Outlets of one house share a family, so that two of them are one source.</summary>
    public string? Family { get; init; }

    /// <summary>Whose view the publisher takes in the conflict, where it takes one.</summary>
    public string? Camp { get; init; }

    public Language? Language { get; init; }

    /// <summary>Time between polls as the operator sets it; null where the feed's own pace decides.</summary>
    public TimeSpan? Every { get; init; }

    public string? ETag { get; init; }

    public string? LastModified { get; init; }

    /// <summary>How far these two are trusted.</summary>
    public ValidatorTrust Validators { get; init; } = ValidatorTrust.New;

    /// <summary>Hash of the last document's bytes.</summary>
    public long? BodyKey { get; init; }

    /// <summary>Polls without a usable answer since the last good one.</summary>
    public int Failures { get; init; }

    /// <summary>Whether an earlier poll brought entries; the first one must not flood.</summary>
    public bool Seen { get; init; }

    /// <summary>The last poll that brought a document or 304; null before the first.</summary>
    public DateTimeOffset? LastGood { get; init; }

    /// <summary>The last poll that brought an entry not seen before.</summary>
    public DateTimeOffset? LastNew { get; init; }

    /// <summary>Mean time between new entries; null while it is not known.</summary>
    public TimeSpan? Pace { get; init; }

    /// <summary>Whether the articles its entries link to are fetched.</summary>
    public bool FullText { get; init; }

    /// <summary>What its server asks for; null where it asks for nothing.</summary>
    public FeedAccess? Access { get; init; }

    public PollingHints Hints { get; init; }
}
