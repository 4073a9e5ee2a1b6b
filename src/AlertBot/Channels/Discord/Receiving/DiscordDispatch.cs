using System.Data.Common;
using System.Text.Json;
using AlertBot.Runtime;
using AlertBot.Storage;

namespace AlertBot.Channels.Discord.Receiving;

/// <summary>
/// Hands events on, in order within a channel, side by side among channels: a slow command holds up its own channel
/// only.
/// </summary>
internal sealed class DiscordDispatch(
    DiscordInteractions interactions,
    DiscordEvents events,
    ShutdownTokens shutdown,
    TimeProvider clock,
    ILogger<DiscordDispatch> log
) : IDisposable
{
    /// <summary>
    /// How long an event waits for a store that cannot be used; what it told shows at the next send or start.
    /// </summary>
    private static readonly TimeSpan ReplayWindow = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, Task> _lastOf = [];
    private readonly ConcurrencyLimiter _limiter = new(32);

    public void Post(string type, JsonElement data)
    {
        if (type != "INTERACTION_CREATE" && !DiscordEvents.Concerns(type))
            return;
        var about =
            type == "INTERACTION_CREATE" && data.TryGetProperty("channel_id", out var channel) ? $"{channel}" : "";
        lock (_lastOf)
        {
            var before = _lastOf.GetValueOrDefault(about, Task.CompletedTask);
            foreach (
                var done in _lastOf.Count > 1000
                    ? _lastOf.Where(last => last.Value.IsCompleted).Select(last => last.Key).ToList()
                    : []
            )
                _lastOf.Remove(done);
            _lastOf[about] = Task.Run(() => HandleAfterAsync(before, type, data), CancellationToken.None);
        }
    }

    /// <summary>What has begun may end before the process does.</summary>
    public Task FinishAsync()
    {
        lock (_lastOf)
            return Task.WhenAll(_lastOf.Values);
    }

    public void Dispose() => _limiter.Dispose();

    private async Task HandleAfterAsync(Task before, string type, JsonElement data)
    {
        await before;
        try
        {
            await _limiter.RunAsync(
                () =>
                    type == "INTERACTION_CREATE"
                        ? interactions.HandleAsync(data, shutdown.Abandon)
                        : StoreAsync(type, data),
                shutdown.Abandon
            );
        }
        catch (OperationCanceledException) when (shutdown.Abandon.IsCancellationRequested)
        {
            // Stopping.
        }
#pragma warning disable CA1031 // A fault of ours with one event is told and must not hold up the rest, nor the stop.
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.EventFailed(e, type);
        }
    }

    /// <summary>
    /// An event says what is so, and may be taken in twice. A command may not: who gave it sees that it failed, and
    /// gives it again.
    /// </summary>
    private async Task StoreAsync(string type, JsonElement data)
    {
        try
        {
            await events.HandleAsync(type, data, shutdown.Abandon);
        }
        catch (DbException)
        {
            log.EventWaits(type);
            await Database.RetryOnFaultAsync(
                () => events.HandleAsync(type, data, shutdown.Abandon),
                clock.GetUtcNow() + ReplayWindow,
                clock,
                shutdown.Abandon
            );
        }
    }
}
