using System.Text.Json.Nodes;

namespace AlertBot.Tests.Support;

/// <summary>What people and Telegram write to the bot. An update stays until a later offset confirms it, and comes again until then.</summary>
internal sealed class TelegramInbox
{
    private readonly Lock _lock = new();
    private readonly List<JsonObject> _updates = [];
    private readonly Signal _signal = new();
    private int _lastId = 1000;
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

    public static JsonObject User(long id, string language) => new() { ["id"] = id, ["is_bot"] = false, ["first_name"] = "Someone", ["language_code"] = language };

    /// <summary>A person writes; a text that begins with a slash is marked as a command, as Telegram does.</summary>
    public void Write(long chat, string text, long user = 77, string language = "en", int? topic = null)
    {
        var message = new JsonObject
        {
            ["message_id"] = 1,
            ["date"] = 1_600_000_000,
            ["chat"] = Chat(chat),
            ["from"] = User(user, language),
            ["text"] = text,
        };
        if (topic is { } thread)
        {
            message["message_thread_id"] = thread;
            message["is_topic_message"] = true;
        }
        if (text.StartsWith('/'))
        {
            var length = text.IndexOf(' ', StringComparison.Ordinal) is var blank and > 0 ? blank : text.Length;
            message["entities"] = new JsonArray(new JsonObject { ["type"] = "bot_command", ["offset"] = 0, ["length"] = length });
        }
        Add("message", message);
    }

    /// <summary>The group got a new address.</summary>
    public void Migrate(long from, long to) => Add("message", new JsonObject
    {
        ["message_id"] = 2,
        ["date"] = 1_600_000_000,
        ["chat"] = Chat(from),
        ["migrate_to_chat_id"] = to,
    });

    /// <summary>The bot's standing in a chat changed: kicked, left, member…</summary>
    public void Standing(long chat, string status) => Add("my_chat_member", new JsonObject
    {
        ["chat"] = Chat(chat),
        ["from"] = User(77, "en"),
        ["date"] = 1_600_000_000,
        ["old_chat_member"] = new JsonObject { ["status"] = "member", ["user"] = User(123456, "en") },
        ["new_chat_member"] = new JsonObject { ["status"] = status, ["user"] = User(123456, "en"), ["until_date"] = 0 },
    });

    /// <summary>Confirms what lies before <paramref name="offset"/>, then waits for something to give.</summary>
    public async Task<JsonArray> TakeAsync(int offset, CancellationToken ct)
    {
        while (true)
        {
            var next = _signal.Next;
            lock (_lock)
            {
                _updates.RemoveAll(u => u["update_id"]!.GetValue<int>() < offset);
                if (_updates.Count > 0 || _closed)
                    return [.. _updates.Select(u => (JsonNode)u.DeepClone())];
            }
            await next.WaitAsync(ct);
        }
    }

    public void Close()
    {
        _closed = true;
        _signal.Raise();
    }

    private static JsonObject Chat(long id) => id > 0
        ? new JsonObject { ["id"] = id, ["type"] = "private", ["first_name"] = "Someone" }
        : new JsonObject { ["id"] = id, ["type"] = "supergroup", ["title"] = "Desk" };

    private void Add(string kind, JsonObject content)
    {
        lock (_lock)
            _updates.Add(new JsonObject { ["update_id"] = ++_lastId, [kind] = content });
        _signal.Raise();
    }
}
