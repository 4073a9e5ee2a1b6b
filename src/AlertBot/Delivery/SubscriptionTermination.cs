using AlertBot.Storage;
using AlertBot.Subscriptions;

namespace AlertBot.Delivery;

/// <summary>
/// Puts a brake on ending subscriptions whose chats take no messages any more: when a network says that of many at
/// once, it is rather a fault of ours or theirs, and believing it would empty the table.
/// </summary>
internal sealed class SubscriptionTermination(
    SubscriptionStore subscriptions,
    TimeProvider clock,
    IOptions<DeliveryOptions> options
)
{
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>Of a channel's subscriptions, the share that may end within the window.</summary>
    private const int OneIn = 10;

    public async Task<bool> AreTooManyAsync(StoreTransaction tx, string channel, CancellationToken ct)
    {
        var (ended, all) = await subscriptions.CountEndedAsync(tx, channel, clock.GetUtcNow() - Window, ct);
        return ended >= options.Value.MostEndings && ended * OneIn >= all;
    }
}
