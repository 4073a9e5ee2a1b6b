using AlertBot.Config;

namespace AlertBot.Feeds;

/// <summary>A feed as the store knows it: what feeds.yaml says of it, and what its polls have shown.</summary>
internal sealed record Feed
{
    public required long Id { get; init; }

    public required Uri Url { get; init; }

    public string? Title { get; init; }

    /// <summary>Who speaks: shown in alerts as the source.</summary>
    public required string Publisher { get; init; }

    /// <summary>Outlets of one house share a family, so that two of them are one source.</summary>
    public string? Family { get; init; }

    /// <summary>Whose view the publisher takes in the conflict, where it takes one.</summary>
    public string? Camp { get; init; }

    public Language? Language { get; init; }

    /// <summary>Time between polls.</summary>
    public required TimeSpan Every { get; init; }

    public string? ETag { get; init; }

    public string? LastModified { get; init; }

    /// <summary>Polls without a usable answer since the last good one.</summary>
    public int Failures { get; init; }

    /// <summary>Whether an earlier poll brought entries; the first one must not flood.</summary>
    public bool Seen { get; init; }
}
