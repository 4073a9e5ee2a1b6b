using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AlertBot.Tests.Support;

/// <summary>
/// Discord on loopback, HTTP and gateway. Every request is checked against Discord's own description and the limits of
/// its documentation (<see cref="Violations"/>); nonces are remembered; and it misbehaves when told to
/// (<see cref="Play"/>, <see cref="Gateway"/>).
/// </summary>
internal sealed class FakeDiscord : IAsyncDisposable
{
    public const string Token = "MTIzNDU2.Gtest.tokentokentokentokentokentokentoken";
    public const string Application = "900000000000000009";

    private static readonly TimeSpan LongestWait = HangLimit.Span;

    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<DiscordFault>> _faults = [];
    private readonly List<DiscordArrived> _messages = [];
    private readonly FakeDiscordInteractions _interactions;

    private FakeDiscord(WebApplication server)
    {
        _server = server;
        Gateway = new FakeDiscordGateway(this);
        _interactions = new FakeDiscordInteractions(this);
    }

    public string Url { get; private set; } = "";

    public FakeDiscordGateway Gateway { get; }

    public FakeDiscordInteractions Interactions => _interactions;

    public ConcurrentDictionary<string, FakeDiscordRoom> Rooms { get; } = [];

    /// <summary>Webhooks: token and channel by id.</summary>
    public ConcurrentDictionary<string, (string Token, string Channel)> Webhooks { get; } = [];

    public bool RefuseToken { get; set; }

    /// <summary>What no request of a well-behaved client does.</summary>
    public ConcurrentQueue<string> Violations { get; } = [];

    /// <summary>Method and path of every request.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Null: no limit. Else so many messages in a channel in so many seconds.</summary>
    public FakeDiscordLimits? Limits { get; set; }

    public Signal Changed { get; } = new();

    /// <summary>What the next message to a channel meets, where nothing is played there.</summary>
    public Func<string, DiscordFault?>? Schedule { get; set; }

    /// <summary>Called as a message is taken in, before it is answered.</summary>
    public Action<DiscordArrived>? OnArrived { get; set; }

    public IReadOnlyList<DiscordArrived> Messages
    {
        get
        {
            lock (_messages)
                return [.. _messages.Where(m => !m.IsDeleted)];
        }
    }

