using AlertBot.Feeds.Fetching;
using AlertBot.Feeds.Lists;
using AlertBot.Feeds.Scheduling;
using AlertBot.Storage;
using AlertBot.Storage.Leases;

namespace AlertBot.Feeds;

/// <summary>A feed this node may poll until <paramref name="Until"/>; after that another may.</summary>
internal sealed record FeedLease(Feed Feed, DateTimeOffset Until);

/// <summary>The feeds and the state of their polls.</summary>
internal sealed class FeedStore(
    Database database,
    Node node,
    TimeProvider clock,
    PollScheduler scheduler,
    PerHostLimiter hosts,
    IOptions<FeedsOptions> options,
    ILogger<FeedStore> log
)
{
    /// <summary>Longer than any poll and the writing after it, so that only a dead node loses a lease.</summary>
    private TimeSpan LeaseLength => options.Value.Timeout + TimeSpan.FromMinutes(2);

    private readonly HeldLeases<long> _held = new("feeds", "id", node, clock);

    /// <summary>
    /// Redirected for good to the same place this often in a row, a feed is polled there: one redirect may be a slip of
    /// the site's.
    /// </summary>
    private const int PollsToMove = 3;

    /// <summary>Failures in a row after which a feed that has moved is looked for where feeds.yaml has it.</summary>
    private const int FailuresToReturn = 6;

    /// <summary>
    /// Makes the table say what feeds.yaml says. A feed that left the list is kept, disabled: its entries refer to it.
    /// If it comes back it is polled anew, even if it had ended.
    /// </summary>
    public Task SyncAsync(IReadOnlyList<FeedLine> lines, CancellationToken ct) =>
        database.WriteAsync(
            async tx =>
            {
                var urls = lines.Select(line => line.Url.Value.AbsoluteUri).ToHashSet(StringComparer.Ordinal);
                var listed = await tx.QueryAsync<FeedListRow>(
                    $"SELECT id, {FeedListRow.Columns} FROM feeds WHERE listed = 1",
                    null,
                    ct
                );
                var left = listed.Where(row => !urls.Contains(row.Url)).Select(row => new { row.Id }).ToList();
                await tx.ExecuteAsync(
                    "UPDATE feeds SET enabled = 0, listed = 0, ended = NULL WHERE id = @Id",
                    left,
                    ct
                );
                var known = listed.Select(row => row with { Id = 0 }).ToHashSet();
                await tx.ExecuteAsync(
                    FeedListRow.Upsert,
                    lines
                        .Select(line => FeedListRow.From(line, clock.GetUtcNow()))
                        .Where(row => !known.Contains(row with { Now = default }))
                        .ToList(),
                    ct
                );
                log.FeedListLoaded(lines.Count);
            },
            ct
        );

    /// <summary>Whether the operator's list names any.</summary>
    public async Task<bool> AreListedAsync(CancellationToken ct) =>
        (await database.QueryAsync<long>("SELECT count(*) FROM feeds WHERE listed = 1", null, ct))[0] > 0;

    /// <summary>
    /// Hot: run at every tick. Its plan is held by a test. What a dead node held is freed by
    /// <see cref="SuspectFeeds"/>: it may be what ended it.
    /// </summary>
    internal const string LeaseDue = $"""
        UPDATE feeds SET leased_by = @Node, leased_until = @Until
        WHERE id IN (SELECT id FROM feeds WHERE enabled = 1 AND next_poll <= @now AND leased_until <= @now
            AND host NOT IN @Full ORDER BY next_poll, id LIMIT @most /*skip locked*/)
        RETURNING {FeedRow.Columns}
        """;

    /// <summary>Up to <paramref name="most"/> feeds that are due, longest overdue first.</summary>
    public async Task<IReadOnlyList<FeedLease>> LeaseDueAsync(int most, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        IReadOnlyList<FeedRow> due = [];
        await _held.LeaseAsync(
            database.LeaseAsync,
            async tx =>
            {
                due = await tx.QueryAsync<FeedRow>(
                    LeaseDue,
                    new
                    {
                        Node = node.Name,
                        Until = now + LeaseLength,
                        now,
                        most,
                        Full = hosts.Full.ToArray(),
                    },
                    ct
                );
                return due.Select(row => row.Id);
            },
            ct
        );
        return [.. due.Select(row => new FeedLease(row.ToFeed(), now + LeaseLength))];
    }

    /// <summary>What these polls brought is in the store.</summary>
    public void Release(IEnumerable<FeedLease> leases) => _held.Release(leases.Select(lease => lease.Feed.Id));

    /// <summary>What these polls brought could not be stored: they are polled again soon.</summary>
    public void Abandon(IEnumerable<FeedLease> leases) => _held.Abandon(leases.Select(lease => lease.Feed.Id));

    /// <summary>Nothing came of it; any node may poll the feed at once.</summary>
    public Task GiveBackAsync(StoreTransaction tx, FeedLease lease, CancellationToken ct) =>
        tx.QueueAsync(
            "UPDATE feeds SET leased_until = 0 WHERE id = @Id AND leased_by = @Node AND leased_until = @Until",
            new
            {
                lease.Feed.Id,
                Node = node.Name,
                lease.Until,
            },
            ct
        );

    /// <summary>
    /// Writes what a poll has shown of the feed itself, and when it is polled next; after a document,
    /// <see cref="KeepPaceAsync"/> has to say that. False when the lease is no longer this node's: then nothing of the
    /// poll counts.
    /// </summary>
    public async Task<bool> RecordPollAsync(StoreTransaction tx, FeedLease lease, Poll poll, CancellationToken ct) =>
        await EndPollAsync(tx, await AskToRecordAsync(tx, lease, poll, ct), ct);

    /// <summary>The same for several polls that brought no document, in one round trip.</summary>
    public async Task RecordPollsAsync(
        StoreTransaction tx,
        IReadOnlyList<(FeedLease Lease, Poll Poll)> polls,
        CancellationToken ct
    )
    {
        var recorded = new List<RecordedPoll>();
        foreach (var (lease, poll) in polls)
            recorded.Add(await AskToRecordAsync(tx, lease, poll, ct));
        foreach (var poll in recorded)
            await EndPollAsync(tx, poll, ct);
    }

    /// <param name="Feed">Which was polled.</param>
    /// <param name="Poll">What came of it.</param>
    /// <param name="Next">When it is polled next; null where <see cref="KeepPaceAsync"/> is to say that.</param>
    /// <param name="Kept">The feed's id where its lease was still this node's.</param>
    private sealed record RecordedPoll(Feed Feed, Poll Poll, DateTimeOffset? Next, Answer<long> Kept);

    private async Task<RecordedPoll> AskToRecordAsync(
        StoreTransaction tx,
        FeedLease lease,
        Poll poll,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow();
        var feed = lease.Feed;
        var fresh = poll as Poll.Fresh;
        // What a document brings tells when to poll next.
        var next = fresh is null ? scheduler.NextAfter(feed, poll, now) : (DateTimeOffset?)null;
        var answered = fresh ?? (poll as Poll.Unchanged)?.SameAs;
        var good = poll is Poll.Fresh or Poll.Unchanged;
        var movingPolls =
            poll.MovedTo is null ? 0
            : poll.MovedTo == feed.MovingTo ? feed.MovingPolls + 1
            : 1;
        var address =
            good && movingPolls >= PollsToMove ? poll.MovedTo
            : good || feed.Failures < FailuresToReturn ? feed.MovedTo
            : null;
        var trust =
            answered is not null ? feed.Validators.AfterWhole(now, IsSameValidator(feed, answered))
            : poll is Poll.Unchanged ? feed.Validators.AfterUnmodified()
            : feed.Validators;
        var kept = await tx.AskAsync<long>(
            """
            UPDATE feeds SET next_poll = coalesce(@next, next_poll), leased_until = 0, last_poll = @now,
                failures = @Failures,
                last_fault = @Fault, costly = @IsCostly, last_good = CASE WHEN @good THEN @now ELSE last_good END,
                broken_since = CASE WHEN @good THEN NULL ELSE coalesce(broken_since, @now) END,
                last_fresh = CASE WHEN @IsWhole THEN @now ELSE last_fresh END,
                seen = CASE WHEN @IsFresh THEN 1 ELSE seen END,
                etag = CASE WHEN @IsAnswered THEN @ETag ELSE etag END,
                last_modified = CASE WHEN @IsAnswered THEN @LastModified ELSE last_modified END,
                whole_at = @WholeAt, unmodified = @Unmodified, most_unmodified = @Most,
                body_key = CASE WHEN @IsFresh THEN @BodyKey ELSE body_key END,
                wish = CASE WHEN @IsFresh THEN @Pause ELSE wish END,
                skip_hours = CASE WHEN @IsFresh THEN @SkipHours ELSE skip_hours END,
                skip_days = CASE WHEN @IsFresh THEN @SkipDays ELSE skip_days END,
                moving_to = @MovedTo, moving_polls = @movingPolls, address = @address, host = @Host,
                enabled = CASE WHEN @Ended THEN 0 ELSE enabled END, ended = CASE WHEN @Ended THEN @now ELSE ended END
            WHERE id = @Id AND leased_by = @Node AND leased_until = @Until
            RETURNING id
            """,
            new
            {
                feed.Id,
                next,
                now,
                good,
                Failures = good ? 0 : feed.Failures + 1,
                Fault = FaultOf(poll),
                IsCostly = poll is Poll.TooCostly ? 1 : 0,
                IsFresh = fresh is not null,
                IsWhole = fresh is { IsWhole: true },
                IsAnswered = answered is not null,
                answered?.ETag,
                answered?.LastModified,
                trust.WholeAt,
                trust.Unmodified,
                trust.Most,
                fresh?.BodyKey,
                fresh?.Hints.Pause,
                fresh?.Hints.SkipHours,
                fresh?.Hints.SkipDays,
                poll.MovedTo,
                movingPolls,
                address,
                (address ?? feed.Url).Host,
                Ended = poll is Poll.Gone,
                Node = node.Name,
                lease.Until,
            },
            ct
        );
        return new RecordedPoll(feed, poll, next, kept);
    }

    private async Task<bool> EndPollAsync(StoreTransaction tx, RecordedPoll recorded, CancellationToken ct)
    {
        var (feed, poll, next, kept) = recorded;
        var isKept = (await kept.ReadAsync(ct)).Count > 0;
        if (isKept && poll is Poll.Later { WholeHost: true })
            await tx.QueueAsync(
                "UPDATE feeds SET next_poll = @next WHERE host = @Host AND enabled = 1 AND next_poll < @next",
                new { next, feed.Address.Host },
                ct
            );
        LogOutcome(feed, poll, next, isKept);
        return isKept;
    }

    /// <summary>
    /// Writes what the new entries of a document show of how often the feed publishes, and when it is polled next, in
    /// the poll's own transaction, after <see cref="RecordPollAsync"/>.
    /// </summary>
    public Task KeepPaceAsync(StoreTransaction tx, Feed feed, int added, Poll.Fresh poll, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var paced = feed with
        {
            Pace = PublicationRate.EstimateAfter(feed, added, poll.Entries, now),
            LastNew = added > 0 ? now : feed.LastNew,
        };
        var isStuck = added > 0 && feed.BodyKey is not null && IsSameValidator(feed, poll);
        if (isStuck && !feed.Validators.IsStuck)
            log.ValidatorStuck(feed.Id, feed.Publisher);
        return tx.QueueAsync(
            """
            UPDATE feeds SET pace = @Pace, last_new = @LastNew, next_poll = @Next,
                most_unmodified = CASE WHEN @isStuck THEN 0 ELSE most_unmodified END
            WHERE id = @Id
            """,
            new
            {
                isStuck,
                paced.Id,
                paced.Pace,
                paced.LastNew,
                Next = scheduler.NextAfter(paced, poll, now),
            },
            ct
        );
    }

    /// <summary>The server compares the ETag where there is one (RFC 9110, section 13.2.2).</summary>
    private static bool IsSameValidator(Feed feed, Poll.Fresh poll) =>
        poll.ETag is not null || feed.ETag is not null
            ? poll.ETag == feed.ETag
            : poll.LastModified is not null && poll.LastModified == feed.LastModified;

    private static string? FaultOf(Poll poll) =>
        poll switch
        {
            Poll.Broken broken => broken.Why,
            Poll.TooCostly costly => costly.Why,
            Poll.Later => "asks to wait",
            _ => null,
        };

    private void LogOutcome(Feed feed, Poll poll, DateTimeOffset? next, bool leaseKept)
    {
        if (!leaseKept)
            log.LeaseLost(feed.Id, feed.Publisher);
        else if (poll is Poll.Broken or Poll.TooCostly)
            log.Broken(feed.Id, feed.Publisher, FaultOf(poll)!, next.GetValueOrDefault());
        else if (poll is Poll.Gone)
            log.Ended(feed.Id, feed.Publisher);
    }
}
