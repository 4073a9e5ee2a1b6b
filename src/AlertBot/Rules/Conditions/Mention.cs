using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary>A concept stands in the entry.</summary>
internal sealed class Mention(int concept, string name) : Condition
{
    public int Concept => concept;

    public string Name => name;

    public override string Description => $"\"{name}\"";

    public override IEnumerable<Mention> Mentions => [this];

    public override bool Holds(Reading reading, Fields fields)
    {
        foreach (var occurrence in reading.Of(concept))
        {
            if ((reading.FieldOf(occurrence) & fields) != 0)
                return true;
        }
        return false;
    }

    public override void Mark(Reading reading, Fields fields, List<Occurrence> marks)
    {
        foreach (var occurrence in reading.Of(concept))
        {
            if ((reading.FieldOf(occurrence) & fields) != 0)
                marks.Add(occurrence);
        }
    }
}
