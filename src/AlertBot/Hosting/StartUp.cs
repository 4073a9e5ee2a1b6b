using System.Data.Common;
using AlertBot.Channels;
using AlertBot.Configuration;
using AlertBot.Delivery;
using AlertBot.Feeds.Scheduling;
using AlertBot.Storage;
using AlertBot.Storage.Backups;
using AlertBot.Storage.Leases;
using AlertBot.Stories;
using Microsoft.Extensions.Configuration;

namespace AlertBot.Hosting;

/// <summary>What must be in order before the first tick.</summary>
internal sealed class StartUp(
    Database database,
    Schema schema,
    StoreLock storeLock,
    NodeStore nodes,
    NodeClock clock,
    ClockSteps steps,
    SuspectFeeds suspects,
    Outbox outbox,
    IEnumerable<ILeaseOwner> leases,
    ChannelSet channels,
    IEnumerable<SwitchedOff> switchedOff,
    ConfigReloader config,
    StoryGrouper stories,
    IConfiguration settings,
    ILogger<StartUp> log
)
{
    /// <summary>
    /// Upgrades the store, frees what the one node's former life held, reads the configuration. The faults of the
    /// configuration come back; with any, the bot must not start: there is no older state to fall back on.
    /// </summary>
    public async Task<IReadOnlyList<Diagnostic>> PrepareAsync(CancellationToken ct)
    {
        try
        {
            storeLock.Acquire();
            database.Dialect.CheckAtStart();
            schema.Upgrade();
            await clock.SetAsync(database, ct);
            await steps.MendAllAsync(ct);
            await database.WriteAsync(tx => nodes.SignAsync(tx, ct), ct);
            await suspects.PutOffAtStartAsync(ct);
            if (!database.Dialect.IsShared)
                await database.WriteAsync(tx => ReleaseAllAsync(tx, ct), ct);
            await outbox.RetryTokensAsync(ct);
            // Neither needs the other, and each takes a core for a second.
            await Task.WhenAll(Task.Run(() => stories.PrepareAsync(ct), ct), config.ReloadChangesAsync(ct));
        }
        catch (Exception e) when (e is DbException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException(
                e is DbException fault ? StoreFault.Explain(fault, database.Dialect) : e.Message,
                e
            );
        }
        foreach (
            var (key, path) in Settings
                .SecretFilesOf(settings)
                .Where(file => PrivateFiles.IsReadableByOthers(file.Path))
        )
            log.SecretIsReadable(key, path);
        log.SwitchedOn(string.Join(", ", channels.Names));
        foreach (var network in switchedOff)
            network.Log(log);
        return config.Faults;
    }

    private async Task ReleaseAllAsync(StoreTransaction tx, CancellationToken ct)
    {
        foreach (var owner in leases)
            await owner.ReleaseAllAsync(tx, ct);
    }
}
