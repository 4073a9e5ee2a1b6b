using System.Text.Json;
using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Storage;

namespace AlertBot.Delivery;

/// <summary>
/// Brings a message up to date when more publishers report what it tells, or one does in the chat's own language:
/// before it is sent by correcting it, afterwards by one edit, however many publishers come in the meantime.
/// </summary>
internal sealed class MessageUpdater(TimeProvider clock, IOptions<DeliveryOptions> options)
{
    /// <summary>Asks for the messages that tell this event of the story, one for each chat.</summary>
    public Task<Answer<DeliveredMessage>> AskDeliveredAsync(
        StoreTransaction tx,
        long story,
        long version,
        CancellationToken ct
    ) =>
        tx.AskAsync<DeliveredMessage>(
            $"""
            SELECT o.id, o.chat, o.content, o.entry_id,
                CASE WHEN {MessageStates.Is(MessageState.Waiting, "o.state")} THEN 1 ELSE 0 END AS is_unsent, o.digest
            FROM outbox o
            WHERE o.story_id = @story AND o.version = @version AND o.stands_alone = 0 AND o.revision = 0
            """,
            new { story, version },
            ct
        );

    public async Task UpdateAsync(
        StoreTransaction tx,
        DeliveredMessage delivered,
        OutboxMessage now,
        CancellationToken ct
    )
    {
        var before = (Alert)JsonSerializer.Deserialize<Content>(delivered.Content)!;
        var after = Updated(before, (Alert)now.Message.Content, now.Message.Language);
        // What was to wait for a digest weighs more now: it leaves at once, unless it has left already.
        if (delivered is { IsUnsent: 1, Digest: 1 } && !now.Due.Gathered)
            await tx.QueueAsync(
                "UPDATE outbox SET digest = 0, due = @At WHERE id = @Id",
                new { delivered.Id, now.Due.At },
                ct
            );
        if (after == before)
            return;
        var change = new
        {
            delivered.Id,
            Content = JsonSerializer.Serialize<Content>(after),
            // "Why?" explains the report whose words stand there.
            Entry = ReferenceEquals(after.Headline, ((Alert)now.Message.Content).Headline)
                ? now.EntryId
                : delivered.EntryId,
            Now = clock.GetUtcNow(),
            Due = clock.GetUtcNow() + options.Value.EditWait,
            Key = MessageKeys.New(),
        };
        await tx.QueueAsync("UPDATE outbox SET content = @Content, entry_id = @Entry WHERE id = @Id", change, ct);
        if (delivered.IsUnsent == 0)
            await tx.QueueAsync(PutEdit, change, ct);
    }

    /// <summary>
    /// The words stay: who has read them looks for what is new, and that is the number alone. But words in the chat's
    /// own language take the place of words that are not, or that a machine wrote.
    /// </summary>
    private static Alert Updated(Alert before, Alert now, Language own)
    {
        var counted =
            now.Sources > before.Sources
            || now.Camps.Count > before.Camps.Count
            || !now.Sides.SequenceEqual(before.Sides)
                ? before with
                {
                    Sources = now.Sources,
                    Camps = now.Camps,
                    Sides = now.Sides,
                }
                : before;
        return (before.TextLanguage == own && before.RewrittenFrom is null) || now.TextLanguage != own
            ? counted
            : counted with
            {
                RewrittenFrom = null,
                Headline = now.Headline,
                Summary = now.Summary,
                TextLanguage = now.TextLanguage,
                Publisher = now.Publisher,
                Published = now.Published,
                Link = now.Link,
                State = now.State,
                Gist = now.Gist,
            };
    }

    /// <summary>
    /// Edits of what came in a digest, never arrived or was deleted, and those so late that nobody looks.
    /// </summary>
    public static readonly string DropVain = MessageStates.Move(
        MessageState.Dropped,
        $"""
        revision > 0 AND due <= @now AND (created < @stale OR NOT EXISTS (
            SELECT 1 FROM outbox t WHERE t.chat = outbox.chat AND t.story_id = outbox.story_id
                AND t.version = outbox.version AND t.stands_alone = outbox.stands_alone AND t.revision = 0
                AND (t.settled IS NULL OR t.message_id IS NOT NULL)
                AND {OutboxRow.IsAlone}))
        """,
        "why = 'no message to edit'"
    );

    /// <summary>An edit that waits already takes the new content and keeps its time.</summary>
    internal static readonly string PutEdit = $"""
        UPDATE outbox SET content = @Content WHERE settled IS NULL AND revision > 0
            AND {MessageStates.Is(MessageState.Waiting)} AND (chat, story_id, version, stands_alone) IN (
                SELECT chat, story_id, version, stands_alone FROM outbox WHERE id = @Id);
        INSERT INTO outbox (chat, channel, story_id, version, stands_alone, revision, entry_id, urgency, language,
            content, created, due, key)
            SELECT o.chat, o.channel, o.story_id, o.version, o.stands_alone,
                (SELECT max(r.revision) + 1 FROM outbox r WHERE r.chat = o.chat AND r.story_id = o.story_id
                    AND r.version = o.version AND r.stands_alone = o.stands_alone),
                o.entry_id, o.urgency, o.language, @Content, @Now, @Due, @Key FROM outbox o
            WHERE o.id = @Id AND NOT EXISTS (
                SELECT 1 FROM outbox e WHERE e.chat = o.chat AND e.story_id = o.story_id AND e.version = o.version
                    AND e.stands_alone = o.stands_alone AND e.revision > 0 AND e.settled IS NULL
                    AND {MessageStates.Is(MessageState.Waiting, "e.state")})
            ON CONFLICT (chat, story_id, version, stands_alone, revision) DO NOTHING;
        """;
}

/// <summary>A message that tells an event to a chat, or is about to.</summary>
internal sealed class DeliveredMessage
{
    public long Id { get; init; }
    public required string Chat { get; init; }
    public required string Content { get; init; }

    /// <summary>The report whose words it shows.</summary>
    public long? EntryId { get; init; }

    /// <summary>1 while it surely stands in no chat.</summary>
    public long IsUnsent { get; init; }

    /// <summary>1 where it waits for a digest.</summary>
    public long Digest { get; init; }
}
