using System.Diagnostics;
using System.Diagnostics.Metrics;
using AlertBot.Channels;
using AlertBot.Runtime;

namespace AlertBot.Delivery;

/// <summary>Figures of sending. Chats are named by channel only: an address is a subscriber's.</summary>
internal sealed class DeliveryMetrics(IMeterFactory meters, ChannelAccess access)
{
    private readonly Counter<long> _deliveries = meters
        .OfAlertBot()
        .CreateCounter<long>(
            "alertbot.deliveries",
            null,
            "Messages handed to a network, by what came of it; unknown: it may or may not stand in the chat"
        );

    private readonly Histogram<double> _latency = meters
        .OfAlertBot()
        .CreateHistogram(
            "alertbot.delivery.latency",
            "s",
            "From the taking in of a feed's answer to the network's word that the alert stands in the "
                + "chat; alerts that waited for a digest or for quiet hours to end are left out",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 900, 3600],
            }
        );

    public void Settled(OutboxBatch batch, DeliveryOutcome outcome, DateTimeOffset now)
    {
        var channel = batch.Message.Chat.Channel;
        _deliveries.Add(1, new TagList { { "channel", channel }, { "outcome", OutcomeOf(outcome) } });
        if (outcome is DeliveryOutcome.Sent && batch.WantedSince is { } since)
            _latency.Record((now - since).TotalSeconds, new KeyValuePair<string, object?>("channel", channel));
        if (outcome is DeliveryOutcome.Sent)
            access.Granted(channel);
        else if (outcome is DeliveryOutcome.Later { Why: DeliveryOutcome.TokenRefused })
            access.Refused(channel);
    }

    public static string OutcomeOf(DeliveryOutcome outcome) =>
        outcome switch
        {
            DeliveryOutcome.Sent => "sent",
            DeliveryOutcome.Later { Unsure: true } => "unknown",
            DeliveryOutcome.Later => "later",
            DeliveryOutcome.Moved => "moved",
            DeliveryOutcome.Gone => "gone",
            _ => "refused",
        };
}
