using AlertBot.Storage;
using AlertBot.Storage.Leases;

namespace AlertBot.Feeds.Scheduling;

/// <summary>
/// Puts the feeds off that may be what ended this program or another node: those whose poll was under way at two ends
/// in a row, by ever more. A document that takes the process with it would else be the first one read again, and end
/// one node after the other.
/// </summary>
internal sealed class SuspectFeeds(Database database, Node node, TimeProvider clock)
{
    /// <summary>After a start all feeds may be due; those that are read easily are done by then.</summary>
    private static readonly TimeSpan BehindOthers = TimeSpan.FromSeconds(30);

    /// <summary>Longer than any lease: what a node held that died before has run out.</summary>
    private static readonly TimeSpan LongDead = TimeSpan.FromHours(1);

    /// <summary>
    /// Called before anything is polled: those that were too costly go behind all others, and what was under way at an
    /// end is freed; on one file that of this node's former life, on a shared store that of nodes that have died.
    /// </summary>
    public async Task PutOffAtStartAsync(CancellationToken ct)
    {
        await database.WriteAsync(
            async tx =>
            {
                await tx.ExecuteAsync(
                    "UPDATE feeds SET next_poll = @Behind WHERE enabled = 1 AND next_poll < @Behind AND costly = 1",
                    new { Behind = clock.GetUtcNow() + BehindOthers },
                    ct
                );
                if (!database.Dialect.IsShared)
                    await PutOffAsync(tx, "leased_by <> @Node", [], ct);
            },
            ct
        );
        if (database.Dialect.IsShared)
            await TakeOverAsync(DateTimeOffset.UnixEpoch, ct);
    }

    /// <summary>Frees what nodes were polling that have died since; on a file, which has one node, nothing.</summary>
    public Task TakeOverAsync(CancellationToken ct) =>
        database.Dialect.IsShared ? TakeOverAsync(clock.GetUtcNow() - LongDead, ct) : Task.CompletedTask;

    private async Task TakeOverAsync(DateTimeOffset since, CancellationToken ct)
    {
        var dead = await database.QueryAsync<string>(
            "SELECT name FROM nodes WHERE seen <= @Silent AND seen >= @since AND name <> @Name",
            new
            {
                Silent = clock.GetUtcNow() - NodeStore.Silence,
                since,
                node.Name,
            },
            ct
        );
        if (dead.Count > 0)
            await database.WriteAsync(tx => PutOffAsync(tx, "leased_by IN @dead", dead, ct), ct);
    }

    /// <summary>10 s after the second end in a row, then doubled, to an hour.</summary>
    private Task PutOffAsync(StoreTransaction tx, string whose, IReadOnlyList<string> dead, CancellationToken ct) =>
        tx.ExecuteAsync(
            $"""
            UPDATE feeds SET leased_until = 0, failures = failures + 1, costly = 0,
                last_fault = 'the program ended while it was polled', broken_since = coalesce(broken_since, @now),
                next_poll = CASE WHEN failures < 1 THEN next_poll
                    WHEN failures < 10 THEN @now + (10000 << CAST(failures - 1 AS INTEGER))
                    ELSE @now + 3600000 END
            WHERE enabled = 1 AND leased_until > 0 AND {whose}
            """,
            new
            {
                now = clock.GetUtcNow(),
                Node = node.Name,
                dead = dead.ToArray(),
            },
            ct
        );
}
