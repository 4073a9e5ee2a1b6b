using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using AlertBot.Feeds;
using AlertBot.Rules;

namespace AlertBot.Stories;

/// <summary>
/// Whether a report says what a desk has to know within the hour: agreed, signed, broken, begun, closed, and not
/// comment, reaction, prices. The cues are readable (Words/events.yaml: what stands in the headline's main clause, in
/// its rest, in the text's first words); how much each counts was learned from labelled entries by
/// <c>AlertBot.Bench -- weights</c> (Words/event-weights.json).
/// </summary>
internal static partial class EventWeight
{
    /// <summary>The text says in its first sentence what happened.</summary>
    private const int FirstWords = 220;

    /// <summary>The shortest main clause: "After a night of strikes" is none.</summary>
    private const int ShortestClause = 12;

    private static readonly Lazy<IReadOnlyDictionary<string, double>> LazyWeights = new(Load);

    /// <summary>The weights of the cues; <c>bias</c> is in every entry.</summary>
    public static IReadOnlyDictionary<string, double> Weights => LazyWeights.Value;

    public static bool IsMust(MatchedEntry entry, string? state) =>
        Odds(CuesOf(entry.Stored.Entry, state), Weights) >= 0;

    /// <summary>The log-odds, by the given weights.</summary>
    public static double Odds(
        IEnumerable<KeyValuePair<string, double>> cues,
        IReadOnlyDictionary<string, double> weights
    ) => weights.GetValueOrDefault("bias") + cues.Sum(cue => cue.Value * weights.GetValueOrDefault(cue.Key));

    /// <summary>The cues of an entry, with how much of each there is.</summary>
    public static IReadOnlyDictionary<string, double> CuesOf(Entry entry, string? state)
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
        var clause = ClauseEnd().Match(title, Math.Min(ShortestClause, title.Length));
        var end = clause.Success ? clause.Index : title.Length;
        var cues = new Dictionary<string, double>(StringComparer.Ordinal);
        var main = new List<string>();
        foreach (var (concept, places) in Glossary.Events.Find(read))
        {
            if (IsFigureOrDay(concept))
                continue;
            if (places.Any(place => place.Field == Field.Title && place.Start < end))
                main.Add(concept);
            if (places.Any(place => place.Field == Field.Title && place.Start >= end))
                cues[$"rest:{concept}"] = 0.7;
            if (places.Any(place => place.Field == Field.Summary))
                cues[$"text:{concept}"] = 0.4;
        }
        foreach (var concept in main)
            cues[$"main:{concept}"] = 1;
        foreach (var thing in main.Where(concept => !IsAction(concept)))
        {
            foreach (var action in main.Where(IsAction))
                cues[$"main:{action} {thing}"] = 0.7;
        }
        AddForm(cues, entry, title);
        if (state is not null)
            cues[$"state:{state}"] = 1;
        return cues;
    }

    private static void AddForm(Dictionary<string, double> cues, Entry entry, string title)
    {
        if (title.AsSpan().ContainsAny('?', '؟'))
            cues["form:question"] = 1;
        if (title.Contains(':', StringComparison.Ordinal))
            cues["form:colon"] = 1;
        if (title.AsSpan().ContainsAny("\"“«‘"))
            cues["form:quotation"] = 1;
        cues["form:length"] = Math.Min(title.Length, 140) / 70.0;
        if (entry.Link is { IsAbsoluteUri: true } link)
        {
            foreach (System.Text.RegularExpressions.Match section in Section().Matches(link.AbsolutePath))
                cues[$"address:{section.Groups[1].Value.ToLowerInvariant()}"] = 1;
        }
    }

    private static bool IsAction(string concept) => concept is ['a' or 'w', '-', ..];

    private static bool IsFigureOrDay(string concept) => concept is ['n' or 'd' or 'm' or 'h', '-', ..];

    private static IReadOnlyDictionary<string, double> Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Stories/event-weights.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, double>>(stream)!;
    }

    /// <summary>What follows is when, why or besides, not what happened.</summary>
    [GeneratedRegex(
        @"\s(?:as|amid|after|despite|while|following|before|ahead of|malgré|après|alors que|avant|tandis que"
            + @"|depuis|بعد|رغم|وسط|قبل|خلال)\s|[,;،؛…]|\.\s|\s[-–—]\s",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex ClauseEnd();

    [GeneratedRegex(
        "/(videos?|live-blog|economy|business|economie|sports?|culture|opinions?|features?|analysis)(?=/)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Section();
}
