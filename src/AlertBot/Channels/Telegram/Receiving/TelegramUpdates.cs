using System.Globalization;
using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Subscriptions;
using AlertBot.Subscriptions.Commands;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Chat = AlertBot.Chats.Chat;
using TelegramMessage = Telegram.Bot.Types.Message;

namespace AlertBot.Channels.Telegram.Receiving;

/// <summary>Handles one update: a command, a pressed button, a move, or what became of the bot in a chat.</summary>
internal sealed class TelegramUpdates(
    TelegramRights rights,
    TelegramManagedChannels targets,
    TelegramReplies replies,
    ChatCommands commands,
    SubscriptionStore subscriptions,
    ChatLifecycle chats,
    ILogger<TelegramUpdates> log
)
{
    /// <summary>The chat an update is about; 0 when about none.</summary>
    public static long ChatOf(Update update) =>
        (update.Message ?? update.ChannelPost)?.Chat.Id
        ?? update.MyChatMember?.Chat.Id
        ?? update.CallbackQuery?.Message?.Chat.Id
        ?? 0;

    /// <summary>
    /// The person behind an update, for whom others must not wait; the chat where nobody is named, as of anonymous
    /// administrators and in channels.
    /// </summary>
    public static long PersonOf(Update update) =>
        update.Message is { SenderChat: null, From: { } writer } ? writer.Id
        : update.CallbackQuery is { From: var presser } ? presser.Id
        : update.MyChatMember is { From: var changer } ? changer.Id
        : ChatOf(update);

    /// <summary>
    /// Whether there is anything to do about it. The talk of a group is not, and is not stored either.
    /// </summary>
    public static bool Concerns(Update update, User me) =>
        update.MyChatMember is not null
        || update.CallbackQuery is not null
        || (
            (update.Message ?? update.ChannelPost) is { } message
            && (
                message.MigrateToChatId is not null
                || message.MigrateFromChatId is not null
                || TelegramCommand.Parse(message, me.Username ?? "") is not null
            )
        );

    public async Task HandleAsync(Update update, User me, CancellationToken ct)
    {
        if ((update.Message ?? update.ChannelPost) is { } message)
            await HandleMessageAsync(message, me, ct);
        else if (update.MyChatMember is { } member)
            await HandleMembershipAsync(member, ct);
        else if (update.CallbackQuery is { } pressed)
            await HandlePressAsync(pressed, me, ct);
    }

    private async Task HandleMessageAsync(TelegramMessage message, User me, CancellationToken ct)
    {
        if (message.MigrateToChatId is { } to)
            await MoveAsync(message.Chat.Id, to, ct);
        else if (message.MigrateFromChatId is { } from)
            await MoveAsync(from, message.Chat.Id, ct);
        else if (TelegramCommand.Parse(message, me.Username ?? "") is { } written)
            await HandleCommandAsync(message, written, me, ct);
    }

    private async Task HandleCommandAsync(
        TelegramMessage message,
        TelegramCommand written,
        User me,
        CancellationToken ct
    )
    {
        var language = LanguageCodes.Parse(message.From?.LanguageCode);
        if (
            message.Chat.Type == ChatType.Private
            && (written.Verb == "channel" || TelegramManagedChannels.Parse(written.Words) is not null)
        )
        {
            var (reply, target) = await AnswerForChannelAsync(message, written, me, language, ct);
            await replies.SendAsync(message, reply, target, answers: false, ct);
            return;
        }
        var command = new ChatCommand(
            PlaceOf(message),
            written.Verb,
            written.Words,
            await rights.MayChangeAsync(message, ct),
            language
        )
        {
            About = message.ReplyToMessage is { ForumTopicCreated: null } about ? Text(about.Id) : null,
        };
        await replies.SendAsync(
            message,
            WithLink(await commands.AnswerAsync(command, ct), me),
            target: null,
            answers: message.Chat.Type != ChatType.Private,
            ct
        );
    }

    /// <summary><c>/channel @desk</c> and <c>/subscribe @desk libya</c>, written in private.</summary>
    private async Task<(Reply Reply, long? Target)> AnswerForChannelAsync(
        TelegramMessage message,
        TelegramCommand written,
        User me,
        Language? language,
        CancellationToken ct
    )
    {
        var own = await commands.AnswerAsync(
            new ChatCommand(PlaceOf(message), "help", "", MayChange: true, language),
            ct
        );
        var texts = ChatTexts.For(own.Language);
        if (TelegramManagedChannels.Parse(written.Words) is not { } named)
            return (
                own with
                {
                    Text = SafeText.Fill(
                        texts.ChannelHow,
                        $"https://t.me/{me.Username}?startchannel&admin=post_messages+edit_messages"
                    ),
                },
                null
            );
        var (channel, problem) = await targets.FindAsync(named.Name, message.From!, me, texts, ct);
        if (channel is null)
            return (own with { Text = problem! }, null);
        var verb = written.Verb == "channel" ? "topics" : written.Verb;
        var reply = await commands.AnswerAsync(
            new ChatCommand(new Chat("telegram", Text(channel.Id)), verb, named.Words, MayChange: true, own.Language),
            ct
        );
        return (
            written.Verb == "channel"
                ? reply with
                {
                    Text =
                        SafeText.Fill(ChatTexts.For(reply.Language).ChannelReady, channel.Title ?? named.Name)
                        + $"\n\n{reply.Text}",
                }
                : Named(WithLink(reply, me), channel.Title ?? named.Name),
            channel.Id
        );
    }

    /// <summary>What is done to a channel from a private chat says to which.</summary>
    private static Reply Named(Reply reply, string channel) =>
        reply with
        {
            Text = $"{SafeText.Fill(ChatTexts.For(reply.Language).ChannelAnswer, channel)}\n{reply.Text}",
        };

    /// <summary>A link to the bot opens in one tap what others would have to type.</summary>
    private static Reply WithLink(Reply reply, User me) =>
        reply.StartWords is { } words
            ? reply with
            {
                Text = $"{reply.Text}\nhttps://t.me/{me.Username}?start={words}",
            }
            : reply;

    private async Task HandlePressAsync(CallbackQuery pressed, User me, CancellationToken ct)
    {
        if (pressed.Message is not { } message || pressed.Data is not { } data)
        {
            await replies.AcknowledgeAsync(pressed, null, ct);
            return;
        }
        var (target, verb, words) = TelegramKeyboard.Parse(data);
        var language = LanguageCodes.Parse(pressed.From.LanguageCode);
        var (place, mayChange) = (PlaceOf(message), true);
        string? managed = null;
        if (target is { } id)
        {
            if (!TelegramKeyboard.Manages(message, id, me.Id))
            {
                await replies.AcknowledgeAsync(pressed, null, ct);
                return;
            }
            var (channel, problem) = await targets.FindAsync(
                id,
                pressed.From,
                me,
                ChatTexts.For(language ?? Language.English),
                ct
            );
            if (channel is null)
            {
                await replies.AcknowledgeAsync(pressed, new Reply(language ?? Language.English, problem!), ct);
                return;
            }
            place = new Chat("telegram", Text(channel.Id));
            managed = channel.Title ?? Text(channel.Id);
        }
        else
        {
            mayChange = await rights.MayChangeAsync(message.Chat, pressed.From, ct);
        }
        var reply = await commands.AnswerAsync(
            new ChatCommand(place, verb, words, mayChange, language)
            {
                About = Text(message.Id),
                AboutText = message.Text,
            },
            ct
        );
        if (managed is not null)
            reply = Named(reply, managed);
        // In a channel any reader can press: the answer is for them alone.
        var forPresserOnly = reply.IsRefusal || message.Chat.Type == ChatType.Channel;
        await replies.AcknowledgeAsync(pressed, forPresserOnly ? reply : null, ct);
        if (forPresserOnly)
            return;
        await (
            reply.Replaces
                ? replies.ReplaceAsync(message, reply, target, ct)
                : replies.SendAsync(message, reply, target, answers: true, ct)
        );
    }

    private Task MoveAsync(long from, long to, CancellationToken ct) =>
        chats.MoveAsync(new Chat("telegram", Text(from)), new Chat("telegram", Text(to)), ct);

    /// <summary>
    /// The earliest notice that a chat is lost or found again. A private chat that comes back waits for /start.
    /// </summary>
    private async Task HandleMembershipAsync(ChatMemberUpdated change, CancellationToken ct)
    {
        var chat = new Chat("telegram", Text(change.Chat.Id));
        var mayWrite = MayWrite(change.Chat.Type, change.NewChatMember);
        await (
            change.NewChatMember.Status switch
            {
                ChatMemberStatus.Left or ChatMemberStatus.Kicked => EndAsync(chat, ct),
                _ when !mayWrite => subscriptions.ChangeAsync(
                    tx => subscriptions.SleepAsync(tx, chat, "the bot may not write there", timeout: null, ct),
                    ct
                ),
                _ => subscriptions.WakeAllInAsync(chat, ct),
            }
        );
        if (
            change.Chat.Type == ChatType.Channel
            && mayWrite
            && change.NewChatMember is ChatMemberAdministrator
            && !(change.OldChatMember is ChatMemberAdministrator && MayWrite(ChatType.Channel, change.OldChatMember))
        )
            await WelcomeAsync(change, chat, ct);
        else if (
            change.Chat.Type is ChatType.Group or ChatType.Supergroup
            && mayWrite
            && change.OldChatMember.Status is ChatMemberStatus.Left or ChatMemberStatus.Kicked
            && change.NewChatMember.Status is not (ChatMemberStatus.Left or ChatMemberStatus.Kicked)
        )
            await GreetAsync(change, chat, ct);
    }

    /// <summary>A group that the bot was added to is told what to do, and who may.</summary>
    private async Task GreetAsync(ChatMemberUpdated change, Chat group, CancellationToken ct)
    {
        var start = await commands.AnswerAsync(
            new ChatCommand(group, "start", "", MayChange: true, LanguageCodes.Parse(change.From.LanguageCode)),
            ct
        );
        await replies.SendUnaskedAsync(
            change.Chat.Id,
            start with
            {
                Text = $"{start.Text}\n\n{ChatTexts.For(start.Language).GroupHello}",
            },
            target: null,
            ct
        );
    }

    private async Task EndAsync(Chat chat, CancellationToken ct)
    {
        const string why = "the bot was removed or blocked";
        if (await chats.EndWithTopicsAsync(chat, why, ct) > 0)
            log.EndedByEvent("telegram", why);
    }

    private static bool MayWrite(ChatType type, ChatMember self) =>
        self switch
        {
            ChatMemberAdministrator admin => type != ChatType.Channel || admin.CanPostMessages,
            ChatMemberRestricted restricted => restricted is { IsMember: true, CanSendMessages: true },
            _ => true,
        };

    /// <summary>
    /// Nobody can write commands to the bot in a channel: whoever lets it in is shown in private how to go on, if they
    /// ever wrote to it.
    /// </summary>
    private async Task WelcomeAsync(ChatMemberUpdated change, Chat channel, CancellationToken ct)
    {
        var panel = await commands.AnswerAsync(
            new ChatCommand(channel, "topics", "", MayChange: true, LanguageCodes.Parse(change.From.LanguageCode)),
            ct
        );
        var ready = SafeText.Fill(
            ChatTexts.For(panel.Language).ChannelReady,
            change.Chat.Title ?? Text(change.Chat.Id)
        );
        await replies.SendUnaskedAsync(
            change.From.Id,
            panel with
            {
                Text = $"{ready}\n\n{panel.Text}",
            },
            change.Chat.Id,
            ct
        );
    }

    private static Chat PlaceOf(TelegramMessage message) =>
        new(
            "telegram",
            Text(message.Chat.Id),
            message is { IsTopicMessage: true, MessageThreadId: { } thread } ? Text(thread) : null
        );

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A command as it stands in a message: <c>/subscribe@OurBot libya</c>.</summary>
internal sealed record TelegramCommand(string Verb, string Words)
{
    /// <summary>
    /// Null for what is not for us: another bot's command, and in groups all talk. In a private chat everything is
    /// addressed to the bot, so any text is a command, if an unknown one.
    /// </summary>
    public static TelegramCommand? Parse(TelegramMessage message, string username)
    {
        if (message.Text is not { Length: > 0 } text || IsNobodys(message))
            return null;
        var isPrivate = message.Chat.Type == ChatType.Private;
        if (message.Entities is not [{ Type: MessageEntityType.BotCommand, Offset: 0 } entity, ..])
            return isPrivate ? new TelegramCommand("", text) : null;
        var name = text[1..entity.Length].Split('@');
        if (name.Length > 1 && !name[1].Equals(username, StringComparison.OrdinalIgnoreCase))
            return null;
        var verb = name[0].ToLowerInvariant();
        // In a group another bot may know what we do not; only a command with our name on it is surely ours.
        return isPrivate || name.Length > 1 || CommandDefinition.Find(verb) is { IsFromButtonsAlone: false }
            ? new TelegramCommand(verb, text[entity.Length..].Trim())
            : null;
    }

    /// <summary>
    /// Posts of a linked channel that Telegram itself puts into the group, and what somebody writes in the name of
    /// another chat: who that is and what they may do cannot be known. What is forwarded, or written by another bot in
    /// somebody's name, are not the words of who sent it here.
    /// </summary>
    private static bool IsNobodys(TelegramMessage message) =>
        message.IsAutomaticForward
        || message.ForwardOrigin is not null
        || message.ViaBot is not null
        || message.SenderBusinessBot is not null
        || (message.SenderChat is { } sender && sender.Id != message.Chat.Id);
}
