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

    /// <summary>
    /// Also where two sends of a message, or more, got no answer: in a storm nothing is given up, and what is doubled
    /// is marked. ALERTBOT_TORTURE=long kills sixty times.
    /// </summary>
    [Fact]
    public async Task In_a_storm_of_cut_connections_nothing_is_lost_and_only_the_unknown_doubles()
    {
        var options = TortureOptions.AreLong
            ? new TortureOptions(60, 900, 60, Seed, Scale: 10, IsStormy: true)
            : new TortureOptions(60, 300, 8, Seed, Scale: 10, IsStormy: true);
        await using var torture = await Torture.CreateAsync(
            options,
            entriesPerSecond: TortureOptions.AreLong ? 15 : 30
        );

        var report = await torture.RunAsync(TestContext.Current.CancellationToken);

        OutboxPromises.AssertKept(report);
    }

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
