namespace AlertBot.Channels.Discord;

/// <summary>Everything this folder says. Ids 10650-10679 of the block of Channels; a retired id is not used again.</summary>
internal static partial class DiscordLog
{
    [LoggerMessage(10650, LogLevel.Error, "Discord: {Count} refused requests within 10 minutes; nothing is asked until there are fewer, because 10,000 ban this machine's address")]
    public static partial void DiscordInvalidRequests(this ILogger log, int count);

    [LoggerMessage(10653, LogLevel.Information, "Discord is off: no token (ALERTBOT_Discord__Token or Discord:TokenFile) and no webhook")]
    public static partial void DiscordOff(this ILogger log);

    [LoggerMessage(10651, LogLevel.Warning, "Discord: an alert is sent without its embed; give the bot the right to embed links there")]
    public static partial void DiscordEmbedsRefused(this ILogger log);

    [LoggerMessage(10652, LogLevel.Information, "Discord: an alert is sent and not published to following servers: {Why}")]
    public static partial void DiscordNotPublished(this ILogger log, string why);
}
