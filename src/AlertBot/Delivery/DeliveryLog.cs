namespace AlertBot.Delivery;

/// <summary>
/// Everything this folder says. Ids 10700-10799; a retired id is not used again. Chats are named by channel only: an
/// address is a subscriber's.
/// </summary>
internal static partial class DeliveryLog
{
    [LoggerMessage(
        10700,
        LogLevel.Debug,
        "Message {MessageRow} was sent on {Channel} (repeats of unknown fate before: {Repeats})"
    )]
    public static partial void Sent(this ILogger log, long messageRow, string channel, int repeats);

    [LoggerMessage(10701, LogLevel.Information, "Message {MessageRow} on {Channel} waits {Wait}: {Why}")]
    public static partial void PutBack(this ILogger log, long messageRow, string channel, string why, TimeSpan wait);

    [LoggerMessage(
        10702,
        LogLevel.Warning,
        "Message {MessageRow} on {Channel} may or may not have arrived: {Why}; it is sent once more"
    )]
    public static partial void Unsure(this ILogger log, long messageRow, string channel, string why);

    [LoggerMessage(
        10703,
        LogLevel.Warning,
        "Message {MessageRow} on {Channel} got no answer again while others did; it is not sent again"
    )]
    public static partial void GivenUpUnsure(this ILogger log, long messageRow, string channel);

    [LoggerMessage(10704, LogLevel.Error, "Message {MessageRow} was refused by {Channel}: {Why}")]
    public static partial void Refused(this ILogger log, long messageRow, string channel, string why);

    [LoggerMessage(10705, LogLevel.Warning, "A subscription on {Channel} has ended: {Why}")]
    public static partial void Ended(this ILogger log, string channel, string why);

    [LoggerMessage(10706, LogLevel.Warning, "A subscription on {Channel} sleeps until {WakeAt:o}: {Why}")]
    public static partial void Asleep(this ILogger log, string channel, string why, DateTimeOffset wakeAt);

    [LoggerMessage(10707, LogLevel.Information, "A chat on {Channel} has a new address")]
    public static partial void Moved(this ILogger log, string channel);

    [LoggerMessage(10708, LogLevel.Error, "Nothing is sent on {Channel} until {Until:o}: {Why}")]
    public static partial void ChannelHeld(this ILogger log, string channel, string why, DateTimeOffset until);

    [LoggerMessage(
        10709,
        LogLevel.Warning,
        "Message {MessageRow} on {Channel} was taken over by another node; what this one saw of it is dropped"
    )]
    public static partial void LeaseLost(this ILogger log, string channel, long messageRow);

    [LoggerMessage(
        10711,
        LogLevel.Critical,
        "Too many subscriptions on {Channel} would end within an hour ({Why}): no more of them end until "
            + "this is looked into; their messages wait"
    )]
    public static partial void TooManyEndings(this ILogger log, string channel, string why);

    [LoggerMessage(10720, LogLevel.Information, "A report goes out as an extract, not in the model's words: {Why}")]
    public static partial void NotRewritten(this ILogger log, string why);

    [LoggerMessage(10721, LogLevel.Warning, "The model failed again and again; alerts do not wait for it for {Pause}")]
    public static partial void ModelPaused(this ILogger log, TimeSpan pause);

    [LoggerMessage(
        10722,
        LogLevel.Warning,
        "The model's budget of this day is used up (Summaries:RequestsPerDay, TokensPerDay); "
            + "reports go out as extracts until midnight UTC"
    )]
    public static partial void BudgetUsedUp(this ILogger log);

    [LoggerMessage(
        10712,
        LogLevel.Warning,
        "What came of message {MessageRow} on {Channel} cannot be written down: the store cannot be used; "
            + "it is tried again, and the message is not sent again for it"
    )]
    public static partial void UnknownOutcomeWaits(this ILogger log, long messageRow, string channel);

    [LoggerMessage(10713, LogLevel.Information, "Messages are being sent: {Count} since this was last said")]
    public static partial void Progress(this ILogger log, int count);

    [LoggerMessage(10710, LogLevel.Error, "Message {MessageRow} on {Channel} met a fault of ours and is tried again")]
    public static partial void Failed(this ILogger log, Exception fault, long messageRow, string channel);
}
