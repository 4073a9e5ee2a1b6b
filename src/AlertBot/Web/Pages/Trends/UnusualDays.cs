namespace AlertBot.Web.Pages.Trends;

/// <summary>
/// Finds days on which much more or much less came in than on those before, by Hampel's identifier: farther from the
/// median of the days before than three times their scaled median absolute deviation. Unlike a mean, neither is moved
/// by the unusual days among those before.
/// </summary>
internal static class UnusualDays
{
    /// <summary>Four weeks, so that each day of the week stands in it as often.</summary>
    public const int DaysBefore = 28;

    /// <summary>Fewer days say too little of what is usual.</summary>
    public const int FewestBefore = 14;

    private const double Deviations = 3;

    /// <summary>By which the median absolute deviation of normal figures is their standard deviation.</summary>
    private const double Scale = 1.4826;

    /// <summary>Whether the last of some days lies above (1) or below (-1) what is usual; else 0.</summary>
    /// <param name="counts">Of the days before and of the day itself, the oldest first.</param>
    public static int Judge(IReadOnlyList<long> counts)
    {
        var before = counts.SkipLast(1).TakeLast(DaysBefore).Select(count => (double)count).ToList();
        if (before.Count < FewestBefore)
            return 0;
        var median = MedianOf(before);
        // Small counts scatter by their square root at least, even where by chance they did not.
        var spread = Math.Max(
            Scale * MedianOf([.. before.Select(count => Math.Abs(count - median))]),
            Math.Max(1, Math.Sqrt(median))
        );
        return counts[^1] > median + (Deviations * spread) ? 1
            : counts[^1] < median - (Deviations * spread) ? -1
            : 0;
    }

    private static double MedianOf(List<double> values)
    {
        values.Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
