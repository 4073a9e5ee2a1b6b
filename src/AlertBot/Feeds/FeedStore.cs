using AlertBot.Config;
using AlertBot.Storage;

namespace AlertBot.Feeds;

/// <summary>A feed this node may poll until <paramref name="Until"/>; after that another may.</summary>
internal sealed record FeedLease(Feed Feed, DateTimeOffset Until);

/// <summary>The feeds and the state of their polls.</summary>
internal sealed class FeedStore(Database database, Node node, TimeProvider clock, IOptions<FeedsOptions> options, ILogger<FeedStore> log)
{
    /// <summary>Longer than any poll and the writing after it, so that only a dead node loses a lease.</summary>
    private TimeSpan LeaseLength => options.Value.Timeout + TimeSpan.FromMinutes(2);

    /// <summary>Makes the table say what feeds.yaml says. A feed that left the list is kept, disabled: its entries refer to it.</summary>
    public Task SyncAsync(IReadOnlyList<FeedLine> lines, CancellationToken ct) => database.WriteAsync(
        async tx =>
        {
            await tx.ExecuteAsync("UPDATE feeds SET enabled = 0 WHERE enabled = 1", null, ct);
            foreach (var line in lines)
            {
                await tx.ExecuteAsync(
                    """
                    INSERT INTO feeds (url, title, publisher, family, camp, language, every, enabled, next_poll)
                    VALUES (@Url, @Title, @Publisher, @Family, @Camp, @Language, @Every, @Enabled, @Now)
                    ON CONFLICT (url) DO UPDATE SET title = excluded.title, publisher = excluded.publisher, family = excluded.family,
                        camp = excluded.camp, language = excluded.language, every = excluded.every, enabled = excluded.enabled
                    """,
                    new
                    {
                        Url = line.Url.Value.AbsoluteUri,
                        line.Title,
                        line.Publisher,
                        line.Family,
                        line.Camp,
                        Language = line.Lang?.Code(),
                        Every = IntervalOf(line),
                        line.Enabled,
                        Now = clock.GetUtcNow(),
                    },
                    ct);
            }
            log.ListTakenUp(lines.Count);
        },
        ct);

    /// <summary>Up to <paramref name="most"/> feeds that are due, longest overdue first.</summary>
    public async Task<IReadOnlyList<FeedLease>> LeaseDueAsync(int most, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        IReadOnlyList<FeedRow> due = [];
        await database.WriteAsync(
            async tx => due = await tx.QueryAsync<FeedRow>(
                $"""
                UPDATE feeds SET leased_by = @Node, leased_until = @Until
                WHERE id IN (SELECT id FROM feeds WHERE enabled = 1 AND next_poll <= @Now AND leased_until <= @Now ORDER BY next_poll, id LIMIT @most)
                RETURNING {FeedRow.Columns}
                """,
                new { Node = node.Name, Until = now + LeaseLength, Now = now, most },
                ct),
            ct);
        return [.. due.Select(row => new FeedLease(row.ToFeed(), now + LeaseLength))];
    }

    /// <summary>Writes what a poll has shown of the feed itself. False when the lease is no longer this node's: then nothing of the poll counts.</summary>
    public async Task<bool> SettleAsync(StoreTransaction tx, FeedLease lease, Poll poll, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var next = NextPoll.After(lease.Feed, poll, now);
        var fresh = poll as Poll.Fresh;
        var good = poll is Poll.Fresh or Poll.Unchanged;
        var kept = await tx.ExecuteAsync(
            """
            UPDATE feeds SET next_poll = @next, leased_until = 0, last_poll = @now, failures = @Failures, last_fault = @Fault,
                last_fresh = CASE WHEN @IsFresh THEN @now ELSE last_fresh END, seen = CASE WHEN @IsFresh THEN 1 ELSE seen END,
                etag = CASE WHEN @IsFresh THEN @ETag ELSE etag END,
                last_modified = CASE WHEN @IsFresh THEN @LastModified ELSE last_modified END,
                enabled = CASE WHEN @Ended THEN 0 ELSE enabled END
            WHERE id = @Id AND leased_by = @Node AND leased_until = @Until
            """,
            new
            {
                lease.Feed.Id,
                next,
                now,
                Failures = good ? 0 : lease.Feed.Failures + 1,
                Fault = (poll as Poll.Broken)?.Why,
                IsFresh = fresh is not null,
                fresh?.ETag,
                fresh?.LastModified,
                Ended = poll is Poll.Gone,
                Node = node.Name,
                lease.Until,
            },
            ct);
        Tell(lease.Feed, poll, next, kept > 0);
        return kept > 0;
    }

    private void Tell(Feed feed, Poll poll, DateTimeOffset next, bool leaseKept)
    {
        if (!leaseKept)
            log.LeaseLost(feed.Id);
        else if (poll is Poll.Broken broken)
            log.Broken(feed.Id, broken.Why, next);
        else if (poll is Poll.Gone)
            log.Ended(feed.Id);
    }

    private TimeSpan IntervalOf(FeedLine line) =>
        line.Every is { } every && every.Value > options.Value.MinInterval ? every.Value : options.Value.MinInterval;
}
