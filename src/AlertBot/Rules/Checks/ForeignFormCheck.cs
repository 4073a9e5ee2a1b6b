using AlertBot.Configuration;
using AlertBot.Localization;
using AlertBot.Rules.Loading;
using AlertBot.Rules.Matching;
using AlertBot.Rules.Words;

namespace AlertBot.Rules.Checks;

/// <summary>
/// Finds words of concepts that a common word of another sense meets: one whose own best reading is another word, far
/// commoner than the reading by which it meets (كبيرا is of كبير and hardly ك + بئرا).
/// </summary>
internal sealed class ForeignFormCheck(ConceptBook concepts, ConceptTester tester)
{
    /// <summary>Rarer words do little harm, and would make more warnings than anybody reads.</summary>
    private const int Common = 15;

    private readonly FormList _forms = new();
    private readonly CommonWordCheck _others = new();
    private readonly List<int> _ids = [];

    /// <summary>One warning for each word of a list, with the commonest stranger that meets it.</summary>
    public IEnumerable<Diagnostic> Find()
    {
        var reported = new HashSet<SourceLocation>();
        foreach (var language in LanguageCodes.All)
        {
            foreach (var (listed, word, other) in FindIn(language))
            {
                if (reported.Add(listed.Place))
                    yield return new Diagnostic(
                        listed.Place,
                        $"\"{listed.Text}\" is met by the common word \"{word}\", which is rather of "
                            + $"\"{other}\"; write name: or exact: before it, or take \"exact:{word}\" out "
                            + $"under except:"
                    );
            }
        }
    }

    private IEnumerable<(Listed Listed, string Word, string Other)> FindIn(Language language)
    {
        var common = CommonWords.For(language);
        var lexicon = new Lexicon();
        var byId = ListedIn(language)
            .GroupBy(listed => lexicon.Add(listed.Word))
            .ToDictionary(group => group.Key, group => group.ToList());
        var words = new WordList();
        foreach (var (word, count) in common.Words.TakeWhile(word => word.Count >= Common))
        {
            words.Clear();
            words.AddText(word);
            if (words.Count != 1)
                continue;
            lexicon.Meet(words.Letters(0), words[0].Hash, words[0].Traits, language, _forms, _ids);
            foreach (var id in _ids.ToList())
            {
                if (
                    byId[id][0].Word.Letters != words.Letters(0).ToString()
                    && _others.MoreCommonWord(words, byId[id][0].Word, language) is { } other
                )
                {
                    foreach (
                        var listed in byId[id]
                            .Where(listed => !IsListed(listed.Concept, other) && Counts(listed.Concept, word, language))
                    )
                        yield return (listed, word, other);
                }
            }
        }
    }

    /// <summary>Whether the concept lists the other word as well: then it is meant.</summary>
    private bool IsListed(int concept, string letters) =>
        concepts
            .TermsOf(Concept.WordsOf(concept))
            .Any(term => term.Steps is [var step] && step.Word.Letters == letters);

    private bool Counts(int concept, string word, Language language) =>
        tester.Ever(word, language.ToSet(), context => context.PlacesOf(concept).Count > 0);

    /// <summary>The single words of all concepts that are inflected in entries of a language.</summary>
    private IEnumerable<Listed> ListedIn(Language language)
    {
        var reader = new TermReader(new DiagnosticBag());
        for (var concept = 0; concept < concepts.Named.Count; concept++)
        {
            foreach (var (languages, list) in concepts.Named[concept].Entry?.ByLanguage() ?? [])
            {
                foreach (var word in list)
                {
                    foreach (var term in reader.Parse(word, languages))
                    {
                        if (
                            term.Steps is [{ Word.Kind: WordKind.Inflected } step]
                            && ConceptTester.WrittenFor(term).HasFlag(language.ToSet())
                        )
                            yield return new Listed(concept, word.Value, word.Place, step.Word);
                    }
                }
            }
        }
    }

    private sealed record Listed(int Concept, string Text, SourceLocation Place, TermWord Word);
}
