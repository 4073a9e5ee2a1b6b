using AlertBot.Chats;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;
using TelegramMessage = Telegram.Bot.Types.Message;

namespace AlertBot.Channels.Telegram.Receiving;

/// <summary>
/// Choices as an inline keyboard. A button carries its command, and in a private chat that manages a channel also that
/// channel: <c>&gt;-1001234567890 p 0 +libya</c>. Telegram takes 64 bytes (Bot API, InlineKeyboardButton, read
/// 2026-11-23).
/// </summary>
internal static class TelegramKeyboard
{
    private const char TargetMark = '>';

    public static InlineKeyboardMarkup? Render(IReadOnlyList<IReadOnlyList<Choice>> rows, long? target) =>
        rows.Count == 0
            ? null
            : new InlineKeyboardMarkup(
                rows.Select(row =>
                    row.Select(choice =>
                        InlineKeyboardButton.WithCallbackData(
                            choice.Label,
                            target is null ? choice.Command : $"{TargetMark}{target} {choice.Command}"
                        )
                    )
                )
            );

    /// <summary>
    /// Whether a message of ours bears buttons for this channel. Button data comes from the presser's client, which can
    /// make it up; what stands under the message comes from Telegram.
    /// </summary>
    public static bool Manages(TelegramMessage message, long target, long bot) =>
        message.Chat.Type == ChatType.Private
        && message.From?.Id == bot
        && message.ReplyMarkup?.InlineKeyboard is { } rows
        && rows.SelectMany(row => row).Any(button => button.CallbackData is { } data && Parse(data).Target == target);

    /// <summary>What a pressed button stands for.</summary>
    public static (long? Target, string Verb, string Words) Parse(string data)
    {
        long? target = null;
        if (
            data.StartsWith(TargetMark)
            && data.Split(' ', 2) is [var mark, var rest]
            && long.TryParse(mark.AsSpan(1), out var id)
        )
            (target, data) = (id, rest);
        var parts = data.Split(' ', 2);
        return (target, parts[0], parts.Length > 1 ? parts[1] : "");
    }
}
