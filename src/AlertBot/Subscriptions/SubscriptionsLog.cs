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

    [LoggerMessage(
        10501,
        LogLevel.Warning,
        "{Count} of the chats in subscriptions.yaml have unsubscribed themselves by a link in a mail and are sent "
            + "nothing; take their lines out (those that alertbot subscriptions list leaves out)"
    )]
    public static partial void HaveLeft(this ILogger log, int count);
}
