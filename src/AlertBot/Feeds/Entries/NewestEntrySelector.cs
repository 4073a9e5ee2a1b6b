namespace AlertBot.Feeds.Entries;

/// <summary>Chooses what is read of a document that lists more entries than are read.</summary>
internal static class NewestEntrySelector
{
    /// <summary>
    /// The newest <paramref name="most"/> by their dates, in the document's order, whichever end they stand at. One
    /// without a date counts as its neighbour before it; without any date the first are taken.
    /// </summary>
    public static IReadOnlyList<T> Select<T>(IReadOnlyList<T> listed, Func<T, DateTimeOffset?> dateOf, int most)
    {
        if (listed.Count <= most)
            return listed;
        var dates = listed.Select(dateOf).ToArray();
        var last = Array.Find(dates, date => date is not null) ?? DateTimeOffset.MinValue;
        for (var i = 0; i < dates.Length; i++)
            dates[i] = last = dates[i] ?? last;
        return
        [
            .. Enumerable
                .Range(0, listed.Count)
                .OrderByDescending(i => dates[i])
                .Take(most)
                .Order()
                .Select(i => listed[i]),
        ];
    }
}
