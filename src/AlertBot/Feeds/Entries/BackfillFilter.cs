namespace AlertBot.Feeds.Entries;

/// <summary>
/// Keeps old entries from being told as news: when a feed is seen for the first time, and when one brings up its
/// archive later. What was published before the window is recorded, not sent. At first sight so is what carries no
/// date, unless the document's order shows it to be young: it would flood with all it has.
/// </summary>
internal sealed class BackfillFilter(IOptions<FeedsOptions> options)
{
    /// <summary>
    /// Reports are often published days after the date they bear, so a feed that is known may date an entry back this
    /// far. It counts from the last good poll: what a feed published while it was down for a month is news.
    /// </summary>
    private static readonly TimeSpan DatedBack = TimeSpan.FromDays(7);

    public bool IsNews(StoredEntry stored)
    {
        if (!stored.Feed.Seen)
            return (stored.Entry.Published ?? stored.Entry.NotBefore)
                >= stored.FirstSeen - options.Value.FirstPollWindow;
        return stored.Entry.Published is not { } published
            || published >= (stored.Feed.LastGood ?? stored.FirstSeen) - DatedBack;
    }
}
