namespace AlertBot.Feeds.Fetching;

/// <summary>Keeps what is under way to one host within <see cref="FeedsOptions.PerHostConcurrency"/>.</summary>
internal sealed class PerHostLimiter(IOptions<FeedsOptions> options)
{
    private readonly Dictionary<string, Host> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _lock = new();

    /// <summary>Hosts that have no slot free. Their feeds are better left alone than made to wait for one.</summary>
    public IReadOnlyList<string> Full
    {
        get
        {
            lock (_lock)
                return [.. _hosts.Where(h => h.Value.Users >= options.Value.PerHostConcurrency).Select(h => h.Key)];
        }
    }

    /// <summary>Waits for a free slot; disposing what comes back frees it.</summary>
    public async Task<IDisposable> TakeAsync(string host, CancellationToken ct)
    {
        Host slots;
        lock (_lock)
        {
            if (!_hosts.TryGetValue(host, out slots!))
                _hosts[host] = slots = new Host(new SemaphoreSlim(options.Value.PerHostConcurrency));
            slots.Users++;
        }
        try
        {
            await slots.Free.WaitAsync(ct);
            return new Slot(this, host, slots);
        }
        catch
        {
            Leave(host, slots);
            throw;
        }
    }

    /// <summary>A host nobody talks to is forgotten: there are as many as there are feeds.</summary>
    private void Leave(string host, Host slots)
    {
        lock (_lock)
        {
            if (--slots.Users > 0)
                return;
            _hosts.Remove(host);
            slots.Free.Dispose();
        }
    }

    /// <summary>One host's slots, and how many hold or await one.</summary>
    private sealed class Host(SemaphoreSlim free)
    {
        public SemaphoreSlim Free { get; } = free;

        public int Users { get; set; }
    }

    private sealed class Slot(PerHostLimiter owner, string host, Host slots) : IDisposable
    {
        public void Dispose()
        {
            slots.Free.Release();
            owner.Leave(host, slots);
        }
    }
}
