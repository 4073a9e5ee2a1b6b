using System.Data.Common;
using AlertBot.Alerts;
using AlertBot.Channels;
using AlertBot.Channels.Discord;
using AlertBot.Config;
using AlertBot.Storage;
using AlertBot.Stories;

namespace AlertBot.Schedule;

/// <summary>What must be in order before the first tick.</summary>
internal sealed class StartUp(
    Database database,
    Schema schema,
    StoreLock storeLock,
    NodeStore nodes,
    NodeClock clock,
    Outbox outbox,
    ChannelSet channels,
    LiveConfig config,
    StoryBook stories,
    ILogger<StartUp> log
)
{
    /// <summary>
    /// Upgrades the store, frees what the one node's former life held, reads the configuration. The faults of the
    /// configuration come back; with any, the bot must not start: there is no older state to fall back on.
    /// </summary>
    public async Task<IReadOnlyList<Fault>> PrepareAsync(CancellationToken ct)
    {
        try
        {
            storeLock.Take();
            database.Dialect.CheckAfterUncleanEnd();
            schema.Upgrade();
            await clock.SetAsync(database, ct);
            await database.WriteAsync(tx => nodes.SignAsync(tx, ct), ct);
            if (!database.Dialect.IsShared)
                await outbox.ReleaseAllAsync(ct);
            await config.TakeUpChangesAsync(ct);
            StoryBook.Prepare();
            await stories.LoadAsync(ct);
        }
        catch (Exception e) when (e is DbException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException(
                e is DbException fault ? StoreFault.Explain(fault, database.Dialect) : e.Message,
                e
            );
        }
        log.SwitchedOn(string.Join(", ", channels.Names));
        if (!channels.TryGet("telegram", out _))
            log.TelegramOff();
        if (!channels.TryGet("discord", out _))
            log.DiscordOff();
        return config.Faults;
    }
}
