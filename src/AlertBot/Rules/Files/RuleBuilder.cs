using System.Text.RegularExpressions;
using AlertBot.Config;
using AlertBot.Rules.Conditions;
using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Files;

/// <summary>Makes rules of entries, reporting what keeps them from being any.</summary>
internal sealed partial class RuleBuilder(ConceptBook concepts, Faults faults)
{
    private readonly ConditionReader _conditions = new(concepts, faults);
    private readonly SwallowedWords _swallowed = new(concepts, faults);
    private readonly Reading _emptyReading = new(concepts.Concepts);
    private readonly Dictionary<string, Located<string>> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Located<string>> _byCondition = new(StringComparer.Ordinal);

    /// <summary>The rule with its condition, or null when there is no condition to be had.</summary>
    public (Rule Rule, Condition When)? Build(RuleEntry entry)
    {
        CheckId(entry.Id);
        if (entry.Title.In(Language.English).Length == 0)
            faults.Add(entry.Id.Place, $"rule \"{entry.Id.Value}\" has no title; write title: {{ar: …, en: …, fr: …}}");
        if (_conditions.Read(entry.When) is not { } condition)
            return null;
        CheckCondition(entry, condition);
        _swallowed.Check(entry.When, condition);
        return (new Rule(entry.Id.Value, entry.Title, entry.Urgency), condition);
    }

    private void CheckId(Located<string> id)
    {
        if (!IdForm().IsMatch(id.Value))
            faults.Add(id.Place, $"rule id \"{id.Value}\": small letters a-z, digits and hyphens, at most 40");
        if (!_byId.TryAdd(id.Value, id))
            faults.Add(id.Place, $"rule \"{id.Value}\" stands already at {_byId[id.Value].Place}");
    }

    private void CheckCondition(RuleEntry entry, Condition condition)
    {
        if (condition.Holds(_emptyReading, Fields.All))
            faults.Add(entry.When.Place, $"rule \"{entry.Id.Value}\" would match an entry that has none of its words; add any: or all:");
        if (!_byCondition.TryAdd(condition.Description, entry.Id))
        {
            var other = _byCondition[condition.Description];
            faults.Add(entry.Id.Place, $"rule \"{entry.Id.Value}\" asks the same as \"{other.Value}\" at {other.Place}; keep one");
        }
    }

    [GeneratedRegex("^[a-z0-9-]{1,40}$")]
    private static partial Regex IdForm();
}
