using AlertBot.Alerts.Rewriting;
using AlertBot.Alerts.Summaries;
using AlertBot.Chats;
using AlertBot.Delivery;
using AlertBot.Delivery.Digests;
using AlertBot.Feeds.Entries;
using AlertBot.Rules;
using AlertBot.Storage;
using AlertBot.Stories;
using AlertBot.Subscriptions;

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
    /// <summary>Asks for the other reports of each event, for <see cref="WriteAsync"/>.</summary>
    public async Task<IReadOnlyList<Answer<Report>>> AskAsync(
        StoreTransaction tx,
        IEnumerable<ReportedEvent> events,
        CancellationToken ct
    )
    {
        var others = new List<Answer<Report>>();
        foreach (var happening in events)
            others.Add(await reports.AskAsync(tx, happening.EventId, happening.EntryId, ct));
        return others;
    }

    /// <param name="tx">The poll's.</param>
    /// <param name="changes">The events.</param>
    /// <param name="others">The other reports of each.</param>
    /// <param name="subscriptions">Who may want to be told.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<OutboxMessage>> WriteAsync(
        StoreTransaction tx,
        IReadOnlyList<StoryChange> changes,
        IReadOnlyList<Answer<Report>> others,
        Answer<Subscription> subscriptions,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow();
        var messages = new List<OutboxMessage>();
        foreach (var (change, answer) in changes.Zip(others))
        {
            var selector = new ReportSelector(reports, tx, change, await answer.ReadAsync(ct));
            foreach (var subscription in await subscriptions.ReadAsync(ct))
            {
                if (
                    await selector.SelectAsync(subscription, ct) is { } report
                    && DueOf(subscription, report, change, now) is { } due
                )
                    messages.Add(Compose(selector, report, await selector.StateOfAsync(report, ct), subscription, due));
            }
        }
        return messages;
    }

    private OutboxMessage Compose(
        ReportSelector selector,
        MatchedEntry report,
        string? state,
        Subscription subscription,
        DueTime due
    )
    {
        var change = selector.Change;
        var stored = report.Stored;
        var isForeign = stored.Entry.Language != subscription.Language;
        var length = AlertComposer.LengthFor(report, subscription, summaries.Value.Length);
        var alert = AlertComposer.Compose(
            report,
            new EventStanding(change.Sources, change.Camps, change.Claims, state),
            subscription,
            selector.SummaryOf(report, length)
        ) with
        {
            Development = change.Development?.In(subscription.Language),
        };
        return new OutboxMessage(
            new Message(subscription.Chat, subscription.Language, alert),
            change.StoryId,
            change.EventId,
            stored.Id,
            alert.Urgency,
            due
        )
        {
            StandsAlone = subscription.Each,
            RewriteLength =
                rewriter.IsAtWork && length > 0 && (isForeign || summaries.Value.Use == ModelUse.All) ? length : null,
        };
    }

    /// <summary>
    /// When the chat is told of the report; null when it is not, by what it has set or for a mute. What comes long
    /// after it was published, since the bot or the feed was down, is news no longer in a hurry: it is gathered, so
    /// that a week made up for is one message.
    /// </summary>
    private DueTime? DueOf(Subscription subscription, MatchedEntry report, StoryChange change, DateTimeOffset now)
    {
        var mute = subscription.MuteOf(report.WantedIds, change.StoryId, now);
        if (
            mute is { Digest: false }
            || DueTime.ForTopics(
                subscription,
                subscription.TopicsOf(report.WantedIds, now),
                now,
                AlertComposer.UrgencyOf(report),
                change.Weight
            )
                is not { } due
        )
            return null;
        if (mute is not null)
            return new DueTime(mute.Until, Gathered: true);
        return due.Gathered || AlertComposer.PublishedAt(report) >= now - delivery.Value.MaxAge
            ? due
            : new DueTime(due.At + delivery.Value.LateWait, Gathered: true);
    }
}

/// <summary>One report of an event, and by which of its reports each chat is told of it.</summary>
internal sealed class ReportSelector
{
    private readonly EventReportStore _reports;
    private readonly StoreTransaction _tx;
    private readonly IReadOnlyList<Report> _all;
    private readonly Dictionary<long, MatchedEntry?> _read = [];
    private readonly Dictionary<(long Entry, int Longest), string> _summaries = [];
    private IReadOnlyList<ReportOrigin>? _origins;

