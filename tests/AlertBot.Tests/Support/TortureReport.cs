using System.Globalization;

namespace AlertBot.Tests.Support;

/// <summary>What a quiet run costs.</summary>
/// <param name="Messages">That arrived.</param>
/// <param name="Took">From the first arrival to the last.</param>
/// <param name="Median">From the feed's answer to the arrival.</param>
/// <param name="Slowest">Of the fastest 99 in a hundred.</param>
/// <param name="Cpu">Processor time of the program, its start included.</param>
/// <param name="PeakMegabytes">Its largest resident memory.</param>
/// <param name="Refused">429s.</param>
internal sealed record TortureMeasure(
    int Messages,
    TimeSpan Took,
    TimeSpan Median,
    TimeSpan Slowest,
    TimeSpan Cpu,
    long PeakMegabytes,
    int Refused
)
{
    public double PerSecond => (Messages - 1) / Took.TotalSeconds;
}

/// <summary>What came of it.</summary>
/// <param name="Options">What was run.</param>
/// <param name="Took">Wall-clock time.</param>
/// <param name="Faults">Faults played, by kind.</param>
/// <param name="Lost">Messages that should have arrived and did not.</param>
/// <param name="Doubled">Messages that arrived more than once.</param>
/// <param name="Unsure">Messages that the store marked as of unknown fate.</param>
/// <param name="OutOfOrder">Chats whose order was not kept.</param>
/// <param name="Refusals">429s of the server's own limits, those of the schedule not counted.</param>
/// <param name="Arrived">Messages that arrived.</param>
/// <param name="Kicking">What became of the subscriptions of chats that threw the bot out.</param>
/// <param name="Median">From the feed's answer to the first arrival, without the chats that could not be written to for
/// a time.</param>
/// <param name="Slowest">The longest of these.</param>
internal sealed record TortureReport(
    TortureOptions Options,
    TimeSpan Took,
    string Faults,
    IReadOnlyList<string> Lost,
    IReadOnlyList<(long Chat, string Title)> Doubled,
    IReadOnlySet<(long Chat, string Title)> Unsure,
    IReadOnlyList<string> OutOfOrder,
    int Refusals,
    int Arrived,
    string Kicking,
    TimeSpan Median,
    TimeSpan Slowest
)
{
    /// <summary>The longest from the last blow that a message met on its way to its arrival.</summary>
    public TimeSpan Takeover { get; init; }

    /// <summary>
    /// The same in chats without a message of unknown fate, which waits before it is repeated, and those behind it
    /// with it.
    /// </summary>
    public TimeSpan TakeoverOfKnown { get; init; }

    /// <summary>What nodes wrote that ended and nobody had killed them.</summary>
    public IReadOnlyList<string> Ended { get; init; } = [];

    /// <summary>What nodes wrote that were running to the end.</summary>
    public IReadOnlyList<string> Said { get; init; } = [];

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Options.Chats} chats, {Options.Alerts} alerts, {Options.Kills} blows, {Options.QuietFeeds} "
                + $"quiet feeds, seed {Options.Seed}, limits x{Options.Scale}, {Took.TotalSeconds:0} s: "
                + $"{Arrived} messages arrived, {Lost.Count} lost, "
                + $"{Doubled.Count} doubled (of {Unsure.Count} of unknown fate), {OutOfOrder.Count} chats "
                + $"out of order, {Refusals} refused by limits; feed to chat {Median.TotalSeconds:0.0} s, "
                + $"at most {Slowest.TotalSeconds:0.0} s, after a blow at most {Takeover.TotalSeconds:0.0} s "
                + $"({TakeoverOfKnown.TotalSeconds:0.0} s in chats without an unknown fate); faults: {Faults}; "
                + $"chats that threw the bot out: {Kicking}"
        );
}
