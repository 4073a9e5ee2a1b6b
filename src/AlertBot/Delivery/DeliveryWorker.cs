using System.Data.Common;
using AlertBot.Channels;
using AlertBot.Runtime;
using AlertBot.Storage;

namespace AlertBot.Delivery;

/// <summary>Sends a parcel and has what came of it written down.</summary>
internal sealed class DeliveryWorker(
    Outbox outbox,
    ChannelSet channels,
    DeliveryOutcomeWriter outcomes,
    TimeProvider clock,
    ILogger<DeliveryWorker> log
)
{
    /// <summary>How often it is told that messages leave.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock _counting = new();
    private int _sent;
    private DateTimeOffset? _loggedAt;

    public async Task DeliverAsync(OutboxBatch batch, CancellationToken ct)
    {
        var chat = batch.Message.Chat;
        using var span = Telemetry.GoOn("alert.deliver", batch.Traces)?.SetTag("channel", chat.Channel);
        try
        {
            var (outcome, rest) = channels.TryGet(chat.Channel, out var channel)
                ? (await channel.SendAsync(batch.Message, ct), channel.PauseAfter(chat))
                : (new DeliveryOutcome.Later(TimeSpan.FromMinutes(10), "the channel is switched off"), TimeSpan.Zero);
            await WriteOutcomeAsync(batch, outcome, rest, ct);
            if (outcome is DeliveryOutcome.Sent)
                TellProgress();
        }
        // A fault of ours with one message must not stop the others; the lease runs out and it is tried again.
#pragma warning disable CA1031
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            log.Failed(e, batch.Rows[0], chat.Channel);
        }
        finally
        {
            outbox.Release(batch);
        }
    }

    /// <summary>
    /// One line a minute at most, so that a log shows that all is well without a line for each message.
    /// </summary>
    private void TellProgress()
    {
        var now = clock.GetSteadyNow();
        int sent;
        lock (_counting)
        {
            _sent++;
            if (now < _loggedAt + Interval)
                return;
            (sent, _sent, _loggedAt) = (_sent, 0, now);
        }
        log.Progress(sent);
    }

    /// <summary>
    /// What arrived while the store could not be written must not be sent again for it: it waits for the store as long
    /// as it has its lease.
    /// </summary>
    private async Task WriteOutcomeAsync(
        OutboxBatch batch,
        DeliveryOutcome outcome,
        TimeSpan rest,
        CancellationToken ct
    )
    {
        try
        {
            await outcomes.WriteAsync(batch, outcome, rest, ct);
        }
        catch (DbException)
        {
            log.UnknownOutcomeWaits(batch.Rows[0], batch.Message.Chat.Channel);
            await Database.RetryOnFaultAsync(
                () => outcomes.WriteAgainAsync(batch, outcome, rest, ct),
                batch.LeasedUntil,
                clock,
                ct
            );
        }
    }
}
