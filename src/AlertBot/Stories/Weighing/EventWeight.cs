using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using AlertBot.Feeds.Entries;
using AlertBot.Rules;

namespace AlertBot.Stories.Weighing;

/// <summary>
/// Whether a report says what a desk has to know within the hour: agreed, signed, broken, begun, closed, and not
/// comment, reaction, prices. The cues are readable (Words/events.yaml: what stands in the headline's main clause, in
/// its rest, in the text's first words); how much each counts is set by hand (Words/event-weights.json): learned from
/// labelled entries, the weights held on the wars that they came from and on others less.
/// </summary>
internal static partial class EventWeight
{
    /// <summary>The text says in its first sentence what happened.</summary>
    private const int FirstWords = 220;

    /// <summary>The shortest main clause.</summary>
    private const int ShortestClause = 12;

    /// <summary>Concepts of a main clause that says how others take what happened.</summary>
    private static readonly HashSet<string> Reactions =
    [
        "a-welcome",
        "w-react",
        "w-mood",
        "w-outlook",
        "w-divided",
        "w-anniversary",
        "w-culture",
    ];

    /// <summary>Concepts behind which stands what is called for, condemned, threatened or thought about.</summary>
    private static readonly HashSet<string> SpeechActs =
    [
        "a-call",
        "w-plea",
        "a-condemn",
        "a-accuse",
        "a-threaten",
        "w-support",
        "w-stance",
        "w-intend",
        "w-discuss",
    ];

    private static readonly Lazy<IReadOnlyDictionary<string, double>> LazyWeights = new(Load);

    /// <summary>The weights of the cues; <c>bias</c> is in every entry.</summary>
    public static IReadOnlyDictionary<string, double> Weights => LazyWeights.Value;

    /// <summary>
    /// Reads an entry once and gives the log-odds that it is must, by the state that it reports. What a rule it meets
    /// fixes goes before what it says: one rule of several makes it must; nice it is made only where each of them says
    /// so.
    /// </summary>
    public static Func<string?, double> ReaderOf(MatchedEntry entry)
    {
        if (entry.Matches.Any(match => match.Rule.Weight == Weight.Must))
            return _ => double.PositiveInfinity;
        if (entry.Matches.Count > 0 && entry.Matches.All(match => match.Rule.Weight == Weight.Nice))
            return _ => double.NegativeInfinity;
        var (cues, isReaction) = FindCues(entry.Stored.Entry);
        var odds = Odds(cues, Weights);
        return state => odds + (state is null || isReaction ? 0 : Weights.GetValueOrDefault($"state:{state}"));
    }

    /// <summary>The log-odds, by the given weights.</summary>
    public static double Odds(
        IEnumerable<KeyValuePair<string, double>> cues,
        IReadOnlyDictionary<string, double> weights
    ) => weights.GetValueOrDefault("bias") + cues.Sum(cue => cue.Value * weights.GetValueOrDefault(cue.Key));

    /// <summary>The cues of an entry, with how much of each there is.</summary>
    public static IReadOnlyDictionary<string, double> CuesOf(Entry entry, string? state)
    {
        var (cues, isReaction) = FindCues(entry);
        if (state is not null && !isReaction)
            cues[$"state:{state}"] = 1;
        return cues;
    }

