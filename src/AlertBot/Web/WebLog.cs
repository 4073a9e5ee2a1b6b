namespace AlertBot.Web;

/// <summary>Everything this folder says. Ids 11100-11199; a retired id is not used again.</summary>
internal static partial class WebLog
{
    [LoggerMessage(11100, LogLevel.Information, "The web page is at {Address}")]
    public static partial void PageAt(this ILogger log, string address);

    [LoggerMessage(
        11101,
        LogLevel.Error,
        "The web page is off: {Url} cannot be taken ({Why}). Alerts are not touched by it, and it is tried "
            + "again every 30 seconds. Another program or AlertBot may have it; end that, or set Web:Url to a "
            + "free port, or to nothing"
    )]
    public static partial void PageOff(this ILogger log, string url, string why);

    [LoggerMessage(11102, LogLevel.Warning, "A wrong password or token for the web page came from {From}")]
    public static partial void WrongSecret(this ILogger log, string from);

    [LoggerMessage(11103, LogLevel.Error, "The page {Path} failed")]
    public static partial void PageFailed(this ILogger log, Exception why, string path);
}
