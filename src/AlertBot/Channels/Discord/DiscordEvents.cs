using System.Text.Json;
using AlertBot.Subscriptions;

namespace AlertBot.Channels.Discord;

/// <summary>
/// What the gateway tells of servers and channels: subscriptions end where the bot is out, and wake where rights may be
/// back.
/// </summary>
internal sealed class DiscordEvents(
    DiscordPlaces places,
    DiscordMenu menu,
    SubscriptionStore subscriptions,
    ILogger<DiscordEvents> log
)
{
    private static readonly string[] Known =
    [
        "READY",
        "GUILD_CREATE",
        "GUILD_DELETE",
        "GUILD_ROLE_UPDATE",
        "CHANNEL_UPDATE",
        "CHANNEL_DELETE",
        "THREAD_UPDATE",
        "THREAD_DELETE",
    ];

    public static bool Concerns(string type) => Known.Contains(type);

    public async Task HandleAsync(string type, JsonElement data, CancellationToken ct)
    {
        switch (type)
        {
            case "READY":
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
                if (DiscordPlace.Read(data) is { } place && await places.KnownAsync(place.Id, ct) is not null)
                    await places.KeepAsync(place, ct);
                await WakeAsync($"{data.GetProperty("id")}", ct);
                break;
            case "GUILD_CREATE":
                await WakeAsync($"{data.GetProperty("id")}", ct);
                break;
            case "GUILD_ROLE_UPDATE":
                await WakeAsync($"{data.GetProperty("guild_id")}", ct);
                break;
        }
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
        var ended = (await places.InAsync(guildOrChannel, ct)).Append(guildOrChannel).Distinct().ToList();
        foreach (var channel in ended)
        {
            await subscriptions.EndAllInAsync(new Chat("discord", channel), why, ct);
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
