namespace AlertBot.Feeds.Health;

/// <summary>What an operator is told of a feed. The names are stored.</summary>
[Flags]
internal enum FeedProblemFlags
{
    None = 0,

    /// <summary>No usable answer for longer than a passing trouble takes.</summary>
    Broken = 1,

    /// <summary>It answers, but brings nothing new, though it usually does.</summary>
    Silent = 2,

    /// <summary>It is polled at another address than feeds.yaml has, where its server sent us for good.</summary>
    Moved = 4,

    /// <summary>It said that it is no more (410).</summary>
    Ended = 8,

    /// <summary>Its document takes more processor time than one may.</summary>
    Costly = 16,
}
