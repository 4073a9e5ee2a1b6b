using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AlertBot.Tests.Support;

/// <summary>
/// The gateway of the fake: sessions, sequence numbers and replays as Discord describes them, and the ways they break.
/// </summary>
internal sealed class FakeDiscordGateway(FakeDiscord discord)
{
    private static readonly TimeSpan LongestWait = HangLimit.Span;

    private readonly ConcurrentDictionary<string, Session> _sessions = [];
    private Line? _line;
    private Session? _session;

    /// <summary>Milliseconds between heartbeats, as Hello says.</summary>
    public int HeartbeatInterval { get; set; } = 41250;

    public bool MissAcks { get; set; }

    public int SessionsLeft { get; set; } = 1000;

    public TimeSpan SessionsResetAfter { get; set; } = TimeSpan.FromHours(1);

    public string AppPermissions { get; set; } = "2251799813685247";

    /// <summary>Ids of servers the bot is on.</summary>
    public HashSet<string> Guilds { get; } = ["900000000000000001"];

    /// <summary>Refuses to resume, as after minutes away.</summary>
    public bool ForgetSessions { get; set; }

    /// <summary>All that clients did: "hello", "identify 1", "resume 7", "heartbeat 3", "closed 4000".</summary>
    public ConcurrentQueue<string> Log { get; } = [];

    public int Count(string what) => Log.Count(l => l.StartsWith(what, StringComparison.Ordinal));

    public Task DescribeAsync(HttpContext http) =>
        DiscordReply.WriteAsync(
            http,
            200,
            new JsonObject
            {
                ["url"] =
                    discord
                        .Url.Replace("http", "ws", StringComparison.Ordinal)
                        .Replace("/api/v10", "", StringComparison.Ordinal) + "/gateway",
                ["shards"] = 1,
                ["session_start_limit"] = new JsonObject
                {
                    ["total"] = 1000,
                    ["remaining"] = SessionsLeft,
                    ["reset_after"] = (int)SessionsResetAfter.TotalMilliseconds,
                    ["max_concurrency"] = 1,
                },
            }
        );

    /// <summary>Waits until clients did so much of something, counted from the beginning.</summary>
    public async Task WaitAsync(string what, int times, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(LongestWait);
        while (true)
        {
            var next = discord.Changed.Next;
            if (Count(what) >= times)
                return;
            await next.WaitAsync(limit.Token);
        }
    }

    /// <summary>An event to the client that listens; kept for replay.</summary>
    public async Task DispatchAsync(string type, JsonObject data)
    {
        var session = _session ?? throw new InvalidOperationException("Nobody listens.");
        var json = new JsonObject
        {
            ["op"] = 0,
            ["s"] = ++session.Sequence,
            ["t"] = type,
            ["d"] = data,
        };
        session.Events.Add((session.Sequence, json.ToJsonString()));
        if (_line is { } line)
            await line.SendAsync(json.ToJsonString());
    }

    public Task ReconnectAsync() => _line!.SendAsync("""{"op":7,"d":null}""");

    public Task InvalidateAsync(bool mayResume) =>
        _line!.SendAsync($$"""{"op":9,"d":{{(mayResume ? "true" : "false")}}}""");

    public Task AskHeartbeatAsync() => _line!.SendAsync("""{"op":1,"d":null}""");

    public Task CloseAsync(int code) => _line!.CloseAsync(code);

    /// <summary>The line breaks without a word.</summary>
    public void Cut() => _line!.Abort();

    /// <summary>Events happen while nobody listens.</summary>
    public void Miss(string type, JsonObject data)
    {
        var session = _session!;
        session.Events.Add(
            (
                ++session.Sequence,
                new JsonObject
                {
                    ["op"] = 0,
                    ["s"] = session.Sequence,
                    ["t"] = type,
                    ["d"] = data,
                }.ToJsonString()
            )
        );
    }

