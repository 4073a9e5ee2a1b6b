using System.Globalization;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace AlertBot.Channels.Telegram;

/// <summary>Sends messages through the Bot API.</summary>
internal sealed class TelegramChannel(
    TelegramClient telegram,
    SendPace pace,
    FloodWatch floods,
    IOptions<TelegramOptions> options,
    ILogger<TelegramChannel> log
) : IChannel
{
    public string Name => "telegram";

    /// <summary>Groups and channels have negative ids, private chats positive ones.</summary>
    public TimeSpan RestAfter(Subscriptions.Chat chat) =>
        chat.Address.StartsWith('-') || chat.Address.StartsWith('@') ? options.Value.GroupRest : options.Value.ChatRest;

    public async Task<Delivery> SendAsync(Message message, CancellationToken ct)
    {
        var form = new Form(Html: true, Bare: false);
        while (true)
        {
            await pace.WaitAsync(ct);
            try
            {
                return new Delivery.Sent(await SendAsync(message, form, ct));
            }
            catch (ApiRequestException e) when (Simpler(form, e) is { } simpler)
            {
                log.FormRefused(e.Message);
                form = simpler;
            }
            catch (Exception e)
                when (e is RequestException or OperationCanceledException && !ct.IsCancellationRequested)
            {
                return Read(e, message);
            }
        }
    }

    /// <summary>How a message is dressed. A dress of ours that Telegram refuses must not cost the alert.</summary>
    /// <param name="Html">With markup; else the visible text alone.</param>
    /// <param name="Bare">Without buttons, and answering nothing.</param>
    private sealed record Form(bool Html, bool Bare);

    private static Form? Simpler(Form form, ApiRequestException answer) =>
        form.Html && TelegramAnswers.IsUnreadableMarkup(answer) ? form with { Html = false }
        : !form.Bare && TelegramAnswers.IsAboutButtonsOrReply(answer) ? form with { Bare = true }
        : null;

    private Delivery Read(Exception fault, Message message)
    {
        if (
            message.Target is Target.Edit edit
            && fault is ApiRequestException same
            && TelegramAnswers.IsUnchanged(same)
        )
            return new Delivery.Sent(edit.MessageId);
        var delivery = TelegramAnswers.Read(fault, message.Chat);
        if (
            delivery is not Delivery.Later { Flooded: true } flooded
            || floods.Note(message.Chat, flooded.Wait) is not { } hold
        )
            return delivery;
        pace.SlowDown();
        return flooded with { Wait = hold, WholeChannel = true };
    }

    private async Task<string> SendAsync(Message message, Form form, CancellationToken ct)
    {
        var chat = message.Chat;
        var text = form.Html ? TelegramMarkup.Html(message) : TelegramMarkup.Plain(message);
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
        return sent.Id.ToString(CultureInfo.InvariantCulture);
    }

    private static LinkPreviewOptions NoPreview => new() { IsDisabled = true };

    private static InlineKeyboardMarkup? Buttons(Message message) =>
        message.Content is Alert
            ? TelegramKeyboard.Of(
                [
                    [new Subscriptions.Choice(Subscriptions.ChatTexts.For(message.Language).WhyButton, "why")],
                ],
                target: null
            )
            : null;

    private static int IdOf(string number) => int.Parse(number, CultureInfo.InvariantCulture);
}
