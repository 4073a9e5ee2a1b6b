using AlertBot.Subscriptions.Commands;
using Telegram.Bot.Types.Enums;
using TelegramMessage = Telegram.Bot.Types.Message;

namespace AlertBot.Channels.Telegram.Receiving;

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
