using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AlertBot.Tests.Support;

/// <summary>
/// A Bot API server on loopback that behaves as Telegram's own says it does: tokens, lengths, HTML, empty texts,
/// buttons, rights, forum topics, rate limits if set, long polling with confirmation by offset; and misbehaves when
/// told to (<see cref="Play"/>).
/// </summary>
internal sealed class FakeTelegram : IAsyncDisposable
{
    public const string Token = "123456:AAtesttokentesttokentesttokentest00";
    public const string Username = "AlertDeskBot";
    public const long BotId = 123456;

    private static readonly TimeSpan LongestWait = HangLimit.Span;

    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<long, Queue<TelegramFault>> _faults = [];
    private readonly TelegramInbox _inbox = new();
    private readonly Signal _signal = new();
    private int _requests;
    private int _sends;

    private FakeTelegram(WebApplication server)
    {
        _server = server;
        Url = "";
    }

    public string Url { get; private set; }

    public TelegramInbox Inbox => _inbox;

    public TelegramMessages Chats { get; } = new();

    public ConcurrentDictionary<long, TelegramPlace> Places { get; } = [];

    /// <summary>Users who administer every group.</summary>
    public HashSet<long> Admins { get; } = [];

    public bool RefuseToken { get; set; }

    /// <summary>Null: anything goes. Set, whoever is too fast gets 429.</summary>
    public TelegramLimits? Limits { get; set; }

    /// <summary>
    /// A schedule of faults: what the send of that number, counted from 1, to that chat meets; null for none.
    /// </summary>
    public Func<int, long, TelegramFault?>? Schedule { get; set; }

    /// <summary>
    /// Called for each request before it is answered, with its number and method; a test kills the bot here.
    /// </summary>
    public Action<int, string>? OnRequest { get; set; }

    /// <summary>Called for each message after it was taken in and before the answer leaves.</summary>
    public Action<Arrived>? OnArrived { get; set; }

    public IReadOnlyList<Arrived> Messages => Chats.All;

    public ConcurrentQueue<ArrivedFile> Files { get; } = [];

    public ConcurrentQueue<ArrivedPhoto> Photos { get; } = [];

    /// <summary>What the next pictures meet, one each.</summary>
    public ConcurrentQueue<TelegramFault> PhotoFaults { get; } = [];

    /// <summary>Notices over pressed buttons; empty where only the clock was stopped.</summary>
    public ConcurrentQueue<string> Notices { get; } = [];

    /// <summary>Menus by scope and language, and how often any was set.</summary>
    public ConcurrentDictionary<string, IReadOnlyList<string>> Menus { get; } = [];

    public int MenusSet { get; private set; }

    public int Sends => _sends;

