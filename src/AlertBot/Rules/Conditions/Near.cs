using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary>
/// <c>near: {all: [a, b], within: 8}</c>: in one field, one of each, and from the end of any to the start of any later one at most that
/// many words.
/// </summary>
internal sealed class Near(int within, IEnumerable<Condition> items) : Several(items)
{
    public int Within => within;

    public override string Description =>
        $"near: {Items[0]} within {within} words of {string.Join(" and ", Items.Skip(1))}";

    public override string Spoken =>
        $"{Inside(Items[0])} within {within} {(within == 1 ? "word" : "words")} of {string.Join(" and ", Items.Skip(1).Select(Inside))}";

    public override bool Holds(Reading reading, Fields fields) => Groups(reading, fields).Any();

    public override void Mark(Reading reading, Fields fields, List<Occurrence> marks) =>
        marks.AddRange(Groups(reading, fields).SelectMany(group => group));

    public override IEnumerable<string> Missing(Reading reading, Fields fields)
    {
        var absent = Items.Where(item => PlacesOf(item, reading, fields).Count == 0).ToList();
        var why = absent.Count == Items.Count ? "" : absent.Count > 0 ? $"; there is no {Join(" and no ", absent)}" : "; they stand farther apart";
        return [$"needs {Spoken}{FieldNames.In(fields)}{why}"];
    }

    /// <summary>For each occurrence that has all the others within reach after it: itself and the nearest of each.</summary>
    private IEnumerable<List<Occurrence>> Groups(Reading reading, Fields fields)
    {
        var places = Items.Select(item => PlacesOf(item, reading, fields)).ToList();
        if (places.Exists(list => list.Count == 0))
            yield break;
        for (var i = 0; i < places.Count; i++)
        {
            foreach (var first in places[i])
            {
                if (GroupAfter(first, i, places, reading) is { } group)
                    yield return group;
            }
        }
    }

    private List<Occurrence>? GroupAfter(Occurrence first, int item, List<List<Occurrence>> places, Reading reading)
    {
        var group = new List<Occurrence> { first };
        for (var other = 0; other < places.Count; other++)
        {
            if (other == item)
                continue;
            var nearest = places[other].FindIndex(o =>
                o.First >= first.First && o.First - first.Last <= within && reading.Words[o.First].Field == reading.Words[first.First].Field);
            if (nearest < 0)
                return null;
            group.Add(places[other][nearest]);
        }
        return group;
    }

    private static List<Occurrence> PlacesOf(Condition item, Reading reading, Fields fields)
    {
        var places = new List<Occurrence>();
        AddPlaces(item, reading, fields, places);
        places.Sort();
        return places;
    }

    /// <summary>A near inside another stands where its words do, from the first to the last.</summary>
    private static void AddPlaces(Condition item, Reading reading, Fields fields, List<Occurrence> places)
    {
        if (item is Near near)
            places.AddRange(near.Groups(reading, fields).Select(group => new Occurrence(group.Min(o => o.First), group.Max(o => o.Last))));
        else if (item is AnyOf any)
            AddPlacesOfAny(any, reading, fields, places);
        else
            item.Mark(reading, fields, places);
    }

    private static void AddPlacesOfAny(AnyOf any, Reading reading, Fields fields, List<Occurrence> places)
    {
        foreach (var item in any.Items)
            AddPlaces(item, reading, fields, places);
    }
}
