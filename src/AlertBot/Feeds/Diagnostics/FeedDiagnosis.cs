namespace AlertBot.Feeds.Diagnostics;

/// <summary>How a feed stands.</summary>
internal enum Verdict
{
    /// <summary>Nothing to do.</summary>
    Fine,

    /// <summary>It is read, with something the operator should know.</summary>
    Readable,

    /// <summary>It cannot be polled.</summary>
    Broken,
}

/// <summary>One thing seen, in a sentence.</summary>
/// <param name="About">What it is about, in a word or two.</param>
/// <param name="Text">The sentence.</param>
/// <param name="IsWrong">Whether it is a fault rather than a fact.</param>
internal sealed record Finding(string About, string Text, bool IsWrong = false);

/// <summary>What came of looking at one feed as a doctor would.</summary>
internal sealed record FeedDiagnosis(Uri Url, Verdict Verdict, IReadOnlyList<Finding> Findings)
{
    public int? Entries { get; init; }

    public DateTimeOffset? Newest { get; init; }

    /// <summary>
    /// Feeds that the page names or that lie where feeds usually do; only for what is no feed itself.
    /// </summary>
    public IReadOnlyList<DiscoveredFeed> Found { get; init; } = [];
}

/// <summary>A feed of a site, read once.</summary>
internal sealed record DiscoveredFeed(Uri Url, string Title, int Entries);
