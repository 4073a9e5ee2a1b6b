using System.Text.RegularExpressions;
using AlertBot.Configuration;
using AlertBot.Localization;
using AlertBot.Rules.Checks;
using AlertBot.Rules.Conditions;
using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Loading;

/// <summary>Makes rules of entries, reporting what keeps them from being any.</summary>
internal sealed partial class RuleBuilder(
    ConceptBook concepts,
    ConceptTester tester,
    DiagnosticBag diagnostics,
    List<Diagnostic> warnings
)
{
    private readonly ConditionReader _conditions = new(concepts, diagnostics);
    private readonly ContradictionCheck _contradictionCheck = new(concepts, tester, diagnostics, warnings);
    private readonly LanguageCheck _languages = new(concepts, diagnostics, warnings);
    private readonly DuplicateRuleCheck _alike = new(concepts, diagnostics);
    private readonly MatchContext _emptyReading = new(concepts.Concepts);
    private readonly Dictionary<string, Located<string>> _byId = new(StringComparer.Ordinal);

    /// <summary>The rule with its condition, or null when there is no condition to be had.</summary>
    public (Rule Rule, Condition When)? Build(RuleEntry entry)
    {
        CheckId(entry.Id);
        if (entry.Title is { } title && title.In(Language.English).Length == 0)
            diagnostics.Add(
                entry.Id.Place,
                $"rule \"{entry.Id.Value}\" has no title; write title: {{ar: …, en: …, fr: …}}"
            );
        var sound = diagnostics.Count;
        if (entry.When is not { } when || _conditions.Build(when) is not { } condition)
            return null;
        var rule = new Rule(entry.Id.Value, entry.Title ?? new LocalText(), entry.Urgency) { Weight = entry.Weight };
        if (condition.Holds(_emptyReading, Scope.Everywhere))
            diagnostics.Add(
                when.Place,
                $"rule \"{rule.Id}\" would match an entry that has none of its words; add any: or all:"
            );
        if (diagnostics.Count > sound)
            return (rule, condition); // what could not be read would be missed below
        _alike.Check(entry.Id, condition);
        _contradictionCheck.Check(condition);
        _languages.Check(rule, condition);
        return (rule, condition);
    }

    private void CheckId(Located<string> id)
    {
        if (!IdForm().IsMatch(id.Value))
            diagnostics.Add(id.Place, $"rule id \"{id.Value}\": small letters a-z, digits and hyphens, at most 40");
        if (!_byId.TryAdd(id.Value, id))
            diagnostics.Add(id.Place, $"rule \"{id.Value}\" stands already at {_byId[id.Value].Place}");
    }

    [GeneratedRegex("^[a-z0-9-]{1,40}$")]
    private static partial Regex IdForm();
}
