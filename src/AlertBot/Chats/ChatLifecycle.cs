using AlertBot.Storage;

namespace AlertBot.Chats;

/// <summary>
/// Forgets, moves and ends chats, each in one transaction over all that is kept of them. Every owner of tables that
/// name chats takes part (<see cref="IChatRecords"/>).
/// </summary>
internal sealed class ChatLifecycle(Database database, IEnumerable<IChatRecords> records, TimeProvider clock)
{
    /// <summary>Forgets a chat entirely: its subscription, and waiting and past messages.</summary>
    public Task ForgetAsync(Chat chat, CancellationToken ct) =>
        database.WriteAsync(
            async tx =>
            {
                foreach (var kept in records)
                    await kept.ForgetAsync(tx, [chat.ToString()], ct);
            },
            ct
        );

    /// <summary>Forgets chats that ended long ago.</summary>
    public async Task ForgetEndedAsync(StoreTransaction tx, string[] chats, CancellationToken ct)
    {
        if (chats.Length == 0)
            return;
        foreach (var kept in records)
            await kept.ForgetEndedAsync(tx, chats, ct);
    }

    public Task MoveAsync(Chat from, Chat to, CancellationToken ct) =>
        database.WriteAsync(tx => MoveAsync(tx, from, to, ct), ct);

    /// <summary>
    /// Gives a chat and its forum topics their new address. What the new address has already stays, the old goes.
    /// </summary>
    public async Task MoveAsync(StoreTransaction tx, Chat from, Chat to, CancellationToken ct)
    {
        var move = new ChatMove(from, to);
        foreach (var kept in records)
            await kept.MoveAsync(tx, move, ct);
    }

    /// <summary>Ends the subscription of one chat; nothing waits for it any more.</summary>
    public Task EndAsync(StoreTransaction tx, Chat chat, string why, CancellationToken ct) =>
        EndAsync(tx, new ChatEnd(chat, why, clock.GetUtcNow(), WithTopics: false), ct);

    /// <summary>
    /// Ends the subscriptions of a chat the bot is out of, and of its forum topics; returns how many ended by it.
    /// </summary>
    public async Task<int> EndWithTopicsAsync(Chat chat, string why, CancellationToken ct)
    {
        var ended = 0;
        var end = new ChatEnd(chat, why, clock.GetUtcNow(), WithTopics: true);
        await database.WriteAsync(async tx => ended = await EndAsync(tx, end, ct), ct);
        return ended;
    }

    private async Task<int> EndAsync(StoreTransaction tx, ChatEnd end, CancellationToken ct)
    {
        var ended = 0;
        foreach (var kept in records)
            ended += await kept.EndAsync(tx, end, ct);
        return ended;
    }
}
