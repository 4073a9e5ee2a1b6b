using System.Diagnostics;
using System.Text.Json;
using AlertBot.Channels;
using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Storage;
using AlertBot.Storage.Leases;

namespace AlertBot.Delivery;

/// <summary>
/// Messages that are to be sent, and the chats they wait for. What is in here is delivered until it is settled.
/// </summary>
internal sealed class Outbox(
    Database database,
    MessageUpdater updater,
    Node node,
    TimeProvider clock,
    IOptions<DeliveryOptions> options
)
{
    private readonly HeldLeases<string> _held = new("chats", "chat", node, clock);

    /// <summary>
    /// Puts messages in, in order. One that is there already (same chat, story and event) is at most brought up to
    /// date.
    /// </summary>
    /// <param name="tx">Committed by the caller.</param>
    /// <param name="messages">Those of one poll together.</param>
    /// <param name="prepare">Called for each that is new, before it is stored; null to store it as it is.</param>
    /// <param name="ct">Cancels.</param>
    public async Task PutAsync(
        StoreTransaction tx,
        IReadOnlyList<OutboxMessage> messages,
        Func<OutboxMessage, Task<OutboxMessage>>? prepare,
        CancellationToken ct
    )
    {
        var events = messages.Where(m => m.StoryId is not null).Select(m => (m.StoryId!.Value, m.EventId));
        await PutAsync(tx, messages, await AskDeliveredAsync(tx, events, ct), prepare, ct);
    }

    /// <summary>Asks for the messages that tell events already, by story and event.</summary>
    public async Task<IReadOnlyDictionary<(long, long), Answer<DeliveredMessage>>> AskDeliveredAsync(
        StoreTransaction tx,
        IEnumerable<(long StoryId, long EventId)> events,
        CancellationToken ct
    )
    {
        var asked = new Dictionary<(long, long), Answer<DeliveredMessage>>();
        foreach (var one in events.Distinct())
            asked.Add(one, await updater.AskDeliveredAsync(tx, one.StoryId, one.EventId, ct));
        return asked;
    }

    /// <param name="tx">Committed by the caller.</param>
    /// <param name="messages">Those of one poll together.</param>
    /// <param name="known">The messages that tell their events already; none do of an event that is not in it.</param>
    /// <param name="prepare">Called for each that is new, before it is stored; null to store it as it is.</param>
    /// <param name="ct">Cancels.</param>
    public async Task PutAsync(
        StoreTransaction tx,
        IReadOnlyList<OutboxMessage> messages,
        IReadOnlyDictionary<(long, long), Answer<DeliveredMessage>> known,
        Func<OutboxMessage, Task<OutboxMessage>>? prepare,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow();
        foreach (var same in messages.GroupBy(m => (m.StoryId, m.EventId)))
        {
            var delivered = known.TryGetValue((same.Key.StoryId.GetValueOrDefault(), same.Key.EventId), out var answer)
                ? (await answer.ReadAsync(ct)).ToDictionary(message => message.Chat)
                : [];
            var put = new HashSet<string>(StringComparer.Ordinal);
            foreach (var message in same)
            {
                // A chat that wants each report gets the second one of a poll beside the first.
                var isSecond = !put.Add(message.Message.Chat.ToString()) && message.StandsAlone;
                if (delivered.TryGetValue(message.Message.Chat.ToString(), out var row) && !message.StandsAlone)
                    await updater.UpdateAsync(tx, row, message, ct);
                else
                {
                    var added = row is not null || isSecond ? Apart(message) : message;
                    added = prepare is null ? added : await prepare(added);
                    await tx.QueueAsync(Insert, ArgumentsOf(added, now), ct);
                }
            }
        }
    }

    /// <summary>
    /// Lets the messages go that wait for a model's words about an entry.
    /// </summary>
    /// <param name="tx">Committed by the caller.</param>
    /// <param name="held">Which: the entry, the language and the length that were asked for.</param>
    /// <param name="reword">Gives the alert as it is to be sent; null leaves the alert as it is.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task ReleaseHeldAsync(
        StoreTransaction tx,
        (long EntryId, string Language, long Length) held,
        Func<Alert, Alert?> reword,
        CancellationToken ct
    )
    {
        var waiting =
            "entry_id = @EntryId AND language = @Language AND rewrite_length = @Length "
            + $"AND settled IS NULL AND {MessageStates.Is(MessageState.Waiting)} AND revision = 0";
        var args = new
        {
            held.EntryId,
            held.Language,
            held.Length,
        };
        foreach (
            var (id, content) in await tx.QueryAsync<(long Id, string Content)>(
                $"SELECT id, content FROM outbox WHERE {waiting}",
                args,
                ct
            )
        )
        {
            if (reword((Alert)JsonSerializer.Deserialize<Content>(content)!) is { } alert)
                await tx.ExecuteAsync(
                    "UPDATE outbox SET content = @Content WHERE id = @id",
                    new { id, Content = JsonSerializer.Serialize<Content>(alert) },
                    ct
                );
        }
        await tx.ExecuteAsync($"UPDATE outbox SET held_until = 0 WHERE {waiting}", args, ct);
    }

    /// <summary>
    /// Up to <paramref name="most"/> parcels that may leave now, urgent ones first, at most one for each chat.
    /// </summary>
    public async Task<IReadOnlyList<OutboxBatch>> LeaseDueAsync(int most, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (until, stale, silent) = (now + options.Value.Lease, now - options.Value.MaxAge, now - NodeStore.Silence);
        var batches = new List<OutboxBatch>();
        await _held.LeaseAsync(database.WriteAsync, LeaseAsync, ct);
        return batches;

        async Task<IEnumerable<string>> LeaseAsync(StoreTransaction tx)
        {
            await tx.QueueAsync(
                MarkInterrupted + MessageUpdater.DropVain,
                new
                {
                    now,
                    silent,
                    Node = node.Name,
                    stale,
                    rested = now + options.Value.UnsureWait,
                },
                ct
            );
            var chats = await tx.QueryAsync<string>(
                LeaseChats,
                new
                {
                    now,
                    silent,
                    until,
                    Node = node.Name,
                    most,
                },
                ct
            );
            foreach (var (chat, due) in chats.Zip(await ListDueAsync(tx, chats, now, stale, ct)))
                batches.Add(OutboxRow.Pack(chat, due, until, stale));
            await tx.QueueEachAsync(
                MarkSending,
                batches.ConvertAll<object>(batch => new { batch.Rows, First = batch.Rows[0] }),
                ct
            );
            return batches.Select(ChatOf);
        }
    }

    /// <summary>
    /// What each of the chats is sent next: the first that is due with what may leave in one digest with it, or again
    /// what is of unknown fate.
    /// </summary>
    private static async Task<IReadOnlyList<IReadOnlyList<OutboxRow>>> ListDueAsync(
        StoreTransaction tx,
        IReadOnlyList<string> chats,
        DateTimeOffset now,
        DateTimeOffset staleBefore,
        CancellationToken ct
    )
    {
        var due = (
            await tx.QueryEachAsync<OutboxRow>(OutboxRow.NextFor, chats.Select(chat => new { chat, now }), ct)
        ).ToArray();
        await ReplaceAsync(OutboxRow.SentTogether, row => row is { Repeats: > 0, Parcel: not null });
        await ReplaceAsync(OutboxRow.GatheredFor, row => row.MayBeGathered(staleBefore));
        return due;

        async Task ReplaceAsync(string rowsWith, Func<OutboxRow, bool> isToBeReplaced)
        {
            var those = Enumerable.Range(0, due.Length).Where(i => isToBeReplaced(due[i][0])).ToList();
            var rows = await tx.QueryEachAsync<OutboxRow>(
                rowsWith,
                those.Select(i => new
                {
                    chat = chats[i],
                    now,
                    due[i][0].Parcel,
                }),
                ct
            );
            foreach (var (i, together) in those.Zip(rows))
                due[i] = together;
        }
    }

    /// <summary>Nobody here works on it any more: it is settled, or its lease is to run out.</summary>
    public void Release(OutboxBatch batch) => _held.Release([ChatOf(batch)]);

    /// <summary>
    /// Ends the holds of networks that refused our token: whoever starts us may have mended it, and if not, the first
    /// message is told so again.
    /// </summary>
    public Task RetryTokensAsync(CancellationToken ct) =>
        database.WriteAsync(
            tx =>
                tx.ExecuteAsync(
                    "DELETE FROM channels WHERE why = @TokenRefused",
                    new { DeliveryOutcome.TokenRefused },
                    ct
                ),
            ct
        );

    /// <summary>Messages that are not settled; edits of those that are do not count.</summary>
    public async Task<long> CountOpenAsync(CancellationToken ct) =>
        (
            await database.QueryAsync<long>(
                "SELECT count(*) FROM outbox WHERE settled IS NULL AND revision = 0",
                null,
                ct
            )
        )[0];

    /// <summary>Sends nothing on a channel before then.</summary>
    public static Task HoldAsync(
        StoreTransaction tx,
        string channel,
        DateTimeOffset until,
        string why,
        CancellationToken ct
    ) =>
        tx.ExecuteAsync(
            "INSERT INTO channels (name, held_until, why) VALUES (@channel, @until, @why) "
                + "ON CONFLICT (name) DO UPDATE SET held_until = excluded.held_until, why = excluded.why",
            new
            {
                channel,
                until,
                why,
            },
            ct
        );

    /// <summary>Whether nothing is sent on a channel now.</summary>
    public static async Task<bool> IsHeldAsync(
        StoreTransaction tx,
        string channel,
        DateTimeOffset now,
        CancellationToken ct
    ) =>
        await tx.ScalarAsync<long>(
            "SELECT count(*) FROM channels WHERE name = @channel AND held_until > @now",
            new { channel, now },
            ct
        ) > 0;

    /// <summary>Forgets up to <paramref name="most"/> messages settled before <paramref name="before"/>.</summary>
    public Task<int> ForgetAsync(StoreTransaction tx, DateTimeOffset before, int most, CancellationToken ct) =>
        tx.ExecuteAsync(
            "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE settled < @before LIMIT @most)",
            new { before, most },
            ct
        );

    /// <summary>
    /// Another report of what the chat was told, as a message of its own: it bears its entry's id in place of the
    /// event, so it is written once, answers nothing, and is never taken for what a later event answers.
    /// </summary>
    private static OutboxMessage Apart(OutboxMessage message) =>
        message with
        {
            EventId = message.EntryId.GetValueOrDefault(),
            IsAnotherReport = true,
        };

    private static string ChatOf(OutboxBatch batch) => batch.Message.Chat.ToString();

    private static object ArgumentsOf(OutboxMessage put, DateTimeOffset now) =>
        new
        {
            Chat = put.Message.Chat.ToString(),
            put.Message.Chat.Channel,
            put.StoryId,
            Version = put.EventId,
            StandsAlone = put.IsAnotherReport ? 1 : 0,
            put.EntryId,
            Urgency = (int)put.Urgency,
            Language = put.Message.Language.Code(),
            Content = JsonSerializer.Serialize(put.Message.Content),
            Gathered = put.Due.Gathered ? 1 : 0,
            now,
            Due = put.Due.At,
            HeldUntil = put.HeldUntil ?? DateTimeOffset.UnixEpoch,
            put.RewriteLength,
            Trace = Activity.Current is { Recorded: true, Id: var span } ? span : null,
            Key = MessageKeys.New(),
        };

    private const string Insert = """
        INSERT INTO chats (chat, channel) VALUES (@Chat, @Channel) ON CONFLICT (chat) DO NOTHING;
        INSERT INTO outbox (chat, channel, story_id, version, stands_alone, entry_id, urgency, language, content,
            digest, created, due, held_until, rewrite_length, trace, key)
        VALUES (@Chat, @Channel, @StoryId, @Version, @StandsAlone, @EntryId, @Urgency, @Language, @Content, @Gathered,
            @now, @Due, @HeldUntil, @RewriteLength, @Trace, @Key)
        ON CONFLICT (chat, story_id, version, stands_alone, revision) DO NOTHING
        """;

    /// <summary>
    /// By the index over what is being sent, which is nearly empty; a chat may have thousands that wait.
    /// </summary>
    private static readonly string IsInterrupted = $"""
        id IN (SELECT o.id FROM outbox o WHERE {MessageStates.Is(MessageState.Sending, "o.state")}
            AND EXISTS (SELECT 1 FROM chats WHERE chats.chat = o.chat AND {NodeStore.IsFree}))
        """;

    /// <summary>
    /// A row still marked as being sent when its lease has run out or its node is dead: it died in between, the message
    /// may have arrived. Its chat rests as after any unknown outcome. An edit that may have been made is simply made
    /// again.
    /// </summary>
    internal static readonly string MarkInterrupted =
        $"""
            UPDATE chats SET rest_until = @rested WHERE rest_until < @rested AND {NodeStore.IsFree}
                AND chat IN (SELECT chat FROM outbox WHERE {MessageStates.Is(MessageState.Sending)});

            """
        + MessageStates.Move(MessageState.Waiting, $"revision > 0 AND {IsInterrupted}")
        + MessageStates.Move(MessageState.Unsure, $"revision = 0 AND {IsInterrupted}", "repeats = repeats + 1");

    private static readonly string MarkSending = MessageStates.Move(
        MessageState.Sending,
        "id IN @Rows",
        "attempts = attempts + 1, parcel = @First"
    );

    /// <summary>
    /// Alerts to be told at once come before digests, and both before edits; among those the urgent and then the
    /// oldest. From chat to chat by an index, and of each only what it asks for: after an outage tens of thousands of
    /// messages wait, and each lease would else read all of them.
    /// </summary>
    internal const string LeaseChats = $"""
        WITH RECURSIVE waiting (chat) AS (
            SELECT min(chat) FROM outbox WHERE settled IS NULL
            UNION ALL
            SELECT (SELECT min(o.chat) FROM outbox o WHERE o.settled IS NULL AND o.chat > w.chat)
            FROM waiting w WHERE w.chat IS NOT NULL),
        free (chat, next, urgency) AS (
            SELECT w.chat,
                (SELECT o.id FROM outbox o WHERE o.chat = w.chat AND {OutboxRow.IsDue} {OutboxRow.InOrder} LIMIT 1),
                (SELECT o.urgency FROM outbox o WHERE o.chat = w.chat AND o.settled IS NULL AND o.digest = 0
                    AND o.revision = 0 AND o.due <= @now ORDER BY o.urgency DESC LIMIT 1)
            FROM waiting w
            WHERE @now >= (SELECT o.due FROM outbox o WHERE o.chat = w.chat AND o.settled IS NULL
                    ORDER BY o.due LIMIT 1)
                AND 1 = (SELECT count(*) FROM chats c LEFT JOIN channels n ON n.name = c.channel WHERE c.chat = w.chat
                    AND c.rest_until <= @now AND {NodeStore.IsFree} AND coalesce(n.held_until, 0) <= @now))
        UPDATE chats SET leased_by = @Node, leased_until = @until
        WHERE chat IN (
            SELECT f.chat FROM free f JOIN outbox o ON o.id = f.next
            ORDER BY coalesce(f.urgency, CASE WHEN o.revision > 0 THEN -2 ELSE -1 END) DESC, f.next LIMIT @most)
        RETURNING chat
        """;
}
