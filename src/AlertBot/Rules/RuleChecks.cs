using AlertBot.Config;

namespace AlertBot.Rules;

/// <summary>Finds rules that are written right and cannot be meant.</summary>
internal static class RuleChecks
{
    public static void Check(IReadOnlyList<CompiledRule> rules, ConceptBook concepts, Faults faults, List<Fault> warnings)
    {
        foreach (var rule in rules)
            CheckReach(rule, concepts, faults);
        CheckTwins(rules, faults);
        WarnOfUnused(rules, concepts, warnings);
        foreach (var rule in rules.Where(r => r.Line.Examples is not { Match.Count: > 0 }))
            warnings.Add(new Fault(rule.Line.Id.Place, $"rule \"{rule.Line.Id.Value}\" has no examples; write a few under examples: match: and no-match:"));
    }

    private static void CheckReach(CompiledRule rule, ConceptBook concepts, Faults faults)
    {
        var (id, place) = (rule.Line.Id.Value, rule.Line.When.Place);
        var positive = rule.Condition.Positive().ToList();
        if (positive.Count == 0)
        {
            faults.Add(place, $"rule \"{id}\" only says what must be absent, so it would match nearly everything; add any: or all:");
            return;
        }
        var swallowed = rule.Condition.Negative().SelectMany(c => Own(c.Number, concepts)).ToHashSet();
        if (rule.Condition is Condition.All or Condition.Concept && positive.All(c => Own(c.Number, concepts).All(swallowed.Contains)))
            faults.Add(place, $"rule \"{id}\" can never match: its none: holds all the words it looks for");
    }

    private static IEnumerable<string> Own(int concept, ConceptBook concepts) =>
        concepts.Phrases.Where((_, i) => concepts.ConceptOfPhrase[i] == concept).Select(p => $"{p.Language}/{p.Key}")
            .Concat(concepts.MadeOf[concept].Parts.SelectMany(part => Own(part, concepts)));

    private static void CheckTwins(IReadOnlyList<CompiledRule> rules, Faults faults)
    {
        foreach (var twins in rules.GroupBy(r => Shape(r.Condition)).Where(g => g.Count() > 1))
        {
            var (first, second) = (twins.First().Line, twins.Skip(1).First().Line);
            faults.Add(second.When.Place, $"rule \"{second.Id.Value}\" asks the same as rule \"{first.Id.Value}\" ({first.When.Place}); keep one");
        }
    }

    /// <summary>Conditions of one shape ask the same.</summary>
    private static string Shape(Condition condition) => condition switch
    {
        Condition.Concept concept => $"{concept.Number}",
        Condition.All all => $"all({Shapes(all.Parts)})",
        Condition.Any { Parts: [var only] } => Shape(only),
        Condition.Any any => $"any({Shapes(any.Parts)})",
        Condition.None none => $"none({Shapes(none.Parts)})",
        Condition.AtLeast some => $"{some.Count} of({Shapes(some.Parts)})",
        Condition.Near near => $"near {near.Within}({Shapes(near.Parts)})",
        Condition.In narrowed => $"in {string.Join('+', narrowed.Fields)}({Shape(narrowed.Part)})",
        _ => throw new InvalidOperationException($"{condition.GetType()}"),
    };

    private static string Shapes(IEnumerable<Condition> parts) => string.Join(',', parts.Select(Shape).Order(StringComparer.Ordinal));

    private static void WarnOfUnused(IReadOnlyList<CompiledRule> rules, ConceptBook concepts, List<Fault> warnings)
    {
        var used = new HashSet<int>();
        foreach (var concept in rules.SelectMany(r => r.Condition.Positive().Concat(r.Condition.Negative())))
            Use(concept.Number);
        foreach (var (name, number, place) in concepts.All)
        {
            if (!used.Contains(number))
                warnings.Add(new Fault(place, $"no rule uses concept \"{name}\""));
        }

        void Use(int concept)
        {
            if (!used.Add(concept))
                return;
            var (parts, except) = concepts.MadeOf[concept];
            foreach (var part in except < 0 ? parts : [.. parts, except])
                Use(part);
        }
    }
}
