using System.Text.Json;
using System.Text.Json.Nodes;

namespace AlertBot.Channels.Discord.Receiving;

/// <summary>
/// One connection to the gateway from Hello to its end (Gateway, read 2026-11-23). Uncompressed: with the one intent
/// asked for, a day's events are few, and the description of large servers at the beginning is the only thing worth
/// packing (docs/discord.md has figures).
/// </summary>
internal sealed class DiscordGateway(
    IOptions<DiscordOptions> options,
    Random random,
    TimeProvider clock,
    ILogger<DiscordGateway> log
)
{
    /// <summary>
    /// GUILDS: servers, channels, threads and roles that go or change. Commands come without any; none here is
    /// privileged.
    /// </summary>
    private const int Intents = 1;

    /// <summary>Keeps the session for a resume; 1000 and 1001 would end it.</summary>
    private const int CloseToResume = 4000;

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Runs until the connection ends. <paramref name="handle"/> gets each event by name and must not wait.
    /// </summary>
    /// <param name="address">Of the gateway, without query.</param>
    /// <param name="session">To be resumed; null for a new one.</param>
    /// <param name="handle">Takes events.</param>
    /// <param name="ct">Closes the session and throws.</param>
    public async Task<(DiscordDisconnect Ending, DiscordSession? Session)> RunAsync(
        Uri address,
        DiscordSession? session,
        Action<string, JsonElement> handle,
        CancellationToken ct
    )
    {
        using var socket = new DiscordSocket(clock);
        await socket.ConnectAsync(new Uri(address, "?v=10&encoding=json"), AnswerTimeout, ct);
        var line = new Line(socket, session);
        using var beats = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var heart = Task.CompletedTask;
        using var hangUp = ct.UnsafeRegister(line => ((DiscordSocket)line!).HangUp(), socket);
        try
        {
            DiscordDisconnect? ending = null;
            while (ending is null && await socket.ReadAsync() is { } message)
            {
                if (Op(message) == 10)
                {
                    heart = BeatAsync(
                        line,
                        TimeSpan.FromMilliseconds(
                            message.GetProperty("d").GetProperty("heartbeat_interval").GetDouble()
                        ),
                        beats.Token
                    );
                    await (session is null ? IdentifyAsync(socket, ct) : ResumeAsync(socket, session, ct));
                }
                else
                {
                    ending = await HandleAsync(line, message, handle, ct);
                }
            }
            ct.ThrowIfCancellationRequested();
            if (ending is not null)
                await socket.CloseAsync(CloseToResume);
            return (
                ending
                    ?? (
                        line.IsDead
                            ? new DiscordDisconnect(
                                DiscordReconnect.Resume,
                                TimeSpan.Zero,
                                "a heartbeat was not answered"
                            )
                            : DiscordDisconnect.OfCode(socket.CloseCode)
                    ),
                line.Session
            );
        }
        finally
        {
            await beats.CancelAsync();
            await heart;
        }
    }

    private async Task<DiscordDisconnect?> HandleAsync(
        Line line,
        JsonElement message,
        Action<string, JsonElement> handle,
        CancellationToken ct
    )
    {
        switch (Op(message))
        {
            case 0:
                Handle(line, message, handle);
                return null;
            case 1:
                await SendBeatAsync(line, ct);
                return null;
            case 7:
                return new DiscordDisconnect(DiscordReconnect.Resume, TimeSpan.Zero, "Discord asks to reconnect");
            case 9 when message.GetProperty("d").ValueKind == JsonValueKind.True:
                return new DiscordDisconnect(DiscordReconnect.Resume, TimeSpan.Zero, "Discord asks to resume");
            case 9:
                return new DiscordDisconnect(
                    DiscordReconnect.Identify,
                    TimeSpan.FromSeconds(1 + (4 * random.NextDouble())),
                    "the session is invalid"
                );
            case 11:
                line.IsAnswered = true;
                return null;
            default:
                return null; // New kinds come; none has to be understood.
        }
    }

    private static void Handle(Line line, JsonElement message, Action<string, JsonElement> handle)
    {
        var (type, data) = (message.GetProperty("t").GetString() ?? "", message.GetProperty("d"));
        if (type == "READY")
            line.Session = new DiscordSession(
                data.GetProperty("session_id").GetString()!,
                new Uri(data.GetProperty("resume_gateway_url").GetString()!)
            );
        if (line.Session is { } session && message.GetProperty("s").TryGetInt64(out var sequence))
            session.Sequence = sequence;
        handle(type, data);
    }

    /// <summary>
    /// The first beat comes after a random part of the interval, so that a million bots do not beat as one.
    /// </summary>
    private async Task BeatAsync(Line line, TimeSpan interval, CancellationToken ct)
    {
        try
        {
            await Task.Delay(interval * random.NextDouble(), clock, ct);
            while (line.IsAnswered)
            {
                line.IsAnswered = false;
                await SendBeatAsync(line, ct);
                await Task.Delay(interval, clock, ct);
            }
            // The line is dead though nobody said so: closed with a code that keeps the session, then cut, which wakes
            // the reader.
            log.GatewayUnanswered();
            line.IsDead = true;
            await line.Socket.CloseAsync(CloseToResume);
            line.Socket.Abort();
        }
        catch (OperationCanceledException)
        {
            // The connection has ended.
        }
    }

    private static Task SendBeatAsync(Line line, CancellationToken ct) =>
        SendAsync(line.Socket, 1, line.Session is { } session ? session.Sequence : null, ct);

    private Task IdentifyAsync(DiscordSocket socket, CancellationToken ct) =>
        SendAsync(
            socket,
            2,
            new JsonObject
            {
                ["token"] = options.Value.Token,
                ["intents"] = Intents,
                ["properties"] = new JsonObject
                {
                    ["os"] = "linux",
                    ["browser"] = "alertbot",
                    ["device"] = "alertbot",
                },
            },
            ct
        );

    private Task ResumeAsync(DiscordSocket socket, DiscordSession session, CancellationToken ct) =>
        SendAsync(
            socket,
            6,
            new JsonObject
            {
                ["token"] = options.Value.Token,
                ["session_id"] = session.Id,
                ["seq"] = session.Sequence,
            },
            ct
        );

    private static Task SendAsync(DiscordSocket socket, int op, JsonNode? data, CancellationToken ct) =>
        socket.SendAsync(
            System.Text.Encoding.UTF8.GetBytes(new JsonObject { ["op"] = op, ["d"] = data }.ToJsonString()),
            ct
        );

    private static int Op(JsonElement message) => message.GetProperty("op").GetInt32();

    /// <summary>What reader and heart of one connection share.</summary>
    private sealed class Line(DiscordSocket socket, DiscordSession? session)
    {
        public DiscordSocket Socket => socket;

        public DiscordSession? Session { get; set; } = session;

        public volatile bool IsAnswered = true;

        public volatile bool IsDead;
    }
}
