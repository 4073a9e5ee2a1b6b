namespace AlertBot.Configuration;

/// <summary>A place in a config file. Line and column start at 1, as editors count.</summary>
internal readonly record struct SourceLocation(string File, int Line, int Column)
{
    /// <summary>
    /// A file's name may hold a line break or an escape sequence; neither must reach a log or a chat.
    /// </summary>
    public override string ToString() =>
        $"{string.Concat(File.Select(c => char.IsControl(c) ? '?' : c))}:{Line}:{Column}";
}

/// <summary>A value and where it was written, so that a later check can still point at it.</summary>
internal readonly record struct Located<T>(T Value, SourceLocation Place);

/// <summary>One thing wrong in a config file, in the words the person who edits it is to read.</summary>
internal sealed record Diagnostic(SourceLocation Place, string Message)
{
    public override string ToString() => $"{Place}: {Message}";
}

/// <summary>Collects faults, so that all of them are told at once.</summary>
internal sealed class DiagnosticBag
{
    /// <summary>Nobody reads more at once, and a page that showed a million would be of no use.</summary>
    private const int MostKept = 500;

    private readonly List<Diagnostic> _all = [];

    public bool Any => Count > 0;

    /// <summary>How many there are, those not kept included.</summary>
    public int Count { get; private set; }

    /// <summary>Whether it is still worth the time to look for what somebody may have meant.</summary>
    public bool AreFew => Count < 50;

    /// <summary>In the order of files, then lines.</summary>
    public IReadOnlyList<Diagnostic> All =>
        [
            .. _all.OrderBy(f => f.Place.File, StringComparer.Ordinal)
                .ThenBy(f => f.Place.Line)
                .ThenBy(f => f.Place.Column),
        ];

    public void Add(SourceLocation location, string message)
    {
        Count++;
        if (_all.Count < MostKept)
            _all.Add(new Diagnostic(location, message));
    }
}
