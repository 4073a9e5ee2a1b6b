using System.Globalization;
using AlertBot.Tests.Support;

namespace AlertBot.Tests;

/// <summary>
/// The promise of the outbox, on the real program. ALERTBOT_TORTURE=long runs 1,000 chats, 10,000 alerts and 200 kills
/// (docs/reliability.md has the figures), ALERTBOT_SEED another schedule.
/// </summary>
public sealed class TortureTests
{
    private static bool IsLong => Environment.GetEnvironmentVariable("ALERTBOT_TORTURE") == "long";

    private static int Seed => int.Parse(Environment.GetEnvironmentVariable("ALERTBOT_SEED") ?? "20261125", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Under_faults_and_kills_nothing_is_lost_only_the_unknown_doubles_and_order_is_kept()
    {
        var options = IsLong ? new TortureOptions(1000, 10_000, 200, Seed, Scale: 10) : new TortureOptions(200, 900, 20, Seed, Scale: 10);
        await using var torture = await Torture.CreateAsync(options, entriesPerSecond: IsLong ? 60 : 40);

        var report = await torture.RunAsync(TestContext.Current.CancellationToken);

        TestContext.Current.TestOutputHelper?.WriteLine($"{report}");
        foreach (var (chat, title) in report.Doubled)
            TestContext.Current.TestOutputHelper?.WriteLine($"doubled: {chat} {title}");
        Assert.Empty(report.Lost);
        Assert.All(report.Doubled, message => Assert.Contains(message, report.Unsure));
        Assert.Empty(report.OutOfOrder);
        Assert.Equal(0, report.Refusals);
        Assert.EndsWith(" ended", report.Kicking, StringComparison.Ordinal);
    }
}
