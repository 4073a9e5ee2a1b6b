using AlertBot.Alerts.Summaries;
using AlertBot.Chats;
using AlertBot.Delivery.Digests;
using AlertBot.Feeds;
using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Stories.Grouping;
using AlertBot.Subscriptions;

namespace AlertBot.RuleTesting;

/// <summary>
/// Runs entries through rules, events, stories, states and summaries as the service does, one after the other, keeping
/// nothing; its clock is the entries' own time.
/// </summary>
internal sealed class ReplayRun(RuleSet rules, int summaryLength = Summary.Longest)
{
    /// <summary>A chat that takes every topic, at once.</summary>
    private static readonly Subscription Chat = new()
    {
        Chat = new Chat("console", "replay"),
        Topics = [Subscription.AllTopics],
        Language = Language.English,
    };

    private static readonly Uri Address = new("https://example.com/");

    private readonly EventGrouper _grouper = new();

    /// <summary>Who reports each event that was sent, and in which languages.</summary>
    private readonly Dictionary<long, HashSet<string>> _sent = [];

    private long _lastId;
    private long _lastStory;
    private DateTimeOffset _lastTime;

    public ReplayAnswer Answer(ReplayItem item) => Answer(item, rules.Match(item.Entry));

    /// <summary>As above, with the rules it is to meet given.</summary>
    public ReplayAnswer Answer(ReplayItem item, IReadOnlyList<Match> matches)
    {
        var entry = item.Entry;
        // An entry without a date belongs to the time of those around it.
        _lastTime = entry.Published ?? _lastTime;
        var feed = new Feed
        {
            Id = 0,
            Url = Address,
            Publisher = item.Publisher,
        };
        var matched = new MatchedEntry(new StoredEntry(++_lastId, feed, entry, _lastTime), matches);
        _grouper.DropExpired(_lastTime);
        var placed = _grouper.Place(matched, _lastTime);
        if (placed?.Event.Story is { Id: 0 } story)
            _grouper.Name(story, ++_lastStory);
        var answer = new ReplayAnswer(
            item.Id,
            [.. matches.Select(m => m.Rule.Id)],
            placed?.Event.Story is { } affair ? $"story-{affair.Id}" : null,
            placed?.Facts.State,
            // As the service, which makes one for alerts only.
            matches.Count > 0
                ? Summary.Compose(entry, matches, summaryLength)
                : null,
            [.. matches.SelectMany(m => m.Spans.Select(s => ReplaySpan.From(m.Rule.Id, s, entry)))]
        );
        return placed is null
            ? answer
            : answer with
            {
                Event = $"event-{placed.Event.Id}",
                Message = MessageOf(placed, matched),
                About = placed.Development?.En,
                Weight =
                    !placed.Facts.CanAnnounce ? null
                    : placed.Facts.IsMust ? "must"
                    : "nice",
            };
    }

    private string? MessageOf(Placement placed, MatchedEntry matched)
    {
        var happening = placed.Event;
        if (!happening.IsAnnounced)
            return null;
        var publisher = matched.Stored.Feed.Publisher;
        if (_sent.TryGetValue(happening.Id, out var publishers))
            return publishers.Add(publisher) ? "edit" : null;
        var urgency = matched.Matches.Count > 0 ? matched.Matches.Max(m => m.Rule.Urgency) : Urgency.Low;
        var weight = happening.IsMust ? Weight.Must : Weight.Nice;
        if (DueTime.For(Chat, _lastTime, urgency, weight).Gathered)
            return null;
        _sent.Add(happening.Id, [publisher]);
        return placed.Development is null ? "alert" : "update";
    }
}
