using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary><c>none: […]</c></summary>
internal sealed class NoneOf : Several
{
    private NoneOf(IEnumerable<Condition> items)
        : base(items) { }

    /// <summary>
    /// Not one of them; where one of them is a <c>none:</c> itself, its items are asked for, so that their words are
    /// marked.
    /// </summary>
    public static Condition Of(IReadOnlyCollection<Condition> items)
    {
        var plain = items.Where(item => item is not NoneOf).ToList();
        List<Condition> all = [.. items.OfType<NoneOf>().Select(none => new AnyOf(none.Items))];
        if (plain.Count > 0)
            all.Add(new NoneOf(plain));
        return all.Count == 1 ? all[0] : new AllOf(all);
    }

    public override string Description => $"none: [{List}]";

    public override string Spoken => $"no {Join(" or ", Items.Select(item => item.Spoken))}";

    public override IEnumerable<Mention> Positives => Items.SelectMany(item => item.Negatives);

    public override IEnumerable<Mention> Negatives => Items.SelectMany(item => item.Positives);

    public override bool Holds(Reading reading, Scope scope) => CountHolding(reading, scope) == 0;

    public override void Mark(Reading reading, Scope scope, List<Occurrence> marks) { }

    public override string Lacking(Reading reading, Scope scope) =>
        $"no {Join(" or ", Items.Where(item => item.Holds(reading, scope)).Select(item => item.Spoken))}";

    public override IEnumerable<string> Missing(Reading reading, Scope scope)
    {
        foreach (var (item, where) in Items.SelectMany(item => Holding(item, reading, scope)))
        {
            var marks = new List<Occurrence>();
            item.Mark(reading, where, marks);
            var words = string.Join(", ", marks.Select(mark => $"\"{reading.TextOf(mark)}\"").Distinct());
            var by = words.Length > 0 ? $": {words}" : "";
            yield return $"{item.Spoken}{FieldNames.In(where.Fields)} rules it out{by}";
        }
    }

    /// <summary>Of several alternatives, those that hold.</summary>
    private static IEnumerable<(Condition Item, Scope Scope)> Holding(Condition item, Reading reading, Scope scope) =>
        item switch
        {
            InFields narrowed => Holding(narrowed.Inner, reading, scope.In(narrowed.Only)),
            AnyOf any => any.Items.SelectMany(inner => Holding(inner, reading, scope)),
            _ => item.Holds(reading, scope) ? [(item, scope)] : [],
        };
}
