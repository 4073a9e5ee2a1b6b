using AlertBot.Tests.Support;

namespace AlertBot.Tests;

/// <summary>
/// The promise of the outbox on a disk that is full again and again, with the program killed on it, too.
/// ALERTBOT_TORTURE=long runs 400 chats, 4,000 alerts and 60 blows, ALERTBOT_SEED another schedule.
/// </summary>
[MachineSuite]
public sealed class FullDiskTortureTests
{
    private static readonly int Seed = TortureOptions.SeedOr(20261128);

    [Fact]
    public async Task On_a_disk_that_is_full_nothing_is_lost_only_the_unknown_doubles_and_order_is_kept()
    {
        var ct = TestContext.Current.CancellationToken;
        using var disk = new SmallDisk(megabytes: TortureOptions.AreLong ? 48 : 16);
        var options = TortureOptions.AreLong
            ? new TortureOptions(400, 4000, 60, Seed, Scale: 10, WithDiscord: true)
            : new TortureOptions(100, 400, 8, Seed, Scale: 10, WithDiscord: true);
        var store = $"Data Source={Path.Combine(disk.Path, "torture.db")}";
        await using var torture = await Torture.CreateAsync(options, entriesPerSecond: 40, store);
        var random = new Random(Seed);

        var report = await torture.RunNodesAsync(
            [store],
            async (bots, blow) =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(300, 2000)), TimeProvider.System, ct);
                disk.Fill();
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(500, 4000)), TimeProvider.System, ct);
                if (blow % 3 == 2)
                {
                    bots[0].Kill();
                    bots[0].Dispose();
                    bots[0] = torture.StartBot(store);
                    await Task.Delay(TimeSpan.FromMilliseconds(random.Next(500, 3000)), TimeProvider.System, ct);
                }
                disk.Free();
            },
            ct
        );

        OutboxPromises.AssertKept(report);
    }
}
