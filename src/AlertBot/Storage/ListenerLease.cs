using AlertBot.Config;

namespace AlertBot.Storage;

/// <summary>
/// Which node listens to a network that has one ear per token. A lease in the store: a node that stops answering loses it by itself, and
/// the next one takes over within <see cref="Length"/>.
/// </summary>
internal sealed class ListenerLease(Database database, Node node, TimeProvider clock)
{
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    /// <summary>Several renewals fit in one lease, so that one that fails costs nothing.</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(10);

    /// <summary>Takes it when it is free, or holds it for longer; false when another node has it.</summary>
    public async Task<bool> HoldAsync(string name, CancellationToken ct)
    {
        var held = false;
        await database.WriteAsync(
            async tx => held = await tx.ExecuteAsync(
                """
                INSERT INTO listeners (name, node, until) VALUES (@name, @Node, @Until)
                ON CONFLICT (name) DO UPDATE SET node = excluded.node, until = excluded.until WHERE listeners.node = @Node OR listeners.until <= @Now
                """,
                new { name, Node = node.Name, Now = clock.GetUtcNow(), Until = clock.GetUtcNow() + Length },
                ct) > 0,
            ct);
        return held;
    }

    /// <summary>Gives it back, so that the next node need not wait.</summary>
    public Task ReleaseAsync(string name, CancellationToken ct) =>
        database.WriteAsync(tx => tx.ExecuteAsync("DELETE FROM listeners WHERE name = @name AND node = @Node", new { name, Node = node.Name }, ct), ct);
}