    /// <summary>The cues but the state's, and whether the entry is one that tells how others take something.</summary>
    private static (Dictionary<string, double> Cues, bool IsReaction) FindCues(Entry entry)
    {
        var title = ReportForm.TitleOf(entry);
        var text = entry.Summary.Length > 0 ? entry.Summary : entry.Body;
        var read = entry with
        {
            Title = title,
            Summary = text.Length > FirstWords ? text[..FirstWords] : text,
            Body = "",
            Boilerplate = [],
        };
        var found = Gazetteer.Events.Find(read).Where(cue => !IsFigureOrDay(cue.Concept)).ToList();
        var (first, end) = MainClause(title, found);
        var main = MainCues(title, found, first, end);
        // "Egypt welcomes the agreement reached": what is welcomed was told before.
        var isReaction = main.Keys.Any(Reactions.Contains);
        var cues = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (concept, places) in found)
        {
            var isRest = places.Any(p => p.Field == Field.Title && (p.Start < first || p.Start >= end));
            if (isRest || (isReaction && main.ContainsKey(concept)))
                cues[$"rest:{concept}"] = 0.7;
            if (places.Any(p => p.Field == Field.Summary))
                cues[$"text:{concept}"] = 0.4;
        }
        foreach (var (concept, amount) in main.Where(cue => !isReaction || Reactions.Contains(cue.Key)))
            cues[$"main:{concept}"] = amount;
        AddForm(cues, entry, title);
        return (cues, isReaction);
    }

    /// <summary>The cues of the main clause, less of each that stands behind a wish, a threat or a protest.</summary>
    private static Dictionary<string, double> MainCues(
        string title,
        List<(string Concept, IReadOnlyList<Span> Places)> found,
        int first,
        int end
    )
    {
        var inClause = found
            .SelectMany(cue => cue.Places, (cue, place) => (cue.Concept, Place: place))
            .Where(cue => cue.Place.Field == Field.Title && cue.Place.Start >= first && cue.Place.Start < end)
            .ToList();
        var spoken = inClause
            .Where(cue => SpeechActs.Contains(cue.Concept))
            .Select(cue => cue.Place.Start + cue.Place.Length)
            .DefaultIfEmpty(int.MaxValue)
            .Min();
        return inClause
            .GroupBy(cue => cue.Concept, StringComparer.Ordinal)
            .ToDictionary(
                cue => cue.Key,
                cue => cue.Max(place => Certainty(title, place.Place.Start, spoken)),
                StringComparer.Ordinal
            );
    }

    /// <summary>
    /// Where the headline's main clause begins and ends: behind "Despite the truce," and before "as talks go on". A
    /// comma before anything is done parts those who do it: "Saudi Arabia, Qatar welcome".
    /// </summary>
    private static (int First, int End) MainClause(
        string title,
        List<(string Concept, IReadOnlyList<Span> Places)> found
    )
    {
        var before = ClauseBefore().Match(title);
        var first = before.Success ? before.Length : 0;
        var end = EndOfClause(title, first + ShortestClause);
        while (end < title.Length && title[end] is ',' or '،' && !found.Exists(cue => IsDone(cue, first, end)))
            end = EndOfClause(title, end + 1);
        return (first, end);
    }

    private static int EndOfClause(string title, int from) =>
        ClauseEnd().Match(title, Math.Min(from, title.Length)) is { Success: true } clause
            ? clause.Index
            : title.Length;

    /// <summary>Whether a cue is something done or said, in that stretch of the headline.</summary>
    private static bool IsDone((string Concept, IReadOnlyList<Span> Places) cue, int first, int end) =>
        cue.Concept is ['a' or 'w', '-', ..]
        && cue.Places.Any(place => place.Field == Field.Title && place.Start >= first && place.Start < end);

    /// <summary>
    /// 1, and less for what is only to be done ("must leave", "could resume", "open to easing") and for what stands
    /// behind a wish ("calls for withdrawal", "condemns the attack").
    /// </summary>
    private static double Certainty(string title, int place, int spoken) =>
        place >= spoken ? 0.3
        : Unfulfilled().IsMatch(title.AsSpan(0, Math.Min(place, title.Length))) ? 0.4
        : 1;

    private static void AddForm(Dictionary<string, double> cues, Entry entry, string title)
    {
        if (title.AsSpan().ContainsAny('?', '؟'))
            cues["form:question"] = 1;
        if (title.Contains(':', StringComparison.Ordinal))
            cues["form:colon"] = 1;
        if (title.AsSpan().ContainsAny("\"“«‘"))
            cues["form:quotation"] = 1;
        if (Statement().IsMatch(title))
            cues["form:statement"] = 1;
        if (Portrait().IsMatch(title))
            cues["form:portrait"] = 1;
        cues["form:length"] = Math.Min(title.Length, 140) / 70.0;
        if (entry.Link is { IsAbsoluteUri: true } link)
        {
            foreach (System.Text.RegularExpressions.Match section in Section().Matches(link.AbsolutePath))
                cues[$"address:{section.Groups[1].Value.ToLowerInvariant()}"] = 1;
        }
    }

    private static bool IsFigureOrDay(string concept) => concept is ['n' or 'd' or 'm' or 'h', '-', ..];

    private static IReadOnlyDictionary<string, double> Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Stories/event-weights.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, double>>(stream)!;
    }

    /// <summary>
    /// What stands before a verb of which only the wish, the duty or the chance is told; not "the latest to leave".
    /// </summary>
    [GeneratedRegex(
        @"(?:\b(?:(?<!\b(?:first|latest|last)\s)to|must|could|may|might|would|should|can|if|unless|open to"
            + @"|devoir|doit|doivent|pourrait|faut|si)|(?:^|\s)(?:أن|لن|قد|لو|إذا|يجب أن))"
            + @"\s+(?:be\s+|been\s+|keep\s+|not\s+)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Unfulfilled();

    /// <summary>A headline that begins with what somebody says, or is said of a subject: «…», estime X.</summary>
    [GeneratedRegex("^(?:[^:\"“«‘]{2,45}:\\s*)?[\"“«‘'][^\"”»’]{15,}", RegexOptions.CultureInvariant)]
    private static partial Regex Statement();

    /// <summary>A headline that is a noun with a clause to it: "The nun who brings rebels to the table".</summary>
    [GeneratedRegex(
        @"^(?:(?:the|a|an|meet the|these) (?:\p{L}+ ){1,3}(?:who|that)"
            + @"|(?:le|la|un|une|ce|cet|cette|ces|les) (?:\p{L}+ ){1,3}qui)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Portrait();

    /// <summary>A subordinate clause that a headline begins with.</summary>
    [GeneratedRegex(
        @"^(?:as|amid|after|despite|while|following|before|ahead of|with|malgré|après|alors que|avant|tandis que"
            + @"|depuis|pendant que|au lendemain d|بعد|رغم|وسط|قبل|خلال|فيما|بينما)(?!\p{L})[^,،:]{6,90}[,،]\s+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex ClauseBefore();

    /// <summary>What follows is when, why or besides, not what happened.</summary>
    [GeneratedRegex(
        @"\s(?:as|amid|after|despite|while|following|before|ahead of|even if|même si|malgré|après|alors que|avant"
            + @"|tandis que|depuis|بعد|رغم|وسط|قبل|قبيل|خلال|حتى لو)\s|[,;،؛…]|\.\s|\s[-–—]\s",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex ClauseEnd();

    [GeneratedRegex(
        "/(videos?|live-blog|economy|business|economie|sports?|culture|opinions?|features?|analysis)(?=/)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Section();
}
