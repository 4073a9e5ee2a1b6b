using System.Globalization;
using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Scheduling;
using AlertBot.Feeds.WebSub;

namespace AlertBot.Feeds;

/// <summary>What one poll brought back. The six cases are all there are.</summary>
internal abstract record Poll
{
    private Poll() { }

    /// <summary>
    /// Until when the answer counts as current by the server's own caching rules; asking before then is to no purpose.
    /// </summary>
    public DateTimeOffset? GoodUntil { get; init; }

    /// <summary>Where permanent redirects (301, 308) led; null when there was none.</summary>
    public Uri? MovedTo { get; init; }

    /// <summary>The feed answered with a document; entries in its order, as plain text.</summary>
    public sealed record Fresh(IReadOnlyList<Entry> Entries, string? ETag, string? LastModified) : Poll
    {
        /// <summary>
        /// False for a document that lists only what is new (RFC 3229) or was cut off: what it leaves out may still be
        /// there.
        /// </summary>
        public bool IsWhole { get; init; } = true;

        /// <summary>Processor time that reading it took.</summary>
        public TimeSpan Spent { get; init; }

        public PollingHints Hints { get; init; }

        /// <summary>A hub that tells of the feed's news; null where it names none.</summary>
        public HubOffer? Hub { get; init; }

        /// <summary>Hash of the bytes.</summary>
        public long BodyKey { get; init; }
    }

    /// <summary>304, or the same bytes as before; the latter may come with other validators.</summary>
    public sealed record Unchanged : Poll
    {
        public Fresh? SameAs { get; init; }
    }

    /// <summary>
    /// The server asks to be left alone (429, 503, any error with Retry-After), until then if it says so.
    /// </summary>
    public sealed record Later(DateTimeOffset? At) : Poll
    {
        /// <summary>429: it is the host that is asked too much, not only this feed.</summary>
        public bool WholeHost { get; init; }
    }

    /// <summary>410: the feed has ended and says so.</summary>
    public sealed record Gone : Poll;

    /// <summary>
    /// A document that takes more processor time than one may (<c>Feeds:MostProcessorTime</c>): made to cost, or of a
    /// kind we read badly. The others must not wait for it.
    /// </summary>
    public sealed record TooCostly(TimeSpan Limit) : Poll
    {
        public string Why =>
            "too costly: reading it takes more than "
            + $"{Limit.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s "
            + "of processor time (Feeds:MostProcessorTime)";
    }

    /// <summary>No network, no answer in time, an error status, or a document that is no feed.</summary>
    public sealed record Broken(string Why) : Poll;
}
