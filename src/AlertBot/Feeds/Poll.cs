namespace AlertBot.Feeds;

/// <summary>What one poll brought back. The five cases are all there are.</summary>
internal abstract record Poll
{
    private Poll() { }

    /// <summary>The feed answered with a document; entries in its order, as plain text.</summary>
    public sealed record Fresh(IReadOnlyList<Entry> Entries, string? ETag, string? LastModified) : Poll;

    /// <summary>304, or the same bytes as before.</summary>
    public sealed record Unchanged : Poll;

    /// <summary>The server asks to be left alone until then (429, 503 with Retry-After).</summary>
    public sealed record Later(DateTimeOffset At) : Poll;

    /// <summary>410: the feed has ended and says so.</summary>
    public sealed record Gone : Poll;

    /// <summary>No network, no answer in time, an error status, or a document that is no feed.</summary>
    public sealed record Broken(string Why) : Poll;
}
