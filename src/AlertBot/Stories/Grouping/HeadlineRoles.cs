using AlertBot.Feeds.Entries;

namespace AlertBot.Stories.Grouping;

/// <summary>Who does what in a headline, as far as its order tells.</summary>
/// <param name="Subject">The name it begins with, or who is said to have said it at its end; null where it names
/// nobody.</param>
/// <param name="Action">The first thing that is done in it; null where nothing is.</param>
/// <param name="IsSpeech">Whether somebody speaks in it, welcomes, warns or calls for something.</param>
internal readonly record struct HeadlineRoles(string? Subject, string? Action, bool IsSpeech)
{
    /// <summary>A comma behind so much of the headline may part a statement from its speaker.</summary>
    private const double Statement = 0.4;

    /// <summary>"…, Trump claims".</summary>
    private static readonly HashSet<string> Saying = ["w-say", "w-report", "w-announce", "a-threaten"];

    private static readonly HashSet<string> Speaking =
    [
        "w-say",
        "w-react",
        "a-threaten",
        "a-call",
        "a-welcome",
        "a-condemn",
        "a-reject",
    ];

    /// <param name="title">The headline.</param>
    /// <param name="names">The listed names of the entry, with their places.</param>
    /// <param name="events">Its listed actions and things.</param>
    public static HeadlineRoles Find(
        string title,
        IReadOnlyList<(string Concept, IReadOnlyList<Span> Places)> names,
        IReadOnlyList<(string Concept, IReadOnlyList<Span> Places)> events
    )
    {
        var named = InTitle(names.Where(name => !EntryFingerprint.IsConflictRegion(name.Concept)));
        var done = InTitle(events);
        var comma = title.AsSpan().LastIndexOfAny(',', '،');
        var speaker =
            comma > title.Length * Statement && done.Exists(e => e.At > comma && Saying.Contains(e.Concept))
                ? named.Find(name => name.At > comma).Concept
                : null;
        return new HeadlineRoles(
            speaker ?? named.FirstOrDefault().Concept,
            done.Find(e => e.Concept.StartsWith("a-", StringComparison.Ordinal)).Concept,
            done.Exists(e => Speaking.Contains(e.Concept))
        );
    }

    /// <summary>What stands in the headline, in its order.</summary>
    private static List<(string Concept, int At)> InTitle(
        IEnumerable<(string Concept, IReadOnlyList<Span> Places)> found
    ) =>
        [
            .. found
                .Where(f => f.Places.Any(place => place.Field == Field.Title))
                .Select(f => (f.Concept, At: f.Places.Where(place => place.Field == Field.Title).Min(p => p.Start)))
                .OrderBy(f => f.At)
                .ThenBy(f => f.Concept, StringComparer.Ordinal),
        ];
}
