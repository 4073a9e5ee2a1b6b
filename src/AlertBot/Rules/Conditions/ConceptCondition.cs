using AlertBot.Configuration;
using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary>A concept stands in the entry.</summary>
/// <param name="concept">The concept's number.</param>
/// <param name="name">As the files call it.</param>
/// <param name="location">Where the rule names it.</param>
internal sealed class ConceptCondition(int concept, string name, SourceLocation location) : Condition
{
    public int Concept => concept;

    public string Name => name;

    public SourceLocation Place => location;

    public override string Description => $"\"{name}\"";

    public override string Spoken => Description;

    public override IEnumerable<ConceptCondition> Concepts => [this];

    public override bool Holds(MatchContext context, Scope scope)
    {
        foreach (var occurrence in context.PlacesOf(concept))
        {
            if (scope.Has(occurrence, context))
                return true;
        }
        return false;
    }

    public override bool MayHold(MatchContext context, Scope scope) => Holds(context, scope);

    public override bool TryPlace(DistinctPlacement search, MatchContext context, Scope scope)
    {
        foreach (var occurrence in context.PlacesOf(concept))
        {
            if (scope.Has(occurrence, context) && search.IsFree(occurrence) && search.TryTake(occurrence, context))
                return true;
        }
        return false;
    }

    public override void Highlight(MatchContext context, Scope scope, List<Occurrence> highlights)
    {
        foreach (var occurrence in context.PlacesOf(concept))
        {
            if (scope.Has(occurrence, context))
                highlights.Add(occurrence);
        }
    }

    public override IEnumerable<string> Missing(MatchContext context, Scope scope)
    {
        var elsewhere = Fields.None;
        foreach (var occurrence in context.PlacesOf(concept))
            elsewhere |= context.FieldOf(occurrence);
        var why =
            elsewhere == Fields.None ? Excepted(context)
            : (elsewhere & scope.Fields) != Fields.None ? "" // in another sentence
            : $"; it stands in the {FieldNames.List(elsewhere, " and ")} only";
        return [$"needs {Spoken}{FieldNames.In(scope.Fields)}{why}"];
    }

    private string Excepted(MatchContext context)
    {
        var exceptions = context
            .Found.Where(phrase => phrase.Source == Matching.Concept.ExceptionsOf(concept))
            .Select(phrase => $"\"{phrase.Term.Text}\"")
            .Distinct()
            .ToList();
        return exceptions.Count > 0 && context.Sources.Contains(Matching.Concept.WordsOf(concept))
            ? $"; its words stand only where except: {string.Join(", ", exceptions)} takes them out"
            : "";
    }
}