    /// <param name="reports">Read where another report is to be shown.</param>
    /// <param name="tx">That they are read in.</param>
    /// <param name="change">The event, by its newest report.</param>
    /// <param name="others">Its other reports.</param>
    public ReportSelector(
        EventReportStore reports,
        StoreTransaction tx,
        StoryChange change,
        IReadOnlyList<Report> others
    )
    {
        (_reports, _tx, Change) = (reports, tx, change);
        var id = change.Entry.Stored.Id;
        // Of one document several may be in the store already, before and after this one.
        _all = !IsTellable(change)
            ? others
            :
            [
                .. others
                    .Append(new Report(id, OriginOf(change.Entry.Stored), [.. change.Entry.WantedIds]))
                    .OrderBy(report => report.EntryId),
            ];
        _read[id] = IsTellable(change) ? change.Entry : null;
    }

    public StoryChange Change { get; }

    /// <summary>
    /// The report that tells the event to the chat; null when the chat wants none of it, or none passes its filter. One
    /// in the chat's language where there is one, the first; else the newest.
    /// </summary>
    public async Task<MatchedEntry?> SelectAsync(Subscription subscription, CancellationToken ct)
    {
        var wanted = _all.Where(report =>
                report.RuleIds.Any(subscription.Wants) && subscription.Filter.Takes(report.Origin)
            )
            .ToList();
        if (wanted.Count == 0 || !await IsCorroboratedAsync(subscription, ct))
            return null;
        var newest = Change.Entry.Stored.Id;
        if (subscription.Each)
            return wanted.Exists(report => report.EntryId == newest) ? Change.Entry : null;
        var chosen = wanted.Find(report => report.Language == subscription.Language)
            ?? wanted.Find(report => report.EntryId == newest)
            ?? wanted[0];
        return await ReadAsync(chosen.EntryId, ct);
    }

    /// <summary>What the report says of talks: the state belongs to the words that are shown beside it.</summary>
    public Task<string?> StateOfAsync(MatchedEntry report, CancellationToken ct) =>
        report.Stored.Id == Change.Entry.Stored.Id
            ? Task.FromResult(Change.State)
            : _reports.ReadStateAsync(_tx, report.Stored.Id, ct);

    /// <summary>Chats with the same wishes share one.</summary>
    public string SummaryOf(MatchedEntry report, int longest)
    {
        if (longest == 0)
            return "";
        if (!_summaries.TryGetValue((report.Stored.Id, longest), out var summary))
            _summaries[(report.Stored.Id, longest)] = summary = Summary.Compose(
                report.Stored.Entry,
                report.Matches.Count > 0 ? report.Matches : report.Follows,
                longest
            );
        return summary;
    }

    /// <summary>By as many sources as the chat asks for, of those it takes.</summary>
    private async Task<bool> IsCorroboratedAsync(Subscription subscription, CancellationToken ct)
    {
        if (subscription.AtLeast == Corroboration.FirstSight)
            return true;
        if (subscription.Filter.IsOpen)
            return subscription.AtLeast.IsSatisfiedBy(Change.Sources, Change.Camps.Count);
        _origins ??= await _reports.ListOriginsAsync(_tx, Change.EventId, ct);
        var taken = _origins.Where(subscription.Filter.Takes).ToList();
        return subscription.AtLeast.IsSatisfiedBy(
            taken.Select(origin => origin.Family ?? origin.Publisher).Distinct().Count(),
            taken.Select(origin => origin.Camp).OfType<string>().Distinct().Count()
        );
    }

    private static ReportOrigin OriginOf(StoredEntry stored) =>
        new(stored.Entry.Language, stored.Feed.Publisher, stored.Feed.Title, stored.Feed.Family, stored.Feed.Camp);

    private static bool IsTellable(StoryChange change) => change.Entry.IsWanted && change.IsReport;

    private async Task<MatchedEntry?> ReadAsync(long entry, CancellationToken ct)
    {
        if (!_read.TryGetValue(entry, out var report))
            _read[entry] = report = await _reports.ReadAsync(_tx, entry, ct);
        return report;
    }
}
