using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary><c>none: […]</c></summary>
internal sealed class NoneOf(IEnumerable<Condition> items) : Several(items)
{
    public override string Description => $"none: [{List}]";

    public override IEnumerable<Mention> Positives => [];

    public override bool Holds(Reading reading, Fields fields) => CountHolding(reading, fields) == 0;

    public override void Mark(Reading reading, Fields fields, List<Occurrence> marks)
    {
    }

    public override IEnumerable<string> Missing(Reading reading, Fields fields)
    {
        foreach (var item in Items.Where(item => item.Holds(reading, fields)))
        {
            var marks = new List<Occurrence>();
            item.Mark(reading, fields, marks);
            var words = string.Join(", ", marks.Select(mark => $"\"{reading.TextOf(mark)}\"").Distinct());
            yield return words.Length > 0 ? $"none: {item} stands here ({words})" : $"none: {item} holds here";
        }
    }
}
