using System.Collections.Immutable;
using AlertBot.Config;
using AlertBot.Rules.Conditions;
using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Files;

/// <summary>
/// Finds rules that ask the same, be it in another order, another notation, or by concepts of other names with the same
/// words.
/// </summary>
internal sealed class AlikeRules(ConceptBook concepts, Faults faults)
{
    private readonly Dictionary<string, Located<string>> _first = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _known = [];

    public void Check(Located<string> id, Condition condition)
    {
        if (_first.TryAdd(KeyOf(condition, Fields.All), id) || id.Value == _first[KeyOf(condition, Fields.All)].Value)
            return;
        var other = _first[KeyOf(condition, Fields.All)];
        faults.Add(id.Place, $"rule \"{id.Value}\" asks the same as \"{other.Value}\" at {other.Place}; keep one");
    }

    /// <summary>Equal for conditions that hold for the same entries, as far as their form shows it.</summary>
    private string KeyOf(Condition condition, Fields fields) =>
        condition switch
        {
            Mention mention => $"{KeyOf(mention.Concept)}@{(int)fields}",
            InFields narrowed => KeyOf(narrowed.Inner, fields & narrowed.Only),
            InSentence sentence => $"sentence({KeyOf(sentence.Inner, fields)})",
            About about => $"about({KeyOf(about.Inner, fields)})",
            NoneOf none => $"none({List(none.Items.SelectMany(Flat<AnyOf>), fields)})",
            Near near => $"near{near.Within}({List(near.Items, fields)})",
            AtLeast { Count: 1 } one => Combined("any", one.Items.SelectMany(Flat<AnyOf>), fields),
            AtLeast some when some.Count == some.Items.Count => Combined(
                "all",
                some.Items.SelectMany(Flat<AllOf>),
                fields
            ),
            AtLeast some => $"{some.Count}of({List(some.Items, fields)})",
            AnyOf any => Combined("any", Flat<AnyOf>(any), fields),
            AllOf all => Combined("all", Flat<AllOf>(all), fields),
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
        where T : Several => condition is T several ? several.Items.SelectMany(Flat<T>) : [condition];

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
