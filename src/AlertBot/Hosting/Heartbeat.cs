using AlertBot.Feeds.Scheduling;
using AlertBot.Storage;
using AlertBot.Storage.Leases;
using Microsoft.Extensions.Hosting;

namespace AlertBot.Hosting;

/// <summary>
/// Tells the other nodes, and <c>alertbot health</c>, that this one lives, keeps it to the time all go by, and takes
/// over what others were polling when they died.
/// </summary>
internal sealed class Heartbeat(
    Database database,
    NodeStore nodes,
    NodeClock clock,
    ClockSteps steps,
    SuspectFeeds suspects
) : IHostedService
{
    public async Task SignAsync(CancellationToken ct)
    {
        await clock.SetAsync(database, ct);
        // Without a turn: one that a stopped node holds must not let the others be taken for dead.
        await database.LeaseAsync(tx => nodes.SignAsync(tx, ct), ct);
        await steps.MendAsync(ct);
        await suspects.TakeOverAsync(ct);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The others need not wait for its silence.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Database.TryAsync(nodes.LeaveAsync);
}
