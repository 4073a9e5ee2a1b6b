using AlertBot.Config;
using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary>A concept stands in the entry.</summary>
/// <param name="concept">The concept's number.</param>
/// <param name="name">As the files call it.</param>
/// <param name="place">Where the rule names it.</param>
internal sealed class Mention(int concept, string name, Place place) : Condition
{
    public int Concept => concept;

    public string Name => name;

    public Place Place => place;

    public override string Description => $"\"{name}\"";

    public override string Spoken => Description;

    public override IEnumerable<Mention> Mentions => [this];

    public override bool Holds(Reading reading, Scope scope)
    {
        foreach (var occurrence in reading.Of(concept))
        {
            if (scope.Has(occurrence, reading))
                return true;
        }
        return false;
    }

    public override bool MayHold(Reading reading, Scope scope) => Holds(reading, scope);

    public override bool TryPlace(Apart search, Reading reading, Scope scope)
    {
        foreach (var occurrence in reading.Of(concept))
        {
            if (scope.Has(occurrence, reading) && search.IsFree(occurrence) && search.Take(occurrence, reading))
                return true;
        }
        return false;
    }

    public override void Mark(Reading reading, Scope scope, List<Occurrence> marks)
    {
        foreach (var occurrence in reading.Of(concept))
        {
            if (scope.Has(occurrence, reading))
                marks.Add(occurrence);
        }
    }

    public override IEnumerable<string> Missing(Reading reading, Scope scope)
    {
        var elsewhere = Fields.None;
        foreach (var occurrence in reading.Of(concept))
            elsewhere |= reading.FieldOf(occurrence);
        var why =
            elsewhere == Fields.None ? Excepted(reading)
            : (elsewhere & scope.Fields) != Fields.None ? "" // in another sentence
            : $"; it stands in the {FieldNames.List(elsewhere, " and ")} only";
        return [$"needs {Spoken}{FieldNames.In(scope.Fields)}{why}"];
    }

    private string Excepted(Reading reading)
    {
        var exceptions = reading
            .Found.Where(phrase => phrase.Source == Matching.Concept.ExceptionsOf(concept))
            .Select(phrase => $"\"{phrase.Term.Text}\"")
            .Distinct()
            .ToList();
        return exceptions.Count > 0 && reading.Sources.Contains(Matching.Concept.WordsOf(concept))
            ? $"; its words stand only where except: {string.Join(", ", exceptions)} takes them out"
            : "";
    }
}
