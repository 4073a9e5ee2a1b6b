using System.Text.RegularExpressions;
using AlertBot.Feeds.Entries;

namespace AlertBot.Stories.TalksState;

/// <summary>
/// What in an entry speaks for a state of talks (Words/states.yaml): turns of phrase in headline and lead, apart where
/// their clause turns them round, puts them off or makes them a mere possibility; what is spoken of; the rules met.
/// </summary>
internal static partial class StateFeatures
{
    /// <summary>A feed without summaries has the news in the first lines of the text.</summary>
    private const int LeadCharacters = 300;

    /// <summary>A headline that begins with the truce or the talks is about them.</summary>
    private const int Beginning = 12;

    /// <summary>Rules of other matters: an entry that meets no other has no state.</summary>
    private static readonly HashSet<string> OtherTopics = new(StringComparer.Ordinal)
    {
        "libya",
        "oil",
        "foreign-intervention",
        "militias-ddr",
        "accountability",
        "powers",
    };

    private static readonly Lazy<Gazetteer> Cues = new(() => Gazetteer.Load("states.yaml"));

    /// <summary>
    /// The cues that a turn of phrase can give by itself, and where it is put off: what is known of them before any
    /// example.
    /// </summary>
    public static IEnumerable<string> CuesOfConcepts =>
        Cues
            .Value.Concepts.Where(concept => StateOf(concept) is not null)
            .SelectMany(concept =>
                (string[])[$"title:{concept}", $"text:{concept}", $"title:future:{concept}", $"text:future:{concept}"]
            );

    /// <summary>
    /// Whether an entry that meets these rules can have a state: one of them is about talks, a truce, mediation or the
    /// Berlin process, or is the operator's own.
    /// </summary>
    public static bool Asks(IEnumerable<string> rules) => rules.Any(rule => !OtherTopics.Contains(rule));

    /// <param name="entry">The entry.</param>
    /// <param name="rules">The rules it meets.</param>
    /// <returns>
    /// The names of the cues: <c>title:signed-sign</c>, <c>text:not:agreed-reach</c>, <c>rule:ceasefire</c>.
    /// </returns>
    public static IReadOnlySet<string> Extract(Entry entry, IEnumerable<string> rules)
    {
        var read = Lead(entry);
        var found = Cues.Value.Find(read).ToDictionary(f => f.Concept, f => f.Places);
        var clauses = new StateClauses(read, found);
        var cues = rules.Select(rule => $"rule:{rule}").ToHashSet(StringComparer.Ordinal);
        foreach (var (concept, places) in found)
            AddConcept(concept, places, clauses, cues);
        AddHeadline(found, clauses, cues);
        AddOrder(read.Title, found, clauses, cues);
        if (entry.Title.AsSpan().ContainsAny("?؟"))
            cues.Add("title:question");
        return cues;
    }

    /// <summary>The cues with what another report of the same event reported last.</summary>
    public static IReadOnlySet<string> With(IReadOnlySet<string> cues, string reported) =>
        new HashSet<string>(cues, StringComparer.Ordinal) { $"event:{reported}-reported" };

    /// <summary>The entry with its headline and its lead only, the lead without a headline that it repeats.</summary>
    private static Entry Lead(Entry entry)
    {
        var lead =
            entry.Summary.Length > 0 ? entry.Summary
            : entry.Body.Length > LeadCharacters ? entry.Body[..LeadCharacters]
            : entry.Body;
        var headline = entry.Title;
        // "Truce signed - Harbour Dispatch": the outlet is repeated in the summary without its dash.
        if (headline.LastIndexOf(" - ", StringComparison.Ordinal) is > 20 and var outlet)
            headline = headline[..outlet];
        if (lead.StartsWith(headline, StringComparison.Ordinal))
            lead = lead[headline.Length..];
        // Blanked, not cut: places stay what they are.
        var label = Label().Match(entry.Title).Length;
        return entry with { Title = new string(' ', label) + entry.Title[label..], Summary = lead, Body = "" };
    }

