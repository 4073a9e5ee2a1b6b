using System.Globalization;
using System.Text.RegularExpressions;
using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Stories;
using AlertBot.Subscriptions.Commands;

namespace AlertBot.Alerts.Summaries;

/// <summary>
/// A line in the reader's language on a report of another, without a translator: names and figures that were recognised
/// in its headline and lead, written as the reader's language writes them. It says nothing of how they hang together.
/// </summary>
internal static partial class Gist
{
    /// <summary>The alert lists them all.</summary>
    private const int MostTopics = 3;

    private const int MostNames = 5;
    private const int MostFigures = 3;

    /// <summary>A lead's first sentences; what comes further down is background.</summary>
    private const int MostRead = 400;

    /// <summary>
    /// <c>violated · Ceasefire · Sirte, Haftar · 14 dead</c>; null where nothing was recognised but what the alert says
    /// without it.
    /// </summary>
    /// <param name="entry">The report.</param>
    /// <param name="state">What it says of talks, in the reader's language; null for nothing.</param>
    /// <param name="topics">The topics it meets, in the reader's language.</param>
    /// <param name="reader">The language.</param>
    public static string? Compose(Entry entry, string? state, IEnumerable<string> topics, Language reader)
    {
        var texts = ChatTexts.For(reader);
        var read = Beginning(entry);
        var about = topics.Take(MostTopics).ToList();
        // A country that is a topic, too, is named once.
        var names = Names(read, reader).Where(name => !about.Contains(name)).ToList();
        var figures = Figures($"{read.Title}. {read.Summary}", entry.Language)
            .Take(MostFigures)
            .Select(figure =>
                $"{(figure.IsAtLeast ? "≥ " : "")}{UnitOf(figure.Unit, texts).For(reader, figure.Number)}"
            )
            .ToList();
        return names.Count + figures.Count == 0
            ? null
            : string.Join(
                " · ",
                (
                    (string?[])
                        [
                            state is null ? null : SafeText.Isolate(state),
                            Joined(about, texts),
                            Joined(names, texts),
                            .. figures,
                        ]
                ).OfType<string>()
            );
    }

    /// <summary>What is read of a report: its headline and the beginning of its text.</summary>
    internal static Entry Beginning(Entry entry)
    {
        var lead = entry.Summary.Length > 0 ? entry.Summary : entry.Body;
        lead = lead[Dateline.Length(lead)..];
        return entry with { Summary = lead.Length <= MostRead ? lead : lead[..MostRead], Body = "", Boilerplate = [] };
    }

    private static string? Joined(IReadOnlyList<string> items, ChatTexts texts) =>
        items.Count == 0 ? null : texts.List(items);

    /// <summary>People, places and bodies, those of the headline first, as the language writes them.</summary>
    private static List<string> Names(Entry read, Language reader) =>
        [
            .. Gazetteer
                .Names.Find(read)
                .Where(found => !found.Concept.StartsWith("theatre-", StringComparison.Ordinal))
                .Select(found =>
                    (
                        Name: Gazetteer.Names.Write(found.Concept, reader),
                        Place: found
                            .Places.Where(place =>
                                Gazetteer.Names.IsName(
                                    found.Concept,
                                    read[place.Field].Substring(place.Start, place.Length)
                                )
                            )
                            .Select(place => (Span?)place)
                            .FirstOrDefault()
                    )
                )
                .Where(found => found is { Name: not null, Place: not null })
                .OrderBy(found => found.Place!.Value.Field)
                .ThenBy(found => found.Place!.Value.Start)
                .Select(found => Capital(found.Name!))
                .Distinct(StringComparer.Ordinal)
                .Take(MostNames),
        ];

    private static string Capital(string name) => $"{char.ToUpper(name[0], CultureInfo.InvariantCulture)}{name[1..]}";

    private enum Unit
    {
        Dead,
        Wounded,
        Prisoners,
        Displaced,
        Barrels,
    }

    private sealed record Figure(int Number, Unit Unit, bool IsAtLeast);

