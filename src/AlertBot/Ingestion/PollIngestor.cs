using System.Data.Common;
using AlertBot.Alerts;
using AlertBot.Alerts.Rewriting;
using AlertBot.Delivery;
using AlertBot.Feeds;
using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Parsing;
using AlertBot.Feeds.Parsing.Text;
using AlertBot.Feeds.Scheduling;
using AlertBot.Feeds.WebSub;
using AlertBot.Rules;
using AlertBot.Runtime;
using AlertBot.Search;
using AlertBot.Storage;
using AlertBot.Stories;
using AlertBot.Subscriptions;

namespace AlertBot.Ingestion;

/// <summary>
/// Takes answers of polls into the store. A feed's state, its new entries, their matches, stories and messages are one
/// transaction: after a crash either all of it stands, or the feed is polled again and nothing does.
/// </summary>
internal sealed class PollIngestor(
    Database database,
    FeedStore feeds,
    EntryStore entries,
    WebSubStore hubs,
    CurrentRules rules,
    CurrentFollows follows,
    RuleVersionConsensus agreement,
    MatchStore matches,
    StoryGrouper stories,
    SubscriptionStore subscriptions,
    AlertWriter alerts,
    RewriteStore rewrites,
    Outbox outbox,
    BackfillFilter backfill,
    LeadsOfTheDay leads,
    DocumentReader documents,
    FeedMetrics feedMetrics,
    RuleMetrics ruleMetrics,
    ILogger<PollIngestor> log
)
{
    public async Task IngestAsync(IReadOnlyList<PolledFeed> answers, CancellationToken ct)
    {
        var quiet = answers.Where(a => a.Poll is not Poll.Fresh).ToList();
        if (quiet.Count > 0)
        {
            await using var tx = await database.BeginAsync(ct);
            foreach (var polled in quiet)
                await feeds.RecordPollAsync(tx, polled.Lease, polled.Poll, ct);
            await tx.CommitAsync(ct);
            quiet.ForEach(polled => feedMetrics.Polled(polled.Poll));
        }
        foreach (var polled in answers.Where(a => a.Poll is Poll.Fresh))
        {
            using var span = Telemetry.GoOn("feed.take-in", polled.Traces);
            await IngestOneAsync(polled.Lease, (Poll.Fresh)polled.Poll, ct);
        }
    }

    /// <summary>
    /// A document that trips a fault of ours must not be polled again at once, nor stop the feeds beside it.
    /// </summary>
    private async Task IngestOneAsync(FeedLease lease, Poll.Fresh poll, CancellationToken ct)
    {
        try
        {
            if (await IngestAsync(lease, poll, ct))
                return;
            var costly = new Poll.TooCostly(documents.Budget);
            await database.WriteAsync(tx => feeds.RecordPollAsync(tx, lease, costly, ct), ct);
            feedMetrics.Polled(costly);
        }
        // The store's trouble is not the document's: the feed is polled again soon.
#pragma warning disable CA1031
        catch (Exception e) when (e is not (OperationCanceledException or DbException))
#pragma warning restore CA1031
        {
            log.IntakeFailed(e, lease.Feed.Id, lease.Feed.Publisher);
            await database.WriteAsync(
                tx => feeds.RecordPollAsync(tx, lease, new Poll.Broken($"a fault of ours: {e.Message}"), ct),
                ct
            );
        }
    }

    /// <summary>
    /// False, and nothing is written, where matching its entries takes more than the document's budget.
    /// </summary>
    private async Task<bool> IngestAsync(FeedLease lease, Poll.Fresh poll, CancellationToken ct)
    {
        var ruleSet = rules.Current;
        var followed = await follows.ReadAsync(ct);
        await using var tx = await stories.BeginAsync(ct);
        if (!await agreement.IsInForceAsync(tx, ruleSet, ct))
        {
            await feeds.GiveBackAsync(tx, lease, ct);
            await tx.CommitAsync(ct);
            return true;
        }
        if (!await feeds.RecordPollAsync(tx, lease, poll, ct))
            return true;
        var recorded = await entries.RecordAsync(tx, lease.Feed, ParsingLimits.Within(poll.Entries), ct);
        if (poll.IsWhole)
            await hubs.OfferAsync(tx, lease.Feed.Id, poll.Hub, ct);
        await feeds.KeepPaceAsync(tx, lease.Feed, recorded.Added.Count, poll, ct);
        var toMatch = leads.HideRepeated(lease.Feed.Publisher, poll.Entries);
        var toRead = recorded
            .Added.Concat(recorded.Edited)
            .Where(backfill.IsNews)
            .Select(stored => stored with { Entry = toMatch(stored.Entry) })
            .ToList();
        if (
            !CpuBudget.TryRun(
                documents.Budget - poll.Spent,
                () =>
                    (
                        Matched: toRead.ConvertAll(stored =>
                        {
                            var (own, others) = ruleSet.MatchWith(followed, stored.Entry, ct);
                            return new MatchedEntry(stored, own) { Follows = others };
                        }),
                        Indexed: SearchIndex.WordsOf(recorded.Added.Concat(recorded.Changed))
                    ),
                out var read,
                out _
            )
        )
            return false;
        await SearchIndex.PutAsync(tx, read.Indexed, ct);
        await matches.RecordAsync(tx, read.Matched, ruleSet.Version, ct);
        var changes = await stories.GroupAsync(tx, read.Matched, ct);
        if (changes.Count > 0)
            await outbox.PutAsync(
                tx,
                await alerts.WriteAsync(tx, changes, await subscriptions.ListActiveAsync(tx, ct), ct),
                message => rewrites.AskAsync(tx, message, ct),
                ct
            );
        await tx.CommitAsync(ct);
        feedMetrics.Polled(poll);
        feedMetrics.Took(recorded.Added.Count);
        ruleMetrics.Matched(read.Matched);
        return true;
    }
}
