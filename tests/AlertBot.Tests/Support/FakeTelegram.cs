using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AlertBot.Tests.Support;

/// <summary>A message that reached a chat of the fake.</summary>
internal sealed record Arrived(int Id, long Chat, int? Thread, string Text, string? ParseMode, string Visible);

/// <summary>
/// A Bot API server on loopback that behaves as Telegram's own says it does: tokens, lengths, HTML, empty texts, long polling with
/// confirmation by offset; and misbehaves when told to (<see cref="Play"/>).
/// </summary>
internal sealed class FakeTelegram : IAsyncDisposable
{
    public const string Token = "123456:AAtesttokentesttokentesttokentest00";
    public const string Username = "AlertDeskBot";

    private readonly WebApplication _server;
    private readonly Lock _lock = new();
    private readonly List<Arrived> _arrived = [];
    private readonly Dictionary<long, Queue<TelegramFault>> _faults = [];
    private readonly TelegramInbox _inbox = new();
    private readonly Signal _signal = new();
    private int _requests;

    private FakeTelegram(WebApplication server) => _server = server;

    public string Url => _server.Urls.First();

    public TelegramInbox Inbox => _inbox;

    /// <summary>Users who administer every group.</summary>
    public HashSet<long> Admins { get; } = [];

    public bool RefuseToken { get; set; }

    /// <summary>Called for each request before it is answered, with its number and method; a test kills the bot here.</summary>
    public Action<int, string>? OnRequest { get; set; }

    /// <summary>Called for each message after it was taken in and before the answer leaves.</summary>
    public Action<Arrived>? OnArrived { get; set; }

    public IReadOnlyList<Arrived> Messages
    {
        get
        {
            lock (_lock)
                return [.. _arrived];
        }
    }

    public static async Task<FakeTelegram> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var server = builder.Build();
        var fake = new FakeTelegram(server);
        server.MapPost("/bot{token}/{method}", (string token, string method, HttpContext http) => fake.AnswerAsync(token, method, http));
        await server.StartAsync();
        return fake;
    }

    /// <summary>What the next sends to the chat meet, one each, before all is well again.</summary>
    public void Play(long chat, params TelegramFault[] faults)
    {
        lock (_lock)
            _faults[chat] = new Queue<TelegramFault>(faults);
    }

    /// <summary>Waits until the messages satisfy a condition; woken by each arrival, so no time is guessed.</summary>
    public async Task<IReadOnlyList<Arrived>> WaitForAsync(Func<IReadOnlyList<Arrived>, bool> enough, CancellationToken ct)
    {
        while (true)
        {
            var next = _signal.Next;
            if (enough(Messages))
                return Messages;
            await next.WaitAsync(ct);
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
            await RefuseAsync(http, 401, "Unauthorized");
            return;
        }
        var body = await ReadAsync(http);
        switch (method)
        {
            case "sendMessage":
                await SendAsync(body, http);
                break;
            case "getMe":
                await OkAsync(http, new JsonObject { ["id"] = 123456, ["is_bot"] = true, ["first_name"] = "AlertBot", ["username"] = Username });
                break;
            case "getUpdates":
                await OkAsync(http, await _inbox.TakeAsync(body["offset"]?.GetValue<int>() ?? 0, http.RequestAborted));
                break;
            case "getChatMember":
                var user = body["user_id"]!.GetValue<long>();
                await OkAsync(http, new JsonObject
                {
                    ["status"] = Admins.Contains(user) ? "administrator" : "member",
                    ["user"] = TelegramInbox.User(user, "en"),
                    ["can_be_edited"] = false,
                    ["is_anonymous"] = false,
                });
                break;
            case "deleteWebhook" or "setMyCommands" or "answerCallbackQuery":
                await OkAsync(http, true);
                break;
            default:
                await RefuseAsync(http, 404, "Not Found: method not found");
                break;
        }
    }

    private async Task SendAsync(JsonNode body, HttpContext http)
    {
        var chat = long.Parse(body["chat_id"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture);
        var fault = NextFault(chat);
        if (fault is not null && !fault.Accepts)
        {
            await fault.AnswerAsync(http);
            return;
        }
        var (visible, problem) = TelegramHtml.Read(body["text"]?.GetValue<string>() ?? "", body["parse_mode"]?.GetValue<string>());
        if (problem is not null)
        {
            await RefuseAsync(http, 400, $"Bad Request: {problem}");
            return;
        }
        var message = Take(chat, body, visible);
        OnArrived?.Invoke(message);
        if (fault is not null)
        {
            await fault.AnswerAsync(http);
            return;
        }
        await OkAsync(http, new JsonObject { ["message_id"] = message.Id, ["date"] = 1_600_000_000, ["chat"] = new JsonObject { ["id"] = chat, ["type"] = chat < 0 ? "supergroup" : "private" }, ["text"] = visible });
    }

    private Arrived Take(long chat, JsonNode body, string visible)
    {
        lock (_lock)
        {
            var message = new Arrived(_arrived.Count + 1, chat, body["message_thread_id"]?.GetValue<int>(), body["text"]!.GetValue<string>(), body["parse_mode"]?.GetValue<string>(), visible);
            _arrived.Add(message);
            _signal.Raise();
            return message;
        }
    }

    private TelegramFault? NextFault(long chat)
    {
        lock (_lock)
            return _faults.TryGetValue(chat, out var queue) && queue.TryDequeue(out var fault) ? fault : null;
    }

    private static async Task<JsonNode> ReadAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync(http.RequestAborted);
        return body.Length == 0 ? new JsonObject() : JsonNode.Parse(body)!;
    }

    private static Task OkAsync(HttpContext http, JsonNode? result) => WriteAsync(http, 200, new JsonObject { ["ok"] = true, ["result"] = result });

    internal static Task RefuseAsync(HttpContext http, int code, string description, JsonObject? parameters = null)
    {
        var answer = new JsonObject { ["ok"] = false, ["error_code"] = code, ["description"] = description };
        if (parameters is not null)
            answer["parameters"] = parameters;
        return WriteAsync(http, code, answer);
    }

    private static Task WriteAsync(HttpContext http, int status, JsonNode answer)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(answer.ToJsonString(), http.RequestAborted);
    }
}
