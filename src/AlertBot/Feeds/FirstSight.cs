namespace AlertBot.Feeds;

/// <summary>
/// Keeps a feed that is seen for the first time from flooding: what was published before the window is recorded, not sent. So is what
/// carries no date: a feed without dates would flood with all it has.
/// </summary>
internal sealed class FirstSight(IOptions<FeedsOptions> options)
{
    public bool IsNews(StoredEntry stored) =>
        stored.Feed.Seen || stored.Entry.Published >= stored.FirstSeen - options.Value.FirstPollWindow;
}
