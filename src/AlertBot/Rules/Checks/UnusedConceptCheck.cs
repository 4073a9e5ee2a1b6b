using AlertBot.Configuration;
using AlertBot.Rules.Conditions;
using AlertBot.Rules.Loading;

namespace AlertBot.Rules.Checks;

/// <summary>Finds concepts that no rule uses, neither itself nor through another concept.</summary>
internal static class UnusedConceptCheck
{
    public static IEnumerable<Diagnostic> Find(ConceptBook concepts, IEnumerable<Condition> conditions)
    {
        var used = new HashSet<int>();
        var open = new Stack<int>(
            conditions.SelectMany(condition => condition.Concepts).Select(conceptCondition => conceptCondition.Concept)
        );
        while (open.TryPop(out var next))
        {
            if (!used.Add(next))
                continue;
            var concept = concepts.Concepts[next];
            foreach (var other in concept.Parts.Concat(concept.Exceptions))
                open.Push(other);
            if (concept.ListOf is { } group)
                open.Push(group);
        }
        return concepts
            .Named.Where((_, concept) => !used.Contains(concept))
            .Select(named => new Diagnostic(named.Name.Place, $"concept \"{named.Name.Value}\" is used by no rule"));
    }
}
