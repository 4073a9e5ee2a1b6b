namespace AlertBot.Channels;

/// <summary>
/// Everything this folder says. Ids 10600-10699; a retired id is not used again. No token, no chat's address, no
/// subscriber's words.
/// </summary>
internal static partial class ChannelsLog
{
    [LoggerMessage(10600, LogLevel.Information, "Channels switched on: {Channels}")]
    public static partial void SwitchedOn(this ILogger log, string channels);

    [LoggerMessage(
        10601,
        LogLevel.Information,
        "Telegram is off: no token (ALERTBOT_Telegram__Token or Telegram:TokenFile)"
    )]
    public static partial void TelegramOff(this ILogger log);

    [LoggerMessage(
        10602,
        LogLevel.Error,
        "Telegram refused markup, buttons or reply of ours, the message is sent without: {Why}"
    )]
    public static partial void FormRefused(this ILogger log, string why);

    [LoggerMessage(10603, LogLevel.Information, "Telegram: receiving as @{Username}")]
    public static partial void Receiving(this ILogger log, string? username);

    [LoggerMessage(10604, LogLevel.Warning, "Telegram: {Why}; asked again in {Wait}")]
    public static partial void ReceivingPaused(this ILogger log, string why, TimeSpan wait);

    [LoggerMessage(
        10605,
        LogLevel.Error,
        "Telegram: another instance receives with the same token; stop one of the two"
    )]
    public static partial void SecondInstance(this ILogger log);

    [LoggerMessage(10606, LogLevel.Error, "Telegram: update {UpdateId} met a fault of ours and is left out")]
    public static partial void UpdateFailed(this ILogger log, Exception fault, int updateId);

    [LoggerMessage(10607, LogLevel.Warning, "Telegram: the answer to a command could not be sent ({Kind})")]
    public static partial void AnswerNotSent(this ILogger log, string kind);

    [LoggerMessage(10608, LogLevel.Warning, "A subscription on {Channel} has ended: {Why}")]
    public static partial void EndedByEvent(this ILogger log, string channel, string why);

    [LoggerMessage(
        10609,
        LogLevel.Warning,
        "Telegram: an answer was sent, and the store could not take down when; the chat's next message may meet a limit"
    )]
    public static partial void PauseNotStored(this ILogger log);

    [LoggerMessage(10610, LogLevel.Warning, "Telegram: a brief stands without its picture: {Why}")]
    public static partial void PictureNotSent(this ILogger log, string why);
}
