using AlertBot.Tests.Support;
using Npgsql;

namespace AlertBot.Tests;

/// <summary>
/// Beside the other tests of the machine suite its three nodes get so little of two cores that they tell the oldest
/// entries minutes later, and the feeds list more of them with every poll.
/// </summary>
[CollectionDefinition(nameof(NodesTortureTests), DisableParallelization = true)]
public sealed class NodesTortureRuns;

/// <summary>
/// Three nodes on one PostgreSQL, both networks: killed, stood still past their leases, cut off from the server for as
/// long, the server crashed under them. ALERTBOT_TORTURE=long runs 10,000 feeds, 1,000 chats, 10,000 alerts and 120
/// blows (docs/operations.md has the figures), ALERTBOT_SEED another schedule.
/// </summary>
[MachineSuite]
[Collection(nameof(NodesTortureTests))]
public sealed class NodesTortureTests
{
    private const int Nodes = 3;

    /// <summary>A node silent for 12 seconds is taken for dead.</summary>
    private static readonly TimeSpan PastItsLeases = TimeSpan.FromSeconds(15);

    private static readonly int Seed = TortureOptions.SeedOr(20261125);

    [Fact]
    public async Task Killed_paused_and_cut_off_they_lose_nothing_double_only_the_unknown_and_keep_order()
    {
        var ct = TestContext.Current.CancellationToken;
        var server = await PostgresServer.StartOwnAsync();
        var options = TortureOptions.AreLong
            ? new TortureOptions(1000, 10_000, 120, Seed, Scale: 10, QuietFeeds: 9_990, WithDiscord: true)
            // Few quiet feeds: on a machine that does other work the three poll a handful a second, and with 500
            // minutes went by before those that have something were asked again.
            : new TortureOptions(200, 900, 9, Seed, Scale: 10, QuietFeeds: 100, WithDiscord: true);
        var store = await server.CreateDatabaseAsync();
        await using var torture = await Torture.CreateAsync(options, entriesPerSecond: 40, store);
        var wires = Enumerable.Range(0, Nodes).Select(_ => new CutWire(server.Socket)).ToList();
        var ways = wires.ConvertAll(wire =>
            new NpgsqlConnectionStringBuilder(store) { Host = "127.0.0.1", Port = wire.Port }.ConnectionString
        );
        var random = new Random(Seed);

        var report = await torture.RunNodesAsync(
            ways,
            async (bots, blow) =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(500, 2500)), TimeProvider.System, ct);
                var victim = random.Next(Nodes);
                if (blow % 20 == 4)
                {
                    bots[victim].Pause();
                    await Task.Delay(PastItsLeases, TimeProvider.System, ct);
                    bots[victim].GoOn();
                    return;
                }
                if (blow % 20 == 6)
                {
                    wires[victim].Cut();
                    await Task.Delay(PastItsLeases, TimeProvider.System, ct);
                    wires[victim].Mend();
                    return;
                }
                if (blow % 7 == 3)
                {
                    server.Restart();
                    return;
                }
                bots[victim].Kill();
                bots[victim].Dispose();
                bots[victim] = torture.StartBot(ways[victim]);
            },
            ct
        );
        foreach (var wire in wires)
            await wire.DisposeAsync();

        OutboxPromises.AssertKept(report);
        // How long takeover took is in the report; that it takes half a minute at most is held on a clock of the test's
        // own by NodesTests, since here it is the machine's speed that would be measured.
        // A node that stood still sends on what it had in hand, at most one lease of messages, beside the one that took
        // its place.
        Assert.InRange(report.Refusals, 0, 16);
    }
}
