using AlertBot.Alerts.Rewriting;
using AlertBot.Channels;
using AlertBot.Rules;
using AlertBot.Storage;
using AlertBot.Stories;
using AlertBot.Subscriptions;
using NodaTime;

namespace AlertBot.Alerts;

/// <summary>A message on its way into the outbox.</summary>
/// <param name="Message">What the chat is told.</param>
/// <param name="StoryId">The story it tells; null for what is no alert.</param>
/// <param name="EventId">The event of that story; with chat and story it names the message, so that none is written
/// twice. It stands in the column <c>version</c>.</param>
/// <param name="EntryId">The entry it was written from, to answer "why did I get this?"; null for what is no
/// alert.</param>
/// <param name="Urgency">Urgent messages leave first when many chats wait.</param>
/// <param name="Due">When it may leave.</param>
internal sealed record OutboxMessage(
    Message Message,
    long? StoryId,
    long EventId,
    long? EntryId,
    Urgency Urgency,
    DueTime Due
)
{
    /// <summary>The chat wants every report, so one more is no edit of the first.</summary>
    public bool StandsAlone { get; init; }

    /// <summary>Characters a model's summary of the report may have; null to send the extract.</summary>
    public int? RewriteLength { get; init; }

    /// <summary>It waits for the model until then, at most.</summary>
    public DateTimeOffset? HeldUntil { get; init; }
}

/// <summary>Joins reported events with subscriptions: one message per chat and event.</summary>
internal sealed class AlertWriter(
    StoryReports reports,
    Rewriter rewriter,
    TimeProvider clock,
    IOptions<SummariesOptions> summaries,
    IOptions<DeliveryOptions> delivery
)
{
    public async Task<IReadOnlyList<OutboxMessage>> WriteAsync(
        StoreTransaction tx,
        IReadOnlyList<StoryChange> changes,
        IReadOnlyList<Subscription> subscriptions,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow();
        var messages = new List<OutboxMessage>();
        foreach (var change in changes)
        {
            var telling = await StoryTelling.OfAsync(reports, tx, change, ct);
            foreach (var subscription in subscriptions)
            {
                if (subscription.Send.Takes(change.Weight) && await telling.ForAsync(subscription, ct) is { } report)
                    messages.Add(Compose(telling, report, subscription, now));
            }
        }
        return messages;
    }

    private OutboxMessage Compose(
        StoryTelling telling,
        MatchedEntry report,
        Subscription subscription,
        DateTimeOffset now
    )
    {
        var change = telling.Change;
        var (stored, matches) = report;
        var length = subscription.SummaryLength ?? summaries.Value.Length;
        var alert = new Alert
        {
            Urgency = matches.Max(m => m.Rule.Urgency),
            Headline = stored.Entry.Title,
            Summary = telling.SummaryOf(report, length),
            TextLanguage = stored.Entry.Language,
            Topics = [.. matches.Select(m => new Topic(m.Rule.Id, m.Rule.Title.In(subscription.Language)))],
            Publisher = stored.Feed.Publisher,
            Published = InZone(stored.Entry.Published ?? stored.FirstSeen, subscription.Zone),
            Sources = change.Sources,
            Camps = change.Camps,
            Link = stored.Entry.Link,
            State = StateNames.Of(change.State)?.In(subscription.Language),
            Claims = AlertParts.Claims(change.Claims, subscription.Language),
            Development = change.Development?.In(subscription.Language),
            Mention = subscription.Mention,
        };
        return new OutboxMessage(
            new Message(subscription.Chat, subscription.Language, alert),
            change.StoryId,
            change.EventId,
            stored.Id,
            alert.Urgency,
            DueOf(alert, change.Weight, subscription, now)
        )
        {
            StandsAlone = subscription.Each,
            RewriteLength =
                rewriter.IsAtWork
                && length > 0
                && (stored.Entry.Language != subscription.Language || summaries.Value.Use == ModelUse.All)
                    ? length
                    : null,
        };
    }

    /// <summary>
    /// What comes long after it was published, since the bot or the feed was down, is news no longer in a hurry: it is
    /// gathered, so that a week made up for is one message.
    /// </summary>
    private DueTime DueOf(Alert alert, Weight weight, Subscription subscription, DateTimeOffset now)
    {
        var due = DueTime.For(subscription, now, alert.Urgency, weight);
        return due.Gathered || alert.Published >= now - delivery.Value.MaxAge
            ? due
            : new DueTime(due.At + delivery.Value.LateWait, Gathered: true);
    }

    private static DateTimeOffset InZone(DateTimeOffset moment, DateTimeZone zone) =>
        Instant.FromDateTimeOffset(moment).InZone(zone).ToDateTimeOffset();
}
