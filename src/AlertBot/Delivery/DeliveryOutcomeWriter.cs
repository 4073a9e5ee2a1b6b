using AlertBot.Channels;
using AlertBot.Chats;
using AlertBot.Storage;
using AlertBot.Storage.Leases;
using AlertBot.Subscriptions;

namespace AlertBot.Delivery;

/// <summary>Writes down what a <see cref="DeliveryOutcome"/> means for message, chat and subscription.</summary>
internal sealed class DeliveryOutcomeWriter(
    Database database,
    ArrivalWriter arrivals,
    SubscriptionStore subscriptions,
    SubscriptionTermination termination,
    ChatLifecycle chats,
    DeliveryMetrics metrics,
    Node node,
    TimeProvider clock,
    IOptions<DeliveryOptions> options,
    ILogger<DeliveryOutcomeWriter> log
)
{
    /// <summary>How long no message of a network must have been of unknown fate for it to count as well.</summary>
    private static readonly TimeSpan WellFor = TimeSpan.FromMinutes(5);

    /// <summary>With rests that double to half an hour, some three hours: after them a message is given up.</summary>
    private const int MostRepeats = 12;

    /// <summary>
    /// In one transaction, and only while the lease is still this node's; what arrived, together with what else did.
    /// <paramref name="rest"/> is how long the chat rests after a message that arrived; one that was found too fast
    /// before rests longer.
    /// </summary>
    public Task WriteAsync(OutboxBatch batch, DeliveryOutcome outcome, TimeSpan rest, CancellationToken ct) =>
        WriteAsync(batch, outcome, rest, arrivals.WriteAsync, ct);

    /// <summary>The same after a fault: in a transaction of its own.</summary>
    public Task WriteAgainAsync(OutboxBatch batch, DeliveryOutcome outcome, TimeSpan rest, CancellationToken ct) =>
        WriteAsync(batch, outcome, rest, arrivals.WriteAloneAsync, ct);

    private async Task WriteAsync(
        OutboxBatch batch,
        DeliveryOutcome outcome,
        TimeSpan rest,
        Func<Arrival, CancellationToken, Task<bool>> arrived,
        CancellationToken ct
    )
    {
        var channel = batch.Message.Chat.Channel;
        var now = clock.GetUtcNow();
        // An edit can be made twice without harm, so it is never of unknown fate.
        if (batch.IsEdit && outcome is DeliveryOutcome.Later { Unsure: true } edit)
            outcome = edit with { Unsure = false };
        var isHeld = outcome is DeliveryOutcome.Sent sent
            ? await arrived(new Arrival(batch, sent.MessageId, rest, now), ct)
            : await WriteOtherAsync(batch, outcome, now, ct);
        if (!isHeld)
            log.LeaseLost(channel, batch.Rows[0]);
        else if (outcome is DeliveryOutcome.Sent)
            log.Sent(batch.Rows[0], channel, batch.Repeats);
        metrics.Settled(batch, outcome, now);
    }

    /// <summary>What did not arrive; false where the lease was lost.</summary>
    private async Task<bool> WriteOtherAsync(
        OutboxBatch batch,
        DeliveryOutcome outcome,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        await using var tx = await database.BeginAsync(ct);
        if (!await EndLeaseAsync(tx, batch, outcome, now, ct))
            return false;
        await WriteDownAsync(tx, batch, outcome, now, ct);
        await tx.CommitAsync(ct);
        return true;
    }

    private async Task WriteDownAsync(
        StoreTransaction tx,
        OutboxBatch batch,
        DeliveryOutcome outcome,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var chat = batch.Message.Chat;
        switch (outcome)
        {
            case DeliveryOutcome.Later later:
                await PutBackAsync(tx, batch, later, now, ct);
                break;
            case DeliveryOutcome.Moved moved:
                await ReopenAsync(tx, batch, ct);
                await chats.MoveAsync(tx, chat, moved.To, ct);
                log.Moved(chat.Channel);
                break;
            case DeliveryOutcome.Gone gone:
                await EndAsync(tx, batch, gone.Why, now, ct);
                break;
            case DeliveryOutcome.Refused { LostRights: true } refused:
                await SleepAsync(tx, batch, refused, now, ct);
                break;
            case DeliveryOutcome.Refused refused:
                await CloseAsync(tx, batch, MessageState.Refused, refused.Why, ct);
                if (batch.IsEdit)
                    await ForgetTargetAsync(tx, batch, ct);
                log.Refused(batch.Rows[0], chat.Channel, refused.Why);
                break;
        }
    }

    private async Task<bool> EndLeaseAsync(
        StoreTransaction tx,
        OutboxBatch batch,
        DeliveryOutcome outcome,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var (wait, pace) = outcome switch
        {
            DeliveryOutcome.Later { Unsure: true } later => (Longer(later.Wait, RetryDelayOfUnknown(batch)), 1),
            DeliveryOutcome.Later { Flooded: true } later => (later.Wait, 2),
            // The channel rests, and its chats with it: with a token mended, none of them waits on.
            DeliveryOutcome.Later { WholeChannel: true } => (TimeSpan.Zero, 1),
            DeliveryOutcome.Later later => (later.Wait, 1),
            _ => (TimeSpan.Zero, 1.0),
        };
        var ended = await tx.QueryAsync<string>(
            ArrivalWriter.EndLease,
            new
            {
                Chat = batch.Message.Chat.ToString(),
                now,
                Wait = wait.TotalMilliseconds,
                paced = 0,
                pace,
                Node = node.Name,
                batch.LeasedUntil,
            },
            ct
        );
        return ended.Count > 0;
    }

    private Task CloseAsync(
        StoreTransaction tx,
        OutboxBatch batch,
        MessageState state,
        string why,
        CancellationToken ct
    ) =>
        tx.QueueAsync(
            MessageStates.Move(state, "id IN @Rows", "message_id = NULL, why = @why"),
            new
            {
                now = clock.GetUtcNow(),
                why,
                batch.Rows,
            },
            ct
        );

    /// <summary>The message an edit was for can be edited no more: somebody deleted it.</summary>
    private static Task ForgetTargetAsync(StoreTransaction tx, OutboxBatch batch, CancellationToken ct) =>
        tx.QueueAsync(
            "UPDATE outbox SET message_id = NULL WHERE chat = @Chat AND message_id = @MessageId",
            new { Chat = batch.Message.Chat.ToString(), batch.Message.Target!.MessageId },
            ct
        );

    /// <summary>
    /// Doubles with each repeat, to sixty times (half an hour): an outage may last, and every repeat may be a double.
    /// </summary>
    private TimeSpan RetryDelayOfUnknown(OutboxBatch batch) =>
        options.Value.UnsureWait * Math.Min(1 << Math.Min(batch.Repeats, 6), 60);

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    /// <summary>
    /// An unknown fate is repeated once: a doubled alert is better than a lost one, but a network that takes messages
    /// and never answers must not be sent the same one for hours. That holds while the network is heard of and well; in
    /// an outage, and in a storm of cut connections, nothing is given up.
    /// </summary>
    private async Task PutBackAsync(
        StoreTransaction tx,
        OutboxBatch batch,
        DeliveryOutcome.Later later,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var channel = batch.Message.Chat.Channel;
        if (later.WholeChannel)
        {
            // What was under way when the network said so is told the same: one line is enough.
            if (!await Outbox.IsHeldAsync(tx, channel, now, ct))
                log.ChannelHeld(channel, later.Why, now + later.Wait);
            await Outbox.HoldAsync(tx, channel, now + later.Wait, later.Why, ct);
        }
        if (!later.Unsure)
        {
            await ReopenAsync(tx, batch, ct);
            log.PutBack(batch.Rows[0], channel, later.Why, later.Wait);
        }
        else if (
            batch.Repeats > 0
            && !later.ServerFailed
            && await WasHeardOfAsync(tx, batch, ct)
            && (batch.Repeats >= MostRepeats || !await IsSickAsync(tx, batch, now, ct))
        )
        {
            await CloseAsync(tx, batch, MessageState.GivenUp, later.Why, ct);
            log.GivenUpUnsure(batch.Rows[0], channel);
        }
        else
        {
            await tx.QueueAsync(
                MessageStates.Move(
                    MessageState.Unsure,
                    "id IN @Rows",
                    "repeats = repeats + 1, unsure_since = coalesce(unsure_since, @now), why = @Why"
                ),
                new
                {
                    now,
                    later.Why,
                    batch.Rows,
                },
                ct
            );
            log.Unsure(batch.Rows[0], channel, later.Why);
        }
    }

    /// <summary>
    /// Whether any message arrived on the channel since this one was first sent without an answer. Our own death is no
    /// such sign: nobody was there to hear the answer.
    /// </summary>
    private static async Task<bool> WasHeardOfAsync(StoreTransaction tx, OutboxBatch batch, CancellationToken ct) =>
        await tx.ScalarAsync<long>(WasHeardOf, new { Row = batch.Rows[0], batch.Message.Chat.Channel }, ct) == 1;

    /// <summary>Newest first: while the network is well, the first row looked at is one.</summary>
    internal static readonly string WasHeardOf = $"""
        SELECT count(*) FROM (SELECT 1 FROM outbox
            WHERE settled >= (SELECT unsure_since FROM outbox WHERE id = @Row)
                AND {MessageStates.Is(MessageState.Sent)} AND channel = @Channel
            ORDER BY settled DESC LIMIT 1) heard
        """;

    /// <summary>
    /// Whether other messages of the channel are of unknown fate, or were so a little while ago: then it is the network
    /// that is sick, not this message that it takes and never answers. It waits, with ever longer rests, until the
    /// network has been well for a while, and is then sent once more.
    /// </summary>
    private static async Task<bool> IsSickAsync(
        StoreTransaction tx,
        OutboxBatch batch,
        DateTimeOffset now,
        CancellationToken ct
    ) =>
        await tx.ScalarAsync<long>(
            CountUnknown,
            new
            {
                Since = now - WellFor,
                batch.Rows,
                batch.Message.Chat.Channel,
            },
            ct
        ) > 0;

    internal const string CountUnknown = """
        SELECT count(*) FROM outbox
        WHERE repeats > 0 AND (settled IS NULL OR settled >= @Since) AND id NOT IN @Rows AND channel = @Channel
        """;

    private static Task ReopenAsync(StoreTransaction tx, OutboxBatch batch, CancellationToken ct) =>
        tx.QueueAsync(MessageStates.PutBack("id IN @Rows"), new { batch.Rows }, ct);

    private async Task EndAsync(
        StoreTransaction tx,
        OutboxBatch batch,
        string why,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var chat = batch.Message.Chat;
        if (await termination.AreTooManyAsync(tx, chat.Channel, ct))
        {
            await ReopenAsync(tx, batch, ct);
            await PauseChatAsync(tx, chat, now + SubscriptionTermination.Window, ct);
            log.TooManyEndings(chat.Channel, why);
            return;
        }
        await chats.EndAsync(tx, chat, why, ct);
        log.Ended(chat.Channel, why);
    }

    /// <summary>
    /// The message waits while the subscription sleeps: rights are often lost for minutes, and an alert must not be.
    /// </summary>
    private async Task SleepAsync(
        StoreTransaction tx,
        OutboxBatch batch,
        DeliveryOutcome.Refused refused,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var chat = batch.Message.Chat;
        if (await subscriptions.SleepAsync(tx, chat, refused.Why, refused.TerminateAfter, ct) is not { } wakeAt)
        {
            await EndAsync(tx, batch, refused.Why, now, ct);
            return;
        }
        await ReopenAsync(tx, batch, ct);
        await PauseChatAsync(tx, chat, wakeAt, ct);
        log.Asleep(chat.Channel, refused.Why, wakeAt);
    }

    private static Task PauseChatAsync(StoreTransaction tx, Chat chat, DateTimeOffset until, CancellationToken ct) =>
        tx.QueueAsync(
            "UPDATE chats SET rest_until = @until WHERE chat = @Chat",
            new { Chat = chat.ToString(), until },
            ct
        );
}
