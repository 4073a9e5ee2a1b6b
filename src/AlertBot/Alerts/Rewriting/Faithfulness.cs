using System.Text.RegularExpressions;
using AlertBot.Alerts.Summaries;
using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Parsing.Text;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Stories;
using AlertBot.Stories.TalksState;

namespace AlertBot.Alerts.Rewriting;

/// <summary>
/// Holds a model's words against the report they were made of. What it cannot find there it takes for made up: an
/// extract in a foreign language is better than a fluent lie. docs/summaries.md says what it cannot see.
/// </summary>
internal static partial class Faithfulness
{
    /// <summary>Null when the words may be sent; else what is wrong with them, for the log and the store.</summary>
    /// <param name="rewrittenText">What the model wrote.</param>
    /// <param name="language">What it was to write in.</param>
    /// <param name="report">What it was given.</param>
    /// <param name="rules">The rules in force: what told the report must tell its wording, too.</param>
    public static string? Fault(RewrittenText rewrittenText, Language language, MatchedEntry report, RuleSet rules)
    {
        var written = new Entry
        {
            Identity = "",
            Title = rewrittenText.Headline,
            Summary = rewrittenText.Summary,
            Language = language,
        };
        var source = report.Stored.Entry;
        var evidence = new SourceEvidence(source);
        return LanguageDetection.Detect($"{rewrittenText.Headline}\n{rewrittenText.Summary}", null) != language
                ? "another language"
            : SourceEvidence
                .FiguresIn($"{rewrittenText.Headline}\n{rewrittenText.Summary}")
                .Any(figure => !evidence.Counts(figure))
                ? "a figure the report has not"
            : Gazetteer.Events.Find(written).Any(found => !evidence.Tells(found.Concept))
                ? "a number, day or hour the report has not"
            : Gazetteer.Names.Find(written).Any(found => !evidence.Names(found.Concept))
                ? "a known name the report has not"
            : Unsupported(written, evidence) || rewrittenText.Names.Any(name => !IsFound(name, evidence))
                ? "a name the report has not"
            : !MarksNames(rewrittenText, written) ? "names that are not marked"
            : Sentences
                .Split(rewrittenText.Summary)
                .Any(sentence =>
                    !evidence.Touches(
                        EntryOf(rewrittenText.Summary.Substring(sentence.Start, sentence.Length), language)
                    )
                )
                ? "a sentence that has nothing of the report"
            : report.Matches.Count > 0 && !rules.Match(written).Any(match => report.RuleIds.Contains(match.Rule.Id))
                ? "not what the alert is about"
            : DiffersInState(written, source, report) || DiffersInState(Headline(written), Headline(source), report)
                ? "another state of talks"
            : null;
    }

    private static bool DiffersInState(Entry written, Entry source, MatchedEntry report) =>
        State.Classify(written, report.RuleIds, reported: null) is { } state
        && State.Classify(source, report.RuleIds, reported: null) is { } known
        && state != known;

    /// <summary>A lie in it may drown in a summary that is true.</summary>
    private static Entry Headline(Entry entry) => entry with { Summary = "", Body = "" };

    /// <summary>
    /// Of a marked name, each word must be supported, in whatever form: it stands beside the others of one name.
    /// </summary>
    private static bool IsFound(string name, SourceEvidence evidence)
    {
        var alone = EntryOf(name, Language.Arabic);
        var known = Gazetteer.Names.Find(alone).SelectMany(found => found.Places).ToList();
        return Word()
            .Matches(name)
            .All(word =>
                IsKnown(word, known)
                || evidence.Holds(word.Value)
                || evidence.HoldsShort(word.Value)
                || NonNameWords.FollowsTitle(word.Value)
            );
    }

