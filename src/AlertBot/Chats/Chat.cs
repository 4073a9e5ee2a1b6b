using System.Diagnostics.CodeAnalysis;

namespace AlertBot.Chats;

/// <summary>
/// A place messages go to: <c>telegram:-100123/45</c> is forum topic 45 of a Telegram supergroup,
/// <c>discord:987654321</c> a Discord channel, thread or forum, <c>discord:webhook/desk</c> the webhook that the
/// settings call desk, <c>webhook:desk</c> a webhook of the settings, <c>console:out</c> the terminal. Ids are text:
/// Telegram's are signed 52-bit numbers, Discord's unsigned 64-bit ones.
/// </summary>
internal readonly record struct Chat(string Channel, string Address, string? Thread = null)
{
    public const string Example = "telegram:-100123 or telegram:-100123/45 or discord:987654321";

    /// <summary>
    /// Telegram's links give the General topic of a forum this number, and its Bot API takes no message for it: what is
    /// meant for General is sent to the group.
    /// </summary>
    private const string GeneralTopic = "1";

    public static bool TryParse(string? text, [NotNullWhen(true)] out Chat chat)
    {
        var match = ChatAddressFormat.Pattern.Match(text ?? "");
        chat = match.Success
            ? new Chat(
                match.Groups["channel"].Value,
                match.Groups["address"].Value,
                match.Groups["thread"] is { Success: true, Value: not GeneralTopic } thread ? thread.Value : null
            )
            : default;
        return match.Success;
    }

    public static Chat Parse(string text) =>
        TryParse(text, out var chat) ? chat : throw new FormatException($"\"{text}\" is no chat; write {Example}");

    public override string ToString() => Thread is null ? $"{Channel}:{Address}" : $"{Channel}:{Address}/{Thread}";
}
