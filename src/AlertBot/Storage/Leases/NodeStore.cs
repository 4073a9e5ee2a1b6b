namespace AlertBot.Storage.Leases;

/// <summary>Which nodes are alive.</summary>
internal sealed class NodeStore(Database database, Node node, NodeShare share, TimeProvider clock) : IDatedRecords
{
    public IReadOnlyList<DatedColumn> Dates { get; } = [DatedColumn.Past("nodes", "seen")];

    /// <summary>A node that has given no sign for so long is taken for dead: what it had leased is anybody's.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(12);

    /// <summary>
    /// Of a row with a lease: whether it is free at <c>@now</c>, as it has run out or another node had it that is dead
    /// (<c>@silent</c>: the last sign of those; <c>@Node</c>: this one). A node that was only paused finds its leases
    /// taken and writes nothing by them.
    /// </summary>
    public const string IsFree =
        "(leased_until <= @now OR (leased_by <> @Node AND leased_by IN (SELECT name FROM nodes "
        + "WHERE seen <= @silent)))";

    /// <summary>This node's sign of life; and how many others give one.</summary>
    public async Task SignAsync(StoreTransaction tx, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await tx.QueueAsync(
            """
            INSERT INTO nodes (name, started, seen) VALUES (@Name, @now, @now) ON CONFLICT (name) DO UPDATE
                SET seen = excluded.seen;
            DELETE FROM nodes WHERE seen < @now - 7 * 86400000;
            """,
            new { node.Name, now },
            ct
        );
        // A file has one node; what is younger than its start is its former life.
        share.Nodes = database.Dialect.IsShared
            ? (int)
                await tx.ScalarAsync<long>(
                    "SELECT count(*) FROM nodes WHERE seen > @Since",
                    new { Since = now - Silence },
                    ct
                )
            : 1;
    }

    /// <summary>At its end, so that the others need not wait to take its part.</summary>
    public Task LeaveAsync(CancellationToken ct) =>
        database.WriteAsync(tx => tx.ExecuteAsync("DELETE FROM nodes WHERE name = @Name", new { node.Name }, ct), ct);

    /// <summary>
    /// When a node on this machine last gave a sign of life, not one beside it; null when none ever did.
    /// </summary>
    public async Task<DateTimeOffset?> LastSignAsync(CancellationToken ct)
    {
        var seen = await database.QueryAsync<long?>(
            "SELECT max(seen) FROM nodes WHERE substr(name, 1, length(@Machine)) = @Machine",
            new { node.Machine },
            ct
        );
        return seen[0] is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
    }
}
