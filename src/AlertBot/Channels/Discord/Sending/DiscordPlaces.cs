using System.Text.Json;
using AlertBot.Channels.Discord.Api;
using AlertBot.Storage;

namespace AlertBot.Channels.Discord.Sending;

/// <summary>
/// What is known of the places messages go to: a forum takes posts, not messages. Asked of Discord once, then kept in
/// the store.
/// </summary>
internal sealed class DiscordPlaces(DiscordRest rest, Database database)
{
    /// <summary>The place, or why nothing can be sent there.</summary>
    public async Task<(DiscordPlace? Place, DeliveryOutcome? Problem)> FindAsync(string channel, CancellationToken ct)
    {
        if (await KnownAsync(channel, ct) is { } known)
            return (known, null);
        var answer = await rest.GetAsync(DiscordRoute.Place(channel), $"channels/{channel}", ct);
        if (answer is DiscordResponse.Fine fine && DiscordPlace.Parse(fine.Body) is { } place)
        {
            await KeepAsync(place, ct);
            return (place, null);
        }
        // Nothing was sent yet, so nothing can stand in the chat.
        return (
            null,
            DiscordOutcomes.OutcomeOf(answer) is DeliveryOutcome.Later later
                ? later with
                {
                    Unsure = false,
                }
                : DiscordOutcomes.OutcomeOf(answer)
        );
    }

    public async Task<DiscordPlace?> KnownAsync(string channel, CancellationToken ct) =>
        (
            await database.QueryAsync<Row>(
                "SELECT id, type, guild, parent, tags FROM discord_places WHERE id = @channel",
                new { channel },
                ct
            )
        )
            .FirstOrDefault()
            ?.ToPlace();

    public Task KeepAsync(DiscordPlace place, CancellationToken ct) =>
        database.WriteAsync(
            tx =>
                tx.ExecuteAsync(
                    """
                    INSERT INTO discord_places (id, type, guild, parent, tags)
                        VALUES (@Id, @Type, @Guild, @Parent, @Tags)
                    ON CONFLICT (id) DO UPDATE SET type = excluded.type,
                        guild = coalesce(excluded.guild, discord_places.guild), parent = excluded.parent,
                        tags = excluded.tags
                    """,
                    new
                    {
                        place.Id,
                        place.Type,
                        place.Guild,
                        place.Parent,
                        Tags = JsonSerializer.Serialize(place.Tags),
                    },
                    ct
                ),
            ct
        );

    /// <summary>The places of a server, or a channel and what stands below it.</summary>
    public Task<IReadOnlyList<string>> InAsync(string guildOrChannel, CancellationToken ct) =>
        database.QueryAsync<string>(
            "SELECT id FROM discord_places WHERE guild = @guildOrChannel OR id = @guildOrChannel "
                + "OR parent = @guildOrChannel",
            new { guildOrChannel },
            ct
        );

    /// <summary>
    /// What goes with a server or a channel: all places of the one, the threads of the other. The channels of a
    /// category outlive it.
    /// </summary>
    public Task<IReadOnlyList<string>> LostWithAsync(string guildOrChannel, CancellationToken ct) =>
        database.QueryAsync<string>(
            """
            SELECT id FROM discord_places
            WHERE guild = @guildOrChannel OR id = @guildOrChannel OR (parent = @guildOrChannel AND type IN (10, 11, 12))
            """,
            new { guildOrChannel },
            ct
        );

    /// <summary>The servers any known place is on.</summary>
    public Task<IReadOnlyList<string>> GuildsAsync(CancellationToken ct) =>
        database.QueryAsync<string>("SELECT DISTINCT guild FROM discord_places WHERE guild IS NOT NULL", null, ct);

    public Task ForgetAsync(string channel, CancellationToken ct) =>
        database.WriteAsync(
            tx => tx.ExecuteAsync("DELETE FROM discord_places WHERE id = @channel", new { channel }, ct),
            ct
        );

    private sealed class Row
    {
        public required string Id { get; init; }
        public long Type { get; init; }
        public string? Guild { get; init; }
        public string? Parent { get; init; }
        public required string Tags { get; init; }

        public DiscordPlace ToPlace() =>
            new(Id, (int)Type, Guild, Parent, JsonSerializer.Deserialize<Dictionary<string, string>>(Tags) ?? []);
    }
}
