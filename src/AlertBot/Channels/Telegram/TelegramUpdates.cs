using System.Globalization;
using AlertBot.Config;
using AlertBot.Subscriptions;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Chat = AlertBot.Subscriptions.Chat;
using TelegramMessage = Telegram.Bot.Types.Message;

namespace AlertBot.Channels.Telegram;

/// <summary>Handles one update: a command, a move, or what became of the bot in a chat.</summary>
internal sealed class TelegramUpdates(
    TelegramClient telegram, TelegramRights rights, ChatCommands commands, SubscriptionStore subscriptions, SendPace pace, ILogger<TelegramUpdates> log)
{
    /// <summary>The chat an update is about; 0 when about none.</summary>
    public static long ChatOf(Update update) =>
        (update.Message ?? update.ChannelPost)?.Chat.Id ?? update.MyChatMember?.Chat.Id ?? update.CallbackQuery?.Message?.Chat.Id ?? 0;

    /// <summary>A fault of ours with one update is told and must not hold up the rest: unconfirmed, it would come again for ever.</summary>
    public async Task HandleAsync(Update update, User me, CancellationToken ct)
    {
        try
        {
            await HandleKindAsync(update, me, ct);
        }
#pragma warning disable CA1031
        catch (Exception e) when (e is not RequestException && !ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            log.UpdateFailed(e, update.Id);
        }
    }

    private async Task HandleKindAsync(Update update, User me, CancellationToken ct)
    {
        if ((update.Message ?? update.ChannelPost) is { } message)
            await HandleMessageAsync(message, me, ct);
        else if (update.MyChatMember is { } member)
            await HandleMembershipAsync(member, ct);
        else if (update.CallbackQuery is { } pressed)
            await telegram.Bot.AnswerCallbackQuery(pressed.Id, cancellationToken: ct);
    }

    private async Task HandleMessageAsync(TelegramMessage message, User me, CancellationToken ct)
    {
        if (message.MigrateToChatId is { } to)
            await MoveAsync(message.Chat.Id, to, ct);
        else if (message.MigrateFromChatId is { } from)
            await MoveAsync(from, message.Chat.Id, ct);
        else if (TelegramCommand.Read(message, me.Username ?? "") is { } written)
            await AnswerAsync(message, written, ct);
    }

    private async Task AnswerAsync(TelegramMessage message, TelegramCommand written, CancellationToken ct)
    {
        var chat = new Chat("telegram", message.Chat.Id.ToString(CultureInfo.InvariantCulture), message is { IsTopicMessage: true, MessageThreadId: { } thread } ? thread.ToString(CultureInfo.InvariantCulture) : null);
        var mayChange = await rights.MayChangeAsync(message, ct);
        var reply = await commands.AnswerAsync(new ChatCommand(chat, written.Verb, written.Words, mayChange, LanguageCodes.Parse(message.From?.LanguageCode)), ct);
        var direction = reply.Language == Language.Arabic ? $"{SafeText.RightToLeft}" : "";
        await pace.WaitAsync(ct);
        try
        {
            await telegram.Bot.SendMessage(
                message.Chat.Id, direction + SafeText.Cut(reply.Text, TelegramMarkup.MostVisible - 1), messageThreadId: chat.Thread is null ? null : message.MessageThreadId,
                linkPreviewOptions: new LinkPreviewOptions { IsDisabled = true }, cancellationToken: ct);
        }
        catch (RequestException e)
        {
            // The command is carried out; its answer can be asked for again with /status.
            log.AnswerNotSent(e.GetType().Name);
        }
    }

    private Task MoveAsync(long from, long to, CancellationToken ct) => subscriptions.ChangeAsync(
        tx => subscriptions.MoveAsync(
            tx, new Chat("telegram", from.ToString(CultureInfo.InvariantCulture)), new Chat("telegram", to.ToString(CultureInfo.InvariantCulture)), ct), ct);

    /// <summary>The earliest notice that a chat is lost or found again. A private chat that comes back waits for /start.</summary>
    private Task HandleMembershipAsync(ChatMemberUpdated change, CancellationToken ct)
    {
        var chat = new Chat("telegram", change.Chat.Id.ToString(CultureInfo.InvariantCulture));
        var mayWrite = change.NewChatMember switch
        {
            ChatMemberAdministrator admin => change.Chat.Type != ChatType.Channel || admin.CanPostMessages,
            ChatMemberRestricted restricted => restricted is { IsMember: true, CanSendMessages: true },
            _ => true,
        };
        return change.NewChatMember.Status switch
        {
            ChatMemberStatus.Left or ChatMemberStatus.Kicked => subscriptions.EndAllInAsync(chat, "the bot was removed or blocked", ct),
            _ when !mayWrite => subscriptions.ChangeAsync(tx => subscriptions.SleepAsync(tx, chat, "the bot may not write there", ct), ct),
            _ => subscriptions.WakeAllInAsync(chat, ct),
        };
    }
}
