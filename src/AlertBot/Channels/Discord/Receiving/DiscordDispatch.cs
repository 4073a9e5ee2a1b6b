using System.Data.Common;
using System.Text.Json;
using AlertBot.Chats;
using AlertBot.Runtime;
using AlertBot.Storage;
using AlertBot.Subscriptions;

namespace AlertBot.Channels.Discord.Receiving;

/// <summary>
/// Hands events on, in order within a channel, side by side among channels: a slow command holds up its own channel
/// only.
/// </summary>
internal sealed class DiscordDispatch(
    DiscordInteractions interactions,
    DiscordEvents events,
    SubscriptionStore subscriptions,
    ShutdownTokens shutdown,
    TimeProvider clock,
    ILogger<DiscordDispatch> log
) : IDisposable
{
    /// <summary>
    /// How long an event waits for a store that cannot be used; what it told shows at the next send or start.
    /// </summary>
    private static readonly TimeSpan ReplayWindow = TimeSpan.FromMinutes(10);

    /// <summary>Of one person at once, whatever the channels they ask in.</summary>
    private const int TurnsOfEach = 2;

    /// <summary>What of one person waits; what is beyond is left out, and can be asked again.</summary>
    private const int MostWaiting = 100;

    private readonly Dictionary<string, Task> _lastOf = [];
    private readonly FairTurns _people = new(TurnsOfEach, MostWaiting);

    /// <summary>For channels that follow nothing yet: those that do are answered whatever strangers ask.</summary>
    private readonly ConcurrencyLimiter _strangers = new(16);
    private readonly ConcurrencyLimiter _limiter = new(32);

    public void Post(string type, JsonElement data)
    {
        if (type != "INTERACTION_CREATE" && !DiscordEvents.Concerns(type))
            return;
        var isCommand = type == "INTERACTION_CREATE";
        var about = isCommand && data.TryGetProperty("channel_id", out var channel) ? $"{channel}" : "";
        var person = isCommand ? DiscordInteraction.PersonOf(data) : 0;
        if (isCommand && !_people.TryEnter(person))
            return;
        lock (_lastOf)
        {
            var before = _lastOf.GetValueOrDefault(about, Task.CompletedTask);
            foreach (
                var done in _lastOf.Count > 1000
                    ? _lastOf.Where(last => last.Value.IsCompleted).Select(last => last.Key).ToList()
                    : []
            )
                _lastOf.Remove(done);
            _lastOf[about] = Task.Run(
                () =>
                    HandleAfterAsync(before, type, () =>
                        isCommand ? AnswerAsync(person, about, data) : StoreAsync(type, data)
                    ),
                CancellationToken.None
            );
        }
    }

    /// <summary>What has begun may end before the process does.</summary>
    public Task FinishAsync()
    {
        lock (_lastOf)
            return Task.WhenAll(_lastOf.Values);
    }

    public void Dispose()
    {
        _strangers.Dispose();
        _limiter.Dispose();
    }

    private async Task HandleAfterAsync(Task before, string type, Func<Task> handle)
    {
        await before;
        try
        {
            await handle();
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

    /// <summary>In the person's turn, and in a slot; events need none, as they come one after the other.</summary>
    private Task AnswerAsync(long person, string channel, JsonElement asked)
    {
        return _people.RunAsync(
            person,
            async () =>
            {
                if (await subscriptions.FindAsync(new Chat("discord", channel), shutdown.Abandon) is null)
                    await _strangers.RunAsync(InSlotAsync, shutdown.Abandon);
                else
                    await InSlotAsync();
            },
            shutdown.Abandon
        );

        Task InSlotAsync() =>
            _limiter.RunAsync(() => interactions.HandleAsync(asked, shutdown.Abandon), shutdown.Abandon);
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
