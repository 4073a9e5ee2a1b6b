using System.Globalization;
using System.Text.RegularExpressions;
using AlertBot.Feeds.Entries;
using AlertBot.Rules.Words;
using AlertBot.Stories;
using AlertBot.Stories.Grouping;

namespace AlertBot.Alerts.Rewriting;

/// <summary>
/// What a report names, in a form that its translation can be held against: people, places and bodies by the gazetteer,
/// other names by their consonants, figures in digits, days and hours.
/// </summary>
internal sealed partial class SourceEvidence
{
    /// <summary>Shorter ones stand in any two texts of a language.</summary>
    private const int LongWord = 6;

    private readonly HashSet<string> _names;
    private readonly HashSet<string> _events;
    private readonly HashSet<string> _figures;
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly HashSet<string> _skeletons = new(StringComparer.Ordinal);

    // Of words written twice, so that those of two consonants have a skeleton, too.
    private readonly HashSet<string> _short = new(StringComparer.Ordinal);

    public SourceEvidence(Entry entry)
    {
        _names = [.. Gazetteer.Names.Find(entry).Select(found => found.Concept)];
        _events = [.. Gazetteer.Events.Find(entry).Select(found => found.Concept)];
        _figures = [.. FiguresIn($"{entry.Title}\n{entry.Summary}\n{entry.Body}")];
        foreach (
            var word in Word()
                .Matches($"{entry.Title}\n{entry.Summary}\n{entry.Body}")
                .Select(match => Folding.Letters(match.Value))
        )
        {
            _words.Add(word);
            foreach (var bare in Bare(word))
            {
                _words.Add(bare);
                if (NameSkeleton.Compute(bare) is { } skeleton)
                    _skeletons.Add(skeleton);
                if (NameSkeleton.Compute(bare + bare) is { } twice)
                    _short.Add(twice);
            }
        }
    }

    /// <summary>A name of the gazetteer. The theatre of a place follows from the place.</summary>
    public bool Names(string concept) =>
        concept.StartsWith("theatre-", StringComparison.Ordinal) || _names.Contains(concept);

    /// <summary>A number in words, a day, a month, an hour; anything else that happens needs no support.</summary>
    public bool Tells(string concept) =>
        concept switch
        {
            "n-1000" or "n-million" or "n-billion" or "n-100" => _events.Contains(concept)
                || _figures.Any(figure => figure.Length > 2),
            ['n', '-', .. var number] => _events.Contains(concept) || _figures.Contains(number),
            ['d' or 'm' or 'h', '-', ..] => _events.Contains(concept),
            _ => true,
        };

    /// <summary>A figure in digits, or the word for it.</summary>
    public bool Counts(string figure) => _figures.Contains(figure) || _events.Contains($"n-{figure}");

    /// <summary>
    /// A word that may be a name: it stands in the report, or one of the same consonants does, in whichever script.
    /// </summary>
    public bool Holds(string word)
    {
        var folded = Folding.Letters(word);
        return _words.Contains(folded)
            || Bare(folded)
                .Any(bare =>
                    _words.Contains(bare)
                    || (NameSkeleton.Compute(bare) is { } skeleton && _skeletons.Contains(skeleton))
                );
    }

    /// <summary>The same for names of two consonants, which many words share.</summary>
    public bool HoldsShort(string word) =>
        Folding.Letters(word) is var folded
        && NameSkeleton.Compute(folded + folded) is { } twice
        && _short.Contains(twice);

    /// <summary>
    /// Whether a text shares anything with the report: a name, an event, a figure, or, where both are in one language,
    /// a word of some length.
    /// </summary>
    public bool Touches(Entry text) =>
        Gazetteer.Names.Find(text).Any(found => _names.Contains(found.Concept))
        || Gazetteer.Events.Find(text).Any(found => _events.Contains(found.Concept))
        || FiguresIn(text.Title).Any(_figures.Contains)
        || Word()
            .Matches(text.Title)
            .Any(word => word.Length >= LongWord && _words.Contains(Folding.Letters(word.Value)));

    /// <summary>
    /// Every figure in ASCII digits, those below three and those written together with a word (بـ7391) as well;
    /// multiples as one number.
    /// </summary>
    public static IEnumerable<string> FiguresIn(string text) =>
        Figures
            .In(text)
            .Concat(
                Small()
                    .Matches(text)
                    .Concat(Attached().Matches(text))
                    .Select(match => string.Concat(match.Value.Select(c => CharUnicodeInfo.GetDecimalDigitValue(c))))
            );

    /// <summary>As it stands, and without what Arabic writes together with the word.</summary>
    private static IEnumerable<string> Bare(string word)
    {
        yield return word;
        foreach (var before in (string[])["وال", "بال", "فال", "كال", "ال", "لل", "و", "ب", "ل", "ف", "ك"])
        {
            if (word.Length > before.Length + 2 && word.StartsWith(before, StringComparison.Ordinal))
                yield return word[before.Length..];
        }
        // al-Sarraj, el-Beïda: folded, the article is part of the word.
        if (
            word.Length > 5
            && (word.StartsWith("al", StringComparison.Ordinal) || word.StartsWith("el", StringComparison.Ordinal))
        )
            yield return word[2..];
    }

    [GeneratedRegex(@"[\p{L}\p{M}]+(?:[-'’][\p{L}\p{M}]+)*")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<=\p{L})\d+")]
    private static partial Regex Attached();

    [GeneratedRegex(@"(?<![\p{L}\p{N}.,])[0-2٠-٢۰-۲](?![\p{L}\p{N}]|[.,٫٬][\p{N}])")]
    private static partial Regex Small();
}
