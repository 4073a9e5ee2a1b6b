using System.Text.Json;
using AlertBot.Config;
using AlertBot.Storage;

namespace AlertBot.Alerts;

/// <summary>Messages that are to be sent, and the chats they wait for. What is in here is delivered until it is settled.</summary>
internal sealed class Outbox(Database database, Node node, TimeProvider clock, IOptions<DeliveryOptions> options)
{
    /// <summary>Puts messages in, in order; one that is there already (same chat, story and version) is left as it is.</summary>
    public async Task PutAsync(StoreTransaction tx, IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        foreach (var (message, storyId, version, urgency, due) in messages)
        {
            await tx.ExecuteAsync(
                """
                INSERT INTO chats (chat, channel) VALUES (@Chat, @Channel) ON CONFLICT (chat) DO NOTHING;
                INSERT INTO outbox (chat, story_id, version, urgency, language, content, digest, created, due)
                VALUES (@Chat, @storyId, @version, @urgency, @Language, @Content, @Gathered, @Now, @Due)
                ON CONFLICT (chat, story_id, version) DO NOTHING;
                """,
                new
                {
                    Chat = message.Chat.ToString(),
                    message.Chat.Channel,
                    storyId,
                    version,
                    urgency = (int)urgency,
                    Language = message.Language.Code(),
                    Content = JsonSerializer.Serialize(message.Content),
                    due.Gathered,
                    Now = clock.GetUtcNow(),
                    Due = due.At,
                },
                ct);
        }
    }

    /// <summary>Up to <paramref name="most"/> parcels that may leave now, urgent ones first, at most one for each chat.</summary>
    public async Task<IReadOnlyList<Parcel>> LeaseDueAsync(int most, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var until = now + options.Value.Lease;
        var parcels = new List<Parcel>();
        await database.WriteAsync(
            async tx =>
            {
                await tx.ExecuteAsync(MarkInterrupted, new { now }, ct);
                foreach (var chat in await tx.QueryAsync<string>(LeaseChats, new { now, until, Node = node.Name, most }, ct))
                {
                    var rows = await tx.QueryAsync<OutboxRow>(OutboxRow.DueFor, new { chat, now }, ct);
                    var parcel = OutboxRow.Pack(chat, rows, until, now - options.Value.MaxAge);
                    await tx.ExecuteAsync("UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE id IN @Rows", new { parcel.Rows }, ct);
                    parcels.Add(parcel);
                }
            },
            ct);
        return parcels;
    }

    /// <summary>
    /// Ends every lease. Only for the one node of an SQLite store, at its start: a lease that is still running belongs to its former life.
    /// </summary>
    public Task ReleaseAllAsync(CancellationToken ct) =>
        database.WriteAsync(tx => tx.ExecuteAsync("UPDATE chats SET leased_until = 0 WHERE leased_until > 0; UPDATE feeds SET leased_until = 0 WHERE leased_until > 0", null, ct), ct);

    /// <summary>Messages that are not settled.</summary>
    public async Task<long> CountOpenAsync(CancellationToken ct) =>
        (await database.QueryAsync<long>("SELECT count(*) FROM outbox WHERE settled IS NULL", null, ct))[0];

    /// <summary>Forgets up to <paramref name="most"/> messages settled before <paramref name="before"/>.</summary>
    public Task<int> ForgetAsync(StoreTransaction tx, DateTimeOffset before, int most, CancellationToken ct) =>
        tx.ExecuteAsync("DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE settled < @before LIMIT @most)", new { before, most }, ct);

    /// <summary>A row still marked as being sent when its lease has run out: the node died in between, the message may have arrived.</summary>
    private const string MarkInterrupted =
        """
        UPDATE outbox SET state = 'unsure', repeats = repeats + 1
        WHERE state = 'sending' AND chat IN (SELECT chat FROM chats WHERE leased_until <= @now)
        """;

    private const string LeaseChats =
        """
        UPDATE chats SET leased_by = @Node, leased_until = @until
        WHERE chat IN (
            SELECT o.chat FROM outbox o JOIN chats c ON c.chat = o.chat LEFT JOIN channels n ON n.name = c.channel
            WHERE o.settled IS NULL AND o.due <= @now AND c.rest_until <= @now AND c.leased_until <= @now AND coalesce(n.held_until, 0) <= @now
            GROUP BY o.chat ORDER BY max(o.urgency) DESC, min(o.id) LIMIT @most)
        RETURNING chat
        """;
}
