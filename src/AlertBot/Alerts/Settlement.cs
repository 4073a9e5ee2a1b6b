using AlertBot.Channels;
using AlertBot.Config;
using AlertBot.Storage;
using AlertBot.Subscriptions;

namespace AlertBot.Alerts;

/// <summary>Writes down what a <see cref="Delivery"/> means for message, chat and subscription.</summary>
internal sealed class Settlement(
    Database database,
    SubscriptionStore subscriptions,
    Endings endings,
    DeliveryMetrics metrics,
    Node node,
    TimeProvider clock,
    IOptions<DeliveryOptions> options,
    ILogger<Settlement> log
)
{
    /// <summary>How long no message of a network must have been of unknown fate for it to count as well.</summary>
    private static readonly TimeSpan WellFor = TimeSpan.FromMinutes(5);

    /// <summary>With rests that double to half an hour, some three hours: after them a message is given up.</summary>
    private const int MostRepeats = 12;

    /// <summary>
    /// In one transaction, and only while the lease is still this node's. <paramref name="rest"/> is how long the chat
    /// rests after a message that arrived; one that was found too fast before rests longer.
    /// </summary>
    public async Task SettleAsync(Parcel parcel, Delivery delivery, TimeSpan rest, CancellationToken ct)
    {
        var chat = parcel.Message.Chat;
        var now = clock.GetUtcNow();
        // An edit can be made twice without harm, so it is never of unknown fate.
        if (parcel.IsEdit && delivery is Delivery.Later { Unsure: true } edit)
            delivery = edit with { Unsure = false };
        await database.WriteAsync(
            async tx =>
            {
                if (!await EndLeaseAsync(tx, parcel, delivery, now, rest, ct))
                {
                    log.LeaseLost(chat.Channel, parcel.Rows[0]);
                    return;
                }
                await WriteDownAsync(tx, parcel, delivery, now, ct);
            },
            ct
        );
        metrics.Settled(parcel, delivery, now);
    }

    private async Task WriteDownAsync(
        StoreTransaction tx,
        Parcel parcel,
        Delivery delivery,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var chat = parcel.Message.Chat;
        switch (delivery)
        {
            case Delivery.Sent sent:
                await CloseAsync(tx, parcel, "sent", parcel.IsEdit ? null : sent.MessageId, null, ct);
                await subscriptions.WakeAsync(tx, chat, ct);
                log.Sent(parcel.Rows[0], chat.Channel, parcel.Repeats);
                break;
            case Delivery.Later later:
                await PutBackAsync(tx, parcel, later, now, ct);
                break;
            case Delivery.Moved moved:
                await ReopenAsync(tx, parcel, ct);
                await subscriptions.MoveAsync(tx, chat, moved.To, ct);
                log.Moved(chat.Channel);
                break;
            case Delivery.Gone gone:
                await EndAsync(tx, parcel, gone.Why, now, ct);
                break;
            case Delivery.Refused { LostRights: true } refused:
                await SleepAsync(tx, parcel, refused, now, ct);
                break;
            case Delivery.Refused refused:
                await CloseAsync(tx, parcel, "refused", null, refused.Why, ct);
                if (parcel.IsEdit)
                    await ForgetTargetAsync(tx, parcel, ct);
                log.Refused(parcel.Rows[0], chat.Channel, refused.Why);
                break;
        }
    }

    /// <summary>
    /// A chat that was flooded gets twice the rest from then on, and wins it back message by message: a network's
    /// limits for one chat are only known by its answers.
    /// </summary>
    private async Task<bool> EndLeaseAsync(
        StoreTransaction tx,
        Parcel parcel,
        Delivery delivery,
        DateTimeOffset now,
        TimeSpan rest,
        CancellationToken ct
    )
    {
        var (wait, paced, pace) = delivery switch
        {
            Delivery.Sent => (rest, 1, 0.95),
            Delivery.Later { Unsure: true } later => (Longer(later.Wait, UnsureRest(parcel)), 0, 1),
            Delivery.Later { Flooded: true } later => (later.Wait, 0, 2),
            // The channel rests, and its chats with it: with a token mended, none of them waits on.
            Delivery.Later { WholeChannel: true } => (TimeSpan.Zero, 0, 1),
            Delivery.Later later => (later.Wait, 0, 1),
            _ => (TimeSpan.Zero, 0, 1.0),
        };
        return await tx.ExecuteAsync(
                """
                UPDATE chats SET leased_until = 0, 
                    rest_until = @now + CAST(@Wait * CASE WHEN @paced = 1 THEN pace ELSE 1 END AS BIGINT),
                    pace = CASE WHEN pace * @pace < 1 THEN 1.0 WHEN pace * @pace > 8 THEN 8.0 ELSE pace * @pace END
                WHERE chat = @Chat AND leased_by = @Node AND leased_until = @LeasedUntil
                """,
                new
                {
                    Chat = parcel.Message.Chat.ToString(),
                    now,
                    Wait = wait.TotalMilliseconds,
                    paced,
                    pace,
                    Node = node.Name,
                    parcel.LeasedUntil,
                },
                ct
            ) > 0;
    }

    private Task<int> CloseAsync(
        StoreTransaction tx,
        Parcel parcel,
        string state,
        string? messageId,
        string? why,
        CancellationToken ct
    ) =>
        tx.ExecuteAsync(
            "UPDATE outbox SET state = @state, settled = @Now, message_id = @messageId, why = @why WHERE id IN @Rows",
            new
            {
                state,
                Now = clock.GetUtcNow(),
                messageId,
                why,
                parcel.Rows,
            },
            ct
        );

    /// <summary>The message an edit was for can be edited no more: somebody deleted it.</summary>
    private static Task<int> ForgetTargetAsync(StoreTransaction tx, Parcel parcel, CancellationToken ct) =>
        tx.ExecuteAsync(
            "UPDATE outbox SET message_id = NULL WHERE chat = @Chat AND message_id = @MessageId",
            new { Chat = parcel.Message.Chat.ToString(), parcel.Message.Target!.MessageId },
            ct
        );

    /// <summary>
    /// Doubles with each repeat, to sixty times (half an hour): an outage may last, and every repeat may be a double.
    /// </summary>
    private TimeSpan UnsureRest(Parcel parcel) =>
        options.Value.UnsureWait * Math.Min(1 << Math.Min(parcel.Repeats, 6), 60);

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    /// <summary>
    /// An unknown fate is repeated once: a doubled alert is better than a lost one, but a network that takes messages
    /// and never answers must not be sent the same one for hours. That holds while the network is heard of and well; in
    /// an outage, and in a storm of cut connections, nothing is given up.
    /// </summary>
    private async Task PutBackAsync(
        StoreTransaction tx,
        Parcel parcel,
        Delivery.Later later,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var channel = parcel.Message.Chat.Channel;
        if (later.WholeChannel)
        {
            // What was under way when the network said so is told the same: one line is enough.
            if (!await Outbox.IsHeldAsync(tx, channel, now, ct))
                log.ChannelHeld(channel, later.Why, now + later.Wait);
            await Outbox.HoldAsync(tx, channel, now + later.Wait, later.Why, ct);
        }
        if (!later.Unsure)
        {
            await ReopenAsync(tx, parcel, ct);
            log.PutBack(parcel.Rows[0], channel, later.Why, later.Wait);
        }
        else if (
            parcel.Repeats > 0
            && !later.ServerFailed
            && await WasHeardOfAsync(tx, parcel, ct)
            && (parcel.Repeats >= MostRepeats || !await IsSickAsync(tx, parcel, now, ct))
        )
        {
            await CloseAsync(tx, parcel, "unsure", null, later.Why, ct);
            log.GivenUpUnsure(parcel.Rows[0], channel);
        }
        else
        {
            await tx.ExecuteAsync(
                "UPDATE outbox SET state = 'unsure', repeats = repeats + 1, "
                    + "unsure_since = coalesce(unsure_since, @now), why = @Why WHERE id IN @Rows",
                new
                {
                    now,
                    later.Why,
                    parcel.Rows,
                },
                ct
            );
            log.Unsure(parcel.Rows[0], channel, later.Why);
        }
    }

    /// <summary>
    /// Whether any message arrived on the channel since this one was first sent without an answer. Our own death is no
    /// such sign: nobody was there to hear the answer.
    /// </summary>
    private static async Task<bool> WasHeardOfAsync(StoreTransaction tx, Parcel parcel, CancellationToken ct) =>
        await tx.ScalarAsync<long>(
            "SELECT EXISTS (SELECT 1 FROM outbox WHERE settled >= (SELECT unsure_since FROM outbox "
                + "WHERE id = @Row) AND state = 'sent' AND chat LIKE @Chats)",
            new { Row = parcel.Rows[0], Chats = $"{parcel.Message.Chat.Channel}:%" },
            ct
        ) == 1;

    /// <summary>
    /// Whether other messages of the channel are of unknown fate, or were so a little while ago: then it is the network
    /// that is sick, not this message that it takes and never answers. It waits, with ever longer rests, until the
    /// network has been well for a while, and is then sent once more.
    /// </summary>
    private static async Task<bool> IsSickAsync(
        StoreTransaction tx,
        Parcel parcel,
        DateTimeOffset now,
        CancellationToken ct
    ) =>
        await tx.ScalarAsync<long>(
            """
            SELECT count(*) FROM outbox
            WHERE repeats > 0 AND (settled IS NULL OR settled >= @Since) AND id NOT IN @Rows AND chat LIKE @Chats
            """,
            new
            {
                Since = now - WellFor,
                parcel.Rows,
                Chats = $"{parcel.Message.Chat.Channel}:%",
            },
            ct
        ) > 0;

    private static Task<int> ReopenAsync(StoreTransaction tx, Parcel parcel, CancellationToken ct) =>
        tx.ExecuteAsync(
            "UPDATE outbox SET state = CASE WHEN repeats > 0 THEN 'unsure' ELSE 'waiting' END WHERE id IN @Rows",
            new { parcel.Rows },
            ct
        );

    private async Task EndAsync(
        StoreTransaction tx,
        Parcel parcel,
        string why,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var chat = parcel.Message.Chat;
        if (await endings.AreTooManyAsync(tx, chat.Channel, ct))
        {
            await ReopenAsync(tx, parcel, ct);
            await RestAsync(tx, chat, now + Endings.Window, ct);
            log.TooManyEndings(chat.Channel, why);
            return;
        }
        await endings.EndAsync(tx, chat, why, ct);
        log.Ended(chat.Channel, why);
    }

    /// <summary>
    /// The message waits while the subscription sleeps: rights are often lost for minutes, and an alert must not be.
    /// </summary>
    private async Task SleepAsync(
        StoreTransaction tx,
        Parcel parcel,
        Delivery.Refused refused,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var chat = parcel.Message.Chat;
        if (await subscriptions.SleepAsync(tx, chat, refused.Why, refused.Patience, ct) is not { } wakeAt)
        {
            await EndAsync(tx, parcel, refused.Why, now, ct);
            return;
        }
        await ReopenAsync(tx, parcel, ct);
        await RestAsync(tx, chat, wakeAt, ct);
        log.Asleep(chat.Channel, refused.Why, wakeAt);
    }

    private static Task<int> RestAsync(StoreTransaction tx, Chat chat, DateTimeOffset until, CancellationToken ct) =>
        tx.ExecuteAsync(
            "UPDATE chats SET rest_until = @until WHERE chat = @Chat",
            new { Chat = chat.ToString(), until },
            ct
        );
}
