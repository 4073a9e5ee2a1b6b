namespace AlertBot.Web.Pages.Trends;

/// <summary>Counts of one thing by day: those of a period, and those of the same days before it.</summary>
/// <param name="First">The first day of the period, in days since 1970, UTC.</param>
/// <param name="Counts">Of its days, the oldest first; the last is today.</param>
/// <param name="Before">Of as many days before; null where not all of them are stored.</param>
/// <param name="Unusual">For each day 1 where much more came in than is usual, -1 where much less did, else 0.</param>
internal sealed record TrendSeries(
    long First,
    IReadOnlyList<long> Counts,
    IReadOnlyList<long>? Before,
    IReadOnlyList<int> Unusual
)
{
    public long Total => Counts.Sum();

    public long? TotalBefore => Before?.Sum();

    /// <param name="days">How long the period is.</param>
    /// <param name="today">Its last day.</param>
    /// <param name="stored">The first day of which anything is stored.</param>
    /// <param name="onDay">How many there were on a day.</param>
    public static TrendSeries Of(int days, long today, long stored, Func<long, long> onDay)
    {
        var first = today - days + 1;
        return new TrendSeries(
            first,
            [.. Span(first, today).Select(onDay)],
            stored <= first - days ? [.. Span(first - days, first - 1).Select(onDay)] : null,
            [.. Span(first, today).Select(Judge)]
        );

        // Today is not over, so little is no sign of anything yet.
        int Judge(long day) =>
            UnusualDays.Judge([.. Span(Math.Max(stored, day - UnusualDays.DaysBefore), day).Select(onDay)]) is var found
            && day == today
                ? Math.Max(0, found)
                : found;
    }

    private static IEnumerable<long> Span(long first, long last) =>
        Enumerable.Range(0, (int)Math.Max(0, last - first + 1)).Select(day => first + day);
}
