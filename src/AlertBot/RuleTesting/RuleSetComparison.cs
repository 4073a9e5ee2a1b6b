using System.Text.Json;
using AlertBot.Rules;
using AlertBot.Runtime;

namespace AlertBot.RuleTesting;

/// <summary>An entry that a rule matches in one of two sets only.</summary>
/// <param name="Id">The entry.</param>
/// <param name="Rule">The rule.</param>
/// <param name="IsGained">Whether it is the other set that matches it.</param>
/// <param name="Words">The words by which one set matches it.</param>
/// <param name="HasTrigger">Whether they tell the difference: the other set does not look for them. If it does, they
/// are all of them.</param>
/// <param name="Why">Why the set that does not match it does not.</param>
/// <param name="Title">The entry's title.</param>
internal sealed record Difference(
    string Id,
    string Rule,
    bool IsGained,
    IReadOnlyList<string> Words,
    bool HasTrigger,
    IReadOnlyList<string> Why,
    string Title
)
{
    public string ToJson() =>
        JsonSerializer.Serialize(
            new
            {
                id = Id,
                rule = Rule,
                change = IsGained ? "gained" : "lost",
                words = Words,
                why = Why,
                title = Title,
            },
            ReplayAnswer.Format
        );
}

/// <summary>Compares what two rule sets make of entries.</summary>
internal sealed class RuleSetComparison(RuleSet now, RuleSet other)
{
    public IEnumerable<Difference> Compare(ReplayItem item) =>
        Compare(item, MatchedRules(now, item), MatchedRules(other, item));

    /// <summary>As above, with the rules at hand that the entry meets in each set.</summary>
    public IEnumerable<Difference> Compare(
        ReplayItem item,
        IReadOnlyList<string> before,
        IReadOnlyList<string> after
    ) =>
        after
            .Except(before)
            .Select(rule => Compare(item, rule, isGained: true))
            .Concat(before.Except(after).Select(rule => Compare(item, rule, isGained: false)));

    private static IReadOnlyList<string> MatchedRules(RuleSet rules, ReplayItem item) =>
        [.. rules.Match(item.Entry).Select(match => match.Rule.Id)];

    private Difference Compare(ReplayItem item, string rule, bool isGained)
    {
        var (with, without) = isGained ? (other, now) : (now, other);
        var matched = with.Explain(item.Entry, rule)!.Highlights.Select(mark => mark.Span).ToList();
        var missed = without.Explain(item.Entry, rule);
        var deciding = matched.Except(missed?.Highlights.Select(mark => mark.Span) ?? []).ToList();
        var words = (deciding.Count > 0 ? deciding : matched)
            .Select(span => Terminal.OneLine(item.Entry[span.Field].Substring(span.Start, span.Length)).Trim())
            .Distinct();
        return new Difference(
            item.Id,
            rule,
            isGained,
            [.. words],
            missed is not null && deciding.Count > 0,
            missed?.Missing ?? [isGained ? "the rule is new" : "the rule is gone"],
            Terminal.OneLine(item.Entry.Title).Trim()
        );
    }
}
