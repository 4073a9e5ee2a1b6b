using AlertBot.Feeds;

namespace AlertBot.Rules;

/// <summary>
/// What a rule asks of an entry, ready to be asked: concepts are numbers. A condition gives its answer and, when it holds, the hits that
/// made it hold.
/// </summary>
internal abstract record Condition
{
    private Condition() { }

    public sealed record Concept(int Number, string Name) : Condition;

    public sealed record All(IReadOnlyList<Condition> Parts) : Condition;

    public sealed record Any(IReadOnlyList<Condition> Parts) : Condition;

    public sealed record None(IReadOnlyList<Condition> Parts) : Condition;

    public sealed record AtLeast(int Count, IReadOnlyList<Condition> Parts) : Condition;

    public sealed record Near(int Within, IReadOnlyList<Condition> Parts) : Condition;

    public sealed record In(IReadOnlyList<Field> Fields, Condition Part) : Condition;

    /// <summary>Whether it holds; the hits behind it are added to <paramref name="marks"/>.</summary>
    public bool Holds(Sight sight, FieldSet fields, List<Hit> marks)
    {
        var before = marks.Count;
        if (IsMet(sight, fields, marks))
            return true;
        marks.RemoveRange(before, marks.Count - before);
        return false;
    }

    private bool IsMet(Sight sight, FieldSet fields, List<Hit> marks) => this switch
    {
        Concept concept => sight.Add(concept.Number, fields, marks),
        All all => all.Parts.All(part => part.Holds(sight, fields, marks)),
        Any any => CountMet(any.Parts, sight, fields, marks) > 0,
        None none => !none.Parts.Any(part => part.Holds(sight, fields, [])),
        AtLeast some => CountMet(some.Parts, sight, fields, marks) >= some.Count,
        Near near => Nearness.Holds(near, sight, fields, marks),
        In narrowed => narrowed.Part.Holds(sight, fields.Only(narrowed.Fields), marks),
        _ => throw new InvalidOperationException($"{GetType()}"),
    };

    /// <summary>What is missing for it to hold, in words; empty when it holds.</summary>
    public IEnumerable<string> Missing(Sight sight, FieldSet fields) => Holds(sight, fields, []) ? [] : this switch
    {
        Concept concept => [$"\"{concept.Name}\"{fields.Where()}"],
        All all => all.Parts.SelectMany(part => part.Missing(sight, fields)),
        Any any => [$"any of {Names(any.Parts)}{fields.Where()}"],
        None none => none.Parts.Where(part => part.Holds(sight, fields, [])).Select(part => $"absence of {NameOf(part)}, which is there ({sight.Words(part, fields)})"),
        AtLeast some => [$"{some.Count} of {Names(some.Parts)}{fields.Where()}, found {some.Parts.Count(part => part.Holds(sight, fields, []))}"],
        Near near when near.Parts.All(part => part.Holds(sight, fields, [])) => [$"{Names(near.Parts)} within {near.Within} words of each other"],
        Near near => near.Parts.SelectMany(part => part.Missing(sight, fields)),
        In narrowed => narrowed.Part.Missing(sight, fields.Only(narrowed.Fields)),
        _ => throw new InvalidOperationException($"{GetType()}"),
    };

    /// <summary>The concepts whose words can make it hold.</summary>
    public IEnumerable<Concept> Positive() => this switch
    {
        Concept concept => [concept],
        All all => all.Parts.SelectMany(p => p.Positive()),
        Any any => any.Parts.SelectMany(p => p.Positive()),
        AtLeast some => some.Parts.SelectMany(p => p.Positive()),
        Near near => near.Parts.SelectMany(p => p.Positive()),
        In narrowed => narrowed.Part.Positive(),
        _ => [],
    };

    /// <summary>The concepts whose words can keep it from holding.</summary>
    public IEnumerable<Concept> Negative() => this switch
    {
        None none => none.Parts.SelectMany(p => p.Positive()),
        All all => all.Parts.SelectMany(p => p.Negative()),
        Any any => any.Parts.SelectMany(p => p.Negative()),
        AtLeast some => some.Parts.SelectMany(p => p.Negative()),
        In narrowed => narrowed.Part.Negative(),
        _ => [],
    };

    /// <summary>Asks every part, so that all the words behind a match are marked, not only the first.</summary>
    private static int CountMet(IReadOnlyList<Condition> parts, Sight sight, FieldSet fields, List<Hit> marks)
    {
        var met = 0;
        foreach (var part in parts)
            met += part.Holds(sight, fields, marks) ? 1 : 0;
        return met;
    }

    private static string Names(IEnumerable<Condition> parts) => string.Join(", ", parts.Select(NameOf));

    private static string NameOf(Condition part) => part is Concept concept ? $"\"{concept.Name}\"" : $"({string.Join(", ", part.Positive().Select(NameOf))})";
}
