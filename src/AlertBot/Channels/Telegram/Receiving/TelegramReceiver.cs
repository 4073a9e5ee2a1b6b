using System.Data.Common;
using System.Globalization;
using AlertBot.Channels.Telegram.Api;
using AlertBot.Storage;
using AlertBot.Storage.Leases;
using Microsoft.Extensions.Hosting;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace AlertBot.Channels.Telegram.Receiving;

/// <summary>
/// Receives by long polling. An update is confirmed only by asking for later ones, so: store what concerns us together
/// with the offset, ask on, and let the handlers work from the store. After a crash the last batch comes again and is
/// stored once.
/// </summary>
internal sealed class TelegramReceiver(
    TelegramClient telegram,
    TelegramIntroduction introduction,
    TelegramDispatch dispatch,
    UpdateStore updates,
    KeyValueStore cursors,
    ListenerLease lease,
    ChannelAccess access,
    TimeProvider clock,
    ILogger<TelegramReceiver> log
) : BackgroundService
{
    // Sent with every call: the server remembers the last list, also that of an older version.
    private static readonly UpdateType[] Kinds =
    [
        UpdateType.Message,
        UpdateType.MyChatMember,
        UpdateType.CallbackQuery,
        UpdateType.ChannelPost,
    ];

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Ids begin anew after a week without updates (Bot API, Update, read 2026-11-23); an offset that old would skip
    /// them.
    /// </summary>
    private static readonly TimeSpan OffsetKept = TimeSpan.FromDays(6);

    /// <summary>One poll per token: a second one throws the first out (409).</summary>
    public const string LeaseName = "telegram";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await lease.WhileHeldAsync(LeaseName, ListenAsync, stoppingToken);
        }
        finally
        {
            await dispatch.FinishAsync();
        }
    }

    private async Task<bool> ListenAsync(CancellationToken held)
    {
        var pause = TimeSpan.FromSeconds(1);
        User? me = null;
        while (true)
        {
            try
            {
                if (me is null)
                {
                    var introduced = await introduction.IntroduceAsync(held);
                    await dispatch.ResumeAsync(introduced, held);
                    me = introduced;
                }
                await ReceiveAsync(me, held);
                access.Granted("telegram");
                pause = TimeSpan.FromSeconds(1);
            }
            catch (RequestException e) when (held.IsCancellationRequested)
            {
                // The library has one word for an answer it may not read to its end and for one that cannot be read.
                throw new OperationCanceledException(e.Message, e, held);
            }
            catch (Exception e)
                when (e is DbException
                    || e is RequestException
                    || (e is OperationCanceledException && !held.IsCancellationRequested)
                )
            {
                pause = await PauseAsync(e, pause, held);
            }
        }
    }

    private async Task ReceiveAsync(User me, CancellationToken ct)
    {
        var cursor = $"telegram:{me.Id.ToString(CultureInfo.InvariantCulture)}";
        var batch = await telegram.Updates.GetUpdates(
            await OffsetAsync(cursor, ct),
            limit: 100,
            timeout: (int)TelegramClient.LongPoll.TotalSeconds,
            Kinds,
            ct
        );
        if (batch.Length == 0)
            return;
        var ours = batch.Where(update => TelegramUpdates.Concerns(update, me)).ToList();
        if (
            !await updates.PutAsync(
                "telegram",
                [.. ours.Select(TelegramDispatch.Stored)],
                cursor,
                batch[^1].Id + 1,
                LeaseName,
                ct
            )
        )
            return;
        foreach (var update in ours)
            dispatch.Post(update, me, ct);
    }

    private async Task<int> OffsetAsync(string cursor, CancellationToken ct)
    {
        var written = await cursors.ReadAsync($"{cursor}:at", ct);
        var isOld = written is { } at && clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(at) > OffsetKept;
        return isOld ? 0 : (int)(await cursors.ReadAsync(cursor, ct) ?? 0);
    }

    private async Task<TimeSpan> PauseAsync(Exception fault, TimeSpan pause, CancellationToken ct)
    {
        var answer = fault as ApiRequestException;
        if (answer?.ErrorCode == 409)
            log.SecondInstance();
        if (answer?.ErrorCode == 401)
            access.Refused("telegram");
        // 409: the other poll has just been answered; asking at once would only throw it out in turn.
        var wait = answer switch
        {
            { ErrorCode: 409 } => TimeSpan.FromSeconds(20),
            { ErrorCode: 429 } => TimeSpan.FromSeconds(answer.Parameters?.RetryAfter ?? 10),
            { ErrorCode: 401 or 404 } => LongestPause,
            _ => pause,
        };
        log.ReceivingPaused(
            answer?.ErrorCode == 401 ? DeliveryOutcome.TokenRefused
                : fault is ApiRequestException ? fault.Message
                : fault is DbException ? "the store cannot be used"
                : "no answer",
            wait
        );
        await Task.Delay(wait, clock, ct);
        return pause * 2 < LongestPause ? pause * 2 : LongestPause;
    }
}
