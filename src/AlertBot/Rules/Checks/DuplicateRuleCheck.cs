using System.Collections.Immutable;
using AlertBot.Configuration;
using AlertBot.Rules.Conditions;
using AlertBot.Rules.Loading;
using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Checks;

/// <summary>
/// Finds rules that ask the same, be it in another order, another notation, or by concepts of other names with the same
/// words.
/// </summary>
internal sealed class DuplicateRuleCheck(ConceptBook concepts, DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, Located<string>> _first = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _known = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> _numbersOfConcepts = [];

    public void Check(Located<string> id, Condition condition)
    {
        if (_first.TryAdd(KeyOf(condition, Fields.All), id) || id.Value == _first[KeyOf(condition, Fields.All)].Value)
            return;
        var other = _first[KeyOf(condition, Fields.All)];
        diagnostics.Add(id.Place, $"rule \"{id.Value}\" asks the same as \"{other.Value}\" at {other.Place}; keep one");
    }

    /// <summary>Equal for conditions that hold for the same entries, as far as their form shows it.</summary>
    private string KeyOf(Condition condition, Fields fields) =>
        condition switch
        {
            ConceptCondition conceptCondition => $"{NumberOf(conceptCondition.Concept)}@{(int)fields}",
            FieldCondition narrowed => KeyOf(narrowed.Inner, fields & narrowed.Only),
            SentenceCondition sentence => $"sentence({KeyOf(sentence.Inner, fields)})",
            AboutCondition aboutCondition => $"about({KeyOf(aboutCondition.Inner, fields)})",
            NoneCondition none => $"none({List(none.Items.SelectMany(Flat<AnyCondition>), fields)})",
            NearCondition nearCondition => $"near{nearCondition.Within}({List(nearCondition.Items, fields)})",
            AtLeastCondition { Count: 1 } one => Combined("any", one.Items.SelectMany(Flat<AnyCondition>), fields),
            AtLeastCondition some when some.Count == some.Items.Count => Combined(
                "all",
                some.Items.SelectMany(Flat<AllCondition>),
                fields
            ),
            AtLeastCondition some => $"{some.Count}of({List(some.Items, fields)})",
            AnyCondition any => Combined("any", Flat<AnyCondition>(any), fields),
            AllCondition all => Combined("all", Flat<AllCondition>(all), fields),
            _ => condition.Description,
        };

    private string Combined(string how, IEnumerable<Condition> items, Fields fields)
    {
        var keys = Keys(items, fields);
        return keys.Length == 1 ? keys[0] : $"{how}({string.Join(',', keys)})";
    }

    private string List(IEnumerable<Condition> items, Fields fields) => string.Join(',', Keys(items, fields));

    private ImmutableArray<string> Keys(IEnumerable<Condition> items, Fields fields) =>
        [.. items.Select(item => KeyOf(item, fields)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>any: [a, {any: [b]}] asks for any of a and b.</summary>
    private static IEnumerable<Condition> Flat<T>(Condition condition)
        where T : CompositeCondition => condition is T several ? several.Items.SelectMany(Flat<T>) : [condition];

    /// <summary>
    /// A number for the words of a concept, the same for concepts of the same words. A concept may have thousands of
    /// words: written out in each key, those of the shipped rules took 270 MB.
    /// </summary>
    private int NumberOf(int concept)
    {
        if (_numbersOfConcepts.TryGetValue(concept, out var number))
            return number;
        var key = KeyOf(concept);
        if (!_numbers.TryGetValue(key, out number))
            _numbers.Add(key, number = _numbers.Count);
        return _numbersOfConcepts[concept] = number;
    }

    private string KeyOf(int concept)
    {
        if (_known.TryGetValue(concept, out var known))
            return known;
        _known[concept] = concepts.Concepts[concept].Name; // where a concept is made of itself
        var exceptions = Words(concept, Concept.ExceptionsOf(concept), concepts.Concepts[concept].Exceptions);
        return _known[concept] =
            $"[{Words(concept, Concept.WordsOf(concept), concepts.Concepts[concept].Parts)}"
            + $"{(exceptions.Length > 0 ? $" except {exceptions}" : "")}]";
    }

    /// <summary>
    /// The words of a list and of its parts; parts with exceptions of their own stand for themselves.
    /// </summary>
    private string Words(int concept, int source, IEnumerable<int> parts)
    {
        var words = concepts.TermsOf(source).Select(term => $"{string.Join(' ', term.Steps)}/{(int)term.AppliesTo}");
        var others = parts
            .Where(part => part != concept)
            .Select(KeyOf)
            .SelectMany(key =>
                key.Contains(" except ", StringComparison.Ordinal) ? [key] : key.Trim('[', ']').Split(" + ")
            );
        return string.Join(" + ", words.Concat(others).Distinct().Order(StringComparer.Ordinal));
    }
}
