using AlertBot.Channels;
using AlertBot.Rules;
using AlertBot.Stories;
using AlertBot.Subscriptions;
using NodaTime;

namespace AlertBot.Alerts;

/// <summary>A message on its way into the outbox.</summary>
/// <param name="Message">What the chat is told.</param>
/// <param name="StoryId">The story it tells; null for what is no alert.</param>
/// <param name="Version">The story's version; with chat and story it names the message, so that none is written twice.</param>
/// <param name="EntryId">The entry it was written from, to answer "why did I get this?"; null for what is no alert.</param>
/// <param name="Urgency">Urgent messages leave first when many chats wait.</param>
/// <param name="Due">When it may leave.</param>
internal sealed record OutboxMessage(Message Message, long? StoryId, int Version, long? EntryId, Urgency Urgency, DueTime Due);

/// <summary>Joins changed stories with subscriptions: one message per chat and version of a story.</summary>
internal sealed class AlertWriter(TimeProvider clock)
{
    public IReadOnlyList<OutboxMessage> Write(IReadOnlyList<StoryChange> changes, IReadOnlyList<Subscription> subscriptions)
    {
        var now = clock.GetUtcNow();
        return
        [
            .. from change in changes
               from subscription in subscriptions
               where change.Entry.RuleIds.Any(subscription.Wants) && change.Sources >= subscription.AtLeast
               let alert = Compose(change, subscription)
               select new OutboxMessage(
                   new Message(subscription.Chat, subscription.Language, alert), change.StoryId, change.Version, change.Entry.Stored.Id, alert.Urgency, DueTime.For(subscription, now, alert.Urgency)),
        ];
    }

    private static Alert Compose(StoryChange change, Subscription subscription)
    {
        var (stored, matches) = change.Entry;
        return new Alert
        {
            Urgency = matches.Max(m => m.Rule.Urgency),
            Headline = stored.Entry.Title,
            Summary = Summary.Of(stored.Entry, matches),
            TextLanguage = stored.Entry.Language,
            Topics = [.. matches.Select(m => new Topic(m.Rule.Id, m.Rule.Title.In(subscription.Language)))],
            Publisher = stored.Feed.Publisher,
            Published = InZone(stored.Entry.Published ?? stored.FirstSeen, subscription.Zone),
            Sources = change.Sources,
            Link = stored.Entry.Link,
            State = StateNames.Of(change.State)?.In(subscription.Language),
            Development = change.Development?.In(subscription.Language),
            Mention = subscription.Mention,
        };
    }

    private static DateTimeOffset InZone(DateTimeOffset moment, DateTimeZone zone) =>
        Instant.FromDateTimeOffset(moment).InZone(zone).ToDateTimeOffset();
}
