using AlertBot.Alerts.Rewriting;
using AlertBot.Alerts.Summaries;
using AlertBot.Channels;
using AlertBot.Chats;
using AlertBot.Delivery;
using AlertBot.Delivery.Digests;
using AlertBot.Rules;
using AlertBot.Storage;
using AlertBot.Stories;
using AlertBot.Stories.TalksState;
using AlertBot.Subscriptions;
using NodaTime;

namespace AlertBot.Alerts;

/// <summary>Joins reported events with subscriptions: one message per chat and event.</summary>
internal sealed class AlertWriter(
    EventReportStore reports,
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
            var selector = await ReportSelector.LoadAsync(reports, tx, change, ct);
            foreach (var subscription in subscriptions)
            {
                if (
                    await selector.SelectAsync(subscription, ct) is { } report
                    && WeightFor(subscription, report, change) is var weight
                    && subscription.Send.Takes(weight)
                    && subscription.MuteOf(report.WantedIds, change.StoryId, now) is var mute
                    && mute is null or { Digest: true }
                )
                    messages.Add(
                        Compose(selector, report, await selector.StateOfAsync(report, ct), subscription, alert =>
                            mute is null
                                ? DueOf(alert, weight, subscription, now)
                                : new DueTime(mute.Until, Gathered: true)
                        )
                    );
            }
        }
        return messages;
    }

    private OutboxMessage Compose(
        ReportSelector selector,
        MatchedEntry report,
        string? state,
        Subscription subscription,
        Func<Alert, DueTime> dueOf
    )
    {
        var change = selector.Change;
        var (stored, matches) = report;
        var follows = subscription.Follows.Where(follow => report.Follows.Any(m => m.Rule.Id == follow.RuleId));
        var isForeign = stored.Entry.Language != subscription.Language;
        var length =
            isForeign && subscription.OwnLanguageOnly ? 0 : subscription.SummaryLength ?? summaries.Value.Length;
        var stateName = StateNames.Find(state)?.In(subscription.Language);
        IReadOnlyList<Topic> topics =
        [
            .. matches.Select(m => new Topic(m.Rule.Id, m.Rule.Title.In(subscription.Language))),
            .. follows.Select(follow => new Topic(follow.RuleId, follow.Expression.Text)),
        ];
        var alert = new Alert
        {
            Urgency = matches.Select(m => m.Rule.Urgency).DefaultIfEmpty(Urgency.Normal).Max(),
            Headline = stored.Entry.Title,
            Summary = selector.SummaryOf(report, length),
            TextLanguage = stored.Entry.Language,
            Topics = topics,
            Gist = isForeign
                ? Gist.Compose(stored.Entry, stateName, topics.Select(topic => topic.Title), subscription.Language)
                : null,
            Publisher = stored.Feed.Publisher,
            Published = InZone(stored.Entry.Published ?? stored.FirstSeen, subscription.Zone),
            Sources = change.Sources,
            Camps = change.Camps,
            Link = stored.Entry.Link,
            State = stateName,
            Sides = AlertLabels.Sides(change.Claims, subscription.Language),
            Development = change.Development?.In(subscription.Language),
            Mention = subscription.Mention,
        };
        return new OutboxMessage(
            new Message(subscription.Chat, subscription.Language, alert),
            change.StoryId,
            change.EventId,
            stored.Id,
            alert.Urgency,
            dueOf(alert)
        )
        {
            StandsAlone = subscription.Each,
            RewriteLength =
                rewriter.IsAtWork && length > 0 && (isForeign || summaries.Value.Use == ModelUse.All) ? length : null,
        };
    }

    /// <summary>What a chat follows in words of its own it has to know, whatever others make of it.</summary>
    private static Weight WeightFor(Subscription subscription, MatchedEntry report, StoryChange change) =>
        report.Follows.Any(follow => subscription.Wants(follow.Rule.Id)) ? Weight.Must : change.Weight;

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