    /// <summary>What a newsroom puts before a headline: "Breaking:" is no breach of a truce.</summary>
    [GeneratedRegex(
        @"^\s*(?:breaking(?: news)?|urgent|update(?: \d+)?|exclusive|just in|flash|alerte(?: info)?|dernière minute"
            + @"|dernière heure|exclusif|عاجل(?: جدا)?|خبر عاجل|حصري)\s*[:|!…–—-]+\s*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Label();

    private static void AddConcept(
        string concept,
        IReadOnlyList<Span> places,
        StateClauses clauses,
        HashSet<string> cues
    )
    {
        if (IsTurning(concept))
        {
            cues.Add($"{(places.Any(place => place.Field == Field.Title) ? "title" : "text")}:{concept}");
            return;
        }
        foreach (var place in places)
        {
            var cue = $"{(place.Field == Field.Title ? "title" : "text")}:{clauses.Turned(place, concept)}";
            cues.Add($"{cue}{concept}");
            // The state alone, too: what is learned of one turn of phrase helps the others.
            if (StateOf(concept) is { } state)
                cues.Add($"{cue}{state}");
        }
    }

    /// <summary>
    /// What the headline's cues say together: the first of them, whether they all speak for one state, and of what.
    /// </summary>
    private static void AddHeadline(
        Dictionary<string, IReadOnlyList<Span>> found,
        StateClauses clauses,
        HashSet<string> cues
    )
    {
        var states = found
            .Where(f => StateOf(f.Key) is not (null or State.None))
            .SelectMany(f => f.Value.Select(place => (Concept: f.Key, Place: place)))
            .Where(f => f.Place.Field == Field.Title)
            .OrderBy(f => f.Place.Start)
            .Select(f => clauses.Turned(f.Place, f.Concept) + StateOf(f.Concept))
            .ToList();
        var first = states.FirstOrDefault() ?? "nothing";
        cues.Add(states.Count == 0 ? "title:nothing" : $"title:first:{first}");
        if (states.Distinct().Count() == 1)
            cues.Add($"title:only:{first}");
        foreach (var (matter, places) in found.Where(f => StateClauses.IsMatter(f.Key)))
        {
            var inTitle = places.Where(place => place.Field == Field.Title).ToList();
            if (inTitle.Count > 0)
                cues.Add($"title:pair:{first}+{matter}");
            if (inTitle.Exists(place => place.Start < Beginning))
                cues.Add($"title:begins:{matter}");
        }
    }

    /// <summary>
    /// What the order of the headline says: whether a truce, talks or a deal is its label ("Truce in Sudan: …") or all
    /// that follows one ("Soudan : trêve de trois jours"), and whether there is fire in spite of it.
    /// </summary>
    private static void AddOrder(
        string title,
        Dictionary<string, IReadOnlyList<Span>> found,
        StateClauses clauses,
        HashSet<string> cues
    )
    {
        var colon = title.IndexOf(':', StringComparison.Ordinal);
        var hasFire = found.Any(f => f.Key.StartsWith("fighting-", StringComparison.Ordinal) && IsInTitle(f.Value));
        foreach (var (matter, places) in found.Where(f => StateClauses.IsMatter(f.Key)))
        {
            foreach (var place in places.Where(place => place.Field == Field.Title))
            {
                if (place.Start < Beginning && place.Start + place.Length <= colon)
                    cues.Add($"title:label:{matter}");
                else if (colon >= 0 && place.Start > colon && place.Start - colon <= Beginning / 2)
                    cues.Add($"title:told:{matter}");
                if (hasFire && clauses.Turned(place, matter) is { Length: > 0 } turned)
                    cues.Add($"title:fire:{turned}{matter}");
            }
        }
    }

    private static bool IsInTitle(IReadOnlyList<Span> places) => places.Any(place => place.Field == Field.Title);

    /// <summary>Words that say nothing by themselves and change what the cue beside them says.</summary>
    private static bool IsTurning(string concept) =>
        concept.EndsWith("-words", StringComparison.Ordinal)
        || concept.StartsWith("future-", StringComparison.Ordinal)
        || concept.StartsWith("form-", StringComparison.Ordinal);

    /// <summary>
    /// The state that a concept is named after; null for what is spoken of and for words that turn others.
    /// </summary>
    private static string? StateOf(string concept) =>
        State.All.FirstOrDefault(state => concept.StartsWith($"{state}-", StringComparison.Ordinal));
}
