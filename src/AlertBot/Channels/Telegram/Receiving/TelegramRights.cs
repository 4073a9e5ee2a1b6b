using System.Collections.Concurrent;
using AlertBot.Channels.Telegram.Api;
using AlertBot.Runtime;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using TelegramMessage = Telegram.Bot.Types.Message;

namespace AlertBot.Channels.Telegram.Receiving;

/// <summary>Who may change what a chat follows: anyone in a private chat, administrators elsewhere.</summary>
internal sealed class TelegramRights(TelegramClient telegram, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<(long Chat, long User), (bool IsAdmin, DateTimeOffset Until)> _known = new();

    /// <summary>The account under which every anonymous administrator acts (Bot API, User, read 2026-11-23).</summary>
    private const long GroupAnonymousBot = 1087968824;

    public async Task<bool> MayChangeAsync(TelegramMessage message, CancellationToken ct)
    {
        if (message.Chat.Type is ChatType.Private)
            return true;
        // An anonymous administrator writes as the chat itself, and in a channel only administrators write at all.
        if (message.SenderChat is { } sender)
            return sender.Id == message.Chat.Id;
        return message.From is { } user && await IsAdminAsync(message.Chat.Id, user.Id, ct);
    }

    /// <summary>
    /// Of whoever pressed a button: the message it stands on is ours, and says nothing of them. Anonymous
    /// administrators are of groups: in a channel that account is no one of its administrators.
    /// </summary>
    public async Task<bool> MayChangeAsync(Chat chat, User presser, CancellationToken ct) =>
        chat.Type is ChatType.Private
        || (
            presser.Id == GroupAnonymousBot
                ? chat.Type is ChatType.Group or ChatType.Supergroup
                : await IsAdminAsync(chat.Id, presser.Id, ct)
        );

    public async Task<bool> IsAdminAsync(long chat, long user, CancellationToken ct)
    {
        var now = clock.GetSteadyNow();
        if (_known.TryGetValue((chat, user), out var known) && known.Until > now)
            return known.IsAdmin;
        var isAdmin = await AskAsync(chat, user, ct);
        _known[(chat, user)] = (isAdmin, now + Kept);
        return isAdmin;
    }

    /// <summary>
    /// getChatMember is only sure while the bot is an administrator itself; the list of administrators can always be
    /// had.
    /// </summary>
    private async Task<bool> AskAsync(long chat, long user, CancellationToken ct)
    {
        try
        {
            return (await telegram.Bot.GetChatMember(chat, user, ct)).IsAdmin;
        }
        catch (ApiRequestException)
        {
            return (await telegram.Bot.GetChatAdministrators(chat, cancellationToken: ct)).Any(admin =>
                admin.User.Id == user
            );
        }
    }
}
