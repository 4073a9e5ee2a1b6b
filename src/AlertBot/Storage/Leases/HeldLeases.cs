using System.Data.Common;
using AlertBot.Runtime;

namespace AlertBot.Storage.Leases;

/// <summary>
/// The leases this process works on. One that the store has for this node and that is not among them was forgotten in a
/// fault of the store: it would lie idle until it runs out, minutes later, while this node lives.
/// </summary>
/// <typeparam name="T">What is leased, by its key.</typeparam>
/// <param name="table">Of the store, with <c>leased_by</c> and <c>leased_until</c>.</param>
/// <param name="key">Its column.</param>
/// <param name="node">This one.</param>
/// <param name="clock">That leases go by.</param>
internal sealed class HeldLeases<T>(string table, string key, Node node, TimeProvider clock)
    where T : notnull
{
    /// <summary>Doubles with each fault in a row: what is taken up again asks a publisher's server anew.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(3);

    private readonly Lock _lock = new();

    /// <summary>How often each: what was written down may be leased again before it is let go.</summary>
    private readonly Dictionary<T, int> _held = [];
    private DateTimeOffset? _forgotAt;
    private TimeSpan _pause = FirstPause;

    /// <summary>Leases what is due, and frees what was forgotten, in one transaction.</summary>
    /// <param name="transact">Runs and commits it: the store's way for these rows.</param>
    /// <param name="lease">Leases rows in it, and gives their keys.</param>
    /// <param name="ct">Cancels.</param>
    public async Task LeaseAsync(
        Func<Func<StoreTransaction, Task>, CancellationToken, Task> transact,
        Func<StoreTransaction, Task<IEnumerable<T>>> lease,
        CancellationToken ct
    )
    {
        var (leased, isFreed) = (new List<T>(), false);
        try
        {
            await transact(
                async tx =>
                {
                    isFreed = await FreeForgottenAsync(tx, ct);
                    leased = [.. await lease(tx)];
                    Hold(leased);
                },
                ct
            );
        }
        catch (DbException)
        {
            // Whether it was committed is not known.
            Abandon(leased);
            throw;
        }
        if (isFreed)
            Freed();
    }

    /// <summary>No longer worked on: what came of them is written down, or they are to run out.</summary>
    public void Release(IEnumerable<T> leases)
    {
        lock (_lock)
        {
            Remove(leases);
            _pause = FirstPause;
        }
    }

    /// <summary>No longer worked on, and the store does not know of it: they are freed soon.</summary>
    public void Abandon(IEnumerable<T> leases)
    {
        lock (_lock)
        {
            Remove(leases);
            _forgotAt ??= clock.GetSteadyNow();
        }
    }

    /// <summary>
    /// What was forgotten long enough ago. What is still worked on is looked at within the transaction: what is leased
    /// at the same moment would be freed with it.
    /// </summary>
    private async Task<bool> FreeForgottenAsync(StoreTransaction tx, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (Kept() is not { } kept)
            return false;
        await tx.ExecuteAsync(
            $"UPDATE {table} SET leased_until = 0 WHERE leased_by = @Node AND leased_until > @now "
                + $"AND {key} NOT IN @kept",
            new
            {
                Node = node.Name,
                now,
                kept,
            },
            ct
        );
        return true;
    }

    private T[]? Kept()
    {
        lock (_lock)
            return _forgotAt is { } then && clock.GetSteadyNow() - then >= _pause ? [.. _held.Keys] : null;
    }

    private void Freed()
    {
        lock (_lock)
        {
            _forgotAt = null;
            _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        }
    }

    private void Hold(IEnumerable<T> leased)
    {
        lock (_lock)
        {
            foreach (var one in leased)
                _held[one] = _held.GetValueOrDefault(one) + 1;
        }
    }

    private void Remove(IEnumerable<T> leases)
    {
        foreach (var one in leases)
        {
            if (--_held[one] == 0)
                _held.Remove(one);
        }
    }
}