    public async Task ServeAsync(HttpContext http)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        await using var line = new Line(socket, http, http.Request.Query["compress"] == "zlib-stream");
        if (http.Request.Query["v"] != "10" || http.Request.Query["encoding"] != "json")
            discord.Violations.Enqueue($"gateway: {http.Request.QueryString}");
        _line = line;
        Note("hello");
        await line.SendAsync($$"""{"op":10,"d":{ "heartbeat_interval":{{HeartbeatInterval}} } }""");
        try
        {
            while (await line.ReadAsync() is { } text)
                await HandleAsync(line, JsonNode.Parse(text)!);
            Note($"closed {(int?)socket.CloseStatus}");
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            Note("lost");
        }
    }

    private async Task HandleAsync(Line line, JsonNode message)
    {
        switch ((int)message["op"]!)
        {
            case 1:
                Note($"heartbeat {message["d"]?.ToString() ?? "null"}");
                if (!MissAcks)
                    await line.SendAsync("""{"op":11}""");
                break;
            case 2:
                await IdentifyAsync(line, message["d"]!);
                break;
            case 6:
                await ResumeAsync(line, message["d"]!);
                break;
            case 3 or 4 or 8:
                break;
            default:
                await line.CloseAsync(4001);
                break;
        }
    }

    private async Task IdentifyAsync(Line line, JsonNode data)
    {
        Note($"identify {data["intents"]}");
        SessionsLeft--;
        if (
            $"{data["token"]}".Replace("Bot ", "", StringComparison.Ordinal) != FakeDiscord.Token
            || discord.RefuseToken
        )
        {
            await line.CloseAsync(4004);
            return;
        }
        var session = new Session(Guid.NewGuid().ToString("N"));
        _sessions[session.Id] = _session = session;
        await DispatchAsync(
            "READY",
            JsonNode
                .Parse(
                    $$"""
                    {"v":10,"user":{{FakeDiscord.Me().ToJsonString()}},"session_id":"{{session.Id}}",
                    "resume_gateway_url":"{{line.Address}}/gateway/resume","session_type":"normal","shard":[0,1],
                    "guilds":[{{string.Join(
                        ',',
                        Guilds.Select(UnavailableGuild)
                    )}}],"application":{"flags":0,"id":"{{FakeDiscord.Application}}"},
                    "private_channels":[],"relationships":[],"user_settings":{},"presences":[],"_trace":[],
                    "geo_ordered_rtc_regions":[],"guild_join_requests":[],"auth":{} }
                    """
                )!
                .AsObject()
        );
        foreach (var guild in Guilds)
            await DispatchAsync("GUILD_CREATE", GuildJson(guild));
        Note("ready");
    }

    private async Task ResumeAsync(Line line, JsonNode data)
    {
        Note($"resume {data["seq"]}");
        if (
            ForgetSessions
            || !_sessions.TryGetValue($"{data["session_id"]}", out var session)
            || (long)data["seq"]! > session.Sequence
        )
        {
            await line.SendAsync("""{"op":9,"d":false}""");
            return;
        }
        _session = session;
        foreach (var missed in session.Events.ToArray().Where(e => e.Number > (long)data["seq"]!))
            await line.SendAsync(missed.Text);
        await DispatchAsync("RESUMED", new JsonObject { ["_trace"] = new JsonArray() });
        Note("resumed");
    }

    private void Note(string what)
    {
        Log.Enqueue(what);
        discord.Changed.Raise();
    }

    private static string UnavailableGuild(string id) => $$"""{"id":"{{id}}","unavailable":true}""";

    private JsonObject GuildJson(string id)
    {
        var guild = JsonNode
            .Parse(
                $$"""
                {"id":"{{id}}","name":"Mediation desk","icon":null,"owner_id":"{{FakeDiscordInteractions.Member}}",
                "joined_at":"2026-01-01T00:00:00+00:00","large":false,"unavailable":false,"member_count":2,
                "threads":[],"members":[],"presences":[],"voice_states":[],"stage_instances":[],
                "guild_scheduled_events":[],"soundboard_sounds":[],"emojis":[],"stickers":[],"features":[],
                "roles":[{"id":"{{id}}","name":"@everyone","color":0,"hoist":false,"position":0,"permissions":"0",
                "managed":false,"mentionable":false,"flags":0}],
                "verification_level":0,"default_message_notifications":0,"explicit_content_filter":0,"mfa_level":0,
                "premium_tier":0,"nsfw_level":0,"preferred_locale":"en-US",
                "system_channel_flags":0,"afk_timeout":300,"premium_progress_bar_enabled":false}
                """
            )!
            .AsObject();
        guild["channels"] = new JsonArray([
            .. discord
                .Rooms.Values.Where(r => r.Guild == id && r.Type is not (10 or 11 or 12))
                .Select(r => (JsonNode)r.ToJson()),
        ]);
        return guild;
    }

    private sealed class Session(string id)
    {
        public string Id => id;

        public long Sequence { get; set; }

        public List<(long Number, string Text)> Events { get; } = [];
    }

    /// <summary>
    /// One connection; compressed as one stream when the client asks for it. Who sends takes turns with who ends it:
    /// a test may send at the moment the client hangs up.
    /// </summary>
    private sealed class Line(WebSocket socket, HttpContext http, bool compressed) : IAsyncDisposable
    {
        private readonly SemaphoreSlim _one = new(1, 1);
        private readonly MemoryStream _packed = new();
        private ZLibStream? _packer;
        private bool _isOver;

        public string Address => $"ws://{http.Request.Host}";

        public Task SendAsync(string text) =>
            InTurnAsync(() =>
                socket.SendAsync(
                    compressed ? Pack(text) : Encoding.UTF8.GetBytes(text),
                    compressed ? WebSocketMessageType.Binary : WebSocketMessageType.Text,
                    true,
                    http.RequestAborted
                )
            );

        private async Task InTurnAsync(Func<Task> send)
        {
            await _one.WaitAsync();
            try
            {
                if (!_isOver && socket.State == WebSocketState.Open)
                    await send();
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException)
            {
                // The client is gone; what it missed is replayed.
            }
            finally
            {
                _one.Release();
            }
        }

        public async Task<string?> ReadAsync()
        {
            var (buffer, text) = (new byte[8192], new MemoryStream());
            while (true)
            {
                var got = await socket.ReceiveAsync(buffer.AsMemory(), http.RequestAborted);
                if (got.MessageType == WebSocketMessageType.Close)
                    return null;
                text.Write(buffer, 0, got.Count);
                if (got.EndOfMessage)
                    return Encoding.UTF8.GetString(text.ToArray());
            }
        }

        public Task CloseAsync(int code) =>
            InTurnAsync(() => socket.CloseOutputAsync((WebSocketCloseStatus)code, "told to", http.RequestAborted));

        public void Abort() => http.Abort();

        public async ValueTask DisposeAsync()
        {
            await _one.WaitAsync();
            _isOver = true;
            if (_packer is not null)
                await _packer.DisposeAsync();
            await _packed.DisposeAsync();
            // Not disposed itself: others may wait for their turn, and find that it is over.
            _one.Release();
        }

        /// <summary>The flush ends each message at a byte border, 00 00 FF FF (zlib's Z_SYNC_FLUSH).</summary>
        private byte[] Pack(string text)
        {
            _packer ??= new ZLibStream(_packed, CompressionMode.Compress, leaveOpen: true);
            _packed.SetLength(0);
            _packer.Write(Encoding.UTF8.GetBytes(text));
            _packer.Flush();
            return _packed.ToArray();
        }
    }
}