    public static async Task<FakeDiscord> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var server = builder.Build();
        var fake = new FakeDiscord(server);
        server.UseWebSockets();
        server.Map("/gateway/{**rest}", fake.Gateway.ServeAsync);
        server.Map("/api/v10/{**path}", (HttpContext http, string path) => fake.AnswerAsync(path, http));
        await server.StartAsync();
        fake.Url = $"{server.Urls.Single()}/api/v10";
        return fake;
    }

    public FakeDiscordRoom Room(string id) => Rooms.GetOrAdd(id, i => new FakeDiscordRoom(i, 0));

    public FakeDiscordRoom Add(FakeDiscordRoom room) => Rooms[room.Id] = room;

    /// <summary>The next messages to a channel or webhook meet these.</summary>
    public void Play(string channel, params DiscordFault[] diagnostics)
    {
        var queue = _faults.GetOrAdd(channel, _ => []);
        queue.Clear();
        foreach (var fault in diagnostics)
            queue.Enqueue(fault);
    }

    public async Task<IReadOnlyList<DiscordArrived>> WaitAsync(
        Func<IReadOnlyList<DiscordArrived>, bool> enough,
        CancellationToken ct
    )
    {
        while (true)
        {
            var next = Changed.Next;
            if (enough(Messages))
                return Messages;
            await next.WaitAsync(LongestWait, ct);
        }
    }

    public static JsonObject Me() =>
        new()
        {
            ["id"] = Application,
            ["username"] = "AlertBot",
            ["discriminator"] = "0000",
            ["global_name"] = null,
            ["avatar"] = null,
            ["bot"] = true,
        };

    private static JsonNode Self() =>
        JsonNode.Parse(
            $$"""
            {"id":"{{Application}}","name":"AlertBot","icon":null,"description":"","bot_public":true,
            "bot_require_code_grant":false,"verify_key":"","flags":0,"team":null,"owner":{{Me().ToJsonString()}}}
            """
        )!;

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new CancellationToken(canceled: true));
        await _server.DisposeAsync();
    }

    private async Task AnswerAsync(string path, HttpContext http)
    {
        var (method, (body, files)) = (http.Request.Method, await DiscordReply.ReadAsync(http));
        Requests.Enqueue($"{method} {path}");
        foreach (var problem in Problems(method, path, body, http.Request))
            Violations.Enqueue(problem);
        var parts = path.Split('/');
        var needsToken = parts[0] is not ("webhooks" or "interactions");
        if (needsToken && (RefuseToken || http.Request.Headers.Authorization != $"Bot {Token}"))
        {
            await DiscordReply.RefuseAsync(http, 401, 0, "401: Unauthorized");
            return;
        }
        await (
            parts switch
            {
                ["gateway", "bot"] => Gateway.DescribeAsync(http),
                ["users", "@me"] => DiscordReply.WriteAsync(http, 200, Me()),
                ["oauth2", "applications", "@me"] => DiscordReply.WriteAsync(http, 200, Self()),
                ["applications", _, "commands"] => _interactions.CommandsAsync(method, body, http),
                ["interactions", var id, var token, "callback"] => _interactions.CallbackAsync(
                    id,
                    token,
                    body!,
                    files,
                    http
                ),
                ["webhooks", Application, var token, ..] => _interactions.FollowAsync(token, body, files, http),
                ["webhooks", var id, var token, ..] => WebhookAsync(id, token, parts, body!, files, http),
                ["channels", var id] => RoomAsync(id, http),
                ["channels", var id, "messages"] => SendAsync(id, body!, files, http),
                ["channels", var id, "threads"] => PostAsync(id, body!, files, http),
                ["channels", var id, "messages", var message] => EditAsync(id, message, body!, http),
                ["channels", var id, "messages", var message, "crosspost"] => PublishAsync(id, message, http),
                _ => DiscordReply.RefuseAsync(http, 404, 0, "404: Not Found"),
            }
        );
        Changed.Raise();
    }

    private static IEnumerable<string> Problems(string method, string path, JsonNode? body, HttpRequest request)
    {
        // The trimmed description has one path for messages of webhooks, those of interactions; the form is the same.
        var described = $"/{path}";
        var asOriginal =
            described.StartsWith("/webhooks/", StringComparison.Ordinal)
            && described.Contains("/messages/", StringComparison.Ordinal)
                ? described[..(described.LastIndexOf('/') + 1)] + "@original"
                : described;
        foreach (var problem in OpenApi.Discord.Check(method, asOriginal, body))
            yield return $"{method} {path.Split('/')[0]}: {problem}";
        if (!request.Headers.UserAgent.ToString().StartsWith("DiscordBot (http", StringComparison.Ordinal))
            yield return $"User-Agent: {request.Headers.UserAgent}";
        // Everything that shows text says whom it may call.
        var shows =
            path.Contains("/messages", StringComparison.Ordinal)
            || path.Contains("/threads", StringComparison.Ordinal)
            || path.StartsWith("webhooks/", StringComparison.Ordinal);
        if (
            shows
            && body is not null
            && (body["message"] ?? body)["allowed_mentions"]?["parse"] is not JsonArray { Count: 0 }
        )
            yield return $"{method} {path}: may call anybody";
    }

    private Task RoomAsync(string id, HttpContext http) =>
        Room(id).Refusal is { } refusal
            ? DiscordReply.RefuseAsync(http, refusal.Status, refusal.Code, "Refused")
            : DiscordReply.WriteAsync(http, 200, Room(id).ToJson());

    private async Task SendAsync(string id, JsonNode body, IReadOnlyList<UploadedFile> files, HttpContext http)
    {
        var fault = NextFault(id) ?? Schedule?.Invoke(id);
        if (Room(id).IsForum)
            await DiscordReply.RefuseAsync(http, 400, 50008, "Cannot send messages in a non-text channel");
        else if (!await IsRefusedAsync(id, body, files, fault, http))
            await FinishAsync(Remember(id, body.AsObject(), null, [], files: files), fault, http, message =>
                message.ToJson()
            );
    }

    private async Task PostAsync(string id, JsonNode body, IReadOnlyList<UploadedFile> files, HttpContext http)
    {
        var fault = NextFault(id);
        if (await IsRefusedAsync(id, body["message"]!, files, fault, http))
            return;
        var tags = (body["applied_tags"] as JsonArray ?? []).Select(t => $"{t}").ToList();
        if (tags.Exists(tag => !Room(id).Tags.ContainsKey(tag)))
        {
            await DiscordReply.InvalidAsync(http, "applied_tags.0", "BASE_TYPE_CHOICES", "Unknown tag");
            return;
        }
        var thread = Add(new FakeDiscordRoom(FakeDiscordInteractions.Snowflake(), 11) { Parent = id });
        await FinishAsync(
            Remember(thread.Id, body["message"]!.AsObject(), $"{body["name"]}", tags, thread.Id, files),
            fault,
            http,
            message =>
            {
                var json = thread.ToJson();
                json["message"] = message!.ToJson();
                return json;
            }
        );
    }

    private async Task EditAsync(string channel, string id, JsonNode body, HttpContext http)
    {
        var fault = NextFault(channel);
        if (await IsRefusedAsync(channel, body, [], fault, http))
            return;
        if (Messages.FirstOrDefault(m => m.Channel == channel && m.Id == id) is not { } message)
        {
            await DiscordReply.RefuseAsync(http, 404, 10008, "Unknown Message");
            return;
        }
        message.Body = body.AsObject();
        message.Edits++;
        await FinishAsync(message, fault, http, m => m!.ToJson());
    }

    private async Task PublishAsync(string channel, string id, HttpContext http)
    {
        if (NextFault($"{channel}/crosspost") is { } fault)
        {
            await fault.AnswerAsync(http);
            return;
        }
        var message = Messages.First(m => m.Channel == channel && m.Id == id);
        message.IsPublished = true;
        await DiscordReply.WriteAsync(http, 200, message.ToJson());
    }

    private async Task WebhookAsync(
        string id,
        string token,
        string[] parts,
        JsonNode body,
        IReadOnlyList<UploadedFile> files,
        HttpContext http
    )
    {
        if (!Webhooks.TryGetValue(id, out var known) || known.Token != token)
        {
            await DiscordReply.RefuseAsync(http, 404, 10015, "Unknown Webhook");
            return;
        }
        var thread = http.Request.Query["thread_id"].ToString() is { Length: > 0 } t ? t : null;
        if (parts is [.., "messages", var message])
            await EditAsync(thread ?? known.Channel, message, body, http);
        else if (Room(known.Channel).IsForum && thread is null && body["thread_name"] is null)
            await DiscordReply.RefuseAsync(
                http,
                400,
                220001,
                "Webhooks posted to forum channels must have a thread_name or thread_id"
            );
        else if (Room(known.Channel).IsForum && thread is null)
            await FinishAsync(
                Remember(
                    Add(new FakeDiscordRoom(FakeDiscordInteractions.Snowflake(), 11) { Parent = known.Channel }).Id,
                    body.AsObject(),
                    $"{body["thread_name"]}",
                    []
                ),
                NextFault(id),
                http,
                m => m!.ToJson()
            );
        else if (NextFault(id) is var fault && !await IsRefusedAsync(thread ?? known.Channel, body, files, fault, http))
            await FinishAsync(
                Remember(thread ?? known.Channel, body.AsObject(), null, [], files: files),
                fault,
                http,
                m => m!.ToJson()
            );
    }

    private async Task<bool> IsRefusedAsync(
        string channel,
        JsonNode body,
        IReadOnlyList<UploadedFile> files,
        DiscordFault? fault,
        HttpContext http
    )
    {
        if (fault is { Accepts: false })
            await fault.AnswerAsync(http);
        else if (Limits?.Take(channel, http) is { } wait)
            await DiscordFault.TooMany(wait).AnswerAsync(http);
        else if (Room(channel).Refusal is { } refusal)
            await DiscordReply.RefuseAsync(http, refusal.Status, refusal.Code, "Refused");
        else if ((DiscordRules.Fault(body) ?? DiscordRules.FaultOf(files, body)) is { } wrong)
            await DiscordReply.InvalidAsync(http, wrong.Path, wrong.Code, wrong.Words);
        else if (DiscordRules.IsEmpty(body))
            await DiscordReply.RefuseAsync(http, 400, 50006, "Cannot send an empty message");
        else if (!Room(channel).MayEmbed && body["embeds"] is JsonArray { Count: > 0 })
            await DiscordReply.RefuseAsync(http, 403, 50013, "Missing Permissions");
        else if (!Room(channel).MayAttach && files.Count > 0)
            await DiscordReply.RefuseAsync(http, 403, 50013, "Missing Permissions");
        else
            return false;
        return true;
    }

    /// <summary>Null when the nonce's message was deleted.</summary>
    private DiscordArrived? Remember(
        string channel,
        JsonObject body,
        string? post,
        IReadOnlyList<string> tags,
        string? id = null,
        IReadOnlyList<UploadedFile>? files = null
    )
    {
        lock (_messages)
        {
            if (
                body["enforce_nonce"]?.GetValue<bool>() == true
                && _messages.Find(m => m.Channel == channel && m.Nonce == $"{body["nonce"]}") is { } same
            )
                return same.IsDeleted ? null : same;
            var message = new DiscordArrived(id ?? FakeDiscordInteractions.Snowflake(), channel, body)
            {
                Post = post,
                Tags = tags,
                Files = files ?? [],
            };
            _messages.Add(message);
            OnArrived?.Invoke(message);
            return message;
        }
    }

    private static async Task FinishAsync(
        DiscordArrived? message,
        DiscordFault? fault,
        HttpContext http,
        Func<DiscordArrived, JsonObject> json
    )
    {
        if (fault is not null)
            await fault.AnswerAsync(http);
        else if (message is null)
            await DiscordReply.RefuseAsync(http, 404, 10008, "Unknown Message");
        else
            await DiscordReply.WriteAsync(http, 200, json(message));
    }

    private DiscordFault? NextFault(string key) =>
        _faults.TryGetValue(key, out var queue) && queue.TryDequeue(out var fault) ? fault : null;
}

