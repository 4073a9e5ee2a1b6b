using AlertBot.Alerts.Summaries;
using AlertBot.Channels;
using AlertBot.Chats;
using AlertBot.Rules;
using AlertBot.Stories;
using AlertBot.Stories.TalksState;
using AlertBot.Subscriptions;
using NodaTime;

namespace AlertBot.Alerts;

/// <summary>How an event stands when it is told.</summary>
/// <param name="Sources">Publishers that report it, houses with several outlets counted once.</param>
/// <param name="Camps">Their camps.</param>
/// <param name="Claims">Who says what, where publishers contradict each other.</param>
/// <param name="State">What the report that tells it says of talks; null when nothing.</param>
internal sealed record EventStanding(int Sources, Camps Camps, IReadOnlyList<Claim> Claims, string? State);

/// <summary>Makes the alert that tells a report to a chat.</summary>
internal static class AlertComposer
{
    /// <summary>UTF-16 units of its summary at most; 0 where the chat wants none.</summary>
    public static int LengthFor(MatchedEntry report, Subscription subscription, int usual) =>
        report.Stored.Entry.Language != subscription.Language && subscription.OwnLanguageOnly
            ? 0
            : subscription.SummaryLength ?? usual;

    public static Alert Compose(MatchedEntry report, EventStanding standing, Subscription subscription, string summary)
    {
        var (stored, matches) = report;
        var follows = subscription.Follows.Where(follow => report.Follows.Any(m => m.Rule.Id == follow.RuleId));
        var stateName = StateNames.Find(standing.State)?.In(subscription.Language);
        IReadOnlyList<Topic> topics =
        [
            .. matches.Select(m => new Topic(m.Rule.Id, m.Rule.Title.In(subscription.Language))),
            .. follows.Select(follow => new Topic(follow.RuleId, follow.Expression.Text)),
        ];
        return new Alert
        {
            Urgency = UrgencyOf(report),
            Headline = stored.Entry.Title,
            Summary = summary,
            TextLanguage = stored.Entry.Language,
            Topics = topics,
            Gist =
                stored.Entry.Language != subscription.Language
                    ? Gist.Compose(stored.Entry, stateName, topics.Select(topic => topic.Title), subscription.Language)
                    : null,
            Publisher = stored.Feed.Publisher,
            Published = InZone(PublishedAt(report), subscription.Zone),
            Sources = standing.Sources,
            Camps = standing.Camps,
            Link = stored.Entry.Link,
            State = stateName,
            Sides = AlertLabels.Sides(standing.Claims, subscription.Language),
            Mention = subscription.Mention,
        };
    }

    /// <summary>That of the most urgent rule it meets.</summary>
    public static Urgency UrgencyOf(MatchedEntry report) =>
        report.Matches.Select(m => m.Rule.Urgency).DefaultIfEmpty(Urgency.Normal).Max();

    /// <summary>When its publisher says it was published, else when it came in.</summary>
    public static DateTimeOffset PublishedAt(MatchedEntry report) =>
        report.Stored.Entry.Published ?? report.Stored.FirstSeen;

    private static DateTimeOffset InZone(DateTimeOffset moment, DateTimeZone zone) =>
        Instant.FromDateTimeOffset(moment).InZone(zone).ToDateTimeOffset();
}
