namespace AlertBot.Hosting;

/// <summary>Everything this folder says. Ids 10800-10899; a retired id is not used again.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(10800, LogLevel.Information, "{Count} rules are in force, version {Version}")]
    public static partial void RulesLoaded(this ILogger log, int count, string version);

    [LoggerMessage(
        10801,
        LogLevel.Error,
        "A change of the configuration is not taken up, the former one stays in force: {Fault}"
    )]
    public static partial void FaultyChange(this ILogger log, string fault);

    [LoggerMessage(
        10803,
        LogLevel.Error,
        "This node has rules {Mine}, another has taken up {Other}; this one polls nothing until its rules "
            + "folder is as new"
    )]
    public static partial void RulesOutdated(this ILogger log, string mine, string other);

    [LoggerMessage(
        10804,
        LogLevel.Critical,
        "The store cannot be used, and nothing is polled or sent until it can: {Why}"
    )]
    public static partial void StoreUnavailable(this ILogger log, Exception fault, string why);

    [LoggerMessage(10805, LogLevel.Information, "The store {Place} can be used again")]
    public static partial void StoreWell(this ILogger log, string place);

    [LoggerMessage(
        10808,
        LogLevel.Warning,
        "{Setting} names {File}, which other users of this machine can read; chmod 600 closes it"
    )]
    public static partial void SecretIsReadable(this ILogger log, string setting, string file);

    [LoggerMessage(10807, LogLevel.Critical, "{Damage}")]
    public static partial void StoreDamaged(this ILogger log, string damage);

    [LoggerMessage(
        10806,
        LogLevel.Warning,
        "The clock was put back by {Back}: what was dated ahead is brought back by as much"
    )]
    public static partial void ClockPutBack(this ILogger log, TimeSpan back);

    [LoggerMessage(10802, LogLevel.Information, "Forgot {Entries} entries and {Messages} messages past their time")]
    public static partial void Forgot(this ILogger log, int entries, int messages);
}
