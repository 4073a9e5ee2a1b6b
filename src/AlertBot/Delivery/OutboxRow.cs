using System.Text.Json;
using AlertBot.Chats;
using AlertBot.Delivery.Digests;
using AlertBot.Localization;

namespace AlertBot.Delivery;

/// <summary>A row of <c>outbox</c> that waits.</summary>
internal sealed class OutboxRow
{
    /// <summary>
    /// The next of a chat, found by the index <c>outbox_next</c> however many wait behind it: a chat that catches up
    /// after an outage would else read all of them for each that leaves.
    /// </summary>
    public const string NextFor = $"{DueInOrder} LIMIT 1";

    /// <summary>What may leave with the next of a chat as one digest, that one included.</summary>
    public const string GatheredFor = $"{DueInOrder} LIMIT 200";

    /// <summary>
    /// Whether a message may leave now. The sign before the moment keeps SQLite from finding rows by it, which come in
    /// another order.
    /// </summary>
    public const string IsDue = $"o.settled IS NULL AND +o.due <= @now AND {IsFree}";

    /// <summary>What is sent at once overtakes what was gathered, and edits come last, since they tell least.</summary>
    public const string InOrder = "ORDER BY o.revision > 0, o.digest, o.id";

    /// <summary>
    /// Neither it nor one before it in its chat waits for a model: an alert must not overtake the one it follows. What
    /// is gathered has time. That a moment is above zero is said twice: only so is the index over what waits taken,
    /// which is nearly empty.
    /// </summary>
    private const string IsFree = """
        o.held_until <= @now AND NOT EXISTS (SELECT 1 FROM outbox h WHERE h.chat = o.chat AND h.id < o.id
                AND h.held_until > 0 AND h.held_until > @now AND h.digest = 0 AND h.settled IS NULL)
        """;

    private const string DueInOrder = $"{Columns} WHERE o.chat = @chat AND {IsDue} {InOrder}";

    /// <summary>The rows that went out together as one message.</summary>
    public const string SentTogether = $"""
        {Columns} WHERE o.id IN (SELECT @Parcel UNION ALL
                SELECT d.id FROM outbox d WHERE d.parcel = @Parcel AND d.parcel <> d.id)
            AND o.parcel = @Parcel AND o.settled IS NULL ORDER BY o.id
        """;

    /// <summary>
    /// Whether a message <c>t</c> went out, if at all, by itself and not in a digest: its parcel, which is named after
    /// the first row in it, holds no other.
    /// </summary>
    public const string IsAlone = """
        (t.parcel IS NULL OR t.parcel = t.id)
            AND NOT EXISTS (SELECT 1 FROM outbox d WHERE d.parcel = t.parcel AND d.parcel <> d.id)
        """;

    private const string Columns = """
        SELECT o.id, o.key, o.story_id, o.version, o.language, o.content, o.digest, o.created, o.due, o.trace,
            o.repeats, o.revision, o.parcel,
            CASE WHEN o.story_id IS NOT NULL THEN 1 ELSE 0 END AS is_alert,
            CASE WHEN o.revision > 0
                THEN (SELECT t.message_id FROM outbox t WHERE t.chat = o.chat AND t.story_id = o.story_id
                    AND t.version = o.version AND t.stands_alone = o.stands_alone AND t.revision = 0)
                ELSE (SELECT t.message_id FROM outbox t WHERE t.chat = o.chat AND t.story_id = o.story_id
                    AND t.version < o.version AND t.revision = 0 AND t.stands_alone = 0 AND o.stands_alone = 0
                    AND t.message_id IS NOT NULL ORDER BY t.version DESC LIMIT 1)
            END AS target
        FROM outbox o
        """;

    public long Id { get; init; }

    /// <summary>What networks know a repeat of it by.</summary>
    public required string Key { get; init; }
    public long? StoryId { get; init; }
    public long Version { get; init; }
    public required string Language { get; init; }
    public required string Content { get; init; }
    public long Digest { get; init; }
    public DateTimeOffset Created { get; init; }
    public DateTimeOffset Due { get; init; }
    public string? Trace { get; init; }
    public long Repeats { get; init; }
    public long Revision { get; init; }
    public long? Parcel { get; init; }
    public long IsAlert { get; init; }
    public string? Target { get; init; }

    /// <summary>
    /// The first row, or, when it is one to be gathered or older than <paramref name="staleBefore"/>, the best of such
    /// rows as a digest; the rest makes the next. Rows whose fate is unknown go as they went: the repeat must be the
    /// same message.
    /// </summary>
    public static OutboxBatch Pack(
        string chat,
        IReadOnlyList<OutboxRow> due,
        DateTimeOffset leasedUntil,
        DateTimeOffset staleBefore
    )
    {
        var first = due[0];
        var gathered = DigestPlan.Create(
            first.Repeats > 0 && due.Count > 1 ? due : [.. due.TakeWhile(row => row.MayBeGathered(staleBefore))]
        );
        return gathered.Rows.Count > 1
            ? new OutboxBatch(
                gathered.ToMessage(chat),
                [.. gathered.Rows.Select(row => row.Id).Order()],
                leasedUntil,
                (int)first.Repeats
            )
            {
                Traces = [.. gathered.Rows.Select(row => row.Trace).OfType<string>()],
            }
            : new OutboxBatch(first.ToMessage(chat), [first.Id], leasedUntil, (int)first.Repeats)
            {
                Traces = first.Trace is { } trace ? [trace] : [],
                WantedSince = first.WasWantedAtOnce ? first.Created : null,
            };
    }

    private Message ToMessage(string chat) =>
        new(Chat.Parse(chat), InLanguage, ReadContent())
        {
            Key = Key,
            Target =
                Target is null ? null
                : Revision > 0 ? new Target.Edit(Target)
                : new Target.Reply(Target),
        };

    public Language InLanguage => LanguageCodes.Parse(Language) ?? AlertBot.Localization.Language.English;

    private bool WasWantedAtOnce => IsAlert == 1 && Digest == 0 && Revision == 0 && Due <= Created;

    /// <summary>
    /// Whether it may leave in a digest: it was gathered for one, or is too old for a message of its own.
    /// </summary>
    public bool MayBeGathered(DateTimeOffset staleBefore) =>
        IsAlert == 1 && Repeats == 0 && Revision == 0 && (Digest == 1 || Created < staleBefore);

    public Content ReadContent() =>
        JsonSerializer.Deserialize<Content>(Content)
        ?? throw new InvalidDataException($"Outbox row {Id} has no content.");
}
