using AlertBot.Storage;
using AlertBot.Storage.Leases;
using AlertBot.Subscriptions;

namespace AlertBot.Delivery;

/// <summary>A message that stands in its chat.</summary>
/// <param name="Batch">What was sent.</param>
/// <param name="MessageId">The network's name for it.</param>
/// <param name="Rest">How long the chat rests.</param>
/// <param name="At">When it was known.</param>
internal sealed record Arrival(OutboxBatch Batch, string? MessageId, TimeSpan Rest, DateTimeOffset At);

/// <summary>
/// Writes down what has arrived, which is what becomes of nearly every message: in one round trip, all that came in
/// meanwhile together, and each only while the lease of its chat is still this node's.
/// </summary>
internal sealed class ArrivalWriter : IDisposable
{
    /// <summary>
    /// Ends the lease of a chat. A chat that was flooded gets twice the rest from then on, and wins it back message by
    /// message: a network's limits for one chat are only known by its answers.
    /// </summary>
    public const string EndLease = $"""
        UPDATE chats SET leased_until = 0, 
            rest_until = @now + CAST(@Wait * CASE WHEN @paced = 1 THEN pace ELSE 1 END AS BIGINT),
            pace = CASE WHEN pace * @pace < 1 THEN 1.0 WHEN pace * @pace > 8 THEN 8.0 ELSE pace * @pace END
        WHERE {IsHeld}
        RETURNING chat
        """;

    private const string IsHeld = "chat = @Chat AND leased_by = @Node AND leased_until = @LeasedUntil";

    /// <summary>Asked by each statement, so that all of them can be sent before any has answered.</summary>
    private const string WhileHeld = $" AND EXISTS (SELECT 1 FROM chats WHERE {IsHeld})";

    private static readonly string Close = MessageStates.Move(
        MessageState.Sent,
        $"id IN @Rows{WhileHeld}",
        "message_id = @MessageId, why = NULL"
    );

    private readonly Database _database;
    private readonly Node _node;
    private readonly GroupedWrites<Arrival> _grouped;

    public ArrivalWriter(Database database, Node node)
    {
        (_database, _node) = (database, node);
        _grouped = new GroupedWrites<Arrival>(database, QueueAsync);
    }

    /// <summary>Writes it with others; false, and nothing is written, where its lease was lost.</summary>
    public Task<bool> WriteAsync(Arrival arrival, CancellationToken ct) => _grouped.WriteAsync(arrival, ct);

    /// <summary>The same in a transaction of its own, so that what fails for one fails for that alone.</summary>
    public async Task<bool> WriteAloneAsync(Arrival arrival, CancellationToken ct)
    {
        await using var tx = await _database.BeginAsync(ct);
        var kept = await QueueAsync(tx, arrival, ct);
        await tx.CommitAsync(ct);
        return (await kept.ReadAsync(ct)).Count > 0;
    }

    public void Dispose() => _grouped.Dispose();

    /// <summary>What follows comes first, as it is for those alone whose lease has not ended.</summary>
    private async Task<Answer<string>> QueueAsync(StoreTransaction tx, Arrival arrival, CancellationToken ct)
    {
        var batch = arrival.Batch;
        var args = new
        {
            Chat = batch.Message.Chat.ToString(),
            Node = _node.Name,
            batch.LeasedUntil,
            now = arrival.At,
            batch.Rows,
            MessageId = batch.IsEdit ? null : arrival.MessageId,
            Wait = arrival.Rest.TotalMilliseconds,
            paced = 1,
            // A step back to the usual pace.
            pace = 0.95,
        };
        await tx.QueueAsync(Close, args, ct);
        await tx.QueueAsync(SubscriptionStore.Wake + WhileHeld, args, ct);
        return await tx.AskAsync<string>(EndLease, args, ct);
    }
}
