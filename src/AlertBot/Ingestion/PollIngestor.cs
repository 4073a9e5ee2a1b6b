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
    TimeProvider clock,
    ILogger<PollIngestor> log
)
{
    public async Task IngestAsync(IReadOnlyList<PolledFeed> answers, CancellationToken ct)
    {
        var quiet = answers.Where(a => a.Poll is not Poll.Fresh).ToList();
        if (quiet.Count > 0)
        {
            await using var tx = await database.BeginAsync(ct);
            await feeds.RecordPollsAsync(tx, quiet.ConvertAll(polled => (polled.Lease, polled.Poll)), ct);
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
            switch (await IngestAsync(lease, poll, ct))
            {
                case IngestResult.TooCostly:
                    var costly = new Poll.TooCostly(documents.Budget);
                    await database.WriteAsync(tx => feeds.RecordPollAsync(tx, lease, costly, ct), ct);
                    feedMetrics.Polled(costly);
                    break;
                case IngestResult.ReadByOlderRules:
                    await database.WriteAsync(tx => feeds.GiveBackAsync(tx, lease, ct), ct);
                    break;
            }
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

    /// <summary>What became of a document; but for the first, nothing of it is written.</summary>
    private enum IngestResult
    {
        Stored,
        LeaseLost,
        TooCostly,
        ReadByOlderRules,
    }

    private async Task<IngestResult> IngestAsync(FeedLease lease, Poll.Fresh poll, CancellationToken ct)
    {
        var (feed, ruleSet) = (lease.Feed, rules.Current);
        var listed = ParsingLimits.Within(poll.Entries);
        var matcher = new DocumentMatcher(
            ruleSet,
            await follows.ReadAsync(ct),
            leads.HideRepeated(feed.Publisher, poll.Entries),
            documents.Budget - poll.Spent
        );
        // Where other nodes wait for this one's turn, what is likely new is read before it.
        var unread = database.Dialect.IsShared ? await entries.UnreadAsync(feed, listed, ct) : [];
        if (!matcher.TryRead(unread.Where(entry => IsNews(feed, entry)), unread, ct))
            return IngestResult.TooCostly;
        await using var tx = await stories.BeginAsync(ct);
        var newest = await agreement.AskAsync(tx, ct);
        var asked = await entries.AskAsync(tx, feed, listed, unread, ct);
        var isHeld = await feeds.RecordPollAsync(tx, lease, poll, ct);
        if (!await agreement.IsInForceAsync(ruleSet, newest, ct))
            return IngestResult.ReadByOlderRules;
        return isHeld ? await StoreAsync(tx, feed, poll, asked, matcher, ruleSet.Version, ct) : IngestResult.LeaseLost;
    }

    private async Task<IngestResult> StoreAsync(
        StoreTransaction tx,
        Feed feed,
        Poll.Fresh poll,
        ListedEntries asked,
        DocumentMatcher matcher,
        string rulesVersion,
        CancellationToken ct
    )
    {
        var recorded = await entries.RecordAsync(tx, asked, ct);
        if (poll.IsWhole)
            await hubs.OfferAsync(tx, feed.Id, poll.Hub, ct);
        await feeds.KeepPaceAsync(tx, feed, recorded.Added.Count, poll, ct);
        var toMatch = recorded.Added.Concat(recorded.Edited).Where(backfill.IsNews).ToList();
        var toIndex = recorded.Added.Concat(recorded.Changed).ToList();
        if (!matcher.TryRead(toMatch.Select(stored => stored.Entry), toIndex.Select(stored => stored.Entry), ct))
            return IngestResult.TooCostly;
        var matched = toMatch.ConvertAll(matcher.MatchOf);
        await SearchIndex.PutAsync(tx, toIndex.Select(matcher.WordsOf), ct);
        await matches.RecordAsync(tx, matched, rulesVersion, ct);
        var grouped = await stories.GroupAsync(tx, matched, ct);
        if (grouped.Events.Count > 0)
            await WriteMessagesAsync(tx, grouped, ct);
        else
            await grouped.ReadAsync(ct);
        await tx.CommitAsync(ct);
        feedMetrics.Polled(poll);
        feedMetrics.Took(recorded.Added.Count);
        ruleMetrics.Matched(matched);
        return IngestResult.Stored;
    }

    /// <summary>Writes the messages of events; all that is asked of them takes one round trip.</summary>
    private async Task WriteMessagesAsync(StoreTransaction tx, GroupedEntries grouped, CancellationToken ct)
    {
        var others = await alerts.AskAsync(tx, grouped.Events, ct);
        var known = await outbox.AskDeliveredAsync(
            tx,
            grouped.Events.Where(one => one.StoryId is not null).Select(one => (one.StoryId!.Value, one.EventId)),
            ct
        );
        var active = await subscriptions.AskActiveAsync(tx, ct);
        var messages = await alerts.WriteAsync(tx, await grouped.ReadAsync(ct), others, active, ct);
        await outbox.PutAsync(tx, messages, known, message => rewrites.AskAsync(tx, message, ct), ct);
    }

    /// <summary>Whether it would be news if it were new.</summary>
    private bool IsNews(Feed feed, Entry entry) => backfill.IsNews(new StoredEntry(0, feed, entry, clock.GetUtcNow()));
}
