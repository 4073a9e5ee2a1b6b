using AlertBot.Config;

namespace AlertBot.Rules;

/// <summary>Makes conditions of what rule files say, telling what cannot be meant.</summary>
internal sealed class ConditionReader(ConceptBook concepts, Faults faults)
{
    private const int WidestReach = 100;

    /// <summary>The condition, or null after telling why there is none.</summary>
    public Condition? Read(Located<WhenLine> line)
    {
        var when = line.Value;
        if (when.Concept is { } name)
            return concepts.Find(name) is { } number ? new Condition.Concept(number, name.Value) : null;
        var parts = new List<Condition?>();
        AddList(parts, when.Any, list => new Condition.Any(list));
        AddList(parts, when.All, list => new Condition.All(list));
        AddList(parts, when.None, list => new Condition.None(list));
        if (when.Near is { } near)
            parts.Add(ReadNear(near, line.Place));
        if (when.AtLeast is not null || when.Of is not null)
            parts.Add(ReadAtLeast(when, line.Place));
        if (parts.Count == 0)
        {
            faults.Add(line.Place, "no condition here; write any: […], all: […] or a concept's name");
            return null;
        }
        if (parts.Contains(null))
            return null;
        var whole = parts.Count == 1 ? parts[0]! : new Condition.All([.. parts.OfType<Condition>()]);
        return when.In is { Count: > 0 } fields ? new Condition.In(fields, whole) : whole;
    }

    private void AddList(List<Condition?> parts, IReadOnlyList<Located<WhenLine>>? list, Func<IReadOnlyList<Condition>, Condition> make)
    {
        if (list is { Count: > 0 })
            parts.Add(ReadAll(list) is { } read ? make(read) : null);
    }

    private List<Condition>? ReadAll(IReadOnlyList<Located<WhenLine>> lines)
    {
        var read = lines.Select(Read).ToList();
        return read.Contains(null) ? null : [.. read.OfType<Condition>()];
    }

    private Condition.Near? ReadNear(NearLine near, Place place)
    {
        if (near.Within.Value is < 0 or > WidestReach)
            faults.Add(near.Within.Place, $"\"within:\" is 0 to {WidestReach} words");
        if (near.All.Count < 2)
        {
            faults.Add(place, "\"near:\" needs at least two conditions under all:");
            return null;
        }
        return ReadAll(near.All) is { } parts ? new Condition.Near(near.Within.Value, parts) : null;
    }

    private Condition.AtLeast? ReadAtLeast(WhenLine when, Place place)
    {
        if (when.AtLeast is not { } count || when.Of is not { } of)
        {
            faults.Add(place, "\"at-least:\" and \"of:\" belong together: at-least: 2, of: [a, b, c]");
            return null;
        }
        if (count.Value < 1 || count.Value > of.Count)
            faults.Add(count.Place, $"\"at-least: {count.Value}\" of {of.Count} can never be right; write 1 to {of.Count}");
        return ReadAll(of) is { } parts ? new Condition.AtLeast(count.Value, parts) : null;
    }
}
