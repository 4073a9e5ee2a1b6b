using System.Text.Json;
using AlertBot.Channels.Discord.Sending;
using AlertBot.Chats;
using AlertBot.Subscriptions;

namespace AlertBot.Channels.Discord.Receiving;

/// <summary>
/// What the gateway tells of servers and channels: subscriptions end where the bot is out, and wake where rights may be
/// back.
/// </summary>
internal sealed class DiscordEvents(
    DiscordPlaces places,
    DiscordMenu menu,
    SubscriptionStore subscriptions,
    ChatLifecycle chats,
    ILogger<DiscordEvents> log
)
{
    private static readonly string[] Known =
    [
        "READY",
        "GUILD_CREATE",
        "GUILD_DELETE",
        "GUILD_MEMBER_UPDATE",
        "GUILD_ROLE_UPDATE",
        "GUILD_ROLE_DELETE",
        "CHANNEL_UPDATE",
        "CHANNEL_DELETE",
        "THREAD_UPDATE",
        "THREAD_DELETE",
    ];

    /// <summary>The bot's own id, as READY gives it.</summary>
    private string? _self;

    public static bool Concerns(string type) => Known.Contains(type);

    public async Task HandleAsync(string type, JsonElement data, CancellationToken ct)
    {
        switch (type)
        {
            case "READY":
                _self = $"{data.GetProperty("user").GetProperty("id")}";
                await menu.RegisterAsync(data.GetProperty("application").GetProperty("id").GetString()!, ct);
                await EndLeftAsync(
                    [.. data.GetProperty("guilds").EnumerateArray().Select(g => $"{g.GetProperty("id")}")],
                    ct
                );
                break;
            // Unavailable means an outage of Discord's; without the word the bot was removed.
            case "GUILD_DELETE"
                when !data.TryGetProperty("unavailable", out var outage) || outage.ValueKind != JsonValueKind.True:
                await EndAsync($"{data.GetProperty("id")}", "the bot was removed from the server", ct);
                break;
            case "CHANNEL_DELETE" or "THREAD_DELETE":
                await EndAsync($"{data.GetProperty("id")}", "the channel was deleted", ct);
                break;
            case "CHANNEL_UPDATE" or "THREAD_UPDATE":
                await RefreshAsync(data, guild: null, ct);
                await WakeAsync($"{data.GetProperty("id")}", ct);
                break;
            case "GUILD_CREATE":
                await RefreshAllAsync(data, ct);
                await WakeAsync($"{data.GetProperty("id")}", ct);
                break;
            // Without the intent for members Discord tells of the bot's own roles alone (Gateway, read 2026-11-29).
            case "GUILD_MEMBER_UPDATE" when $"{data.GetProperty("user").GetProperty("id")}" != _self:
                break;
            case "GUILD_MEMBER_UPDATE" or "GUILD_ROLE_UPDATE" or "GUILD_ROLE_DELETE":
                await WakeAsync($"{data.GetProperty("guild_id")}", ct);
                break;
        }
    }

    /// <summary>Where the server's channels stand may have changed while nobody listened.</summary>
    private async Task RefreshAllAsync(JsonElement guild, CancellationToken ct)
    {
        foreach (var list in (string[])["channels", "threads"])
        {
            if (!guild.TryGetProperty(list, out var channels) || channels.ValueKind != JsonValueKind.Array)
                continue;
            foreach (var channel in channels.EnumerateArray())
                await RefreshAsync(channel, $"{guild.GetProperty("id")}", ct);
        }
    }

    private async Task RefreshAsync(JsonElement channel, string? guild, CancellationToken ct)
    {
        if (
            DiscordPlace.Parse(channel, guild) is { } place
            && await places.KnownAsync(place.Id, ct) is { } known
            && !place.IsSameAs(known)
        )
            await places.KeepAsync(place, ct);
    }

    /// <summary>
    /// READY lists every server the bot is on; one that is missing was left while nobody listened. Many missing at once
    /// are rather a fault of Discord's: then nothing ends, and the answers to sends decide.
    /// </summary>
    private async Task EndLeftAsync(HashSet<string> guilds, CancellationToken ct)
    {
        var known = await places.GuildsAsync(ct);
        var missing = known.Where(guild => !guilds.Contains(guild)).ToList();
        if (missing.Count > Math.Max(1, known.Count / 10))
        {
            log.ManyServersMissing(missing.Count, known.Count);
            return;
        }
        foreach (var guild in missing)
            await EndAsync(guild, "the bot was removed from the server", ct);
    }

    private async Task EndAsync(string guildOrChannel, string why, CancellationToken ct)
    {
        var ended = (await places.LostWithAsync(guildOrChannel, ct)).Append(guildOrChannel).Distinct().ToList();
        foreach (var channel in ended)
        {
            if (await chats.EndWithTopicsAsync(new Chat("discord", channel), why, ct) > 0)
                log.EndedByEvent("discord", why);
            await places.ForgetAsync(channel, ct);
        }
    }

    private async Task WakeAsync(string guildOrChannel, CancellationToken ct)
    {
        // A channel that was never seen into has no place yet.
        foreach (var channel in (await places.InAsync(guildOrChannel, ct)).Append(guildOrChannel).Distinct().ToList())
            await subscriptions.WakeAllInAsync(new Chat("discord", channel), ct);
    }
}
