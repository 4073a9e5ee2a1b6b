using AlertBot.Runtime;
using static System.FormattableString;

namespace AlertBot.RuleTesting;

/// <summary>Differences as a table that is written as they come, and their numbers by rule.</summary>
/// <param name="ruleIds">Of both sets; the column is as wide as the longest.</param>
internal sealed class ComparisonTable(IEnumerable<string> ruleIds)
{
    private const int IdWidth = 12;
    private const int MostWords = 4;

    private readonly int _ruleWidth = ruleIds.Select(id => id.Length).DefaultIfEmpty().Max();
    private readonly SortedDictionary<string, (int Gained, int Lost)> _totals = new(StringComparer.Ordinal);

    public int Gained => _totals.Values.Sum(total => total.Gained);

    public int Lost => _totals.Values.Sum(total => total.Lost);

    public void Count(Difference difference)
    {
        var (gained, lost) = _totals.GetValueOrDefault(difference.Rule);
        _totals[difference.Rule] = difference.IsGained ? (gained + 1, lost) : (gained, lost + 1);
    }

    /// <summary>Two lines: the entry, and what makes the difference.</summary>
    public string Row(Difference difference, Terminal terminal)
    {
        var sign = difference.IsGained ? terminal.Styled("+", 32) : terminal.Styled("-", 31);
        var words = string.Join(
            " ",
            difference.Words.Take(MostWords).Select(word => Terminal.Isolated(terminal.Marked(word)))
        );
        var more = difference.Words.Count > MostWords ? $" and {difference.Words.Count - MostWords} more" : "";
        var why = difference.HasTrigger
            ? ""
            : $"  {(difference.IsGained ? "before" : "now")}: {string.Join("; ", difference.Why)}";
        return $"{sign} {difference.Rule.PadRight(_ruleWidth)}  {difference.Id, -IdWidth}  "
            + $"{Terminal.Isolated(difference.Title)}\n"
            + $"  {"".PadRight(_ruleWidth)}  {"", -IdWidth}  {words}{more}{why}";
    }

    /// <summary>The rules that differ, and the messages of a day with each set.</summary>
    public IEnumerable<string> Totals(AlertRate now, AlertRate then)
    {
        yield return $"\n{"rule".PadRight(_ruleWidth)}  gained    lost  alerts a day: now    then";
        foreach (var (rule, (gained, lost)) in _totals)
            yield return Row(rule, gained, lost, now.PerDayOf(rule), then.PerDayOf(rule));
        yield return Row("all", Gained, Lost, now.PerDay, then.PerDay);
    }

    private string Row(string rule, int gained, int lost, double now, double then) =>
        Invariant($"{rule.PadRight(_ruleWidth)}  {gained, 6}  {lost, 6}  {now, 17:0.0}  {then, 6:0.0}");
}