/// <summary>So many messages in a channel in so many seconds, told by headers as Discord does.</summary>
internal sealed class FakeDiscordLimits(int most, double seconds)
{
    private readonly ConcurrentDictionary<string, (int Left, DateTimeOffset Until)> _left = [];

    /// <summary>Seconds to wait when it was too many, else null.</summary>
    public double? Take(string channel, HttpContext http)
    {
        var now = TimeProvider.System.GetUtcNow();
        var (left, until) = _left.AddOrUpdate(
            channel,
            _ => (most - 1, now.AddSeconds(seconds)),
            (_, was) => was.Until <= now ? (most - 1, now.AddSeconds(seconds)) : (was.Left - 1, was.Until)
        );
        var after = (until - now).TotalSeconds;
        http.Response.Headers["X-RateLimit-Bucket"] = "80c17d2f203122d936070c88c8d10f33";
        http.Response.Headers["X-RateLimit-Limit"] = $"{most}";
        http.Response.Headers["X-RateLimit-Remaining"] = $"{Math.Max(0, left)}";
        http.Response.Headers["X-RateLimit-Reset-After"] = FormattableString.Invariant($"{after:0.000}");
        http.Response.Headers["X-RateLimit-Reset"] = FormattableString.Invariant(
            $"{until.ToUnixTimeMilliseconds() / 1000.0:0.000}"
        );
        return left < 0 ? after : null;
    }
}
