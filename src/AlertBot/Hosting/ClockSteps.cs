using AlertBot.Chats;
using AlertBot.Delivery.Digests;
using AlertBot.Storage;
using AlertBot.Subscriptions;

namespace AlertBot.Hosting;

/// <summary>
/// Brings back dates that a clock that was ahead has written: with it put right, what is due in a minute would wait for
/// as long as it was ahead. The store remembers the latest time it was told, so that it shows after a restart, too, and
/// on one node of several alone.
/// </summary>
internal sealed class ClockSteps(
    Database database,
    SubscriptionStore subscriptions,
    TimeProvider clock,
    ILogger<ClockSteps> log
)
{
    /// <summary>Clocks are put right by less all the time, and machines differ by as much.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    private const string Cursor = "clock";

    /// <summary>
    /// Writes the time down, and when it was later before, brings what is dated ahead back by as much.
    /// </summary>
    public Task MendAsync(CancellationToken ct) =>
        database.WriteAsync(
            async tx =>
            {
                var now = clock.GetUtcNow();
                var seen = await KeyValueStore.ReadAsync(tx, Cursor, ct) ?? await LastSignAsync(tx, ct);
                if (seen is { } ms && DateTimeOffset.FromUnixTimeMilliseconds(ms) - now is var back && back > Slack)
                {
                    log.ClockPutBack(back);
                    await BringBackAsync(tx, now, back, ct);
                }
                if (seen is null || Math.Abs(seen.Value - now.ToUnixTimeMilliseconds()) >= 1000)
                    await KeyValueStore.WriteAsync(tx, Cursor, now.ToUnixTimeMilliseconds(), ct);
            },
            ct
        );

    /// <summary>
    /// As <see cref="MendAsync"/>, and brings back whatever lies farther ahead than any rule of ours allows, however it
    /// came there.
    /// </summary>
    public async Task MendAllAsync(CancellationToken ct)
    {
        await MendAsync(ct);
        await database.WriteAsync(tx => tx.ExecuteAsync(BringBackAllTooFar, new { now = clock.GetUtcNow() }, ct), ct);
    }

    private static async Task<long?> LastSignAsync(StoreTransaction tx, CancellationToken ct) =>
        (await tx.QueryAsync<long?>("SELECT max(seen) FROM nodes", null, ct))[0];

    private async Task BringBackAsync(StoreTransaction tx, DateTimeOffset now, TimeSpan back, CancellationToken ct)
    {
        await tx.ExecuteAsync(BringBack, new { now, back = (long)back.TotalMilliseconds }, ct);
        // Digests and the ends of quiet hours are times on the wall: they are worked out anew.
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

    private static string Sooner(string table, string column, string where = "") =>
        $"UPDATE {table} SET {column} = CASE WHEN {column} - @back < @now THEN @now ELSE {column} - @back END "
        + $"WHERE {column} > @now{where};\n";

    private static string NotAhead(string table, string column) =>
        $"UPDATE {table} SET {column} = @now WHERE {column} > @now;\n";

    private static string NotBeyond(string table, string column, int days) =>
        $"UPDATE {table} SET {column} = @now WHERE {column} > @now + {days} * CAST(86400000 AS BIGINT);\n";

    /// <summary>
    /// Not the leases: one that is worked on is known by its date, and those of a dead node end with its last sign of
    /// life, which is brought back here.
    /// </summary>
    private static readonly string BringBack =
        Sooner("feeds", "next_poll")
        + Sooner("chats", "rest_until")
        + Sooner("channels", "held_until")
        + Sooner("outbox", "due", " AND settled IS NULL AND digest = 0")
        + Sooner("outbox", "held_until", " AND settled IS NULL")
        + Sooner("rewrites", "until")
        + Sooner("rewrites", "leased_until")
        + Sooner("subscriptions", "wake_at")
        + NotAhead("feeds", "last_poll")
        + NotAhead("feeds", "last_good")
        + NotAhead("feeds", "last_new")
        + NotAhead("feeds", "broken_since")
        + NotAhead("subscriptions", "asleep_since")
        + NotAhead("subscriptions", "ended")
        + NotAhead("outbox", "unsure_since")
        + NotAhead("stories", "last_seen")
        + NotAhead("nodes", "seen");

    /// <summary>
    /// A server may ask for a week, and an operator's interval and a document's days off come on top; a chat sleeps for
    /// a day at most; quiet days and hours put a message off by two weeks at most.
    /// </summary>
    private static readonly string BringBackAllTooFar =
        NotBeyond("feeds", "next_poll", 60)
        + NotBeyond("chats", "rest_until", 2)
        + NotBeyond("channels", "held_until", 2)
        + NotBeyond("outbox", "due", 16)
        + NotBeyond("outbox", "held_until", 2)
        + NotBeyond("feeds", "leased_until", 1)
        + NotBeyond("chats", "leased_until", 1)
        + NotBeyond("listeners", "until", 1);
}
