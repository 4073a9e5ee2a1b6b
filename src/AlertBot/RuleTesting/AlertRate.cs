using AlertBot.Feeds.Entries;

namespace AlertBot.RuleTesting;

/// <summary>
/// Counts the messages that a chat with all topics would be sent, alerts and updates, over the days that the entries
/// span.
/// </summary>
internal sealed class AlertRate
{
    private readonly Dictionary<string, int> _byRule = new(StringComparer.Ordinal);
    private DateTimeOffset? _first;
    private DateTimeOffset? _last;
    private int _messages;

    /// <summary>A span under a day is a day.</summary>
    private double Days => _first is { } first && _last is { } last ? Math.Max(1, (last - first).TotalDays) : 1;

    public double PerDay => _messages / Days;

    public void Add(Entry entry, ReplayAnswer answer)
    {
        if (entry.Published is { } time)
        {
            _first = _first is { } first && first < time ? first : time;
            _last = _last is { } last && last > time ? last : time;
        }
        if (answer.Message is not ("alert" or "update"))
            return;
        _messages++;
        foreach (var rule in answer.Rules)
            _byRule[rule] = _byRule.GetValueOrDefault(rule) + 1;
    }

    /// <summary>Of entries that meet a rule, among other rules perhaps.</summary>
    public double PerDayOf(string rule) => _byRule.GetValueOrDefault(rule) / Days;
}
