using System.Globalization;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Chat = AlertBot.Subscriptions.Chat;

namespace AlertBot.Channels.Telegram;

/// <summary>Sends messages through the Bot API.</summary>
internal sealed class TelegramChannel(TelegramClient telegram, SendPace pace, IOptions<TelegramOptions> options, ILogger<TelegramChannel> log) : IChannel
{
    public string Name => "telegram";

    /// <summary>Groups and channels have negative ids, private chats positive ones.</summary>
    public TimeSpan RestAfter(Chat chat) => chat.Address.StartsWith('-') || chat.Address.StartsWith('@') ? options.Value.GroupRest : options.Value.ChatRest;

    public async Task<Delivery> SendAsync(Message message, CancellationToken ct)
    {
        await pace.WaitAsync(ct);
        try
        {
            return await SendAsync(message.Chat, TelegramMarkup.Html(message), ParseMode.Html, ct);
        }
        catch (ApiRequestException e) when (TelegramAnswers.IsUnreadableMarkup(e))
        {
            log.MarkupRefused(e.Message);
            return await SendPlainAsync(message, ct);
        }
        catch (Exception e) when (e is RequestException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return TelegramAnswers.Read(e, message.Chat);
        }
    }

    private async Task<Delivery> SendPlainAsync(Message message, CancellationToken ct)
    {
        try
        {
            return await SendAsync(message.Chat, TelegramMarkup.Plain(message), ParseMode.None, ct);
        }
        catch (Exception e) when (e is RequestException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return TelegramAnswers.Read(e, message.Chat);
        }
    }

    private async Task<Delivery> SendAsync(Chat chat, string text, ParseMode mode, CancellationToken ct)
    {
        var sent = await telegram.Bot.SendMessage(
            chat.Address,
            text,
            mode,
            messageThreadId: chat.Thread is null ? null : int.Parse(chat.Thread, CultureInfo.InvariantCulture),
            linkPreviewOptions: new LinkPreviewOptions { IsDisabled = true },
            cancellationToken: ct);
        return new Delivery.Sent(sent.Id.ToString(CultureInfo.InvariantCulture));
    }
}
