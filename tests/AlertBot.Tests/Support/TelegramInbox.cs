using System.Text.Json.Nodes;

namespace AlertBot.Tests.Support;

/// <summary>
/// What people and Telegram write to the bot. An update stays until a later offset confirms it, and comes again until
/// then.
/// </summary>
internal sealed class TelegramInbox
{
    private readonly Lock _lock = new();
    private readonly List<JsonObject> _updates = [];
    private readonly Signal _signal = new();
    private int _lastId = 1000;
    private int _poll;
    private bool _closed;

    /// <summary>How many updates no offset has confirmed yet.</summary>
    public int Unconfirmed
    {
        get
        {
            lock (_lock)
                return _updates.Count;
        }
    }

    public static JsonObject User(long id, string language) =>
        new()
        {
            ["id"] = id,
            ["is_bot"] = false,
            ["first_name"] = "Someone",
            ["language_code"] = language,
        };

    /// <summary>A person writes; a text that begins with a slash is marked as a command, as Telegram does.</summary>
    /// <param name="chat">Positive: private; negative: a group or what <paramref name="place"/> says.</param>
    /// <param name="text">The text.</param>
    /// <param name="user">Who; 0 for a channel post or an anonymous administrator.</param>
    /// <param name="language">Of their client.</param>
    /// <param name="topic">Forum topic it is written in.</param>
    /// <param name="replyTo">The message it answers.</param>
    /// <param name="senderChat">In whose name: the chat itself for an anonymous administrator.</param>
    /// <param name="place">The chat when it is more than its id.</param>
    /// <param name="more">Further fields, such as of whom it is forwarded.</param>
    public void Write(
        long chat,
        string text,
        long user = 77,
        string language = "en",
        int? topic = null,
        int? replyTo = null,
        long? senderChat = null,
        TelegramPlace? place = null,
        JsonObject? more = null
    )
    {
        place ??= new TelegramPlace(chat);
        var message = new JsonObject
        {
            ["message_id"] = 1,
            ["date"] = 1_600_000_000,
            ["chat"] = place.ToJson(),
            ["text"] = text,
        };
        if (user > 0)
            message["from"] = User(user, language);
        if (topic is { } thread)
        {
            message["message_thread_id"] = thread;
            message["is_topic_message"] = true;
        }
        if (replyTo is { } answered)
            message["reply_to_message"] = new JsonObject
            {
                ["message_id"] = answered,
                ["date"] = 1_600_000_000,
                ["chat"] = place.ToJson(),
            };
        if (senderChat is { } sender)
            message["sender_chat"] = new TelegramPlace(sender).ToJson();
        if (text.StartsWith('/'))
        {
            var length = text.IndexOfAny([' ', '\n']) is var blank and > 0 ? blank : text.Length;
            message["entities"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "bot_command",
                    ["offset"] = 0,
                    ["length"] = length,
                }
            );
        }
        foreach (var (name, value) in more ?? [])
            message[name] = value!.DeepClone();
        Add(place.Type == "channel" ? "channel_post" : "message", message);
    }

    /// <summary>A person presses a button under a message.</summary>
    public void Press(Arrived message, string data, long user = 77, string language = "en", TelegramPlace? place = null)
    {
        var under = new JsonObject
        {
            ["message_id"] = message.Id,
            ["date"] = 1_600_000_000,
            ["chat"] = (place ?? new TelegramPlace(message.Chat)).ToJson(),
            ["text"] = message.Visible,
            ["from"] = User(FakeTelegram.BotId, "en"),
        };
        if (message.Buttons.Count > 0)
            under["reply_markup"] = new JsonObject
            {
                ["inline_keyboard"] = new JsonArray([
                    .. message.Buttons.Select(row =>
                        (JsonNode)
                            new JsonArray([
                                .. row.Select(button =>
                                    (JsonNode)
                                        new JsonObject { ["text"] = button.Label, ["callback_data"] = button.Data }
                                ),
                            ])
                    ),
                ]),
            };
        if (message.Thread is { } thread)
        {
            under["message_thread_id"] = thread;
            under["is_topic_message"] = true;
        }
        Add(
            "callback_query",
            new JsonObject
            {
                ["id"] = "9",
                ["from"] = User(user, language),
                ["chat_instance"] = "1",
                ["data"] = data,
                ["message"] = under,
            }
        );
    }

    /// <summary>The group got a new address.</summary>
    public void Migrate(long from, long to) =>
        Add(
            "message",
            new JsonObject
            {
                ["message_id"] = 2,
                ["date"] = 1_600_000_000,
                ["chat"] = new TelegramPlace(from).ToJson(),
                ["migrate_to_chat_id"] = to,
            }
        );

    /// <summary>The bot's standing in a chat changed.</summary>
    public void Standing(TelegramPlace place, string before = "member") =>
        Add(
            "my_chat_member",
            new JsonObject
            {
                ["chat"] = place.ToJson(),
                ["from"] = User(77, "en"),
                ["date"] = 1_600_000_000,
                ["old_chat_member"] = new JsonObject { ["status"] = before, ["user"] = User(FakeTelegram.BotId, "en") },
                ["new_chat_member"] = place.BotAsMember(),
            }
        );

    /// <summary>
    /// Confirms what lies before <paramref name="offset"/>, then waits for something to give, at most
    /// <paramref name="timeout"/>. Null when another poll came meanwhile: the newcomer wins.
    /// </summary>
    public async Task<JsonArray?> TakeAsync(int offset, int limit, TimeSpan timeout, CancellationToken ct)
    {
        var poll = Interlocked.Increment(ref _poll);
        _signal.Raise();
        var over = Task.Delay(timeout, TimeProvider.System, ct);
        while (true)
        {
            var next = _signal.Next;
            lock (_lock)
            {
                if (poll != _poll)
                    return null;
                _updates.RemoveAll(u => u["update_id"]!.GetValue<int>() < offset);
                if (_updates.Count > 0 || _closed || over.IsCompleted)
                    return [.. _updates.Take(limit).Select(u => (JsonNode)u.DeepClone())];
            }
            await Task.WhenAny(next, over).WaitAsync(ct);
        }
    }

    public void Close()
    {
        _closed = true;
        _signal.Raise();
    }

    private void Add(string kind, JsonObject content)
    {
        lock (_lock)
            _updates.Add(new JsonObject { ["update_id"] = ++_lastId, [kind] = content });
        _signal.Raise();
    }
}
