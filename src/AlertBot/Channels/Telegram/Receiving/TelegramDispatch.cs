using System.Data.Common;
using System.Text.Json;
using AlertBot.Runtime;
using AlertBot.Storage;
using AlertBot.Subscriptions;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Chat = AlertBot.Chats.Chat;

namespace AlertBot.Channels.Telegram.Receiving;

/// <summary>
/// Hands updates on, in order within a chat, side by side among chats: a slow command holds up its own chat only.
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

    /// <summary>
    /// Of one person at once; commands of people take some milliseconds, those of scripts come by the hundred.
    /// </summary>
    private const int TurnsOfEach = 2;

    /// <summary>What of one person waits; what is beyond is left out, and can be asked again.</summary>
    private const int MostWaiting = 100;

    private readonly Dictionary<long, Task> _lastOf = [];
    private readonly FairTurns _people = new(TurnsOfEach, MostWaiting);

    /// <summary>For chats that follow nothing yet: those that do are answered whatever strangers ask.</summary>
    private readonly ConcurrencyLimiter _strangers = new(16);
    private readonly ConcurrencyLimiter _limiter = new(32);

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

    public void Post(Update update, User me, CancellationToken ct)
    {
        var chat = TelegramUpdates.ChatOf(update);
        lock (_lastOf)
        {
            var before = _lastOf.GetValueOrDefault(chat, Task.CompletedTask);
            if (_lastOf.Count > 1000)
                ForgetFinished();
            _lastOf[chat] = Task.Run(() => HandleAfterAsync(before, update, me, ct), CancellationToken.None);
        }
    }

    /// <summary>Until what is being handled is, or has heard of the stop.</summary>
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

    private async Task HandleAfterAsync(Task before, Update update, User me, CancellationToken ct)
    {
        var person = TelegramUpdates.PersonOf(update);
        var enters = _people.TryEnter(person);
        await before;
        try
        {
            if (enters)
                await _people.RunAsync(person, () => TakeTurnAsync(update, me, ct), ct);
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

    private async Task TakeTurnAsync(Update update, User me, CancellationToken ct)
    {
        var chat = new Chat("telegram", $"{TelegramUpdates.ChatOf(update)}");
        var isKnown = false;
        await Database.RetryOnFaultAsync(
            async () => isKnown = await subscriptions.FindAsync(chat, ct) is not null,
            clock,
            ct
        );
        if (isKnown)
            await HandleInSlotAsync();
        else
            await _strangers.RunAsync(HandleInSlotAsync, ct);

        Task HandleInSlotAsync() =>
            _limiter.RunAsync(() => Database.RetryOnFaultAsync(() => HandleAsync(update, me, ct), clock, ct), ct);
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

    private void ForgetFinished()
    {
        foreach (var chat in _lastOf.Where(last => last.Value.IsCompleted).Select(last => last.Key).ToList())
            _lastOf.Remove(chat);
    }
}
