using AlertBot.Feeds;

namespace AlertBot.Web;

/// <summary>The stored entries of the last days, for a reader who waits for them.</summary>
internal sealed class RecentEntries(EntryStore entries, TimeProvider clock)
{
    private const int Days = 7;
    private const int AtOnce = 500;

    /// <summary>A browser waits no longer gladly, and one reader must not hold a core for minutes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Reads them, oldest first. Until when it came in the time there is; null when that was enough for all.</summary>
    public async Task<DateTimeOffset?> ReadAsync(Action<PastEntry> read, CancellationToken ct)
    {
        var (since, last, started) = (clock.GetUtcNow() - TimeSpan.FromDays(Days), 0L, clock.GetTimestamp());
        while (await entries.SinceAsync(since, last, AtOnce, ct) is { Count: > 0 } some)
        {
            foreach (var past in some)
                read(past);
            last = some[^1].Id;
            if (clock.GetElapsedTime(started) > Patience)
                return some[^1].FirstSeen;
        }
        return null;
    }
}
