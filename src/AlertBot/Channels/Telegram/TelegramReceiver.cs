using System.Globalization;
using AlertBot.Config;
using AlertBot.Storage;
using Microsoft.Extensions.Hosting;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace AlertBot.Channels.Telegram;

/// <summary>
/// Receives by long polling. An update is confirmed only by asking for later ones, so: handle the batch, store the offset, ask on. After a
/// crash the last batch comes again; handling it twice does no harm.
/// </summary>
internal sealed class TelegramReceiver(
    TelegramClient telegram, TelegramUpdates updates, CursorStore cursors, TimeProvider clock, ILogger<TelegramReceiver> log) : BackgroundService
{
    // Sent with every call: the server remembers the last list, also that of an older version.
    private static readonly UpdateType[] Kinds = [UpdateType.Message, UpdateType.MyChatMember, UpdateType.CallbackQuery, UpdateType.ChannelPost];

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = TimeSpan.FromSeconds(1);
        User? me = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                me ??= await IntroduceAsync(stoppingToken);
                await ReceiveAsync(me, stoppingToken);
                pause = TimeSpan.FromSeconds(1);
            }
            catch (Exception e) when (e is RequestException or OperationCanceledException && !stoppingToken.IsCancellationRequested)
            {
                pause = await PauseAsync(e, pause, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Proves the token, takes a webhook off (it would exclude long polling), sets the menu of commands.</summary>
    private async Task<User> IntroduceAsync(CancellationToken ct)
    {
        var me = await telegram.Bot.GetMe(ct);
        await telegram.Bot.DeleteWebhook(cancellationToken: ct);
        foreach (var language in LanguageCodes.All)
        {
            var menu = TelegramMenu.In(language);
            await telegram.Bot.SetMyCommands(menu, BotCommandScope.AllPrivateChats(), language.Code(), ct);
            await telegram.Bot.SetMyCommands(menu, BotCommandScope.AllChatAdministrators(), language.Code(), ct);
        }
        await telegram.Bot.SetMyCommands(TelegramMenu.In(Language.English), cancellationToken: ct);
        log.Receiving(me.Username);
        return me;
    }

    private async Task ReceiveAsync(User me, CancellationToken ct)
    {
        var cursor = $"telegram:{me.Id.ToString(CultureInfo.InvariantCulture)}";
        var offset = (int)(await cursors.ReadAsync(cursor, ct) ?? 0);
        var batch = await telegram.Updates.GetUpdates(offset, limit: 100, timeout: (int)TelegramClient.LongPoll.TotalSeconds, Kinds, ct);
        if (batch.Length == 0)
            return;
        // In order within a chat, side by side among chats: one slow answer holds up its own chat only.
        await Task.WhenAll(batch.GroupBy(TelegramUpdates.ChatOf).Select(async chat =>
        {
            foreach (var update in chat)
                await updates.HandleAsync(update, me, ct);
        }));
        await cursors.WriteAsync(cursor, batch[^1].Id + 1, ct);
    }

    private async Task<TimeSpan> PauseAsync(Exception fault, TimeSpan pause, CancellationToken ct)
    {
        var answer = fault as ApiRequestException;
        if (answer?.ErrorCode == 409)
            log.SecondInstance();
        // 409: the other poll has just been answered; asking at once would only throw it out in turn.
        var wait = answer switch
        {
            { ErrorCode: 409 } => TimeSpan.FromSeconds(20),
            { ErrorCode: 429 } => TimeSpan.FromSeconds(answer.Parameters?.RetryAfter ?? 10),
            { ErrorCode: 401 or 404 } => LongestPause,
            _ => pause,
        };
        log.ReceivingPaused(answer?.ErrorCode == 401 ? "the token is refused" : fault is ApiRequestException ? fault.Message : "no answer", wait);
        await Task.Delay(wait, clock, ct);
        return pause * 2 < LongestPause ? pause * 2 : LongestPause;
    }
}
