using System.Data.Common;
using System.Text.Json;
using AlertBot.Chats;
using AlertBot.Runtime;
using AlertBot.Storage;
using AlertBot.Subscriptions;

namespace AlertBot.Channels.Discord.Receiving;

/// <summary>
/// Hands events on, in order within a channel (<see cref="ChatQueue{T}"/>), and commands in fair turns.
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

    private readonly ChatQueue<string> _queue = new();
    private readonly FairTurns _people = new();

    public void Post(string type, JsonElement data)
    {
        if (type != "INTERACTION_CREATE" && !DiscordEvents.Concerns(type))
            return;
        var isCommand = type == "INTERACTION_CREATE";
        var about = isCommand && data.TryGetProperty("channel_id", out var channel) ? $"{channel}" : "";
        var person = isCommand ? DiscordInteraction.PersonOf(data) : 0;
        if (isCommand && !_people.TryEnter(person))
            return;
        _queue.Post(about, before =>
            HandleAfterAsync(before, type, () =>
                isCommand ? AnswerAsync(person, about, data) : HandleEventAsync(type, data)
            )
        );
    }

    /// <summary>What has begun may end before the process does.</summary>
    public Task FinishAsync() => _queue.FinishAsync();

    public void Dispose() => _people.Dispose();

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
    private Task AnswerAsync(long person, string channel, JsonElement asked) =>
        _people.RunAsync(
            person,
            async () => await subscriptions.FindAsync(new Chat("discord", channel), shutdown.Abandon) is not null,
            () => interactions.HandleAsync(asked, shutdown.Abandon),
            shutdown.Abandon
        );

    /// <summary>
    /// An event says what is so, and may be taken in twice. A command may not: who gave it sees that it failed, and
    /// gives it again.
    /// </summary>
    private async Task HandleEventAsync(string type, JsonElement data)
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
