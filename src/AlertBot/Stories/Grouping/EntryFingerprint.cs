using System.Text.RegularExpressions;
using AlertBot.Feeds.Entries;
using AlertBot.Rules.Words;
using AlertBot.Rules.Words.Arabic;
using AlertBot.Stories.Weighing;

namespace AlertBot.Stories.Grouping;

/// <summary>What of an entry is compared with others.</summary>
/// <param name="Language">Words are compared within a language, all else across.</param>
/// <param name="Features">What it shares with other reports of its event; those of the headline weigh twice.</param>
/// <param name="Publisher">Who reports it.</param>
/// <param name="Speaker">Who speaks, where the headline begins with a name and a colon; else null.</param>
/// <param name="Time">When it was published.</param>
internal sealed partial record EntryFingerprint(
    AlertBot.Localization.Language Language,
    IReadOnlyDictionary<Feature, float> Features,
    string Publisher,
    string? Speaker,
    DateTimeOffset Time
)
{
    /// <summary>Who does what in the headline.</summary>
    public HeadlineRoles Roles { get; init; }

    /// <summary>The weight of what stands in the headline; 1 is that of the text.</summary>
    public const float TitleWeight = 2f;

    /// <summary>
    /// Letters of a word that are kept: a crude stem, enough to let inflected forms of one word meet.
    /// </summary>
    private const int StemLength = 5;

    /// <summary>
    /// The headline names the event, the lead tells it; what follows is background that many events share.
    /// </summary>
    private const int LeadCharacters = 600;

    public static EntryFingerprint Compute(Entry entry, string publisher, DateTimeOffset time) =>
        Compute(entry, publisher, time, onlyOfWars: false)!;

    /// <summary>
    /// With <paramref name="onlyOfWars"/> null where neither headline nor text names a war or country of the gazetteer:
    /// what does not is no other report of what alerts tell.
    /// </summary>
    public static EntryFingerprint? Compute(Entry entry, string publisher, DateTimeOffset time, bool onlyOfWars)
    {
        var read = Readable(entry);
        var features = new Dictionary<Feature, float>();
        var named = new List<Span>();
        var words = new WordList();
        foreach (var field in Enum.GetValues<Field>())
            words.AddText(read[field], field, read.Boilerplate);
        var names = Gazetteer.Names.Find(read, words).ToList();
        foreach (var (concept, places) in names)
        {
            AddWeight(features, new Feature(FeatureKind.Name, concept), WeightOf(places));
            if (IsConflictRegion(concept))
                AddWeight(features, new Feature(FeatureKind.ConflictRegion, concept), WeightOf(places));
            named.AddRange(places);
        }
        if (onlyOfWars && !features.Keys.Any(feature => feature.Kind == FeatureKind.ConflictRegion))
            return null;
        var events = Gazetteer.Happenings.Find(read, words).ToList();
        foreach (var (concept, places) in events)
        {
            if (!concept.StartsWith("w-", StringComparison.Ordinal))
                AddWeight(features, EventOf(concept), WeightOf(places));
        }
        AddFigures(read, features);
        AddWords(read, words, named, features);
        var speaker =
            SpeakerPrefix().Match(read.Title) is { Success: true } prefix && !Label().IsMatch(prefix.Value)
                ? prefix.Groups[1].Value
                : null;
        return new EntryFingerprint(entry.Language, features, publisher, speaker, time)
        {
            Roles = HeadlineRoles.Find(read.Title, names, events),
        };
    }

    /// <summary>Whether a name of the gazetteer is a war or country that others belong to.</summary>
    public static bool IsConflictRegion(string concept) => concept.StartsWith("theatre-", StringComparison.Ordinal);

    /// <summary>The first <see cref="LeadCharacters"/> characters of an entry's body.</summary>
    public static string Lead(Entry entry) =>
        entry.Body.Length > LeadCharacters ? entry.Body[..LeadCharacters] : entry.Body;

    /// <summary>The headline without the outlet's name, the summary, and the text's first lines.</summary>
    private static Entry Readable(Entry entry)
    {
        var title = ReportForm.TitleOf(entry);
        return entry with
        {
            Title = title,
            Body = Lead(entry),
            Boilerplate =
            [
                .. entry.Boilerplate.Where(span =>
                    span.Field != Field.Title || span.Start + span.Length <= title.Length
                ),
            ],
        };
    }

    private static Feature EventOf(string concept) =>
        concept switch
        {
            ['n', '-', .. var number] when char.IsAsciiDigit(number[0]) => new Feature(FeatureKind.Number, number),
            ['a', '-', ..] => new Feature(FeatureKind.Action, concept),
            ['d' or 'm' or 'h', '-', ..] => new Feature(FeatureKind.Day, concept),
            _ => new Feature(FeatureKind.Thing, concept),
        };

    private static float WeightOf(IReadOnlyList<Span> places) =>
        places.Any(place => place.Field == Field.Title) ? TitleWeight : 1f;

    private static float WeightOf(Field field) => field == Field.Title ? TitleWeight : 1f;

    private static void AddWeight(Dictionary<Feature, float> features, Feature feature, float weight) =>
        features[feature] = Math.Max(features.GetValueOrDefault(feature), weight);

    private static void AddFigures(Entry entry, Dictionary<Feature, float> features)
    {
        foreach (var field in Enum.GetValues<Field>())
        {
            foreach (var figure in Figures.In(entry[field]))
                AddWeight(features, new Feature(FeatureKind.Number, figure), WeightOf(field));
        }
    }

    private static void AddWords(Entry entry, WordList words, List<Span> named, Dictionary<Feature, float> features)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var field = words[i].Field;
            var word = Bare(words.Letters(i), words[i].Traits).ToString();
            var stem = word.Length > StemLength ? word[..StemLength] : word;
            if (stem.Length < 2 || char.IsAsciiDigit(word[0]) || StopWords.Contains(stem))
                continue;
            AddWeight(features, new Feature(FeatureKind.Word, stem), WeightOf(field));
            // Latin names begin with a capital; Arabic script has none, so there every word that no list knows may be
            // one.
            var mayBeName = Folding.IsArabic(word[0]) || char.IsUpper(entry[field][words[i].Start]);
            if (mayBeName && !IsNamed(words[i], named) && NameSkeleton.Compute(word) is { } skeleton)
                AddWeight(features, new Feature(FeatureKind.Skeleton, skeleton), WeightOf(field));
        }
    }

    private static bool IsNamed(Word word, List<Span> named) =>
        named.Exists(span =>
            span.Field == word.Field && span.Start < word.End && word.Start < span.Start + span.Length
        );

    /// <summary>
    /// Without article and proclitics. That a first letter of the stem goes with them at times does no harm: it goes in
    /// every entry.
    /// </summary>
    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> word, WordTraits traits)
    {
        if (!Folding.IsArabic(word[0]))
            return word;
        var bare = ArabicForms.WithoutArticle(word, traits);
        return bare.Length == word.Length && word.Length >= 5 && word[0] is 'و' or 'ب' or 'ل' or 'ف' ? word[1..] : bare;
    }

    [GeneratedRegex(@"^([^:]{2,45}?)\s?:")]
    private static partial Regex SpeakerPrefix();

    /// <summary>
    /// What an outlet puts over several entries of a day, as if it spoke: "Report:", "Guerre au Moyen-Orient:".
    /// </summary>
    [GeneratedRegex(
        @"\b(?:reports?|exclusive|breaking|updates?|watch|videos?|live|latest|opinion|analysis|interview|war|crisis"
            + @"|conflict|deal|talks|truce|ceasefire|guerre|conflit|crise|trêve|cessez-le-feu|annonce|négociations"
            + @"|pourparlers|accord|direct|récit|reportage|vidéo|moyen-orient|proche-orient|détroit|procès"
            + @"|carburants)\b"
            + @"|(?<!\p{L})(?:عاجل|فيديو|بالفيديو|تقرير|خاص|حصري|حرب|أزمة|مفاوضات|هدنة)(?!\p{L})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Label();
}
