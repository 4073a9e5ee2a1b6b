using System.Buffers.Text;
using System.Security.Cryptography;
using AlertBot.Storage;

namespace AlertBot.Feeds.WebSub;

/// <summary>What feeds offer, what was agreed with hubs, and which feeds they told of.</summary>
internal sealed class WebSubStore(Database database, TimeProvider clock)
{
    /// <summary>Below which hubs call.</summary>
    public const string Folder = "/websub";

    /// <summary>Between two polls of one feed that a hub brings about.</summary>
    public static readonly TimeSpan LeastBetweenPolls = TimeSpan.FromSeconds(10);

    /// <summary>A hub that does not ask back is asked again after this, doubled each time, up to a day.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    /// <summary>Requests to end a subscription; one that goes on is told that it is gone.</summary>
    private const int MostGoodbyes = 3;

    /// <summary>
    /// Writes what a whole document offers, in the poll's own transaction. With another hub or topic all begins anew;
    /// the former hub finds its path gone.
    /// </summary>
    public Task OfferAsync(StoreTransaction tx, long feed, HubOffer? offer, CancellationToken ct) =>
        offer is null
            ? tx.QueueAsync(
                "UPDATE hubs SET offered = 0, failures = 0, next_at = @now WHERE feed_id = @feed AND offered = 1",
                new { feed, now = clock.GetUtcNow() },
                ct
            )
            : tx.QueueAsync(
                """
                INSERT INTO hubs (feed_id, hub, topic, next_at) VALUES (@feed, @Hub, @Topic, @now)
                ON CONFLICT (feed_id) DO UPDATE SET hub = excluded.hub, topic = excluded.topic, offered = 1,
                    failures = 0, next_at = excluded.next_at, secret = NULL, lease_until = NULL, path = NULL
                WHERE hubs.hub <> excluded.hub OR hubs.topic <> excluded.topic OR hubs.offered = 0
                """,
                new
                {
                    feed,
                    Hub = offer.Hub.AbsoluteUri,
                    Topic = offer.Topic.AbsoluteUri,
                    now = clock.GetUtcNow(),
                },
                ct
            );

    /// <summary>
    /// Subscriptions that are to be asked for, renewed or ended now, each for this node alone: their next time is put
    /// off before the hub is asked, and their paths and secrets are in the store before it can call.
    /// </summary>
    public async Task<IReadOnlyList<HubSubscription>> TakeDueAsync(string callbacks, int most, CancellationToken ct)
    {
        IReadOnlyList<HubSubscription> taken = [];
        await database.WriteAsync(
            async tx =>
            {
                var due = await tx.QueryAsync<HubSubscription>(
                    $"""
                    SELECT {HubSubscription.Columns} FROM hubs h JOIN feeds f ON f.id = h.feed_id
                    WHERE (h.next_at <= @now AND (h.path IS NOT NULL OR (h.offered = 1 AND f.enabled = 1)))
                        OR (h.path IS NOT NULL AND h.failures = 0
                            AND (f.enabled = 0 OR substr(h.callback, 1, @Length) <> @callbacks))
                    ORDER BY h.next_at LIMIT @most
                    """,
                    new
                    {
                        now = clock.GetUtcNow(),
                        most,
                        callbacks,
                        callbacks.Length,
                    },
                    ct
                );
                taken = await PutOffAsync(tx, due, callbacks, ct);
            },
            ct
        );
        return taken;
    }

    /// <summary>The subscription a hub calls for; null where there is none.</summary>
    public async Task<HubSubscription?> FindAsync(string path, CancellationToken ct) =>
        (
            await database.QueryAsync<HubSubscription>(
                $"SELECT {HubSubscription.Columns} FROM hubs h JOIN feeds f ON f.id = h.feed_id WHERE h.path = @path",
                new { path },
                ct
            )
        ).FirstOrDefault();

    /// <summary>The hub has asked back and tells from now on, so long.</summary>
    public Task ConfirmAsync(HubSubscription subscription, TimeSpan lease, CancellationToken ct) =>
        database.WriteAsync(
            tx =>
                tx.ExecuteAsync(
                    "UPDATE hubs SET lease_until = @Until, next_at = @Renew, failures = 0 WHERE path = @Path",
                    new
                    {
                        subscription.Path,
                        Until = clock.GetUtcNow() + lease,
                        // In time for some requests that fail.
                        Renew = clock.GetUtcNow() + lease * 0.8,
                    },
                    ct
                ),
            ct
        );

