using System.Collections.Concurrent;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Rules.Follows;
using AlertBot.Storage;
using AlertBot.Stories;
using Microsoft.Extensions.Hosting;

namespace AlertBot.Web.Pages.Trends;

/// <summary>
/// Counts by day (UTC) what came in: reports and events by rule, and the names in headlines. Days that are over are
/// counted once and kept; those of the last half year are counted little by little after the start, so that nobody
/// waits for them.
/// </summary>
internal sealed class TrendFigures(
    Database database,
    CurrentRules rules,
    TimeProvider clock,
    IOptions<WebOptions> options
) : BackgroundService
{
    /// <summary>The longest period, and the same before it.</summary>
    public const int MostDays = 180;

    public const string ByTopic = """
        SELECT e.first_seen / 86400000 AS day, m.rule_id AS topic, count(*) AS reports,
            count(DISTINCT e.event_id) AS events
        FROM entries e JOIN matches m ON m.entry_id = e.id WHERE e.first_seen >= @since AND e.first_seen < @until
        GROUP BY e.first_seen / 86400000, m.rule_id
        """;

    public const string Headlines = """
        SELECT e.title, e.language FROM entries e
        WHERE e.first_seen >= @since AND e.first_seen < @until AND e.weight IS NOT NULL
            AND EXISTS (SELECT 1 FROM matches m WHERE m.entry_id = e.id AND m.rule_id IN @ids)
        """;

    private static readonly TimeSpan BetweenDays = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromMinutes(10);

    /// <summary>How long the names of the day that runs stay as they were counted.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<long, IReadOnlyList<TopicCount>> _topics = new();
    private readonly ConcurrentDictionary<long, IReadOnlyDictionary<string, long>> _names = new();
    private (long Day, DateTimeOffset At, IReadOnlyDictionary<string, long> Names)? _today;

    /// <summary>What came in on some days up to today; names of days that are not counted yet are missing.</summary>
    public async Task<TrendDays> ReadAsync(int days, CancellationToken ct)
    {
        var today = Today;
        await CountTopicsAsync(today - days + 1, today, ct);
        var current = await TopicsAsync(today, today, ct);
        var first = await database.QueryAsync<long?>("SELECT min(first_seen) / 86400000 FROM entries", null, ct);
        var names = await TodaysNamesAsync(today, ct);
        return new TrendDays(
            today,
            first[0] ?? today,
            [.. Range(today - days + 1, today - 1).SelectMany(day => _topics.GetValueOrDefault(day) ?? []), .. current],
            _names.Where(pair => pair.Key > today - days && pair.Key < today).Append(new(today, names)).ToDictionary()
        );
    }

    /// <summary>Counts the names of the newest day that has none yet; false where all have.</summary>
    public async Task<bool> CountNextAsync(CancellationToken ct)
    {
        var today = Today;
        await CountTopicsAsync(today - MostDays + 1, today, ct);
        foreach (var old in _topics.Keys.Concat(_names.Keys).Where(day => day <= today - MostDays))
            _ = (_topics.TryRemove(old, out _), _names.TryRemove(old, out _));
        var day = Range(today - MostDays + 1, today - 1).Reverse().FirstOrDefault(day => !_names.ContainsKey(day));
        if (day == 0)
            return false;
        _names[day] = await NamesAsync(day, ct);
        return true;
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

    private long Today => clock.GetUtcNow().ToUnixTimeMilliseconds() / 86_400_000;

    /// <summary>Counts those days before today that are not counted yet, by one statement.</summary>
    private async Task CountTopicsAsync(long first, long today, CancellationToken ct)
    {
        var missing = Range(first, today - 1).Where(day => !_topics.ContainsKey(day)).ToList();
        if (missing.Count == 0)
            return;
        var counted = (await TopicsAsync(missing[0], missing[^1], ct)).ToLookup(row => row.Day);
        foreach (var day in missing)
            _topics[day] = [.. counted[day]];
    }

    /// <summary>Words that a chat follows stand beside the rules in the store; they are nobody else's affair.</summary>
    private async Task<IReadOnlyList<TopicCount>> TopicsAsync(long first, long last, CancellationToken ct) =>
        [
            .. (
                await database.QueryAsync<TopicCount>(
                    ByTopic,
                    new { since = Start(first), until = Start(last + 1) },
                    ct
                )
            ).Where(row => !FollowExpression.IsRuleId(row.Topic)),
        ];

    private async Task<IReadOnlyDictionary<string, long>> TodaysNamesAsync(long today, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (_today is { } kept && kept.Day == today && now - kept.At < Fresh)
            return kept.Names;
        var names = await NamesAsync(today, ct);
        _today = (today, now, names);
        return names;
    }

    private async Task<IReadOnlyDictionary<string, long>> NamesAsync(long day, CancellationToken ct)
    {
        var headlines = await database.QueryAsync<(string Title, string Language)>(
            Headlines,
            new
            {
                since = Start(day),
                until = Start(day + 1),
                ids = rules.Current.Rules.Select(rule => rule.Id).ToArray(),
            },
            ct
        );
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (title, code) in headlines)
        {
            ct.ThrowIfCancellationRequested();
            foreach (var name in HeadlineNames.In(title, LanguageCodes.Parse(code) ?? Language.English))
                counts[name] = counts.GetValueOrDefault(name) + 1;
        }
        return counts;
    }

    private static DateTimeOffset Start(long day) => DateTimeOffset.FromUnixTimeMilliseconds(day * 86_400_000);

    private static IEnumerable<long> Range(long first, long last)
    {
        for (var day = first; day <= last; day++)
            yield return day;
    }
}

/// <summary>What met a rule on one day.</summary>
internal sealed class TopicCount
{
    /// <summary>Days since 1970, UTC.</summary>
    public long Day { get; init; }
    public required string Topic { get; init; }
    public long Reports { get; init; }
    public long Events { get; init; }
}

/// <summary>What came in on the days up to today.</summary>
/// <param name="Today">Days since 1970, UTC.</param>
/// <param name="First">The first day of which anything is stored.</param>
/// <param name="Topics">Days and topics without any report are left out.</param>
/// <param name="Names">How many headlines have a name, by day; without days that are not counted yet.</param>
internal sealed record TrendDays(
    long Today,
    long First,
    IReadOnlyList<TopicCount> Topics,
    IReadOnlyDictionary<long, IReadOnlyDictionary<string, long>> Names
);
