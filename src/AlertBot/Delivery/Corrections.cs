using System.Text.Json;
using AlertBot.Chats;
using AlertBot.Delivery.Digests;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Storage;
using AlertBot.Subscriptions.Commands;

namespace AlertBot.Delivery;

/// <summary>A message that told an event of a story, and how it is corrected.</summary>
internal sealed class CorrectableMessage
{
    public long Id { get; init; }

    /// <summary>Where it stands, or waits.</summary>
    public required string Chat { get; init; }

    public required string Language { get; init; }
    public required string Content { get; init; }

    /// <summary>1 while it surely stands in no chat: its words are changed before it leaves.</summary>
    public long IsUnsent { get; init; }

    /// <summary>0 where it came in a digest, which cannot be edited for one of its alerts.</summary>
    public long IsAlone { get; init; }

    public bool CanBeEdited =>
        IsUnsent == 1 || (IsAlone == 1 && ChatAddressFormat.For(AlertBot.Chats.Chat.Parse(Chat)).Edits);
}

/// <summary>
/// Says in every chat that was told a story what was wrong with it: in the message itself, or below it where that
/// cannot be edited. It goes through the outbox, so it arrives as alerts do.
/// </summary>
internal sealed class Corrections(Database database, Outbox outbox, TimeProvider clock)
{
    private const string OfEvent =
        "AND ((t.version = @happening AND t.stands_alone = 0) "
        + "OR t.entry_id IN (SELECT e.id FROM entries e WHERE e.event_id = @happening))";

    /// <summary>The messages of a story, or of one event of it.</summary>
    public Task<IReadOnlyList<CorrectableMessage>> FindAsync(long story, long? happening, CancellationToken ct) =>
        database.QueryAsync<CorrectableMessage>(
            $"""
            SELECT t.id, t.chat, t.language, t.content,
                CASE WHEN {MessageStates.Is(MessageState.Waiting, "t.state")} THEN 1 ELSE 0 END AS is_unsent,
                CASE WHEN {OutboxRow.IsAlone} THEN 1 ELSE 0 END AS is_alone
            FROM outbox t WHERE t.story_id = @story AND t.revision = 0
                AND (t.settled IS NULL OR t.message_id IS NOT NULL)
                {(happening is null ? "" : OfEvent)}
            ORDER BY t.id
            """,
            new { story, happening },
            ct
        );

    public Task CorrectAsync(
        IReadOnlyList<CorrectableMessage> delivered,
        IReadOnlyDictionary<Language, string> words,
        CancellationToken ct
    ) =>
        database.WriteAsync(
            async tx =>
            {
                var now = clock.GetUtcNow();
                foreach (var message in delivered)
                {
                    var right = words[LanguageCodes.Parse(message.Language) ?? Language.English];
                    var alert = (Alert)JsonSerializer.Deserialize<Content>(message.Content)! with
                    {
                        Correction = right,
                    };
                    var change = new
                    {
                        message.Id,
                        Content = JsonSerializer.Serialize<Content>(alert),
                        Now = now,
                        Due = now,
                        Key = MessageKeys.New(),
                    };
                    await tx.ExecuteAsync("UPDATE outbox SET content = @Content WHERE id = @Id", change, ct);
                    if (message.IsUnsent == 1)
                        continue;
                    if (message.CanBeEdited)
                        await tx.ExecuteAsync(MessageUpdater.PutEdit, change, ct);
                    else
                        await outbox.PutAsync(tx, [Notice(message, alert, right, now)], prepare: null, ct);
                }
            },
            ct
        );

    private static OutboxMessage Notice(CorrectableMessage message, Alert alert, string words, DateTimeOffset now)
    {
        var language = LanguageCodes.Parse(message.Language) ?? Language.English;
        var form = ChatTexts.For(language).CorrectionOf;
        var text = $"⚠ {SafeText.Fill(form, SafeText.Clean(alert.Headline), SafeText.Clean(words))}";
        return new OutboxMessage(
            new Message(Chat.Parse(message.Chat), language, new Notice(text)),
            null,
            0,
            null,
            Urgency.High,
            new DueTime(now, Gathered: false)
        );
    }
}
