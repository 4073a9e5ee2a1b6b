namespace AlertBot.Config;

/// <summary>A place in a config file. Line and column start at 1, as editors count.</summary>
internal readonly record struct Place(string File, int Line, int Column)
{
    public override string ToString() => $"{File}:{Line}:{Column}";
}

/// <summary>A value and where it was written, so that a later check can still point at it.</summary>
internal readonly record struct Located<T>(T Value, Place Place);

/// <summary>One thing wrong in a config file, in the words the person who edits it is to read.</summary>
internal sealed record Fault(Place Place, string Message)
{
    public override string ToString() => $"{Place}: {Message}";
}

/// <summary>Collects faults, so that all of them are told at once.</summary>
internal sealed class Faults
{
    private readonly List<Fault> _all = [];

    public bool Any => _all.Count > 0;

    public int Count => _all.Count;

    /// <summary>In the order of files, then lines.</summary>
    public IReadOnlyList<Fault> All =>
        [
            .. _all.OrderBy(f => f.Place.File, StringComparer.Ordinal)
                .ThenBy(f => f.Place.Line)
                .ThenBy(f => f.Place.Column),
        ];

    public void Add(Place place, string message) => _all.Add(new Fault(place, message));
}
