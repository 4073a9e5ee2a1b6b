using System.Text.RegularExpressions;
using AlertBot.Config;
using AlertBot.Rules.Conditions;
using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Files;

/// <summary>Makes rules of entries, reporting what keeps them from being any.</summary>
internal sealed partial class RuleBuilder(ConceptBook concepts, Probe probe, Faults faults, List<Fault> warnings)
{
    private readonly ConditionReader _conditions = new(concepts, faults);
    private readonly Contradictions _contradictions = new(concepts, probe, faults, warnings);
    private readonly SharedLanguages _languages = new(concepts, faults, warnings);
    private readonly AlikeRules _alike = new(concepts, faults);
    private readonly Reading _emptyReading = new(concepts.Concepts);
    private readonly Dictionary<string, Located<string>> _byId = new(StringComparer.Ordinal);

    /// <summary>The rule with its condition, or null when there is no condition to be had.</summary>
    public (Rule Rule, Condition When)? Build(RuleEntry entry)
    {
        CheckId(entry.Id);
        if (entry.Title is { } title && title.In(Language.English).Length == 0)
            faults.Add(entry.Id.Place, $"rule \"{entry.Id.Value}\" has no title; write title: {{ar: …, en: …, fr: …}}");
        var sound = faults.Count;
        if (entry.When is not { } when || _conditions.Read(when) is not { } condition)
            return null;
        var rule = new Rule(entry.Id.Value, entry.Title ?? new LocalText(), entry.Urgency) { Weight = entry.Weight };
        if (condition.Holds(_emptyReading, Scope.Everywhere))
            faults.Add(
                when.Place,
                $"rule \"{rule.Id}\" would match an entry that has none of its words; add any: or all:"
            );
        if (faults.Count > sound)
            return (rule, condition); // what could not be read would be missed below
        _alike.Check(entry.Id, condition);
        _contradictions.Check(condition);
        _languages.Check(rule, condition);
        return (rule, condition);
    }

    private void CheckId(Located<string> id)
    {
        if (!IdForm().IsMatch(id.Value))
            faults.Add(id.Place, $"rule id \"{id.Value}\": small letters a-z, digits and hyphens, at most 40");
        if (!_byId.TryAdd(id.Value, id))
            faults.Add(id.Place, $"rule \"{id.Value}\" stands already at {_byId[id.Value].Place}");
    }

    [GeneratedRegex("^[a-z0-9-]{1,40}$")]
    private static partial Regex IdForm();
}
