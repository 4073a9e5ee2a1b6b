using AlertBot.Tests.Support;

namespace AlertBot.Tests;

/// <summary>
/// The promise of the outbox, on the real program. ALERTBOT_TORTURE=long runs 1,000 chats, 10,000 alerts and 200 kills
/// (docs/reliability.md has the figures), ALERTBOT_SEED another schedule.
/// </summary>
[MachineSuite]
public sealed class TortureTests
{
    private static readonly int Seed = TortureOptions.SeedOr(20261125);

    [Fact]
    public async Task Under_faults_and_kills_nothing_is_lost_only_the_unknown_doubles_and_order_is_kept()
    {
        var options = TortureOptions.AreLong
            ? new TortureOptions(1000, 10_000, 200, Seed, Scale: 10)
            : new TortureOptions(200, 900, 20, Seed, Scale: 10);
        await using var torture = await Torture.CreateAsync(
            options,
            entriesPerSecond: TortureOptions.AreLong ? 60 : 40
        );

        var report = await torture.RunAsync(TestContext.Current.CancellationToken);

        OutboxPromises.AssertKept(report);
        Assert.Equal(0, report.Refusals);
    }
}
