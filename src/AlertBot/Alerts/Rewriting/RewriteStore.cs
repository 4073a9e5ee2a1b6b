using AlertBot.Alerts.Summaries;
using AlertBot.Chats;
using AlertBot.Delivery;
using AlertBot.Localization;
using AlertBot.Storage;

namespace AlertBot.Alerts.Rewriting;

/// <summary>A report to be put into few words of a language.</summary>
internal sealed class Rewrite
{
    public long EntryId { get; init; }
    public required string Language { get; init; }
    public long Length { get; init; }
    public DateTimeOffset Until { get; init; }
    public string? State { get; init; }
    public string? Headline { get; init; }
    public string? Summary { get; init; }

    public Language InLanguage => LanguageCodes.Parse(Language) ?? AlertBot.Localization.Language.English;
}

/// <summary>Reports a model is to rewrite, and the messages that wait for it.</summary>
internal sealed class RewriteStore(TimeProvider clock, IOptions<SummariesOptions> options) : IDatedRecords
{
    public IReadOnlyList<DatedColumn> Dates { get; } =
    [DatedColumn.Coming("rewrites", "until"), DatedColumn.Coming("rewrites", "leased_until")];

    /// <summary>
    /// Asks for a message's report once, however many chats want it. The message comes back as it is to be stored: in
    /// the model's words where they are known, held for them where they are awaited.
    /// </summary>
    public async Task<OutboxMessage> AskAsync(StoreTransaction tx, OutboxMessage message, CancellationToken ct)
    {
        if (message is not { RewriteLength: { } length, EntryId: { } entry })
            return message;
        var args = new
        {
            entry,
            Language = message.Message.Language.Code(),
            length,
            Until = clock.GetUtcNow() + options.Value.TimeLimit,
        };
        await tx.QueueAsync(
            "INSERT INTO rewrites (entry_id, language, length, until) "
                + "VALUES (@entry, @Language, @length, @Until) "
                + "ON CONFLICT (entry_id, language, length) DO NOTHING",
            args,
            ct
        );
        var rewrite = (
            await tx.QueryAsync<Rewrite>(
                "SELECT entry_id, language, length, until, state, headline, summary FROM rewrites "
                    + "WHERE entry_id = @entry AND language = @Language AND length = @length",
                args,
                ct
            )
        )[0];
        return rewrite switch
        {
            { State: "done", Headline: { } headline, Summary: { } summary } => message with
            {
                Message = message.Message with
                {
                    Content = Reworded(
                        (Alert)message.Message.Content,
                        new RewrittenText(headline, summary),
                        message.Message.Language
                    ),
                },
            },
            { State: "waiting" } => message with { HeldUntil = rewrite.Until },
            _ => message,
        };
    }

    /// <summary>Takes up to <paramref name="most"/> that are still in time, those that end first.</summary>
    public Task<IReadOnlyList<Rewrite>> LeaseAsync(StoreTransaction tx, int most, CancellationToken ct) =>
        tx.QueryAsync<Rewrite>(
            """
            UPDATE rewrites SET leased_until = until WHERE state = 'waiting' AND leased_until <= @Now AND until > @Now
                AND (entry_id, language, length) IN (
                SELECT entry_id, language, length FROM rewrites WHERE state = 'waiting' AND leased_until <= @Now
                    AND until > @Now ORDER BY until, entry_id LIMIT @most)
            RETURNING entry_id, language, length, until, state, headline, summary
            """,
            new { Now = clock.GetUtcNow(), most },
            ct
        );

    /// <summary>
    /// Writes down what came of it, and lets the messages go: in the model's words, or as the extracts they are. What
    /// is told by another report meanwhile keeps the words of that.
    /// </summary>
    public async Task CompleteAsync(
        StoreTransaction tx,
        Rewrite rewrite,
        RewrittenText? text,
        string? headline,
        string? why,
        CancellationToken ct
    )
    {
        var args = new
        {
            rewrite.EntryId,
            rewrite.Language,
            rewrite.Length,
            State = text is null ? "refused" : "done",
            text?.Headline,
            text?.Summary,
            why,
        };
        await tx.ExecuteAsync(
            "UPDATE rewrites SET state = @State, headline = @Headline, summary = @Summary, why = @why "
                + "WHERE entry_id = @EntryId AND language = @Language AND length = @Length",
            args,
            ct
        );
        await Outbox.ReleaseHeldAsync(
            tx,
            (rewrite.EntryId, rewrite.Language, rewrite.Length),
            alert => text is not null && alert.Headline == headline ? Reworded(alert, text, rewrite.InLanguage) : null,
            ct
        );
    }

    /// <summary>Forgets what is older than any message that could use it.</summary>
    public Task<int> ForgetAsync(StoreTransaction tx, DateTimeOffset before, CancellationToken ct) =>
        tx.ExecuteAsync("DELETE FROM rewrites WHERE until < @before", new { before }, ct);

    private static Alert Reworded(Alert alert, RewrittenText text, Language language) =>
        alert with
        {
            Headline = text.Headline,
            Summary = text.Summary,
            TextLanguage = language,
            RewrittenFrom = alert.TextLanguage,
            Gist = null,
        };
}
