namespace AlertBot.Feeds;

/// <summary>When a feed is polled again.</summary>
internal static class NextPoll
{
    /// <summary>A feed that stays broken is asked ever more rarely, but never less than twice a day: it may come back.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(12);

    /// <summary>
    /// The feed's own interval; after failures, doubled for each one in a row. What the server asks (<see cref="Poll.Later"/>) is kept
    /// even beyond the longest pause.
    /// </summary>
    public static DateTimeOffset After(Feed feed, Poll poll, DateTimeOffset now) => poll switch
    {
        Poll.Later later => later.At > now + feed.Every ? later.At : now + feed.Every,
        Poll.Broken => now + Doubled(feed.Every, feed.Failures),
        _ => now + feed.Every,
    };

    private static TimeSpan Doubled(TimeSpan interval, int failuresBefore)
    {
        var pause = interval * Math.Pow(2, Math.Min(failuresBefore, 10));
        return pause < LongestPause ? pause : LongestPause > interval ? LongestPause : interval;
    }
}
