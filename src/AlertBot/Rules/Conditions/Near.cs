using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary>
/// <c>near: {all: [a, b], within: 8}</c>: in one field, one of each, and from the end of any to the start of any later
/// one at most that many words.
/// </summary>
internal sealed class Near(int within, IEnumerable<Condition> items) : Several(items)
{
    public int Within => within;

    public override string Description =>
        $"near: {Items[0]} within {within} words of {string.Join(" and ", Items.Skip(1))}";

    public override string Spoken =>
        $"{Inside(Items[0].Spoken)} within {within} {(within == 1 ? "word" : "words")} of {string.Join(" and ", Items.Skip(1).Select(item => Inside(item.Spoken)))}";

    public override bool Holds(Reading reading, Fields fields)
    {
        var groups = reading.Borrow();
        FindGroups(reading, fields, groups);
        var holds = groups.Count > 0;
        reading.GiveBack(groups);
        return holds;
    }

    public override void Mark(Reading reading, Fields fields, List<Occurrence> marks) =>
        FindGroups(reading, fields, marks);

    public override IEnumerable<string> Missing(Reading reading, Fields fields)
    {
        var absent = Items.Where(item => PlacesOf(item, reading, fields).Count == 0).ToList();
        var why =
            absent.Count == Items.Count ? ""
            : absent.Count > 0 ? $"; there is no {Join(" and no ", absent.Select(item => item.Spoken))}"
            : "; they stand farther apart";
        return [$"needs {Spoken}{FieldNames.In(fields)}{why}"];
    }

    /// <summary>
    /// For each occurrence that has all the others within reach after it, adds itself and the nearest of each: as many
    /// as there are items.
    /// </summary>
    private void FindGroups(Reading reading, Fields fields, List<Occurrence> groups)
    {
        var places = reading.Borrow(); // of all items, one after the other
        Span<int> ends = stackalloc int[Items.Count];
        var isWhole = true;
        for (var item = 0; item < Items.Count && isWhole; item++)
        {
            var start = places.Count;
            AddPlaces(Items[item], reading, fields, places);
            places.Sort(start, places.Count - start, null);
            ends[item] = places.Count;
            isWhole = places.Count > start;
        }
        for (int item = 0, at = 0; item < Items.Count && isWhole; item++)
        {
            for (; at < ends[item]; at++)
                AddGroup(places[at], item, places, ends, reading, groups);
        }
        reading.GiveBack(places);
    }

    private void AddGroup(
        Occurrence first,
        int item,
        List<Occurrence> places,
        Span<int> ends,
        Reading reading,
        List<Occurrence> groups
    )
    {
        var before = groups.Count;
        groups.Add(first);
        for (var other = 0; other < ends.Length; other++)
        {
            if (other == item)
                continue;
            var at = FirstFrom(first.First, places, other == 0 ? 0 : ends[other - 1], ends[other]);
            while (at < ends[other] && IsWithin(first, places[at]) && !IsNearAfter(first, places[at], reading))
                at++;
            if (at == ends[other] || !IsWithin(first, places[at]))
            {
                groups.RemoveRange(before, groups.Count - before);
                return;
            }
            groups.Add(places[at]);
        }
    }

    /// <summary>The first of these places, which are in the order of the text, that begins there or later.</summary>
    private static int FirstFrom(int word, List<Occurrence> places, int from, int to)
    {
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (places[middle].First < word)
                from = middle + 1;
            else
                to = middle;
        }
        return from;
    }

    private bool IsWithin(Occurrence first, Occurrence other) => other.First - first.Last <= within;

    private bool IsNearAfter(Occurrence first, Occurrence other, Reading reading) =>
        other.First >= first.First
        && other.First - first.Last <= within
        && reading.Words[other.First].Field == reading.Words[first.First].Field;

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
            near.AddStretches(reading, fields, places);
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

    private void AddStretches(Reading reading, Fields fields, List<Occurrence> places)
    {
        var groups = reading.Borrow();
        FindGroups(reading, fields, groups);
        for (var group = 0; group < groups.Count; group += Items.Count)
        {
            var stretch = groups[group];
            for (var i = group + 1; i < group + Items.Count; i++)
                stretch = new Occurrence(
                    Math.Min(stretch.First, groups[i].First),
                    Math.Max(stretch.Last, groups[i].Last)
                );
            places.Add(stretch);
        }
        reading.GiveBack(groups);
    }
}
