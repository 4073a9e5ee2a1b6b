namespace AlertBot.Feeds;

/// <summary>Everything this folder says. Ids 10200-10299; a retired id is not used again.</summary>
internal static partial class FeedsLog
{
    [LoggerMessage(
        10200,
        LogLevel.Information,
        "Feed {FeedId} ({Publisher}) answered {Status} and asks to wait until {Until:o}"
    )]
    public static partial void AskedToWait(
        this ILogger log,
        long feedId,
        string publisher,
        int status,
        DateTimeOffset until
    );

    [LoggerMessage(10201, LogLevel.Warning, "Feed {FeedId} ({Publisher}) could not be read: {Why}; next poll {Next:o}")]
    public static partial void Broken(this ILogger log, long feedId, string publisher, string why, DateTimeOffset next);

    [LoggerMessage(10202, LogLevel.Warning, "Feed {FeedId} ({Publisher}) has ended (410) and is polled no more")]
    public static partial void Ended(this ILogger log, long feedId, string publisher);

    [LoggerMessage(10203, LogLevel.Information, "The feed list has {Count} feeds")]
    public static partial void FeedListLoaded(this ILogger log, int count);

    [LoggerMessage(
        10204,
        LogLevel.Warning,
        "Feed {FeedId} ({Publisher}) was taken over by another node while this one polled it; its answer is dropped"
    )]
    public static partial void LeaseLost(this ILogger log, long feedId, string publisher);

    [LoggerMessage(
        10206,
        LogLevel.Information,
        "The articles of feed {FeedId} ({Publisher}) came too slowly; what is left of its entries goes on with the "
            + "feed's own text"
    )]
    public static partial void ArticlesLate(this ILogger log, long feedId, string publisher);

    [LoggerMessage(
        10214,
        LogLevel.Warning,
        "An article of feed {FeedId} ({Publisher}) takes too much processor time to read; what is left of its entries "
            + "goes on with the feed's own text"
    )]
    public static partial void ArticleTooCostly(this ILogger log, long feedId, string publisher);

    [LoggerMessage(
        10205,
        LogLevel.Error,
        "The entries of feed {FeedId} ({Publisher}) met a fault of ours and are taken in at a later poll"
    )]
    public static partial void IntakeFailed(this ILogger log, Exception fault, long feedId, string publisher);

    [LoggerMessage(
        10207,
        LogLevel.Warning,
        "Feed {FeedId} ({Publisher}) lists {LeftOut} entries more than are read; the newest {Count} were "
            + "(Feeds:MaxEntries)"
    )]
    public static partial void EntriesLeftOut(this ILogger log, long feedId, string publisher, int leftOut, int count);

    [LoggerMessage(
        10208,
        LogLevel.Warning,
        "Feed {FeedId} ({Publisher}) brought new entries under the ETag or Last-Modified it had before: from now "
            + "on its whole document is asked for at each poll"
    )]
    public static partial void ValidatorStuck(this ILogger log, long feedId, string publisher);

    [LoggerMessage(
        10209,
        LogLevel.Information,
        "Feed {FeedId} ({Publisher}) is new, and {Count} of its entries have no date: they are recorded and not "
            + "sent; what comes after them is sent"
    )]
    public static partial void UndatedRecorded(this ILogger log, long feedId, string publisher, int count);

    [LoggerMessage(
        10210,
        LogLevel.Information,
        "The hub {Host} tells of news of feed {FeedId} ({Publisher}) from now on; polls go on as well"
    )]
    public static partial void HubTells(this ILogger log, long feedId, string publisher, string host);

    [LoggerMessage(
        10211,
        LogLevel.Information,
        "The hub {Host} refuses to tell of feed {FeedId} ({Publisher}); it is polled as before, and the hub asked "
            + "again in a day"
    )]
    public static partial void HubDenied(this ILogger log, long feedId, string publisher, string host);

    [LoggerMessage(
        10212,
        LogLevel.Information,
        "The hub {Host} of feed {FeedId} ({Publisher}) cannot be asked: {Why}; again {Next:o}, and the feed is "
            + "polled meanwhile"
    )]
    public static partial void HubFailed(
        this ILogger log,
        long feedId,
        string publisher,
        string host,
        string why,
        DateTimeOffset next
    );

    [LoggerMessage(
        10213,
        LogLevel.Warning,
        "News of feed {FeedId} ({Publisher}) came without its hub's signature, or too long, and was passed over"
    )]
    public static partial void PushRefused(this ILogger log, long feedId, string publisher);
}
