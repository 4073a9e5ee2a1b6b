namespace AlertBot.Feeds.Scheduling;

/// <summary>When a feed is polled again.</summary>
internal sealed class PollScheduler(IOptions<FeedsOptions> options, Random chance)
{
    /// <summary>
    /// A feed that stays broken is asked ever more rarely, but never less than twice a day: it may come back.
    /// </summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(12);

    /// <summary>A server that asks for more has a fault; the feed would be lost without a word.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(7);

    /// <summary>
    /// Polls of a feed for each entry it publishes: an entry is then found after an eighth of the usual gap, on
    /// average.
    /// </summary>
    private const int PollsPerEntry = 4;

    /// <summary>How much of a pause chance may add, so that feeds taken up together do not stay together.</summary>
    private const double Jitter = 0.1;

    private TimeSpan Longest => options.Value.LongestInterval;

    /// <summary>
    /// The feed's interval, or what its server and document ask where that is longer, within bounds; after failures,
    /// doubled for each one in a row. A wait the server asks for is kept even beyond the longest pause.
    /// </summary>
    public DateTimeOffset NextAfter(Feed feed, Poll poll, DateTimeOffset now)
    {
        var interval = IntervalOf(feed, now);
        var hints = (poll as Poll.Fresh)?.Hints ?? feed.Hints;
        return poll switch
        {
            Poll.Later { At: { } at } => Latest(at < now + LongestWait ? at : now + LongestWait, now + interval)
                + JitterOf(interval),
            // It will cost the same at the next try, unless its site has mended it.
            Poll.TooCostly => now + Doubled(interval, feed.Failures + 1),
            Poll.Later or Poll.Broken => now + Doubled(interval, feed.Failures),
            _ => hints.FirstAllowed(now + Asked(feed, hints, poll, interval, now)),
        };
    }

    /// <summary>
    /// The operator's own interval; without one, by how often the feed publishes and how long it has been silent.
    /// </summary>
    public TimeSpan IntervalOf(Feed feed, DateTimeOffset now)
    {
        if (feed.Every is { } own)
            return own > options.Value.MinInterval ? own : options.Value.MinInterval;
        if (feed.Pace is not { } pace)
            return options.Value.MinInterval;
        // Every newsroom sleeps: a night without news must not make the next morning's news late.
        var silence = (now - (feed.LastNew ?? now)) / 8;
        return Clamped((pace > silence ? pace : silence) / PollsPerEntry);
    }

    /// <summary>
    /// The operator's interval goes before the document's wish, since half of all sites declare one they never thought
    /// of (WordPress: hourly), but not before the server's caching: until it runs out, the answer would be the same.
    /// </summary>
    private TimeSpan Asked(Feed feed, PollingHints hints, Poll poll, TimeSpan interval, DateTimeOffset now)
    {
        var asked = feed.Every is null && hints.Pause > interval ? Clamped(hints.Pause) : interval;
        var cached = poll.GoodUntil is { } until && until - now > asked ? Clamped(until - now) : asked;
        var longer = cached > asked ? cached : asked;
        return longer + JitterOf(longer);
    }

    private TimeSpan Doubled(TimeSpan interval, int failuresBefore)
    {
        var pause = interval * Math.Pow(2, Math.Min(failuresBefore, 10));
        var bounded =
            pause < LongestPause ? pause
            : LongestPause > interval ? LongestPause
            : interval;
        return bounded + JitterOf(bounded);
    }

    private TimeSpan Clamped(TimeSpan asked) =>
        asked < options.Value.MinInterval ? options.Value.MinInterval
        : asked > Longest ? Longest
        : asked;

    private TimeSpan JitterOf(TimeSpan pause) => pause * (Jitter * chance.NextDouble());

    private static DateTimeOffset Latest(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