    /// <summary>
    /// Whether the model did as it was told with names we know; offices stand in the gazetteer, too, and may be no
    /// names to it.
    /// </summary>
    private static bool MarksNames(RewrittenText rewrittenText, Entry written)
    {
        if (written.Language != Language.Arabic)
            return true;
        var known = Gazetteer
            .Names.Find(written)
            .Where(found => !found.Concept.StartsWith("theatre-", StringComparison.Ordinal))
            .Select(found => found.Concept)
            .ToHashSet(StringComparer.Ordinal);
        var marked = Gazetteer
            .Names.Find(EntryOf(string.Join(" . ", rewrittenText.Names), Language.Arabic))
            .Count(found => known.Contains(found.Concept));
        return 2 * marked >= known.Count;
    }

    private static Entry EntryOf(string sentence, Language language) =>
        new()
        {
            Identity = "",
            Title = sentence,
            Language = language,
        };

    private static bool Unsupported(Entry written, SourceEvidence evidence)
    {
        var known = Gazetteer
            .Names.Find(written)
            .SelectMany(found => found.Places)
            .Concat(Gazetteer.Events.Find(written).SelectMany(found => found.Places))
            .ToList();
        foreach (var field in (Field[])[Field.Title, Field.Summary])
        {
            var names =
                written.Language == Language.Arabic
                    ? AfterTitle().Matches(written[field]).Select(match => match.Groups["name"])
                    : Capitals().Matches(written[field]).Select(match => (Group)match);
            var places = known.Where(place => place.Field == field).ToList();
            if (
                names.Any(name =>
                    !IsKnown(name, places)
                    && !IsSupported(written[field], name, evidence)
                    && !(StandsBeside(name, places) && evidence.HoldsShort(name.Value))
                )
            )
                return true;
        }
        return false;
    }

    private static bool IsKnown(Group name, List<Span> known) =>
        known.Exists(place => place.Start <= name.Index && place.Start + place.Length >= name.Index + name.Length);

    /// <summary>
    /// "Fayez" before "al-Sarraj": two consonants prove little, but beside a name that is known they are the same
    /// person's.
    /// </summary>
    private static bool StandsBeside(Group name, List<Span> known)
    {
        const int article = 4;
        return known.Exists(place =>
            place.Start - (name.Index + name.Length) is >= 1 and <= article
            || name.Index - (place.Start + place.Length) == 1
        );
    }

    private static bool IsSupported(string text, Group name, SourceEvidence evidence) =>
        evidence.Holds(name.Value)
        || NonNameWords.MayBeCapital(name.Value)
        || (BeginsSentence(text, name.Index) && NonNameWords.MayBegin(name.Value))
        || NonNameWords.FollowsTitle(name.Value)
        || (
            name.Value.Contains('-', StringComparison.Ordinal)
            && name.Value.Split('-')
                .All(part => part.Length < 3 || evidence.Holds(part) || NonNameWords.MayBeCapital(part))
        );

    private static bool BeginsSentence(string text, int at)
    {
        var before = text.AsSpan(0, at).TrimEnd(" «“\"'(");
        return before.Length == 0 || before[^1] is '.' or '!' or '?' or ':' or '…';
    }

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();

    /// <summary>
    /// French articles and conjunctions that are written together with the word are no part of a name.
    /// </summary>
    [GeneratedRegex(@"(?<!\p{L})(?!(?:[LDCJNSM]|Qu)[’'])\p{Lu}[\p{L}\p{M}]*(?:[-’'][\p{L}\p{M}]+)*")]
    private static partial Regex Capitals();

    /// <summary>
    /// Arabic has no capitals: a name is what stands after a rank, an office, a kind of place, or who "said".
    /// </summary>
    [GeneratedRegex(
        @"(?<!\p{L})(?:[وفبل]?(?:ال)?)?(?:رئيس|وزير|جنرال|لواء|عقيد|عميد|مشير|فريق|سيد|سيدة|شيخ|سفير|مبعوث|"
            + @"مبعوثة|قائد|نائب|ناطق|متحدث|مدينة|بلدة|قرية|منطقة|محافظة|ولاية|ميناء|حقل|مطار|"
            + @"قال|قالت|أعلن|أعلنت|أكد|أكدت|صرح|صرحت|أضاف|أضافت|أوضح|أوضحت|نفى|نفت)\s+(?<name>\p{L}+)"
    )]
    private static partial Regex AfterTitle();
}
