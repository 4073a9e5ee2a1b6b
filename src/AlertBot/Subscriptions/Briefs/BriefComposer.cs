using System.Globalization;
using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Stories.TalksState;
using AlertBot.Subscriptions.Commands;
using NodaTime;

namespace AlertBot.Subscriptions.Briefs;

/// <summary>
/// Makes a brief: what changed its state, the stories most sources report, what sources contradict each other on, and
/// how much there was on each topic against the week before.
/// </summary>
internal sealed class BriefComposer(BriefStore store, CurrentRules rules, TimeProvider clock)
{
    private const int MostChanges = 5;
    private const int MostStories = 5;
    private const int MostContested = 3;
    private const int MostTopics = 15;
    private const int MostPublishers = 4;

    /// <summary>One bar shows nothing that the line does not say.</summary>
    private const int FewestDrawn = 2;

    private const int MostDrawn = 8;
    private const int LongestHeadline = 140;

    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <param name="subscription">Whose topics, language and filter it goes by.</param>
    /// <param name="length">How far it looks back from now.</param>
    /// <param name="isWhole">Whether as many stories stand in it as a file has room for.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Brief> ComposeAsync(
        Subscription subscription,
        TimeSpan length,
        bool isWhole,
        CancellationToken ct
    )
    {
        var until = clock.GetUtcNow();
        var from = until - length;
        var reports = await store.ReportsAsync(subscription, from, until, ct);
        var before = await store.ReportsAsync(subscription, from - Week, until - Week, ct);
        var stories = reports.Where(row => row.StoryId is not null).ToLookup(row => row.StoryId!.Value);
        var ids = stories.Select(story => story.Key).ToList();
        var claims = await store.ClaimsAsync(ids, from, until, ct);
        var earlier = await store.ClaimsAsync(ids, DateTimeOffset.UnixEpoch, from, ct);
        var sources = await store.SourcesAsync(ids, from, until, ct);
        var texts = ChatTexts.For(subscription.Language);
        var factor = isWhole ? 5 : 1;
        var counts = Counts(reports, before, subscription).ToList();
        BriefSection[] sections =
        [
            new(
                texts.BriefChanges,
                [
                    .. ids.Where(claims.Contains)
                        .OrderByDescending(id => stories[id].Max(row => row.Id))
                        .Select(id => Change(stories[id], earlier[id].LastOrDefault(), claims[id].Last(), subscription))
                        .OfType<BriefItem>()
                        .Take(MostChanges * factor),
                ]
            ),
            new(
                texts.BriefStories,
                [
                    .. sources
                        .OrderByDescending(s => (s.Families, s.Camps, s.Reports, s.StoryId))
                        .Take(MostStories * factor)
                        .Select(s => Story(stories[s.StoryId], s, subscription)),
                ]
            ),
            new(
                texts.ClaimsHeading,
                [
                    .. ids.OrderByDescending(id => stories[id].Max(row => row.Id))
                        .Select(id => Contested(stories[id], claims[id], subscription))
                        .OfType<BriefItem>()
                        .Take(MostContested * factor),
                ]
            ),
            new(
                texts.BriefTopics,
                [
                    .. counts
                        .Take(MostTopics * factor)
                        .Select(count => new BriefItem(
                            count.Topic,
                            SafeText.Fill(texts.BriefCount, count.Now, count.Before),
                            null
                        )),
                ]
            ),
        ];
        var said = sections.Where(section => section.Items.Count > 0).ToList();
        return new Brief(
            SafeText.Fill(texts.BriefTitle, Local(from, subscription), ChatTexts.Time(until, subscription.Zone)),
            said.Count > 0 ? said : [new BriefSection(texts.BriefTopics, [new BriefItem(texts.BriefNone, "", null)])]
        )
        {
            Counts = counts.Count >= FewestDrawn ? [.. counts.Take(MostDrawn)] : [],
        };
    }

    /// <summary>A state that is another than before; null where the last one stands.</summary>
    private static BriefItem? Change(IEnumerable<BriefRow> story, Claim? before, Claim now, Subscription subscription)
    {
        var change =
            before is null ? StateNames.Find(now.State)
            : before.State == now.State ? null
            : StateNames.Change(before.State, now.State) ?? StateNames.Find(now.State);
        return change is null ? null : Item(story, SafeText.Isolate(change.In(subscription.Language)), subscription);
    }

    private static BriefItem Story(IEnumerable<BriefRow> story, BriefSources sources, Subscription subscription)
    {
        var texts = ChatTexts.For(subscription.Language);
        var detail = texts.Sources.For(subscription.Language, (int)sources.Families);
        if (sources.Camps > 1)
            detail += $" · {texts.Camps.For(subscription.Language, (int)sources.Camps)}";
        return Item(story, detail, subscription);
    }

    /// <summary>Who says what, by the last word of each publisher; null where they agree.</summary>
    private static BriefItem? Contested(
        IEnumerable<BriefRow> story,
        IEnumerable<Claim> claims,
        Subscription subscription
    )
    {
        var last = claims.GroupBy(claim => claim.Publisher).Select(same => same.Last()).ToList();
        var conflicting = Claim.Conflicting(last);
        if (conflicting.Count == 0)
            return null;
        var texts = ChatTexts.For(subscription.Language);
        var sides = conflicting
            .GroupBy(claim => claim.State)
            .Select(side =>
            {
                var state = StateNames.Find(side.Key)?.In(subscription.Language) ?? side.Key;
                var who = texts.List(side.Select(claim => Plain(claim.Publisher, 40)).Take(MostPublishers));
                return texts
                    .ClaimBy.Replace("{0}", SafeText.Isolate(state), StringComparison.Ordinal)
                    .Replace("{1}", who, StringComparison.Ordinal);
            });
        return Item(story, string.Join(" · ", sides), subscription);
    }

    /// <summary>By the newest report in the chat's language, else the newest.</summary>
    private static BriefItem Item(IEnumerable<BriefRow> story, string detail, Subscription subscription)
    {
        var rows = story.ToList();
        var shown = rows.FindLast(row => row.InLanguage == subscription.Language) ?? rows[^1];
        return new BriefItem(
            Plain(shown.Title, LongestHeadline),
            detail,
            Uri.TryCreate(shown.Link, UriKind.Absolute, out var link) ? link : null
        );
    }

    private IEnumerable<TopicCount> Counts(
        IReadOnlyList<BriefRow> now,
        IReadOnlyList<BriefRow> before,
        Subscription subscription
    )
    {
        var (events, earlier) = (EventsByTopic(now), EventsByTopic(before));
        return events
            .Keys.Union(earlier.Keys)
            .Select(id => (Id: id, Now: events.GetValueOrDefault(id), Before: earlier.GetValueOrDefault(id)))
            .OrderByDescending(topic => topic.Now)
            .ThenByDescending(topic => topic.Before)
            .ThenBy(topic => topic.Id, StringComparer.Ordinal)
            .Select(topic => new TopicCount(NameOf(topic.Id, subscription), topic.Now, topic.Before));
    }

    /// <summary>Events, not reports: one that twenty tell is one.</summary>
    private static Dictionary<string, int> EventsByTopic(IReadOnlyList<BriefRow> rows) =>
        rows.GroupBy(row => row.RuleId)
            .ToDictionary(topic => topic.Key, topic => topic.Select(row => row.EventId ?? -row.Id).Distinct().Count());

    private string NameOf(string id, Subscription subscription) =>
        subscription.Follows.FirstOrDefault(follow => follow.RuleId == id)?.Expression.Text
        ?? rules.Current.Rules.FirstOrDefault(rule => rule.Id == id)?.Title.In(subscription.Language)
        ?? id;

    /// <summary>One line, without anything that could turn those around it.</summary>
    private static string Plain(string text, int most) =>
        SafeText.Cut(SafeText.Clean(MarkedText.WithoutMarks(text)).Replace('\n', ' '), most);

    private static string Local(DateTimeOffset time, Subscription subscription) =>
        Instant
            .FromDateTimeOffset(time)
            .InZone(subscription.Zone)
            .ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
