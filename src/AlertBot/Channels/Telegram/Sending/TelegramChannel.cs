using System.Collections.Concurrent;
using System.Globalization;
using AlertBot.Channels.Telegram.Api;
using AlertBot.Channels.Telegram.Receiving;
using AlertBot.Chats;
using AlertBot.Subscriptions.Briefs;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;
using Message = AlertBot.Chats.Message;

namespace AlertBot.Channels.Telegram.Sending;

/// <summary>Sends messages through the Bot API.</summary>
internal sealed class TelegramChannel(
    TelegramClient telegram,
    SendRateLimiter pace,
    FloodDetector floods,
    BriefChart charts,
    IOptions<TelegramOptions> options,
    ILogger<TelegramChannel> log
) : IChannel
{
    /// <summary>Of the addresses that channels and groups share, those that were seen to be groups.</summary>
    private readonly ConcurrentDictionary<string, bool> _groups = new(StringComparer.Ordinal);

    public string Name => "telegram";

    /// <summary>Groups and channels have negative ids, private chats positive ones.</summary>
    public TimeSpan PauseAfter(AlertBot.Chats.Chat chat) =>
        chat.Address.StartsWith('-') || chat.Address.StartsWith('@') ? options.Value.GroupRest : options.Value.ChatRest;

    public async Task<DeliveryOutcome> SendAsync(Message message, CancellationToken ct)
    {
        var form = new Form(Html: true, Bare: false);
        while (true)
        {
            await pace.WaitAsync(ct);
            try
            {
                var id = await SendAsync(message, form, ct);
                if (charts.Draw(message) is { } picture)
                    await SendPictureAsync(message, picture, id, ct);
                return new DeliveryOutcome.Sent(id);
            }
            catch (ApiRequestException e) when (Simpler(form, e) is { } simpler)
            {
                log.FormRefused(e.Message);
                form = simpler;
            }
            catch (Exception e)
                when (e is RequestException or OperationCanceledException && !ct.IsCancellationRequested)
            {
                return OutcomeOf(e, message);
            }
        }
    }

    /// <summary>How a message is dressed. A dress of ours that Telegram refuses must not cost the alert.</summary>
    /// <param name="Html">With markup; else the visible text alone.</param>
    /// <param name="Bare">Without buttons, and answering nothing.</param>
    private sealed record Form(bool Html, bool Bare);

    private static Form? Simpler(Form form, ApiRequestException answer) =>
        form.Html && TelegramOutcomes.IsUnreadableMarkup(answer) ? form with { Html = false }
        : !form.Bare && TelegramOutcomes.IsAboutButtonsOrReply(answer) ? form with { Bare = true }
        : null;

    private DeliveryOutcome OutcomeOf(Exception fault, Message message)
    {
        if (
            message.Target is Target.Edit edit
            && fault is ApiRequestException same
            && TelegramOutcomes.IsUnchanged(same)
        )
            return new DeliveryOutcome.Sent(edit.MessageId);
        var outcome = TelegramOutcomes.OutcomeOf(fault, message.Chat);
        if (
            outcome is not DeliveryOutcome.Later { Flooded: true } flooded
            || floods.Observe(message.Chat, flooded.Wait) is not { } hold
        )
            return outcome;
        pace.SlowDown();
        return flooded with { Wait = hold, WholeChannel = true };
    }

    private async Task<string> SendAsync(Message message, Form form, CancellationToken ct)
    {
        var chat = message.Chat;
        var text = form.Html ? TelegramMarkup.Html(message) : TelegramMarkup.WithoutMarkup(message);
        var mode = form.Html ? ParseMode.Html : ParseMode.None;
        var buttons = form.Bare ? null : Buttons(message);
        // Left out, either would be reset by an edit: previews would come on and buttons go.
        var sent = message.Target is Target.Edit edit
            ? await telegram.Bot.EditMessageText(
                chat.Address,
                IdOf(edit.MessageId),
                text,
                mode,
                replyMarkup: buttons,
                linkPreviewOptions: NoPreview,
                cancellationToken: ct
            )
            : await telegram.Bot.SendMessage(
                chat.Address,
                text,
                mode,
                replyParameters: form.Bare || message.Target is null
                    ? null
                    : new ReplyParameters
                    {
                        MessageId = IdOf(message.Target.MessageId),
                        AllowSendingWithoutReply = true,
                    },
                replyMarkup: buttons,
                messageThreadId: chat.Thread is null ? null : IdOf(chat.Thread),
                linkPreviewOptions: NoPreview,
                cancellationToken: ct
            );
        if (sent.Chat.Type == ChatType.Supergroup)
            _groups.TryAdd(chat.Address, true);
        return sent.Id.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// A caption is too short for a brief, so the picture answers its text. The text stands in the chat: whatever comes
    /// of the picture, it must not be sent again.
    /// </summary>
    private async Task SendPictureAsync(Message message, ReplyDocument picture, string below, CancellationToken ct)
    {
        try
        {
            await pace.WaitAsync(ct);
            using var content = new MemoryStream(picture.Content.ToArray());
            await telegram.Bot.SendPhoto(
                message.Chat.Address,
                InputFile.FromStream(content, picture.Name),
                replyParameters: new ReplyParameters { MessageId = IdOf(below), AllowSendingWithoutReply = true },
                messageThreadId: message.Chat.Thread is { } thread ? IdOf(thread) : null,
                disableNotification: true,
                cancellationToken: ct
            );
        }
        catch (ApiRequestException e)
        {
            log.PictureNotSent(e.Message);
        }
        catch (Exception e) when (e is RequestException or OperationCanceledException)
        {
            log.PictureNotSent(e.GetType().Name);
        }
    }

    private static LinkPreviewOptions NoPreview => new() { IsDisabled = true };

    private InlineKeyboardMarkup? Buttons(Message message) =>
        message.Content is Alert
            ? TelegramKeyboard.Render(
                AlertButtons.For(message.Language, areAllAnswered: !MayBeChannel(message.Chat.Address)),
                target: null
            )
            : null;

    /// <summary>Whoever presses in a channel is answered in a small window, which has no buttons.</summary>
    private bool MayBeChannel(string address) =>
        address.StartsWith('@')
        || (address.StartsWith("-100", StringComparison.Ordinal) && !_groups.ContainsKey(address));

    private static int IdOf(string number) => int.Parse(number, CultureInfo.InvariantCulture);
}
