using System.Text.Json.Nodes;

namespace AlertBot.Tests.Support;

/// <summary>A button under a message.</summary>
internal sealed record Button(string Label, string Data);

/// <summary>A message that reached a chat of the fake, as it stands after its last edit.</summary>
internal sealed record Arrived(int Id, long Chat, int? Thread, string Text, string? ParseMode, string Visible)
{
    public int? ReplyTo { get; init; }

    public IReadOnlyList<IReadOnlyList<Button>> Buttons { get; init; } = [];

    /// <summary>How often it was edited.</summary>
    public int Edits { get; init; }

    /// <summary>The data of the button with this label.</summary>
    public string Press(string label) =>
        Buttons.SelectMany(row => row).FirstOrDefault(b => b.Label.EndsWith(label, StringComparison.Ordinal))?.Data
        ?? throw new InvalidOperationException(
            $"there is no button {label}, only {string.Join(", ", Buttons.SelectMany(r => r).Select(b => b.Label))}"
        );
}

/// <summary>A file that reached a chat.</summary>
internal sealed record ArrivedFile(long Chat, string Name, string Content, string Caption);

/// <summary>A picture that stands in a chat.</summary>
/// <param name="Chat">Where.</param>
/// <param name="File">The picture.</param>
/// <param name="Caption">What stands below it.</param>
/// <param name="Below">The message it answers; null for none.</param>
/// <param name="Thread">The forum topic; null for none.</param>
internal sealed record ArrivedPhoto(long Chat, UploadedFile File, string Caption, int? Below, int? Thread);

/// <summary>The messages of all chats of the fake, with the server's own checks.</summary>
internal sealed class TelegramMessages
{
    private readonly Lock _lock = new();
    private readonly List<Arrived> _arrived = [];

    public IReadOnlyList<Arrived> All
    {
        get
        {
            lock (_lock)
                return [.. _arrived];
        }
    }

    public int Count
    {
        get
        {
            lock (_lock)
                return _arrived.Count;
        }
    }

    /// <summary>Takes a message in, or says why not.</summary>
    public (Arrived? Message, string? Problem) Add(long chat, JsonNode body)
    {
        if (Read(body) is not { Problem: null } read)
            return (null, Read(body).Problem);
        lock (_lock)
        {
            var reply = body["reply_parameters"];
            var replyTo = reply?["message_id"]?.GetValue<int>();
            if (replyTo is { } id && !_arrived.Exists(m => m.Chat == chat && m.Id == id))
            {
                if (reply?["allow_sending_without_reply"]?.GetValue<bool>() != true)
                    return (null, "message to be replied not found");
                replyTo = null;
            }
            var message = new Arrived(
                _arrived.Count + 1,
                chat,
                body["message_thread_id"]?.GetValue<int>(),
                body["text"]!.GetValue<string>(),
                body["parse_mode"]?.GetValue<string>(),
                read.Visible
            )
            {
                ReplyTo = replyTo,
                Buttons = read.Buttons,
            };
            _arrived.Add(message);
            return (message, null);
        }
    }

    /// <summary>Edits a message in place, or says why not.</summary>
    public (Arrived? Message, string? Problem) Edit(long chat, int id, JsonNode body)
    {
        if (Read(body) is not { Problem: null } read)
            return (null, Read(body).Problem);
        lock (_lock)
        {
            var place = _arrived.FindIndex(m => m.Chat == chat && m.Id == id);
            if (place < 0)
                return (null, "message to edit not found");
            var before = _arrived[place];
            if (
                before.Visible == read.Visible
                && before.Text == body["text"]!.GetValue<string>()
                && Same(before.Buttons, read.Buttons)
            )
                return (
                    null,
                    "message is not modified: specified new message content and reply markup are exactly "
                        + "the same as a current content and reply markup of the message"
                );
            _arrived[place] = before with
            {
                Text = body["text"]!.GetValue<string>(),
                Visible = read.Visible,
                Buttons = read.Buttons,
                Edits = before.Edits + 1,
            };
            return (_arrived[place], null);
        }
    }

    /// <summary>Somebody deletes it.</summary>
    public void Delete(int id)
    {
        lock (_lock)
            _arrived.RemoveAll(m => m.Id == id);
    }

    private static (string Visible, IReadOnlyList<IReadOnlyList<Button>> Buttons, string? Problem) Read(JsonNode body)
    {
        var (visible, problem) = TelegramHtml.Read(
            body["text"]?.GetValue<string>() ?? "",
            body["parse_mode"]?.GetValue<string>()
        );
        IReadOnlyList<IReadOnlyList<Button>> buttons =
        [
            .. (body["reply_markup"]?["inline_keyboard"] as JsonArray ?? []).Select(row =>
                (IReadOnlyList<Button>)
                    [
                        .. row!
                            .AsArray()
                            .Select(b => new Button(
                                b!["text"]!.GetValue<string>(),
                                b["callback_data"]?.GetValue<string>() ?? ""
                            )),
                    ]
            ),
        ];
        // 1 to 64 bytes (Bot API, InlineKeyboardButton); 100 buttons, 8 in a row.
        var wrong = buttons
            .SelectMany(row => row)
            .Any(b => System.Text.Encoding.UTF8.GetByteCount(b.Data) is < 1 or > 64);
        return (visible, buttons, problem ?? (wrong ? "BUTTON_DATA_INVALID" : null));
    }

    private static bool Same(IReadOnlyList<IReadOnlyList<Button>> a, IReadOnlyList<IReadOnlyList<Button>> b) =>
        a.Count == b.Count && a.Zip(b).All(rows => rows.First.SequenceEqual(rows.Second));
}
