using System.Data.Common;
using AlertBot.Alerts;
using AlertBot.Config;
using AlertBot.Feeds;
using AlertBot.Feeds.WebSub;
using AlertBot.Rules;
using AlertBot.Storage;
using AlertBot.Stories;
using AlertBot.Subscriptions;

namespace AlertBot;

/// <summary>
/// Takes answers of polls into the store. A feed's state, its new entries, their matches, stories and messages are one
/// transaction: after a crash either all of it stands, or the feed is polled again and nothing does.
/// </summary>
internal sealed class Intake(
    Database database,
    FeedStore feeds,
    EntryStore entries,
    WebSubStore hubs,
    RuleBook rules,
    RuleAgreement agreement,
    MatchStore matches,
    StoryBook stories,
    SubscriptionStore subscriptions,
    AlertWriter alerts,
    Outbox outbox,
    FirstSight firstSight,
    LeadsOfTheDay leads,
    FeedMetrics feedMetrics,
    RuleMetrics ruleMetrics,
    ILogger<Intake> log
)
{
    public async Task TakeInAsync(IReadOnlyList<Answer> answers, CancellationToken ct)
    {
        var quiet = answers.Where(a => a.Poll is not Poll.Fresh).ToList();
        if (quiet.Count > 0)
        {
            await using var tx = await database.BeginAsync(ct);
            foreach (var answer in quiet)
                await feeds.SettleAsync(tx, answer.Lease, answer.Poll, ct);
            await tx.CommitAsync(ct);
            quiet.ForEach(answer => feedMetrics.Polled(answer.Poll));
        }
        foreach (var answer in answers.Where(a => a.Poll is Poll.Fresh))
        {
            using var span = Telemetry.GoOn("feed.take-in", answer.Traces);
            await TakeInAloneAsync(answer.Lease, (Poll.Fresh)answer.Poll, ct);
        }
    }

    /// <summary>
    /// A document that trips a fault of ours must not be polled again at once, nor stop the feeds beside it.
    /// </summary>
    private async Task TakeInAloneAsync(FeedLease lease, Poll.Fresh poll, CancellationToken ct)
    {
        try
        {
            await TakeInAsync(lease, poll, ct);
        }
        // The store's trouble is not the document's: the feed is polled again soon.
#pragma warning disable CA1031
        catch (Exception e) when (e is not (OperationCanceledException or DbException))
#pragma warning restore CA1031
        {
            log.IntakeFailed(e, lease.Feed.Id, lease.Feed.Publisher);
            await database.WriteAsync(
                tx => feeds.SettleAsync(tx, lease, new Poll.Broken($"a fault of ours: {e.Message}"), ct),
                ct
            );
        }
    }

    private async Task TakeInAsync(FeedLease lease, Poll.Fresh poll, CancellationToken ct)
    {
        var ruleSet = rules.Current;
        await using var tx = await stories.BeginAsync(ct);
        if (!await agreement.IsInForceAsync(tx, ruleSet, ct))
        {
            await feeds.GiveBackAsync(tx, lease, ct);
            await tx.CommitAsync(ct);
            return;
        }
        if (!await feeds.SettleAsync(tx, lease, poll, ct))
            return;
        var recorded = await entries.RecordAsync(tx, lease.Feed, EntryBounds.Within(poll.Entries), ct);
        if (poll.IsWhole)
            await hubs.OfferAsync(tx, lease.Feed.Id, poll.Hub, ct);
        await feeds.KeepPaceAsync(tx, lease.Feed, recorded.Added.Count, poll, ct);
        var toMatch = leads.Read(lease.Feed.Publisher, poll.Entries);
        var read = recorded
            .Added.Concat(recorded.Edited)
            .Where(firstSight.IsNews)
            .Select(stored => stored with { Entry = toMatch(stored.Entry) })
            .Select(stored => new MatchedEntry(stored, ruleSet.Match(stored.Entry)))
            .ToList();
        foreach (var entry in read)
            await matches.RecordAsync(tx, entry, ruleSet.Version, ct);
        var changes = await stories.GroupAsync(tx, read, ct);
        if (changes.Count > 0)
            await outbox.PutAsync(
                tx,
                await alerts.WriteAsync(tx, changes, await subscriptions.ListActiveAsync(tx, ct), ct),
                ct
            );
        await tx.CommitAsync(ct);
        feedMetrics.Polled(poll);
        feedMetrics.Took(recorded.Added.Count);
        ruleMetrics.Matched(read);
    }
}
