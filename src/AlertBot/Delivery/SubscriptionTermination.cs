using AlertBot.Chats;
using AlertBot.Storage;

namespace AlertBot.Delivery;

/// <summary>
/// Ends subscriptions whose chats take no messages any more, with a brake: when a network says that of many at once, it
/// is rather a fault of ours or theirs, and believing it would empty the table.
/// </summary>
internal sealed class SubscriptionTermination(TimeProvider clock, IOptions<DeliveryOptions> options)
{
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>Of a channel's subscriptions, the share that may end within the window.</summary>
    private const int OneIn = 10;

    public async Task<bool> AreTooManyAsync(StoreTransaction tx, string channel, CancellationToken ct)
    {
        var counts = await tx.QueryAsync<(long Ended, long All)>(
            """
            SELECT coalesce(sum(CASE WHEN ended >= @Since THEN 1 ELSE 0 END), 0), count(*) FROM subscriptions
            WHERE chat LIKE @Chats AND (state <> 'ended' OR ended >= @Since)
            """,
            new { Since = clock.GetUtcNow() - Window, Chats = $"{channel}:%" },
            ct
        );
        var (ended, all) = counts[0];
        return ended >= options.Value.MostEndings && ended * OneIn >= all;
    }

    /// <summary>Nothing waits for the chat any more, either.</summary>
    public Task EndAsync(StoreTransaction tx, Chat chat, string why, CancellationToken ct) =>
        tx.ExecuteAsync(
            """
            UPDATE subscriptions SET state = 'ended', why = @why, updated = @Now, ended = @Now WHERE chat = @Chat;
            UPDATE outbox SET state = 'gone', settled = @Now, why = @why WHERE chat = @Chat AND settled IS NULL;
            """,
            new
            {
                Chat = chat.ToString(),
                why,
                Now = clock.GetUtcNow(),
            },
            ct
        );
}