    private static Plural UnitOf(Unit unit, ChatTexts texts) =>
        unit switch
        {
            Unit.Dead => texts.Dead,
            Unit.Wounded => texts.Wounded,
            Unit.Prisoners => texts.Prisoners,
            Unit.Displaced => texts.Displaced,
            _ => texts.Barrels,
        };

    /// <summary>Figures with their unit, of sentences that state them as facts.</summary>
    private static IEnumerable<Figure> Figures(string text, Language language)
    {
        var counted = language switch
        {
            Language.Arabic => ArabicCount(),
            Language.French => FrenchCount(),
            _ => EnglishCount(),
        };
        return Sentences
            .Split(text)
            .Select(sentence => text.Substring(sentence.Start, sentence.Length))
            .Where(sentence => !Unsure().IsMatch(sentence))
            .SelectMany(sentence => counted.Matches(sentence))
            .Select(match => ParseFigure(match))
            .OfType<Figure>()
            .DistinctBy(figure => figure.Unit);
    }

    private static Figure? ParseFigure(Match match)
    {
        var digits = string.Concat(
            match.Groups["n"].Value.Where(char.IsDigit).Select(c => (char)('0' + (int)char.GetNumericValue(c)))
        );
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? new Figure(
                number,
                Enum.GetValues<Unit>().First(unit => match.Groups[unit.ToString().ToLowerInvariant()].Success),
                match.Groups["least"].Success
            )
            : null;
    }

    [GeneratedRegex(
        @"(?<!\p{L})(?:den(?:y|ies|ied)|no|not|could|might|may|would|if|fear(?:s|ed)?|un(?:confirmed|true)|"
            + @"alleged(?:ly)?|"
            + @"dément(?:i|ent|it)?|ne|n['’]|pourrai(?:t|ent)|aurai(?:t|ent)|serai(?:t|ent)|si|قد|نفى|نفت|ينفي|"
            + @"تنفي|لم|لا|لن|"
            + @"ربما|لو|مخاوف)(?!\p{L})|n['’](?:a|ont|est)(?!\p{L})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Unsure();

    [GeneratedRegex(
        @"(?:(?<least>at least|more than|over) )?(?<![\d.,])(?<n>\d{1,3}(?:,\d{3})+|\d+) "
            + @"(?:(?:people|persons|civilians|soldiers|fighters|migrants|men|women|children|others) )?"
            + @"(?:(?:were|are|have been|had been|was) )?(?:(?<dead>dead|killed|deaths)|(?<wounded>wounded|injured)|"
            + @"(?<prisoners>prisoners|detainees|captives)|(?<displaced>displaced)|(?<barrels>barrels))(?!\p{L})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex EnglishCount();

    [GeneratedRegex(
        @"(?:(?<least>au moins|plus de) )?(?<![\d.,])(?<n>\d{1,3}(?:[ .\u00A0\u202F]\d{3})+|\d+)[ \u00A0]"
            + @"(?:(?:personnes|civils|soldats|combattants|migrants|hommes|femmes|enfants) )?(?:(?:ont été|sont|"
            + @"étaient) )?"
            + @"(?:(?<dead>morts?|tué(?:e?s)?)|(?<wounded>blessé(?:e?s)?)|(?<prisoners>prisonniers|détenus|captifs)|"
            + @"(?<displaced>déplacé(?:e?s)?)|(?<barrels>barils))(?!\p{L})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex FrenchCount();

    [GeneratedRegex(
        @"(?<![\d٠-٩.,٫])(?<n>[\d٠-٩]+) (?:(?<dead>قتيلا|قتيلاً|قتلى|قتيل|شهيدا|شهيداً|شهداء)|"
            + @"(?<wounded>جريحا|جريحاً|جرحى|جريح|مصابا|مصاباً|مصابين)|"
            + @"(?<prisoners>أسيرا|أسيراً|أسرى|أسير|سجينا|سجيناً|سجناء|محتجزا|محتجزاً|محتجزين)|"
            + @"(?<displaced>نازحا|نازحاً|نازحين|نازح)|(?<barrels>برميل|برميلا|برميلاً|براميل))(?!\p{L})"
    )]
    private static partial Regex ArabicCount();
}
