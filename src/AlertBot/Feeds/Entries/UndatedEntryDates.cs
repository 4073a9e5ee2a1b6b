namespace AlertBot.Feeds.Entries;

/// <summary>What the order of a document says of its entries without a date.</summary>
internal static class UndatedEntryDates
{
    /// <summary>
    /// The entries, each that has no date with the date before which it was not published: where those that have one
    /// stand in order of time, that of its older neighbour.
    /// </summary>
    public static IReadOnlyList<Entry> Bounded(IReadOnlyList<Entry> entries)
    {
        if (entries.All(e => e.Published is not null))
            return entries;
        var dates = entries.Select(e => e.Published).OfType<DateTimeOffset>().ToList();
        var isNewestFirst = dates.Zip(dates.Skip(1)).All(pair => pair.First >= pair.Second);
        var isOldestFirst = dates.Zip(dates.Skip(1)).All(pair => pair.First <= pair.Second);
        // One date, or the same for all, says nothing of the order.
        if (isNewestFirst == isOldestFirst)
            return entries;
        var bounded = entries.ToArray();
        DateTimeOffset? older = null;
        for (var step = 0; step < bounded.Length; step++)
        {
            var i = isNewestFirst ? bounded.Length - 1 - step : step;
            if (bounded[i].Published is { } date)
                older = date;
            else
                bounded[i] = bounded[i] with { NotBefore = older };
        }
        return bounded;
    }
}
