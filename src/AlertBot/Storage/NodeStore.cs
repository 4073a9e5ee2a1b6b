using AlertBot.Config;

namespace AlertBot.Storage;

/// <summary>Which nodes are alive.</summary>
internal sealed class NodeStore(Database database, Node node, TimeProvider clock)
{
    /// <summary>This node's sign of life.</summary>
    public Task SignAsync(StoreTransaction tx, CancellationToken ct) => tx.ExecuteAsync(
        """
        INSERT INTO nodes (name, started, seen) VALUES (@Name, @Now, @Now) ON CONFLICT (name) DO UPDATE SET seen = excluded.seen;
        DELETE FROM nodes WHERE seen < @Now - 7 * 86400000;
        """,
        new { node.Name, Now = clock.GetUtcNow() },
        ct);

    /// <summary>When any node last gave a sign of life; null when none ever did.</summary>
    public async Task<DateTimeOffset?> LastSignAsync(CancellationToken ct)
    {
        var seen = await database.QueryAsync<long?>("SELECT max(seen) FROM nodes", null, ct);
        return seen[0] is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
    }
}
