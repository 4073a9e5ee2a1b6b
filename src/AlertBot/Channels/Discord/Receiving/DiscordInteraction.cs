using System.Globalization;
using System.Text.Json;
using AlertBot.Channels.Discord.Sending;
using AlertBot.Localization;

namespace AlertBot.Channels.Discord.Receiving;

/// <summary>
/// A command, a pressed button or picked option, or the wish for suggestions, as the gateway brings it.
/// </summary>
internal sealed record DiscordInteraction
{
    public const int Command = 2;
    public const int Component = 3;
    public const int Autocomplete = 4;

    /// <summary>Snowflakes count milliseconds from here (Reference, read 2026-11-23).</summary>
    private const long Epoch = 1420070400000;

    public required string Id { get; init; }
    public required string Token { get; init; }
    public required string Application { get; init; }
    public required int Type { get; init; }
    public required DiscordPlace Place { get; init; }

    /// <summary>The channel's name; empty in private.</summary>
    public required string PlaceName { get; init; }

    /// <summary>Without slash, with its words.</summary>
    public required string Verb { get; init; }

    public required string Words { get; init; }

    /// <summary>The message pressed on, or whose menu was used; null for a slash command.</summary>
    public string? Message { get; init; }

    /// <summary>What stands in that message, with its markdown.</summary>
    public string? MessageText { get; init; }

    /// <summary>Of the one who asks, in that channel; null in private.</summary>
    public ulong? Permissions { get; init; }

    /// <summary>Of the bot, in that channel.</summary>
    public ulong? OwnPermissions { get; init; }

    public Language? Language { get; init; }

    public DateTimeOffset Created =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)(ulong.Parse(Id, CultureInfo.InvariantCulture) >> 22) + Epoch);

    /// <summary>Null for kinds there is nothing to do about.</summary>
    public static DiscordInteraction? Parse(JsonElement json)
    {
        var type = json.GetProperty("type").GetInt32();
        if (
            type is not (Command or Component or Autocomplete)
            || !json.TryGetProperty("channel", out var channel)
            || DiscordPlace.Parse(channel, Text(json, "guild_id")) is not { } place
        )
            return null;
        var data = json.GetProperty("data");
        var (verb, words) = type == Component ? Pressed(data) : Written(data);
        return new DiscordInteraction
        {
            Id = Text(json, "id")!,
            Token = Text(json, "token")!,
            Application = Text(json, "application_id")!,
            Type = type,
            Place = place,
            PlaceName = Text(channel, "name") ?? "",
            Verb = verb,
            Words = words,
            Message = Text(data, "target_id")
                ?? (json.TryGetProperty("message", out var message) ? Text(message, "id") : null),
            MessageText = Part(json, "message") is { } pressed ? Text(pressed, "content") : null,
            Permissions = RightsOf(json, place),
            OwnPermissions = Number(json, "app_permissions"),
            Language = LanguageCodes.Parse(Text(json, "locale")),
        };
    }

    /// <summary>The user who asks, in a channel or in private; 0 where it is not told.</summary>
    public static long PersonOf(JsonElement json) =>
        (Part(json, "member") is { } member ? Part(member, "user") : Part(json, "user")) is { } user
        && Number(user, "id") is { } id
            ? (long)id
            : 0;

    private static JsonElement? Part(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty(name, out var part)
        && part.ValueKind == JsonValueKind.Object
            ? part
            : null;

    /// <summary>Null in private alone: on a server, who comes without rights has none.</summary>
    private static ulong? RightsOf(JsonElement json, DiscordPlace place) =>
        json.TryGetProperty("member", out var member) && member.ValueKind == JsonValueKind.Object
            ? Number(member, "permissions") ?? 0
        : place.Guild is not null || Text(json, "guild_id") is not null ? 0
        : null;

    /// <summary>A button's id, or a menu's picked value, is a command.</summary>
    private static (string Verb, string Words) Pressed(JsonElement data)
    {
        var id =
            data.TryGetProperty("values", out var values) && values.GetArrayLength() > 0
                ? values[0].GetString()!
                : Text(data, "custom_id") ?? "";
        return id.Split(' ', 2) is [var verb, var words] ? (verb, words) : (id, "");
    }

    /// <summary>Commands have one option at most; the command in the menu of a message is "why".</summary>
    private static (string Verb, string Words) Written(JsonElement data)
    {
        if (data.TryGetProperty("type", out var kind) && kind.GetInt32() == 3)
            return ("why", "");
        var words =
            data.TryGetProperty("options", out var options)
            && options.ValueKind == JsonValueKind.Array
            && options.GetArrayLength() > 0
                ? Text(options[0], "value") ?? ""
                : "";
        return (Text(data, "name") ?? "", words.Trim());
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static ulong? Number(JsonElement json, string name) =>
        ulong.TryParse(Text(json, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
