using System.Collections.Concurrent;
using AlertBot.Storage;
using Microsoft.Extensions.Hosting;

namespace AlertBot.Web.Pages;

/// <summary>
/// Keeps what is counted of each day (UTC), so that no reader waits for it: days that are over are counted once, little
/// by little after the start; the day that runs again every two minutes, when it is asked for.
/// </summary>
/// <typeparam name="TDay">What is counted of a day; never changed.</typeparam>
internal abstract class DailyFigures<TDay>(TimeProvider clock, IOptions<WebOptions> options) : BackgroundService
    where TDay : class
{
    public const int MostDays = 31;

    private static readonly TimeSpan BetweenDays = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromMinutes(10);

    /// <summary>How long the day that runs stays as it was counted.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<long, TDay> _days = new();
    private Current? _current;

    private sealed record Current(long Day, DateTimeOffset At, TDay Figures);

    /// <summary>The figures of some days up to today; those of days that are not counted yet are missing.</summary>
    public async Task<DaysRead<TDay>> ReadAsync(int days, CancellationToken ct)
    {
        var today = Today;
        var current = await TodaysAsync(today, ct);
        // The day that has just ended is not to be missing until it is its turn.
        if (days > 1 && !_days.ContainsKey(today - 1))
            _days[today - 1] = await CountAsync(Start(today - 1), Start(today), ct);
        var found = new List<KeyValuePair<long, TDay>>();
        for (var day = today - days + 1; day < today; day++)
        {
            if (_days.TryGetValue(day, out var figures))
                found.Add(new(day, figures));
        }
        var missing = days - 1 - found.Count;
        found.Add(new(today, current));
        return new DaysRead<TDay>(today, found, missing);
    }

    /// <summary>Counts the newest day that is not counted yet; false where all are.</summary>
    public async Task<bool> CountNextAsync(CancellationToken ct)
    {
        var today = Today;
        foreach (var old in _days.Keys.Where(day => day <= today - MostDays))
            _days.TryRemove(old, out _);
        for (var day = today - 1; day > today - MostDays; day--)
        {
            if (_days.ContainsKey(day))
                continue;
            _days[day] = await CountAsync(Start(day), Start(day + 1), ct);
            return true;
        }
        return false;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Url.Length == 0)
            return;
        while (true)
        {
            var isMore = false;
            await Database.RetryOnFaultAsync(
                async () => isMore = await CountNextAsync(stoppingToken),
                clock,
                stoppingToken
            );
            await Task.Delay(isMore ? BetweenDays : BetweenRounds, clock, stoppingToken);
        }
    }

    /// <summary>Counts what came in from one moment until another.</summary>
    protected abstract Task<TDay> CountAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken ct);

    private long Today => clock.GetUtcNow().ToUnixTimeMilliseconds() / 86_400_000;

    private async Task<TDay> TodaysAsync(long today, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (_current is { } kept && kept.Day == today && now - kept.At < Fresh && now >= kept.At)
            return kept.Figures;
        var figures = await CountAsync(Start(today), Start(today + 1), ct);
        _current = new Current(today, now, figures);
        return figures;
    }

    private static DateTimeOffset Start(long day) => DateTimeOffset.FromUnixTimeMilliseconds(day * 86_400_000);
}

/// <summary>The figures of the days up to today.</summary>
/// <param name="Today">Days since 1970, UTC.</param>
/// <param name="Days">By day, oldest first; the last is today.</param>
/// <param name="Missing">How many days are not counted yet.</param>
internal sealed record DaysRead<TDay>(long Today, IReadOnlyList<KeyValuePair<long, TDay>> Days, int Missing);
