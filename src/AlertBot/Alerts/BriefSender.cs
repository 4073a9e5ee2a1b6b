using AlertBot.Chats;
using AlertBot.Delivery;
using AlertBot.Delivery.Digests;
using AlertBot.Rules;
using AlertBot.Storage;
using AlertBot.Subscriptions;
using AlertBot.Subscriptions.Briefs;

namespace AlertBot.Alerts;

/// <summary>
/// Puts briefs into the outbox when they are due. A brief and the moment of the next one are one transaction: none
/// comes twice, and after a pause one comes, not one for each day that was missed.
/// </summary>
internal sealed class BriefSender(
    Database database,
    SubscriptionStore subscriptions,
    BriefComposer composer,
    Outbox outbox,
    TimeProvider clock
)
{
    private const int MostAtOnce = 50;

    public async Task SendDueAsync(CancellationToken ct)
    {
        foreach (var (subscription, due) in await subscriptions.ListDueBriefsAsync(MostAtOnce, ct))
        {
            var length = subscription.Brief!.Length;
            var brief = await composer.ComposeAsync(subscription, length, isWhole: false, ct);
            await database.WriteAsync(
                async tx =>
                {
                    if (await subscriptions.TakeBriefAsync(tx, subscription, due, ct))
                        await outbox.PutAsync(tx, [MessageOf(subscription, brief)], prepare: null, ct);
                },
                ct
            );
        }
    }

    private OutboxMessage MessageOf(Subscription subscription, Brief brief) =>
        new(
            new Message(subscription.Chat, subscription.Language, brief),
            StoryId: null,
            EventId: 0,
            EntryId: null,
            Urgency.Normal,
            new DueTime(clock.GetUtcNow(), Gathered: false)
        );
}
