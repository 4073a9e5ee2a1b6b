namespace AlertBot.Channels.Discord;

/// <summary>
/// Everything this folder says. Ids 10650-10679 of the block of Channels; a retired id is not used again.
/// </summary>
internal static partial class DiscordLog
{
    [LoggerMessage(
        10650,
        LogLevel.Error,
        "Discord: {Count} refused requests within 10 minutes; nothing is asked until there are fewer, "
            + "because 10,000 ban this machine's address"
    )]
    public static partial void DiscordInvalidRequests(this ILogger log, int count);

    [LoggerMessage(
        10653,
        LogLevel.Information,
        "Discord is off: no token (ALERTBOT_Discord__Token or Discord:TokenFile) and no webhook"
    )]
    public static partial void DiscordOff(this ILogger log);

    [LoggerMessage(
        10651,
        LogLevel.Warning,
        "Discord: an alert is sent without its embed; give the bot the right to embed links there"
    )]
    public static partial void DiscordEmbedsRefused(this ILogger log);

    [LoggerMessage(
        10652,
        LogLevel.Information,
        "Discord: an alert is sent and not published to following servers: {Why}"
    )]
    public static partial void DiscordNotPublished(this ILogger log, string why);

    [LoggerMessage(10654, LogLevel.Information, "Discord: listening ({Event})")]
    public static partial void GatewayReady(this ILogger log, string @event);

    [LoggerMessage(10655, LogLevel.Information, "Discord: the connection to the gateway ended: {Why}")]
    public static partial void GatewayEnded(this ILogger log, string why);

    [LoggerMessage(
        10656,
        LogLevel.Error,
        "Discord: {Why}; commands are heard no more until a restart, alerts are still tried"
    )]
    public static partial void GatewayGivenUp(this ILogger log, string why);

    [LoggerMessage(10657, LogLevel.Warning, "Discord: a heartbeat was not answered, the connection is given up")]
    public static partial void GatewayUnanswered(this ILogger log);

    [LoggerMessage(10658, LogLevel.Warning, "Discord: another node listens now")]
    public static partial void GatewayLeaseLost(this ILogger log);

    [LoggerMessage(10659, LogLevel.Error, "Discord: event {Event} met a fault of ours and is left out")]
    public static partial void EventFailed(this ILogger log, Exception fault, string @event);

    [LoggerMessage(10663, LogLevel.Warning, "Discord: event {Event} waits: the store cannot be used")]
    public static partial void EventWaits(this ILogger log, string @event);

    [LoggerMessage(
        10660,
        LogLevel.Error,
        "Discord: {Missing} of {Known} servers are missing from the list, which is more than is believed "
            + "at once; no subscription ends by it"
    )]
    public static partial void ManyServersMissing(this ILogger log, int missing, int known);

    [LoggerMessage(10661, LogLevel.Error, "Discord: the slash commands could not be registered: {Why}")]
    public static partial void CommandsNotRegistered(this ILogger log, string why);

    [LoggerMessage(10662, LogLevel.Warning, "Discord: the answer to a command could not be sent: {Why}")]
    public static partial void DiscordNotAnswered(this ILogger log, string why);

    [LoggerMessage(10664, LogLevel.Warning, "Discord: a brief is sent without its picture: {Why}")]
    public static partial void DiscordPictureRefused(this ILogger log, string why);
}
