using AlertBot.Feeds.Entries;

namespace AlertBot.Feeds.Scheduling;

/// <summary>How often a feed publishes: the mean time between two new entries.</summary>
internal static class PublicationRate
{
    /// <summary>
    /// How much one poll's finding counts against what was known: a busy day must not pass for the rule.
    /// </summary>
    private const double Weight = 0.3;

    /// <summary>Fewer dates say nothing.</summary>
    private const int FewestDates = 3;

    private const int MostDates = 20;

    /// <summary>
    /// What is known after a poll that brought <paramref name="count"/> new entries; at first sight, what the listed
    /// dates tell.
    /// </summary>
    public static TimeSpan? EstimateAfter(Feed feed, int count, IReadOnlyList<Entry> listed, DateTimeOffset now)
    {
        var observed = count > 0 && feed.LastNew is { } lastNew ? (now - lastNew) / count : (TimeSpan?)null;
        return feed.Pace is not { } known ? FromDates(listed, now) ?? observed
            : observed is { } gap ? (known * (1 - Weight)) + (gap * Weight)
            : known;
    }

    private static TimeSpan? FromDates(IReadOnlyList<Entry> listed, DateTimeOffset now)
    {
        var dates = listed
            .Select(e => e.Published)
            .OfType<DateTimeOffset>()
            .Where(at => at <= now)
            .OrderDescending()
            .Take(MostDates)
            .ToList();
        return dates.Count < FewestDates ? null : (dates[0] - dates[^1]) / (dates.Count - 1);
    }
}
