using System.Diagnostics.Metrics;
using AlertBot.Runtime;

namespace AlertBot.Rules;

/// <summary>How often each rule matched.</summary>
internal sealed class RuleMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _matches = meters
        .OfAlertBot()
        .CreateCounter<long>("alertbot.rule.matches", null, "Entries that met a rule");

    public void Matched(IReadOnlyList<MatchedEntry> entries)
    {
        foreach (var rule in entries.SelectMany(entry => entry.RuleIds))
            _matches.Add(1, new KeyValuePair<string, object?>("rule", rule));
    }
}
