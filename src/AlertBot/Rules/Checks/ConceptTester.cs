using System.Globalization;
using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules.Loading;
using AlertBot.Rules.Matching;
using AlertBot.Rules.Words;

namespace AlertBot.Rules.Checks;

/// <summary>Tries concepts on the words of the files themselves, each written as a text would have it.</summary>
internal sealed class ConceptTester(ConceptBook concepts, PhraseBook phrases)
{
    // No word of a rule; it stands in gaps and ends prefixes.
    private const string Filler = "qzqz";

    private readonly MatchContext _context = new(concepts.Concepts);

    /// <summary>
    /// The languages a term is written for: a Latin word of another list is looked for in Arabic entries too, but is
    /// rare there.
    /// </summary>
    public static Languages WrittenFor(Term term) =>
        term.AppliesTo is Languages.All or Languages.Arabic ? term.AppliesTo : term.AppliesTo & ~Languages.Arabic;

    /// <summary>Whether <paramref name="holds"/> is true of the word in each of its texts and languages.</summary>
    public bool Always(string written, Languages languages, Func<MatchContext, bool> holds) =>
        Readings(written, languages).All(holds);

    /// <summary>Whether <paramref name="holds"/> is true of the word in one of its texts and languages.</summary>
    public bool Ever(string written, Languages languages, Func<MatchContext, bool> holds) =>
        Readings(written, languages).Any(holds);

    /// <summary>What <paramref name="ask"/> says of each of the word's texts and languages.</summary>
    public IEnumerable<T> Select<T>(string written, Languages languages, Func<MatchContext, T> ask) =>
        Readings(written, languages).Select(ask);

    /// <summary>Whether some word of the text is a word of the concept's, or of what it is made of.</summary>
    public bool SharesWord(int concept, string written, Languages languages)
    {
        var sources = concepts.WithParts(concept).Select(Concept.WordsOf).ToHashSet();
        var own = phrases
            .Phrases.Where(phrase => sources.Contains(phrase.Source))
            .SelectMany(phrase => phrase.WordIds)
            .ToHashSet();
        return Ever(written, languages, context =>
            Enumerable.Range(0, context.Words.Count).Any(word => AnyHit(context.Hits, word, own))
        );
    }

    private static bool AnyHit(HitList hits, int word, HashSet<int> wordIds)
    {
        foreach (var hit in hits.At(word))
        {
            if (wordIds.Contains(hit.WordId))
                return true;
        }
        return false;
    }

    private IEnumerable<MatchContext> Readings(string written, Languages languages)
    {
        foreach (var language in LanguageCodes.All.Where(language => languages.HasFlag(language.ToSet())))
        {
            foreach (var text in TextsOf(written))
            {
                _context.Begin(
                    new Entry
                    {
                        Identity = text,
                        Title = text,
                        Language = language,
                    }
                );
                phrases.Find(_context, language);
                yield return _context;
            }
        }
    }

    /// <summary>With gaps closed and prefixes bare, then with gaps filled and prefixes continued.</summary>
    private static IEnumerable<string> TextsOf(string written)
    {
        var bare = TermMarks.WithoutAny(written);
        yield return string.Join(' ', bare.Split(' ').Where(piece => !piece.StartsWith('~')))
            .Replace("*", "", StringComparison.Ordinal);
        if (bare.AsSpan().ContainsAny('~', '*'))
            yield return string.Join(' ', bare.Split(' ').Select(Filled))
                .Replace("*", Filler, StringComparison.Ordinal);
    }

    private static string Filled(string piece) =>
        piece.StartsWith('~')
        && int.TryParse(piece.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var words)
            ? string.Join(' ', Enumerable.Repeat(Filler, Math.Min(words, 20)))
            : piece;
}
