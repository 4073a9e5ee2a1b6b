using System.Data.Common;
using AlertBot.Channels;
using AlertBot.Config;
using AlertBot.Storage;

namespace AlertBot.Alerts;

/// <summary>Sends a parcel and has what came of it written down.</summary>
internal sealed class ParcelDelivery(
    Outbox outbox,
    ChannelSet channels,
    Settlement settlement,
    TimeProvider clock,
    ILogger<ParcelDelivery> log
)
{
    public async Task DeliverAsync(Parcel parcel, CancellationToken ct)
    {
        var chat = parcel.Message.Chat;
        using var span = Telemetry.GoOn("alert.deliver", parcel.Traces)?.SetTag("channel", chat.Channel);
        try
        {
            var (delivery, rest) = channels.TryGet(chat.Channel, out var channel)
                ? (await channel.SendAsync(parcel.Message, ct), channel.RestAfter(chat))
                : (new Delivery.Later(TimeSpan.FromMinutes(10), "the channel is switched off"), TimeSpan.Zero);
            await SettleAsync(parcel, delivery, rest, ct);
        }
        // A fault of ours with one message must not stop the others; the lease runs out and it is tried again.
#pragma warning disable CA1031
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            log.Failed(e, parcel.Rows[0], chat.Channel);
        }
        finally
        {
            outbox.LetGo(parcel);
        }
    }

    /// <summary>
    /// What arrived while the store could not be written must not be sent again for it: it waits for the store as long
    /// as it has its lease.
    /// </summary>
    private async Task SettleAsync(Parcel parcel, Delivery delivery, TimeSpan rest, CancellationToken ct)
    {
        try
        {
            await settlement.SettleAsync(parcel, delivery, rest, ct);
        }
        catch (DbException)
        {
            log.FateWaits(parcel.Rows[0], parcel.Message.Chat.Channel);
            await Database.OutlastAsync(
                () => settlement.SettleAsync(parcel, delivery, rest, ct),
                parcel.LeasedUntil,
                clock,
                ct
            );
        }
    }
}
