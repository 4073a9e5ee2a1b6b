using System.Globalization;
using AlertBot.Channels.Telegram.Api;
using AlertBot.Localization;
using AlertBot.Subscriptions.Commands;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace AlertBot.Channels.Telegram.Receiving;

/// <summary>
/// Channels that are managed from a private chat: <c>/subscribe @mydesk libya</c>. Whoever asks must administer the
/// channel, and the bot must be allowed to post there.
/// </summary>
internal sealed class TelegramManagedChannels(TelegramClient telegram, TelegramRights rights)
{
    /// <summary>
    /// A channel's name or id at the beginning of a command's words, and the words after it; null when there is none.
    /// </summary>
    public static (string Name, string Words)? Parse(string words)
    {
        var parts = words.Split(' ', 2, StringSplitOptions.TrimEntries);
        var isName =
            parts[0] is ['@', _, ..]
            || (
                parts[0].StartsWith("-100", StringComparison.Ordinal)
                && long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            );
        return isName ? (parts[0], parts.Length > 1 ? parts[1] : "") : null;
    }

    /// <summary>
    /// The channel, or why this person cannot manage it from here. Its title is its administrators' to know: to others
    /// it is called as they called it, and an id that they may have guessed is unknown, whether the bot is there or
    /// not.
    /// </summary>
    public async Task<(ChatFullInfo? Channel, string? Problem)> FindAsync(
        ChatId name,
        User asker,
        User me,
        ChatTexts texts,
        CancellationToken ct
    )
    {
        try
        {
            var channel = await telegram.Bot.GetChat(name, ct);
            if (channel.Type != ChatType.Channel)
                return (null, SafeText.Fill(texts.ChannelUnknown, name));
            if (!await rights.IsAdminAsync(channel.Id, asker.Id, ct))
                return (
                    null,
                    SafeText.Fill(name.Username is null ? texts.ChannelUnknown : texts.ChannelNotAdmin, name)
                );
            var shown = channel.Title ?? $"{name}";
            var self = await telegram.Bot.GetChatMember(channel.Id, me.Id, ct);
            return self is not ChatMemberAdministrator { CanPostMessages: true }
                ? (null, SafeText.Fill(texts.ChannelNoRight, shown))
                : (channel, null);
        }
        catch (ApiRequestException e) when (e.ErrorCode is 400 or 403)
        {
            return (null, SafeText.Fill(texts.ChannelUnknown, name));
        }
    }
}
