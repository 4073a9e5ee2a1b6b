using System.Text.Json.Nodes;

namespace AlertBot.Tests.Support;

/// <summary>A chat of the fake and what the bot may do there.</summary>
internal sealed class TelegramPlace(long id)
{
    public long Id => id;

    public string Type { get; init; } = id > 0 ? "private" : "supergroup";

    public string? Title { get; init; } = id > 0 ? null : "Desk";

    /// <summary>Without the @; null for a chat that has none.</summary>
    public string? Username { get; init; }

    /// <summary>Who administers it, beside the fake's own <see cref="FakeTelegram.Admins"/>.</summary>
    public HashSet<long> Admins { get; } = [];

    /// <summary>creator, administrator, member, restricted, left or kicked.</summary>
    public string BotStatus { get; set; } = "member";

    /// <summary>The supergroup a group has become; from then on its old address only says so.</summary>
    public long? MovedTo { get; set; }

    public bool BotMayPost { get; set; } = true;

    /// <summary>
    /// Forum topics besides "General"; null for a chat that is no forum, where the server ignores thread ids.
    /// </summary>
    public HashSet<int>? Topics { get; init; }

    /// <summary>Why a message cannot be sent there, with Telegram's code; null when it can.</summary>
    public (int Code, string Words)? Refusal(int? thread) =>
        (Type, BotStatus) switch
        {
            ("private", "kicked") => (403, "Forbidden: bot was blocked by the user"),
            (_, "kicked") => (403, $"Forbidden: bot was kicked from the {Type} chat"),
            (_, "left") => (403, $"Forbidden: bot is not a member of the {Type} chat"),
            ("channel", not "administrator") => (400, "Bad Request: need administrator rights in the channel chat"),
            _ when !BotMayPost => (
                400,
                Type == "channel"
                    ? "Bad Request: need administrator rights in the channel chat"
                    : "Bad Request: not enough rights to send text messages to the chat"
            ),
            _ when thread is { } topic && Topics is { } topics && !topics.Contains(topic) => (
                400,
                "Bad Request: message thread not found"
            ),
            _ => null,
        };

    public JsonObject ToJson()
    {
        var chat = new JsonObject { ["id"] = id, ["type"] = Type };
        if (Type == "private")
            chat["first_name"] = "Someone";
        if (Title is not null)
            chat["title"] = Title;
        if (Username is not null)
            chat["username"] = Username;
        if (Topics is not null)
            chat["is_forum"] = true;
        return chat;
    }

    /// <summary>The bot itself as a member.</summary>
    public JsonObject BotAsMember() =>
        new()
        {
            ["status"] = BotStatus,
            ["user"] = TelegramInbox.User(FakeTelegram.BotId, "en"),
            ["until_date"] = 0,
            ["can_be_edited"] = false,
            ["is_anonymous"] = false,
            ["can_post_messages"] = BotMayPost,
            ["can_send_messages"] = BotMayPost,
            ["is_member"] = true,
        };
}