    /// <summary>The hub does not tell, or no longer; it is asked again in a day, as it may change its mind.</summary>
    public Task DenyAsync(HubSubscription subscription, CancellationToken ct) =>
        database.WriteAsync(
            tx =>
                tx.ExecuteAsync(
                    "UPDATE hubs SET lease_until = NULL, next_at = @Next WHERE path = @Path",
                    new { subscription.Path, Next = clock.GetUtcNow() + LongestPause },
                    ct
                ),
            ct
        );

    /// <summary>Over: whoever calls the path from now on is told that it is gone.</summary>
    public Task EndAsync(HubSubscription subscription, CancellationToken ct) =>
        database.WriteAsync(tx => EndAsync(tx, subscription, ct), ct);

    /// <summary>Remembers that there is news, and makes the feed due where that may be.</summary>
    public Task PushedAsync(HubSubscription subscription, CancellationToken ct) =>
        database.WriteAsync(
            async tx =>
            {
                await tx.ExecuteAsync("UPDATE hubs SET pushed = 1 WHERE path = @Path", new { subscription.Path }, ct);
                await MakeDueAsync(tx, ct);
            },
            ct
        );

    /// <summary>Makes due what hubs told of while it was being polled, or had just been.</summary>
    public async Task MakeDueAsync(CancellationToken ct)
    {
        if ((await database.QueryAsync<long>("SELECT count(*) FROM hubs WHERE pushed = 1", null, ct))[0] > 0)
            await database.WriteAsync(tx => MakeDueAsync(tx, ct), ct);
    }

    /// <summary>
    /// What is being polled now may have been read before the news came, so it waits until that poll is written down. A
    /// feed that fails or asks to wait keeps its time.
    /// </summary>
    private async Task MakeDueAsync(StoreTransaction tx, CancellationToken ct)
    {
        const string Ready =
            "leased_until <= @now AND (last_poll IS NULL OR last_poll <= @Settled) AND id IN "
            + "(SELECT feed_id FROM hubs WHERE pushed = 1)";
        var times = new { now = clock.GetUtcNow(), Settled = clock.GetUtcNow() - LeastBetweenPolls };
        long[] ready = [.. await tx.QueryAsync<long>($"SELECT id FROM feeds WHERE {Ready}", times, ct)];
        if (ready.Length == 0)
            return;
        await tx.ExecuteAsync(
            "UPDATE feeds SET next_poll = @now WHERE id IN @ready AND next_poll > @now AND failures = 0",
            new { times.now, ready },
            ct
        );
        await tx.ExecuteAsync("UPDATE hubs SET pushed = 0 WHERE feed_id IN @ready", new { ready }, ct);
    }

    private async Task<IReadOnlyList<HubSubscription>> PutOffAsync(
        StoreTransaction tx,
        IReadOnlyList<HubSubscription> due,
        string callbacks,
        CancellationToken ct
    )
    {
        var taken = new List<HubSubscription>();
        foreach (var one in due)
        {
            if (!one.IsWanted && (one.Failures >= MostGoodbyes || !(one.LeaseUntil > clock.GetUtcNow())))
            {
                await EndAsync(tx, one, ct);
                continue;
            }
            var path = one.Path ?? Unguessable();
            var asked = one with
            {
                Path = path,
                Secret = one.Secret ?? Unguessable(),
                // To end it, the hub is told the address it knows.
                Callback = one.IsWanted ? callbacks + path : one.Callback,
                NextAt = clock.GetUtcNow() + PauseAfter(one.Failures),
                Failures = one.Failures + 1,
            };
            // Another node may have taken it meanwhile.
            var changed = await tx.ExecuteAsync(
                """
                UPDATE hubs SET path = @Path, secret = @Secret, callback = @Callback, next_at = @NextAt,
                    failures = @Failures WHERE feed_id = @FeedId AND next_at = @Before AND failures = @Former
                """,
                new
                {
                    asked.Path,
                    asked.Secret,
                    asked.Callback,
                    asked.NextAt,
                    asked.Failures,
                    asked.FeedId,
                    Before = one.NextAt,
                    Former = one.Failures,
                },
                ct
            );
            if (changed > 0)
                taken.Add(asked);
        }
        return taken;
    }

    private Task EndAsync(StoreTransaction tx, HubSubscription subscription, CancellationToken ct) =>
        tx.ExecuteAsync(
            """
            UPDATE hubs SET path = NULL, secret = NULL, callback = NULL, lease_until = NULL, failures = 0, pushed = 0,
                next_at = @now WHERE feed_id = @FeedId
            """,
            new { subscription.FeedId, now = clock.GetUtcNow() },
            ct
        );

    private static TimeSpan PauseAfter(long failures)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(failures, 10));
        return pause < LongestPause ? pause : LongestPause;
    }

    /// <summary>256 bits.</summary>
    private static string Unguessable() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
