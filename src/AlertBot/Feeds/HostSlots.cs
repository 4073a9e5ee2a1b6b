using System.Collections.Concurrent;

namespace AlertBot.Feeds;

/// <summary>Keeps the polls under way to one host within <see cref="FeedsOptions.PerHostConcurrency"/>.</summary>
internal sealed class HostSlots(IOptions<FeedsOptions> options)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits for a free slot; disposing what comes back frees it.</summary>
    public async Task<IDisposable> TakeAsync(string host, CancellationToken ct)
    {
        var slots = _hosts.GetOrAdd(host, _ => new SemaphoreSlim(options.Value.PerHostConcurrency));
        await slots.WaitAsync(ct);
        return new Slot(slots);
    }

    private sealed class Slot(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}
