using AlertBot.Feeds.Entries;

namespace AlertBot.RuleTesting;

/// <summary>The stored entries of the last days, for a reader who waits for them.</summary>
internal sealed class RecentEntries(EntryStore entries, TimeProvider clock)
{
    private const int Days = 7;
    private const int AtOnce = 500;

    /// <summary>A browser waits no longer gladly, and one reader must not hold a core for minutes.</summary>
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(20);

    /// <summary>Hands them all on, newest first, some at a time.</summary>
    /// <returns>Back to when it came in the time there is; null when that was all.</returns>
    public async Task<DateTimeOffset?> ReadAllAsync(Func<IReadOnlyList<PastEntry>, Task> take, CancellationToken ct)
    {
        var (since, before, started) = (
            clock.GetUtcNow() - TimeSpan.FromDays(Days),
            long.MaxValue,
            clock.GetTimestamp()
        );
        while (await entries.BeforeAsync(before, AtOnce, ct) is { Count: > 0 } some)
        {
            await take([.. some.TakeWhile(past => past.FirstSeen >= since)]);
            if (some[^1].FirstSeen < since)
                return null;
            before = some[^1].Id;
            if (clock.GetElapsedTime(started) > TimeLimit)
                return some[^1].FirstSeen;
        }
        return null;
    }

    /// <summary>Reads them, newest first, until <paramref name="goOn"/> has enough.</summary>
    /// <returns>Back to when it came in the time there is; null when that was enough.</returns>
    public async Task<DateTimeOffset?> ReadAsync(Func<PastEntry, bool> goOn, CancellationToken ct)
    {
        var (since, before, started) = (
            clock.GetUtcNow() - TimeSpan.FromDays(Days),
            long.MaxValue,
            clock.GetTimestamp()
        );
        while (await entries.BeforeAsync(before, AtOnce, ct) is { Count: > 0 } some)
        {
            if (!some.TakeWhile(past => past.FirstSeen >= since).All(goOn) || some[^1].FirstSeen < since)
                return null;
            before = some[^1].Id;
            if (clock.GetElapsedTime(started) > TimeLimit)
                return some[^1].FirstSeen;
        }
        return null;
    }
}
