using AlertBot.Chats;
using AlertBot.Storage;
using AlertBot.Storage.Leases;

namespace AlertBot.Channels;

/// <summary>
/// Updates of a network that were received and not yet handled. A row goes when its update is handled.
/// </summary>
internal sealed class UpdateStore(Database database, ListenerLease lease, TimeProvider clock) : IChatRecords
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
                await KeyValueStore.WriteAsync(tx, cursor, next, ct);
                await KeyValueStore.WriteAsync(tx, $"{cursor}:at", clock.GetUtcNow().ToUnixTimeMilliseconds(), ct);
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

    public Task ForgetAsync(StoreTransaction tx, string[] chats, CancellationToken ct) =>
        tx.ExecuteAsync("DELETE FROM updates WHERE chat IN @chats", new { chats }, ct);

    /// <summary>Deletes nothing: what has just come from such a chat is still to be answered.</summary>
    public Task ForgetEndedAsync(StoreTransaction tx, string[] chats, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Leaves the updates: each is answered where it came from.</summary>
    public Task MoveAsync(StoreTransaction tx, ChatMove move, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Leaves the updates: handled, they find that the chat has ended.</summary>
    public Task<int> EndAsync(StoreTransaction tx, ChatEnd end, CancellationToken ct) => Task.FromResult(0);
}

/// <summary>An update as the network sent it.</summary>
internal sealed class ReceivedUpdate
{
    public long Id { get; init; }
    public required string Chat { get; init; }
    public required string Body { get; init; }
}
