namespace AlertBot.Subscriptions;

/// <summary>Everything this folder says. Ids 10500-10599; a retired id is not used again. No chat's address.</summary>
internal static partial class SubscriptionsLog
{
    [LoggerMessage(
        10500,
        LogLevel.Warning,
        "Briefs are sent without pictures: the library that draws them cannot be used here"
    )]
    public static partial void CannotDraw(this ILogger log, Exception fault);
}
