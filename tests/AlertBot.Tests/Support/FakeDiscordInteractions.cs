using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AlertBot.Tests.Support;

/// <summary>Commands registered with the fake, and people who use them.</summary>
internal sealed class FakeDiscordInteractions(FakeDiscord discord)
{
    public const string Member = "900000000000000077";

    private const long Epoch = 1420070400000;

    private static long _count;
    private readonly ConcurrentDictionary<string, DiscordAsked> _asked = [];

    /// <summary>What stands registered, and how often it was replaced.</summary>
    public JsonArray Commands { get; private set; } = [];

    public int Replaced { get; private set; }

    /// <summary>The documentation's list of locales has no Arabic, the description's has: either may be true.</summary>
    public bool RefuseArabic { get; set; }

    /// <summary>An id of this moment (Reference, Snowflakes).</summary>
    public static string Snowflake(TimeSpan? ago = null) =>
        (
            ((TimeProvider.System.GetUtcNow() - (ago ?? TimeSpan.Zero)).ToUnixTimeMilliseconds() - Epoch << 22)
            + (Interlocked.Increment(ref _count) & 0x3FFFFF)
        ).ToString(CultureInfo.InvariantCulture);

    public Task<DiscordAsked> CommandAsync(
        string channel,
        string name,
        JsonObject? options = null,
        string permissions = "16",
        string locale = "en-US",
        TimeSpan? ago = null,
        string member = Member
    ) =>
        AskAsync(
            2,
            channel,
            new JsonObject
            {
                ["id"] = "900000000000000100",
                ["name"] = name,
                ["type"] = 1,
                ["options"] = OptionsOf(options),
            },
            permissions,
            locale,
            null,
            ago,
            member
        );

    public Task<DiscordAsked> AutocompleteAsync(
        string channel,
        string name,
        string option,
        string typed,
        string locale = "en-US"
    ) =>
        AskAsync(
            4,
            channel,
            new JsonObject
            {
                ["id"] = "900000000000000100",
                ["name"] = name,
                ["type"] = 1,
                ["options"] = new JsonArray(
                    new JsonObject
                    {
                        ["name"] = option,
                        ["type"] = 3,
                        ["value"] = typed,
                        ["focused"] = true,
                    }
                ),
            },
            "16",
            locale,
            null,
            null
        );

    /// <summary>A button pressed; with a value, an option of a menu picked.</summary>
    public Task<DiscordAsked> PressAsync(
        string channel,
        string message,
        string id,
        string? value = null,
        string permissions = "16",
        string content = ""
    ) =>
        AskAsync(
            3,
            channel,
            value is null
                ? new JsonObject { ["custom_id"] = id, ["component_type"] = 2 }
                : new JsonObject
                {
                    ["custom_id"] = id,
                    ["component_type"] = 3,
                    ["values"] = new JsonArray(value),
                },
            permissions,
            "en-US",
            new JsonObject
            {
                ["id"] = message,
                ["channel_id"] = channel,
                ["content"] = content,
                ["flags"] = 0,
            },
            null
        );

    /// <summary>A command on a message, from its menu.</summary>
    public Task<DiscordAsked> OnMessageAsync(string channel, string name, string message) =>
        AskAsync(
            2,
            channel,
            new JsonObject
            {
                ["id"] = "900000000000000101",
                ["name"] = name,
                ["type"] = 3,
                ["target_id"] = message,
            },
            "0",
            "en-US",
            null,
            null
        );

    public Task CommandsAsync(string method, JsonNode? body, HttpContext http)
    {
        if (method == "PUT")
        {
            Replaced++;
            var list = body!.AsArray();
            var arabic = list.Select((c, i) => (c, i))
                .FirstOrDefault(c => c.c!["description_localizations"]?["ar"] is not null);
            if (RefuseArabic && arabic.c is not null)
                return DiscordReply.InvalidAsync(
                    http,
                    $"{arabic.i}.description_localizations.ar",
                    "ENUM_TYPE_COERCE",
                    "Value \"ar\" is not a valid enum value."
                );
            if (list.Any(c => $"{c!["description"]}".Length > 100))
                return DiscordReply.InvalidAsync(
                    http,
                    "0.description",
                    "BASE_TYPE_MAX_LENGTH",
                    "Must be 100 or fewer in length."
                );
            Commands = list.DeepClone().AsArray();
            foreach (var command in Commands)
            {
                command!["id"] = Snowflake();
                command["application_id"] = FakeDiscord.Application;
                command["version"] = Snowflake();
            }
        }
        return DiscordReply.WriteAsync(http, 200, Commands.DeepClone());
    }

    /// <summary>Whose commands are answered only once the other ends.</summary>
    public (string Member, Task Until)? Held { get; set; }

