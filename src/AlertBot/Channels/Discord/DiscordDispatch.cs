using System.Data.Common;
using System.Text.Json;
using AlertBot.Config;
using AlertBot.Storage;

namespace AlertBot.Channels.Discord;

/// <summary>
/// Hands events on, in order within a channel, side by side among channels: a slow command holds up its own channel
/// only.
/// </summary>
internal sealed class DiscordDispatch(
    DiscordInteractions interactions,
    DiscordEvents events,
    StopGrace grace,
    TimeProvider clock,
    ILogger<DiscordDispatch> log
) : IDisposable
{
    /// <summary>
    /// How long an event waits for a store that cannot be used; what it told shows at the next send or start.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, Task> _lastOf = [];
    private readonly Slots _slots = new(32);

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

    public void Dispose() => _slots.Dispose();

    private async Task HandleAfterAsync(Task before, string type, JsonElement data)
    {
        await before;
        try
        {
            await _slots.RunAsync(
                () =>
                    type == "INTERACTION_CREATE" ? interactions.HandleAsync(data, grace.Over) : TakeInAsync(type, data),
                grace.Over
            );
        }
        catch (OperationCanceledException) when (grace.Over.IsCancellationRequested)
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
    private async Task TakeInAsync(string type, JsonElement data)
    {
        try
        {
            await events.HandleAsync(type, data, grace.Over);
        }
        catch (DbException)
        {
            log.EventWaits(type);
            await Database.OutlastAsync(
                () => events.HandleAsync(type, data, grace.Over),
                clock.GetUtcNow() + Patience,
                clock,
                grace.Over
            );
        }
    }
}
