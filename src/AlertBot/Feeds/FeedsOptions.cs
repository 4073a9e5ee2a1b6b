using System.ComponentModel.DataAnnotations;
using AlertBot.Runtime;

namespace AlertBot.Feeds;

/// <summary>How feeds are polled; section <c>Feeds</c>, checked at start.</summary>
internal sealed class FeedsOptions
{
    public static readonly TimeSpan ShortestInterval = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Time between two polls of a feed that sets none, and the least for one that does. 1 second to 1 day; 15 minutes
    /// unless told.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MinInterval { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Longest time between two polls that a feed's slow pace, its document or its server's caching can bring about. Up
    /// to 7 days; four times <see cref="MinInterval"/> unless told. Not for failures, nor for a server that asks to
    /// wait.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan? MaxInterval { get; set; }

    public TimeSpan LongestInterval =>
        MaxInterval is { } set && set > MinInterval ? set
        : MaxInterval is null ? 4 * MinInterval
        : MinInterval;

    /// <summary>Polls under way at once. 1 to 1,024.</summary>
    [Range(1, 1024)]
    public int Concurrency { get; set; } = 32;

    /// <summary>Polls under way at once to one host. 1 to 64.</summary>
    [Range(1, 64)]
    public int PerHostConcurrency { get; set; } = 2;

    /// <summary>
    /// Whether feeds may lie on loopback, private and link-local addresses. A feed list from outside must not reach
    /// them.
    /// </summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Entries older than this are recorded, not sent, when a feed is seen for the first time.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan FirstPollWindow { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Longest time one poll may take, redirects and body included. 1 second to 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Largest feed document, in bytes after decompression. 10 KB to 100 MB.</summary>
    [Range(10_000, 100_000_000)]
    public int MaxBodyBytes { get; set; } = 5_000_000;

    /// <summary>
    /// Most entries read from one document, the newest by date; news feeds list some dozens. 1 to 10,000.
    /// </summary>
    [Range(1, 10_000)]
    public int MaxEntries { get; set; } = 500;

    /// <summary>
    /// Most processor time that reading one document and matching its entries may take; news feeds take some
    /// hundredths of a second, beside what the runtime compiles for the first of them, which does not count. A
    /// millisecond to a minute.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MostProcessorTime { get; set; } = TimeSpan.FromSeconds(1.2);

    /// <summary>How long entries are kept. 7 days to 10 years; 90 days unless told.</summary>
    [Range(typeof(TimeSpan), "7.00:00:00", "3650.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(90);

    /// <summary>
    /// A proxy that feeds and articles are fetched through (<c>http://proxy.example.org:3128</c>); none unless set. It
    /// resolves names itself, so that which addresses are private is for it to refuse.
    /// </summary>
    public Uri? Proxy { get; set; }

    /// <summary>The program's name in User-Agent.</summary>
    [Required]
    public string UserAgent { get; set; } = ProgramVersion.UserAgent;

    /// <summary>How a publisher reaches the operator: a mail or web address, sent with every poll.</summary>
    public string Contact { get; set; } = "";

    /// <summary>The whole User-Agent.</summary>
    public string Introduction => Contact.Length == 0 ? UserAgent : $"{UserAgent} (+{Contact})";
}
