using AlertBot.Alerts.Rewriting;
using AlertBot.Chats;
using AlertBot.Delivery;
using AlertBot.Feeds;
using AlertBot.Feeds.Entries;
using AlertBot.Storage;
using AlertBot.Stories;
using AlertBot.Subscriptions;

namespace AlertBot.Hosting;

/// <summary>Forgets what is past its time, a little at each run.</summary>
internal sealed class Housekeeping(
    Database database,
    EntryStore entries,
    StoryStore stories,
    Outbox outbox,
    RewriteStore rewrites,
    SubscriptionStore subscriptions,
    ChatLifecycle chats,
    TimeProvider clock,
    IOptions<FeedsOptions> feeds,
    IOptions<DeliveryOptions> delivery,
    ILogger<Housekeeping> log
)
{
    /// <summary>
    /// Small enough that the transaction stays in the milliseconds; what is left over goes at the next run.
    /// </summary>
    public const int MostAtOnce = 1000;

    public Task RunAsync(CancellationToken ct) =>
        database.WriteAsync(
            async tx =>
            {
                var now = clock.GetUtcNow();
                var forgottenMessages = await outbox.ForgetAsync(tx, now - delivery.Value.Retention, MostAtOnce, ct);
                var forgottenEntries = await entries.ForgetAsync(tx, now - feeds.Value.Retention, MostAtOnce, ct);
                await rewrites.ForgetAsync(tx, now - delivery.Value.MaxAge, ct);
                var ended = await subscriptions.ListEndedAsync(tx, now - feeds.Value.Retention, MostAtOnce, ct);
                await chats.ForgetEndedAsync(tx, [.. ended], ct);
                await stories.ForgetAsync(tx, now - feeds.Value.Retention, MostAtOnce, ct);
                if (forgottenEntries + forgottenMessages > 0)
                    log.Forgot(forgottenEntries, forgottenMessages);
            },
            ct
        );
}
