namespace AlertBot.Storage;

/// <summary>
/// The leases this process works on. One that the store has for this node and that is not among them was forgotten in a fault of the store:
/// it would lie idle until it runs out, minutes later, while this node lives.
/// </summary>
/// <typeparam name="T">What is leased, by its key.</typeparam>
internal sealed class HeldLeases<T>(TimeProvider clock)
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

    public void Hold(IEnumerable<T> leased)
    {
        lock (_lock)
        {
            foreach (var key in leased)
                _held[key] = _held.GetValueOrDefault(key) + 1;
        }
    }

    /// <summary>No longer worked on: what came of them is written down, or they are to run out.</summary>
    public void LetGo(IEnumerable<T> leases)
    {
        lock (_lock)
        {
            Remove(leases);
            _pause = FirstPause;
        }
    }

    /// <summary>No longer worked on, and the store does not know of it: they are freed soon.</summary>
    public void Forget(IEnumerable<T> leases)
    {
        lock (_lock)
        {
            Remove(leases);
            _forgotAt ??= clock.GetUtcNow();
        }
    }

    /// <summary>
    /// What is still worked on, where something was forgotten long enough ago for the rest to be freed; else null. To be asked within the
    /// transaction that frees it: what is leased at the same moment would be freed with it.
    /// </summary>
    public T[]? KeptOverForgotten()
    {
        lock (_lock)
            return _forgotAt is { } then && clock.GetUtcNow() - then >= _pause ? [.. _held.Keys] : null;
    }

    /// <summary>The rest was freed.</summary>
    public void Freed()
    {
        lock (_lock)
        {
            _forgotAt = null;
            _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        }
    }

    private void Remove(IEnumerable<T> leases)
    {
        foreach (var key in leases)
        {
            if (--_held[key] == 0)
                _held.Remove(key);
        }
    }
}
