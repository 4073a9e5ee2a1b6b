using AlertBot.Chats;
using AlertBot.Delivery.Digests;
using AlertBot.Storage;
using AlertBot.Storage.Leases;
using AlertBot.Subscriptions;

namespace AlertBot.Delivery;

/// <summary>
/// Forgets, moves and ends what delivery keeps of chats (<c>outbox</c> and <c>chats</c>), frees their leases at a
/// start, and names the dates.
/// </summary>
internal sealed class DeliveryRecords(SubscriptionStore subscriptions) : IChatRecords, ILeaseOwner, IDatedRecords
{
    /// <summary>A chat sleeps for a day at most.</summary>
    private const int MostDaysToRest = 2;

    /// <summary>Quiet days and hours put a message off by two weeks at most.</summary>
    private const int MostDaysToWait = 16;

    private const string IsSameMessage =
        "AND t.story_id = outbox.story_id AND t.version = outbox.version AND t.stands_alone = outbox.stands_alone "
        + "AND t.revision = outbox.revision";

    public IReadOnlyList<DatedColumn> Dates { get; } =
    [
        DatedColumn.Coming("chats", "rest_until", MostDaysToRest),
        DatedColumn.Lease("chats", "leased_until"),
        DatedColumn.Coming("channels", "held_until", MostDaysToRest),
        DatedColumn.Coming("outbox", "due", MostDaysToWait, "settled IS NULL AND digest = 0"),
        DatedColumn.Coming("outbox", "held_until", MostDaysToRest, "settled IS NULL"),
        DatedColumn.Past("outbox", "unsure_since"),
    ];

    public Task ForgetAsync(StoreTransaction tx, string[] chats, CancellationToken ct) =>
        tx.ExecuteAsync(
            "DELETE FROM outbox WHERE chat IN @chats; DELETE FROM chats WHERE chat IN @chats",
            new { chats },
            ct
        );

    public Task MoveAsync(StoreTransaction tx, ChatMove move, CancellationToken ct) =>
        tx.ExecuteAsync(ChatMove.Rows("chats") + ChatMove.Rows("outbox", IsSameMessage), move.Arguments, ct);

    public async Task<int> EndAsync(StoreTransaction tx, ChatEnd end, CancellationToken ct)
    {
        await tx.ExecuteAsync(MessageStates.Move(MessageState.Gone, end.Condition, "why = @Why"), end.Arguments, ct);
        return 0;
    }

    public Task ReleaseAllAsync(StoreTransaction tx, CancellationToken ct) =>
        tx.ExecuteAsync("UPDATE chats SET leased_until = 0 WHERE leased_until > 0", null, ct);

    /// <summary>Works out digests and the ends of quiet hours anew.</summary>
    public async Task RescheduleAsync(StoreTransaction tx, DateTimeOffset now, TimeSpan back, CancellationToken ct)
    {
        foreach (
            var chat in await tx.QueryAsync<string>(
                "SELECT DISTINCT chat FROM outbox WHERE settled IS NULL AND digest = 1 AND due > @now",
                new { now },
                ct
            )
        )
        {
            if (await subscriptions.FindAsync(Chat.Parse(chat), ct) is { } subscription)
                await tx.ExecuteAsync(
                    "UPDATE outbox SET due = @At WHERE chat = @chat AND settled IS NULL AND digest = 1 AND due > @At",
                    new { chat, DueTime.For(subscription, now).At },
                    ct
                );
        }
    }
}
