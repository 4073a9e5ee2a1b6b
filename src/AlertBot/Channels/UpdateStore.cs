using AlertBot.Storage;
using AlertBot.Storage.Leases;

namespace AlertBot.Channels;

/// <summary>
/// Updates of a network that were received and not yet handled. A row goes when its update is handled.
/// </summary>
internal sealed class UpdateStore(Database database, ListenerLease lease, TimeProvider clock)
{
    /// <summary>
    /// Stores updates and how far the network was read, in one transaction; what comes twice is stored once. False, and
    /// nothing is stored, when another node listens by now: it asks from where this one's updates begin.
    /// </summary>
    public async Task<bool> PutAsync(
        string channel,
        IReadOnlyList<ReceivedUpdate> updates,
        string cursor,
        long next,
        string leaseName,
        CancellationToken ct
    )
    {
        var isHeld = false;
        await database.WriteAsync(
            async tx =>
            {
                isHeld = await lease.IsHeldAsync(tx, leaseName, ct);
                if (!isHeld)
                    return;
                foreach (var update in updates)
                    await tx.ExecuteAsync(
                        "INSERT INTO updates (channel, id, chat, body) "
                            + "VALUES (@channel, @Id, @Chat, @Body) ON CONFLICT (channel, id) DO NOTHING",
                        new
                        {
                            channel,
                            update.Id,
                            update.Chat,
                            update.Body,
                        },
                        ct
                    );
                await tx.ExecuteAsync(
                    "INSERT INTO cursors (name, value) VALUES (@cursor, @next), (@cursor || ':at', @Now) "
                        + "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    new
                    {
                        cursor,
                        next,
                        Now = clock.GetUtcNow(),
                    },
                    ct
                );
            },
            ct
        );
        return isHeld;
    }

    public Task<IReadOnlyList<ReceivedUpdate>> ListAsync(string channel, CancellationToken ct) =>
        database.QueryAsync<ReceivedUpdate>(
            "SELECT id, chat, body FROM updates WHERE channel = @channel ORDER BY id",
            new { channel },
            ct
        );

    public Task RemoveAsync(string channel, long id, CancellationToken ct) =>
        database.WriteAsync(
            tx => tx.ExecuteAsync("DELETE FROM updates WHERE channel = @channel AND id = @id", new { channel, id }, ct),
            ct
        );
}

/// <summary>An update as the network sent it.</summary>
internal sealed class ReceivedUpdate
{
    public long Id { get; init; }
    public required string Chat { get; init; }
    public required string Body { get; init; }
}