    public static async Task<FakeTelegram> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var server = builder.Build();
        var fake = new FakeTelegram(server);
        server.Map("/bot{token}/{method}", (string token, string method, HttpContext http) =>
            fake.AnswerAsync(token, method, http)
        );
        await server.StartAsync();
        fake.Url = server.Urls.First();
        return fake;
    }

    /// <summary>What the next sends or edits to the chat meet, one each, before all is well again.</summary>
    public void Play(long chat, params TelegramFault[] diagnostics) =>
        _faults[chat] = new Queue<TelegramFault>(diagnostics);

    public TelegramPlace Place(long id) => Places.GetOrAdd(id, static id => new TelegramPlace(id));

    public void Add(TelegramPlace place) => Places[place.Id] = place;

    /// <summary>Waits until the messages satisfy a condition; woken by each arrival, so no time is guessed.</summary>
    public async Task<IReadOnlyList<Arrived>> WaitForAsync(
        Func<IReadOnlyList<Arrived>, bool> enough,
        CancellationToken ct
    )
    {
        // What does not come for so long does not come: better a failed test than one that hangs.
        while (true)
        {
            var next = _signal.Next;
            if (enough(Messages))
                return Messages;
            await next.WaitAsync(LongestWait, ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _inbox.Close();
        await _server.StopAsync(new CancellationToken(canceled: true));
        await _server.DisposeAsync();
    }

    private async Task AnswerAsync(string token, string method, HttpContext http)
    {
        OnRequest?.Invoke(Interlocked.Increment(ref _requests), method);
        if (token != Token || RefuseToken)
        {
            await TelegramAnswer.RefuseAsync(http, 401, "Unauthorized");
            return;
        }
        var body = await TelegramAnswer.ReadAsync(http);
        await (
            method.ToLowerInvariant() switch
            {
                "sendmessage" => SendAsync(body, http),
                "editmessagetext" => EditAsync(body, http),
                "senddocument" => SendFileAsync(body, http),
                "sendphoto" => SendPhotoAsync(body, http),
                "getme" => TelegramAnswer.OkAsync(http, Me()),
                "getupdates" => GiveUpdatesAsync(body, http),
                "getchat" => GiveChatAsync(body, http),
                "getchatmember" => GiveMemberAsync(body, http),
                "getchatadministrators" => TelegramAnswer.OkAsync(
                    http,
                    new JsonArray([
                        .. Admins
                            .Union(Place(IdOf(body)).Admins)
                            .Select(user => (JsonNode)Member(Place(IdOf(body)), user)),
                    ])
                ),
                "setmycommands" => SetMenuAsync(body, http),
                "answercallbackquery" => AcknowledgeAsync(body, http),
                "deletewebhook" => TelegramAnswer.OkAsync(http, true),
                _ => TelegramAnswer.RefuseAsync(http, 404, "Not Found: method not found"),
            }
        );
    }

    private async Task SendAsync(JsonNode body, HttpContext http)
    {
        var (chat, number) = (IdOf(body), Interlocked.Increment(ref _sends));
        var fault = NextFault(chat) ?? Schedule?.Invoke(number, chat);
        if (await IsRefusedAsync(chat, body, fault, http))
            return;
        var (message, problem) = Chats.Add(chat, body);
        await FinishAsync(message, problem, fault, http);
    }

    private async Task EditAsync(JsonNode body, HttpContext http)
    {
        var chat = IdOf(body);
        var fault = NextFault(chat);
        if (await IsRefusedAsync(chat, body, fault, http))
            return;
        var (message, problem) = Chats.Edit(chat, body["message_id"]!.GetValue<int>(), body);
        await FinishAsync(message, problem, fault, http);
    }

    private async Task<bool> IsRefusedAsync(long chat, JsonNode body, TelegramFault? fault, HttpContext http)
    {
        if (fault is { Accepts: false })
            await fault.AnswerAsync(http);
        else if (Place(chat).MovedTo is { } to)
            await TelegramFault.MovedTo(to).AnswerAsync(http);
        else if (Place(chat).Refusal(body["message_thread_id"]?.GetValue<int>()) is { } refusal)
            await TelegramAnswer.RefuseAsync(http, refusal.Code, refusal.Words);
        else if (Limits?.Take(chat) is { } wait)
            await TelegramFault.TooMany(wait).AnswerAsync(http);
        else
            return false;
        return true;
    }

    private async Task FinishAsync(Arrived? message, string? problem, TelegramFault? fault, HttpContext http)
    {
        if (message is null)
        {
            await TelegramAnswer.RefuseAsync(http, 400, $"Bad Request: {problem}");
            return;
        }
        OnArrived?.Invoke(message);
        await (fault?.AnswerAsync(http) ?? TelegramAnswer.OkAsync(http, ToJson(message)));
        _signal.Raise();
    }

    private async Task SendFileAsync(JsonNode body, HttpContext http)
    {
        if (await FileOfAsync(http) is not { } file)
        {
            await TelegramAnswer.RefuseAsync(http, 400, "Bad Request: there is no document in the request");
            return;
        }
        var chat = IdOf(body);
        Files.Enqueue(new ArrivedFile(chat, file.Name, file.Content, body["caption"]?.GetValue<string>() ?? ""));
        await TelegramAnswer.OkAsync(
            http,
            new JsonObject
            {
                ["message_id"] = 1_000_000,
                ["date"] = 1_600_000_000,
                ["chat"] = Place(chat).ToJson(),
                ["document"] = new JsonObject { ["file_id"] = "f", ["file_unique_id"] = "u" },
            }
        );
        _signal.Raise();
    }

    /// <summary>
    /// Sizes and lengths as sendPhoto has them (Bot API, read 2026-11-30): 10 MB, width and height 10,000 together and
    /// 20 to 1 at most, a caption of 1,024 characters.
    /// </summary>
    private async Task SendPhotoAsync(JsonNode body, HttpContext http)
    {
        var (chat, file) = (IdOf(body), await FileOfAsync(http));
        var caption = body["caption"]?.GetValue<string>() ?? "";
        var words =
            file is null ? "there is no photo in the request"
            : file.Size is not var (width, height) ? "IMAGE_PROCESS_FAILED"
            : file.Bytes.Length > 10_000_000 ? "file is too big"
            : width + height > 10_000 || Math.Max(width, height) > 20 * Math.Min(width, height)
                ? "PHOTO_INVALID_DIMENSIONS"
            : caption.Length > 1024 ? "message caption is too long"
            : null;
        PhotoFaults.TryDequeue(out var fault);
        if (await IsRefusedAsync(chat, body, fault, http))
            return;
        if (words is not null)
        {
            await TelegramAnswer.RefuseAsync(http, 400, $"Bad Request: {words}");
            return;
        }
        var below = body["reply_parameters"]?["message_id"]?.GetValue<int>();
        Photos.Enqueue(new ArrivedPhoto(chat, file!, caption, below, body["message_thread_id"]?.GetValue<int>()));
        var answer = new JsonObject
        {
            ["message_id"] = 2_000_000,
            ["date"] = 1_600_000_000,
            ["chat"] = Place(chat).ToJson(),
            ["photo"] = new JsonArray(),
        };
        await (fault?.AnswerAsync(http) ?? TelegramAnswer.OkAsync(http, answer));
        _signal.Raise();
    }

    private static async Task<UploadedFile?> FileOfAsync(HttpContext http) =>
        http.Request.HasFormContentType && http.Request.Form.Files is [var first, ..]
            ? await UploadedFile.ReadAsync(first, http.RequestAborted)
            : null;

    private async Task GiveUpdatesAsync(JsonNode body, HttpContext http)
    {
        var timeout = TimeSpan.FromSeconds(body["timeout"]?.GetValue<int>() ?? 0);
        var updates = await _inbox.TakeAsync(
            body["offset"]?.GetValue<int>() ?? 0,
            body["limit"]?.GetValue<int>() ?? 100,
            timeout,
            http.RequestAborted
        );
        await (
            updates is null
                ? TelegramAnswer.RefuseAsync(
                    http,
                    409,
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
                )
                : TelegramAnswer.OkAsync(http, updates)
        );
    }

    private Task GiveChatAsync(JsonNode body, HttpContext http)
    {
        if (Find(body["chat_id"]!.ToString()) is not { } place)
            return TelegramAnswer.RefuseAsync(http, 400, "Bad Request: chat not found");
        var chat = place.ToJson();
        chat["accent_color_id"] = 0;
        chat["max_reaction_count"] = 11;
        chat["accepted_gift_types"] = new JsonObject();
        return TelegramAnswer.OkAsync(http, chat);
    }

    private Task GiveMemberAsync(JsonNode body, HttpContext http)
    {
        var (place, user) = (Place(IdOf(body)), body["user_id"]!.GetValue<long>());
        return place.Type == "channel" && place.BotStatus != "administrator"
            ? TelegramAnswer.RefuseAsync(http, 400, "Bad Request: member list is inaccessible")
            : TelegramAnswer.OkAsync(http, Member(place, user));
    }

    private JsonObject Member(TelegramPlace place, long user) =>
        user == BotId
            ? place.BotAsMember()
            : new JsonObject
            {
                ["status"] = Admins.Contains(user) || place.Admins.Contains(user) ? "administrator" : "member",
                ["user"] = TelegramInbox.User(user, "en"),
                ["can_be_edited"] = false,
                ["is_anonymous"] = false,
            };

    private Task SetMenuAsync(JsonNode body, HttpContext http)
    {
        var commands = body["commands"]!.AsArray();
        if (
            commands.Count > 100
            || commands.Any(c =>
                c!["command"]!.ToString().Length is < 1 or > 32 || c["description"]!.ToString().Length is < 1 or > 256
            )
        )
            return TelegramAnswer.RefuseAsync(http, 400, "Bad Request: BOT_COMMAND_INVALID");
        Menus[$"{body["scope"]?["type"] ?? "default"} {body["language_code"]}".Trim()] =
        [
            .. commands.Select(c => c!["command"]!.ToString()),
        ];
        MenusSet++;
        return TelegramAnswer.OkAsync(http, true);
    }

    private Task AcknowledgeAsync(JsonNode body, HttpContext http)
    {
        var text = body["text"]?.GetValue<string>() ?? "";
        if (text.Length > 200)
            return TelegramAnswer.RefuseAsync(http, 400, "Bad Request: MESSAGE_TOO_LONG");
        Notices.Enqueue(text);
        _signal.Raise();
        return TelegramAnswer.OkAsync(http, true);
    }

    private JsonObject ToJson(Arrived message)
    {
        var json = new JsonObject
        {
            ["message_id"] = message.Id,
            ["date"] = 1_600_000_000,
            ["from"] = Me(),
            ["chat"] = Place(message.Chat).ToJson(),
            ["text"] = message.Visible,
        };
        if (message.Edits > 0)
            json["edit_date"] = 1_600_000_001;
        return json;
    }

    private static JsonObject Me() =>
        new()
        {
            ["id"] = BotId,
            ["is_bot"] = true,
            ["first_name"] = "AlertBot",
            ["username"] = Username,
        };

    private long IdOf(JsonNode body) =>
        Find(body["chat_id"]!.ToString())?.Id ?? long.Parse(body["chat_id"]!.ToString(), CultureInfo.InvariantCulture);

    private TelegramPlace? Find(string name) =>
        name.StartsWith('@')
            ? Places.Values.FirstOrDefault(p => name[1..].Equals(p.Username, StringComparison.OrdinalIgnoreCase))
        : Places.TryGetValue(long.Parse(name, CultureInfo.InvariantCulture), out var place) ? place
        : null;

    private TelegramFault? NextFault(long chat) =>
        _faults.TryGetValue(chat, out var queue) && queue.TryDequeue(out var fault) ? fault : null;
}