    public async Task CallbackAsync(
        string id,
        string token,
        JsonNode body,
        IReadOnlyList<UploadedFile> files,
        HttpContext http
    )
    {
        if (!_asked.TryGetValue(token, out var asked) || asked.Id != id)
        {
            await DiscordReply.RefuseAsync(http, 404, 10062, "Unknown interaction");
            return;
        }
        if (Held is { } held && held.Member == asked.By)
            await held.Until;
        if (asked.Late)
        {
            await DiscordReply.RefuseAsync(http, 404, 10062, "Unknown interaction");
            return;
        }
        if (!asked.Answer(body.AsObject(), files))
        {
            await DiscordReply.RefuseAsync(http, 400, 40060, "Interaction has already been acknowledged.");
            return;
        }
        if (body["data"] is { } data && (DiscordRules.Fault(data) ?? DiscordRules.FaultOf(files, data)) is { } wrong)
            discord.Violations.Enqueue($"callback: {wrong.Path} {wrong.Words}");
        await DiscordReply.WriteAsync(http, 204, null);
    }

    /// <summary>The original answer edited, or one more.</summary>
    public Task FollowAsync(string token, JsonNode? body, IReadOnlyList<UploadedFile> files, HttpContext http)
    {
        if (!_asked.TryGetValue(token, out var asked))
            return DiscordReply.RefuseAsync(http, 404, 10015, "Unknown Webhook");
        asked.Follow(body!.AsObject(), files);
        return DiscordReply.WriteAsync(
            http,
            200,
            new DiscordArrived(Snowflake(), asked.Channel, body!.AsObject()).ToJson()
        );
    }

    private async Task<DiscordAsked> AskAsync(
        int type,
        string channel,
        JsonObject data,
        string permissions,
        string locale,
        JsonObject? message,
        TimeSpan? ago,
        string member = Member
    )
    {
        var room = discord.Room(channel);
        var asked = new DiscordAsked(Snowflake(ago), channel) { By = member };
        _asked[asked.Token] = asked;
        var json = new JsonObject
        {
            ["id"] = asked.Id,
            ["application_id"] = FakeDiscord.Application,
            ["type"] = type,
            ["token"] = asked.Token,
            ["version"] = 1,
            ["data"] = data,
            ["guild_id"] = room.Guild,
            ["channel_id"] = channel,
            ["channel"] = room.ToJson(),
            ["locale"] = locale,
            ["guild_locale"] = "en-US",
            ["app_permissions"] = discord.Gateway.AppPermissions,
            ["entitlements"] = new JsonArray(),
            ["authorizing_integration_owners"] = new JsonObject(),
            ["context"] = 0,
            ["member"] = new JsonObject
            {
                ["permissions"] = permissions,
                ["roles"] = new JsonArray(),
                ["joined_at"] = "2026-01-01T00:00:00+00:00",
                ["deaf"] = false,
                ["mute"] = false,
                ["flags"] = 0,
                ["user"] = new JsonObject
                {
                    ["id"] = member,
                    ["username"] = "someone",
                    ["discriminator"] = "0",
                    ["global_name"] = null,
                    ["avatar"] = null,
                },
            },
        };
        if (message is not null)
            json["message"] = message;
        await discord.Gateway.DispatchAsync("INTERACTION_CREATE", json);
        return asked;
    }

    private static JsonArray OptionsOf(JsonObject? options) =>
        new([
            .. (options ?? []).Select(o =>
                (JsonNode)
                    new JsonObject
                    {
                        ["name"] = o.Key,
                        ["type"] = 3,
                        ["value"] = o.Value!.DeepClone(),
                    }
            ),
        ]);
}

/// <summary>A use of a command and what came back.</summary>
internal sealed class DiscordAsked(string id, string channel)
{
    private static readonly TimeSpan LongestWait = HangLimit.Span;

    private readonly TaskCompletionSource<JsonObject> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<JsonObject> _followed = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    public string Id => id;

    public string Channel => channel;

    public string By { get; init; } = "";

    public string Token { get; } = $"aW50ZXJhY3Rpb246{id}";

    /// <summary>As if the three seconds were over.</summary>
    public bool Late { get; init; }

    public IReadOnlyList<UploadedFile> Files { get; private set; } = [];

    public bool IsAnswered => _first.Task.IsCompleted;

    /// <summary>The first answer: its type (4 a message, 5 and 6 "wait", 7 in place, 8 suggestions) and data.</summary>
    public Task<JsonObject> FirstAsync(CancellationToken ct) => _first.Task.WaitAsync(LongestWait, ct);

    /// <summary>What the answer was, once it is whole: the first, or the edit of a deferred one.</summary>
    public async Task<JsonObject> AnswerAsync(CancellationToken ct)
    {
        var first = await FirstAsync(ct);
        return (int)first["type"]! is 5 or 6
            ? await _followed.Task.WaitAsync(LongestWait, ct)
            : first["data"]!.AsObject();
    }

    public bool Answer(JsonObject body, IReadOnlyList<UploadedFile> files)
    {
        Files = [.. Files, .. files];
        return _first.TrySetResult(body);
    }

    public void Follow(JsonObject body, IReadOnlyList<UploadedFile> files)
    {
        Files = [.. Files, .. files];
        _followed.TrySetResult(body);
    }
}
