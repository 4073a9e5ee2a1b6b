using System.Data.Common;
using System.Text.Json;
using AlertBot.Storage;
using AlertBot.Subscriptions;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Chat = AlertBot.Chats.Chat;

namespace AlertBot.Channels.Telegram.Receiving;

/// <summary>
/// Hands updates on, in order within a chat (<see cref="ChatQueue{T}"/>), and commands in fair turns.
/// </summary>
internal sealed class TelegramDispatch(
    TelegramUpdates handler,
    UpdateStore store,
    SubscriptionStore subscriptions,
    TimeProvider clock,
    ILogger<TelegramDispatch> log
) : IDisposable
{
    private const int MostTries = 5;

    private readonly ChatQueue<long> _queue = new();
    private readonly FairTurns _people = new();

    public static ReceivedUpdate Stored(Update update) =>
        new()
        {
            Id = update.Id,
            Chat = $"telegram:{TelegramUpdates.ChatOf(update)}",
            Body = JsonSerializer.Serialize(update, JsonBotAPI.Options),
        };

    /// <summary>Takes up what a former life has received and not handled.</summary>
    public async Task ResumeAsync(User me, CancellationToken ct)
    {
        foreach (var stored in await store.ListAsync("telegram", ct))
            Post(JsonSerializer.Deserialize<Update>(stored.Body, JsonBotAPI.Options)!, me, ct);
    }

    public void Post(Update update, User me, CancellationToken ct) =>
        _queue.Post(TelegramUpdates.ChatOf(update), before => HandleAfterAsync(before, update, me, ct));

    /// <summary>Until what is being handled is, or has heard of the stop.</summary>
    public Task FinishAsync() => _queue.FinishAsync();

    public void Dispose() => _people.Dispose();

    private async Task HandleAfterAsync(Task before, Update update, User me, CancellationToken ct)
    {
        var person = TelegramUpdates.PersonOf(update);
        var enters = _people.TryEnter(person);
        await before;
        try
        {
            if (enters)
                await _people.RunAsync(
                    person,
                    () => IsKnownAsync(update, ct),
                    () => Database.RetryOnFaultAsync(() => HandleAsync(update, me, ct), clock, ct),
                    ct
                );
            // It was answered: a stop in between must not leave it to be answered again.
            await Database.RetryOnFaultAsync(
                () => store.RemoveAsync("telegram", update.Id, CancellationToken.None),
                clock,
                ct
            );
        }
        catch (Exception e)
            when (ct.IsCancellationRequested && e is OperationCanceledException or RequestException or DbException)
        {
            // Stopping: it stands in the store and is handled after the next start.
        }
    }

    /// <summary>Whether the update's chat follows something.</summary>
    private async Task<bool> IsKnownAsync(Update update, CancellationToken ct)
    {
        var chat = new Chat("telegram", $"{TelegramUpdates.ChatOf(update)}");
        var isKnown = false;
        await Database.RetryOnFaultAsync(
            async () => isKnown = await subscriptions.FindAsync(chat, ct) is not null,
            clock,
            ct
        );
        return isKnown;
    }

    /// <summary>
    /// A fault of ours with one update is told and must not hold up the rest; a network in trouble is given some time.
    /// </summary>
    private async Task HandleAsync(Update update, User me, CancellationToken ct)
    {
        for (var pause = TimeSpan.FromSeconds(1); ; pause *= 2)
        {
            try
            {
                await handler.HandleAsync(update, me, ct);
                return;
            }
            catch (ApiRequestException e) when (e.ErrorCode is >= 400 and < 500 and not 429)
            {
                // The bot is out of that chat, or may not ask there: nobody waits for an answer.
                log.AnswerNotSent($"{e.ErrorCode}");
                return;
            }
            catch (RequestException) when (pause < TimeSpan.FromSeconds(1 << MostTries))
            {
                await Task.Delay(pause, clock, ct);
            }
#pragma warning disable CA1031
            catch (Exception e) when (e is not DbException && !ct.IsCancellationRequested)
#pragma warning restore CA1031
            {
                log.UpdateFailed(e, update.Id);
                return;
            }
        }
    }
}
