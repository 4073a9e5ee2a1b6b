namespace AlertBot.Rules;

/// <summary>Whether words stand close together.</summary>
internal static class Nearness
{
    /// <summary>
    /// True when some hit of the first part has, within reach and in the same field, a hit of every other part; those are marked.
    /// </summary>
    public static bool Holds(Condition.Near near, Sight sight, FieldSet fields, List<Hit> marks)
    {
        var hits = near.Parts.Select(part => HitsOf(part, sight, fields)).ToList();
        var found = false;
        foreach (var anchor in hits[0])
        {
            var others = hits.Skip(1).Select(list => list.Where(hit => Between(anchor, hit) <= near.Within).ToList()).ToList();
            if (others.Any(list => list.Count == 0))
                continue;
            found = true;
            marks.Add(anchor);
            marks.AddRange(others.SelectMany(list => list));
        }
        return found;
    }

    private static List<Hit> HitsOf(Condition part, Sight sight, FieldSet fields)
    {
        var hits = new List<Hit>();
        if (!part.Holds(sight, fields, hits))
            hits.Clear();
        return hits;
    }

    /// <summary>Words in between; endless across fields.</summary>
    private static int Between(Hit a, Hit b) =>
        a.Field != b.Field ? int.MaxValue : Math.Max(0, Math.Max(a.First, b.First) - Math.Min(a.Last, b.Last) - 1);
}
