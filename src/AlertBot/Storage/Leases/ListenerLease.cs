using AlertBot.Runtime;

namespace AlertBot.Storage.Leases;

/// <summary>
/// Which node listens to a network that has one ear per token. A lease in the store: a node that stops answering loses
/// it by itself, and the next one takes over within <see cref="Length"/>.
/// </summary>
internal sealed class ListenerLease(Database database, Node node, TimeProvider clock) : ILeaseOwner, IDatedRecords
{
    public IReadOnlyList<DatedColumn> Dates { get; } = [DatedColumn.Lease("listeners", "until")];

    public static readonly TimeSpan Length = TimeSpan.FromSeconds(12);

    /// <summary>Several renewals fit in one lease, so that one that fails costs nothing.</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(3);

    /// <summary>Takes it when it is free, or holds it for longer; false when another node has it.</summary>
    public async Task<bool> HoldAsync(string name, CancellationToken ct)
    {
        var held = false;
        await database.WriteAsync(
            async tx =>
                held =
                    await tx.ExecuteAsync(
                        """
                        INSERT INTO listeners (name, node, until) VALUES (@name, @Node, @Until)
                        ON CONFLICT (name) DO UPDATE SET node = excluded.node, until = excluded.until
                            WHERE listeners.node = @Node OR listeners.until <= @Now
                        """,
                        new
                        {
                            name,
                            Node = node.Name,
                            Now = clock.GetUtcNow(),
                            Until = clock.GetUtcNow() + Length,
                        },
                        ct
                    ) > 0,
            ct
        );
        return held;
    }

    /// <summary>
    /// Listens while this node has the lease, and again whenever it gets it anew; a lost lease cancels what listens.
    /// Ends when <paramref name="listen"/> says that it must not be tried again, or when it is told to.
    /// </summary>
    public async Task WhileHeldAsync(string name, Func<CancellationToken, Task<bool>> listen, CancellationToken ct)
    {
        try
        {
            while (true)
            {
                if (await TryHoldAsync(name, ct) != true)
                    await Task.Delay(Renewal, clock, ct);
                else if (!await ListenAsync(name, listen, ct))
                    return;
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await Database.TryAsync(stop => ReleaseAsync(name, stop));
        }
    }

    /// <summary>
    /// Whether it is still this node's, asked in the transaction that writes what was heard: a node that was paused for
    /// longer than its lease writes nothing.
    /// </summary>
    public async Task<bool> IsHeldAsync(StoreTransaction tx, string name, CancellationToken ct) =>
        await tx.ScalarAsync<long>(
            "SELECT count(*) FROM listeners WHERE name = @name AND node = @Node",
            new { name, Node = node.Name },
            ct
        ) > 0;

    private async Task<bool> ListenAsync(string name, Func<CancellationToken, Task<bool>> listen, CancellationToken ct)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var renewing = RenewAsync(name, lost);
        try
        {
            return await listen(lost.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return true;
        }
        finally
        {
            await lost.CancelAsync();
            await renewing;
        }
    }

    private async Task RenewAsync(string name, CancellationTokenSource lost)
    {
        try
        {
            for (var until = clock.GetSteadyNow() + Length; clock.GetSteadyNow() < until; )
            {
                await Task.Delay(Renewal, clock, lost.Token);
                var asked = clock.GetSteadyNow();
                var held = await TryHoldAsync(name, lost.Token);
                if (held == false)
                    break;
                if (held == true)
                    until = asked + Length;
            }
            await lost.CancelAsync();
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            // What listened has ended.
        }
    }

    /// <summary>
    /// Null when the store does not say in time; the ticks of the schedule tell why. A lease outlives some failed
    /// renewals.
    /// </summary>
    private async Task<bool?> TryHoldAsync(string name, CancellationToken ct)
    {
        var held = false;
        return await Database.TryAsync(async limited => held = await HoldAsync(name, limited), Renewal, ct)
            ? held
            : null;
    }

    public Task ReleaseAllAsync(StoreTransaction tx, CancellationToken ct) =>
        tx.ExecuteAsync("DELETE FROM listeners", null, ct);

    /// <summary>Gives it back, so that the next node need not wait.</summary>
    public Task ReleaseAsync(string name, CancellationToken ct) =>
        database.WriteAsync(
            tx =>
                tx.ExecuteAsync(
                    "DELETE FROM listeners WHERE name = @name AND node = @Node",
                    new { name, Node = node.Name },
                    ct
                ),
            ct
        );
}
