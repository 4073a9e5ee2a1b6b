using System.Text.Json.Serialization;
using AlertBot.Localization;

namespace AlertBot.Feeds.Health;

/// <summary>How a feed is doing, as the store knows it.</summary>
internal sealed record FeedHealth
{
    /// <summary>A daily feed is not broken because of an hour; an hourly one is after two.</summary>
    private static readonly TimeSpan ShortestBreakage = TimeSpan.FromHours(2);

    private static readonly TimeSpan LongestBreakage = TimeSpan.FromDays(1);

    /// <summary>A weekend is no silence.</summary>
    private static readonly TimeSpan ShortestSilence = TimeSpan.FromDays(3);

    /// <summary>Times its usual gap after which a feed counts as silent.</summary>
    private const int GapsOfSilence = 8;

    private const int FailuresOfBreakage = 3;

    [JsonIgnore]
    public long Id { get; init; }

    public required Uri Url { get; init; }

    /// <summary>Where it is polled, if that is elsewhere.</summary>
    public Uri? MovedTo { get; init; }

    public required string Publisher { get; init; }

    public Language? Language { get; init; }

    /// <summary>False when feeds.yaml has switched it off.</summary>
    public bool Enabled { get; init; }

    public DateTimeOffset? LastPoll { get; init; }

    /// <summary>The last poll that was answered as it should be.</summary>
    public DateTimeOffset? LastGood { get; init; }

    /// <summary>When an entry not seen before came last.</summary>
    public DateTimeOffset? LastNew { get; init; }

    public DateTimeOffset? BrokenSince { get; init; }

    public DateTimeOffset? Ended { get; init; }

    public int Failures { get; init; }

    /// <summary>What was wrong at the last poll; null when nothing.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether its document takes more processor time than one may: no passing trouble.</summary>
    [JsonIgnore]
    public bool IsCostly { get; init; }

    /// <summary>Mean time between new entries; null while it is not known.</summary>
    public TimeSpan? Pace { get; init; }

    public DateTimeOffset NextPoll { get; init; }

    /// <summary>Whether its server gives what a conditional GET needs.</summary>
    public bool IsConditional { get; init; }

    /// <summary>
    /// Whether what it gives stays the same though its entries change; then it is asked without conditions.
    /// </summary>
    public bool IsValidatorStuck { get; init; }

    /// <summary>The validator of the last document, and the hash of its bytes.</summary>
    [JsonIgnore]
    public string? ETag { get; init; }

    [JsonIgnore]
    public long? BodyKey { get; init; }

    [JsonIgnore]
    public FeedProblemFlags Reported { get; init; }

    /// <summary>One word: off, ended, new, costly, failing, silent, moved or fine.</summary>
    public string Condition(DateTimeOffset now) =>
        Ended is not null ? "ended"
        : !Enabled ? "off"
        : LastPoll is null ? "new"
        : IsCostly ? "costly"
        : Failures > 0 ? "failing"
        : Problems(now).HasFlag(FeedProblemFlags.Silent) ? "silent"
        : MovedTo is not null ? "moved"
        : "fine";

    /// <summary>What an operator should hear of.</summary>
    public FeedProblemFlags Problems(DateTimeOffset now)
    {
        if (Ended is not null)
            return FeedProblemFlags.Ended;
        if (!Enabled)
            return FeedProblemFlags.None;
        if (IsCostly)
            return FeedProblemFlags.Costly;
        return (IsBroken(now) ? FeedProblemFlags.Broken : FeedProblemFlags.None)
            | (IsSilent(now) ? FeedProblemFlags.Silent : FeedProblemFlags.None)
            | (MovedTo is not null ? FeedProblemFlags.Moved : FeedProblemFlags.None);
    }

    private bool IsBroken(DateTimeOffset now)
    {
        var gap = Pace * 2 ?? ShortestBreakage;
        var timeout =
            gap < ShortestBreakage ? ShortestBreakage
            : gap > LongestBreakage ? LongestBreakage
            : gap;
        return Failures >= FailuresOfBreakage && now - BrokenSince >= timeout;
    }

    /// <summary>While it does not answer, nobody knows whether it would have something to say.</summary>
    private bool IsSilent(DateTimeOffset now) =>
        Failures == 0
        && Pace is { } pace
        && now - LastNew > (pace * GapsOfSilence > ShortestSilence ? pace * GapsOfSilence : ShortestSilence);
}
