using AlertBot.Config;
using AlertBot.Rules.Matching;
using AlertBot.Rules.Words;

namespace AlertBot.Rules.Files;

/// <summary>
/// Finds words of concepts that a common word of another sense meets: one whose own best reading is another word, far
/// commoner than the reading by which it meets (كبيرا is of كبير and hardly ك + بئرا).
/// </summary>
internal sealed class StrangeForms(ConceptBook concepts, Probe probe)
{
    /// <summary>Rarer words do little harm, and would make more warnings than anybody reads.</summary>
    private const int Common = 15;

    /// <summary>How many times commoner the other reading must be.</summary>
    private const int FarCommoner = 4;

    /// <summary>How many times commoner a word is than the rule's of which it is the singular in form only.</summary>
    private const int MuchCommoner = 20;

    private readonly FormList _forms = new();
    private readonly FormList _ruleForms = new();
    private readonly List<int> _ids = [];

    /// <summary>One warning for each word of a list, with the commonest stranger that meets it.</summary>
    public IEnumerable<Fault> Find()
    {
        var told = new HashSet<Place>();
        foreach (var language in LanguageCodes.All)
        {
            foreach (var (listed, word, other) in FindIn(language))
            {
                if (told.Add(listed.Place))
                    yield return new Fault(
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
        var common = CommonWords.Of(language);
        var lexicon = new Lexicon();
        var byId = ListedIn(language)
            .GroupBy(listed => lexicon.Add(listed.Word))
            .ToDictionary(group => group.Key, group => group.ToList());
        var words = new WordList();
        foreach (var (word, count) in common.Words.TakeWhile(word => word.Count >= Common))
        {
            words.Clear();
            words.Read(word);
            if (words.Count != 1)
                continue;
            lexicon.Meet(words.Letters(0), words[0].Traits, language, _forms, _ids);
            foreach (var id in _ids.ToList())
            {
                if (
                    byId[id][0].Word.Letters != words.Letters(0).ToString()
                    && (
                        OtherReading(words, byId[id][0].Word, language, common)
                        ?? CommonerSingular(words, byId[id][0].Word, language, common)
                    )
                        is { } other
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

    /// <summary>
    /// The word's commoner reading, when the rule's word does not answer to it; null when there is none.
    /// </summary>
    private string? OtherReading(WordList words, TermWord ruleWord, Language language, CommonWords common)
    {
        var letters = words.Letters(0).ToString();
        WordForms.OfRule(ruleWord.Letters, ruleWord.Traits, ruleWord.Forms, _ruleForms);
        var own = TextsOf(_ruleForms).ToHashSet(StringComparer.Ordinal);
        var forms = ReadingsOf(letters, words[0].Traits, language);
        var met = forms.Where(own.Contains).Select(form => common.CountOf(form.AsSpan().TrimEnd("~^@'"))).Max();
        return forms
            .Where(form => form != letters && char.IsLetter(form[^1]))
            .Select(form => (Form: form, Count: common.CountOf(form)))
            .Where(reading => reading.Count >= FarCommoner * Math.Max(1, met))
            .OrderByDescending(reading => reading.Count)
            .Select(reading => reading.Form)
            .FirstOrDefault(form => !Answers(form, own, language));
    }

    /// <summary>
    /// Whether a reading would meet the rule's word, be its ال the article or, as in ألمانية, its own.
    /// </summary>
    private bool Answers(string form, HashSet<string> own, Language language) =>
        ReadingsOf(form, WordTraits.None, language).Exists(own.Contains)
        || ReadingsOf(form, WordTraits.InitialHamza, language).Exists(own.Contains);

    /// <summary>
    /// The word that is left of the rule's own when its ending is off, where that is far commoner than the rule's:
    /// wells, and well; المجتمعون, "those who met", and مجتمع, society. Null when there is none.
    /// </summary>
    private string? CommonerSingular(WordList words, TermWord ruleWord, Language language, CommonWords common)
    {
        var bare = ArabicForms.WithoutArticle(ruleWord.Letters, ruleWord.Traits).ToString();
        if ((ruleWord.Traits & WordTraits.Arabic) == 0)
            bare = ruleWord.Letters;
        WordForms.OfRule(ruleWord.Letters, ruleWord.Traits, ruleWord.Forms, _ruleForms);
        var own = TextsOf(_ruleForms).ToHashSet(StringComparer.Ordinal);
        var shared = ReadingsOf(words.Letters(0).ToString(), words[0].Traits, language).Where(own.Contains).ToList();
        var rule = common.CountOf(ruleWord.Letters) + common.CountOf(bare);
        var isInfinitive = language == Language.French && bare.EndsWith("er", StringComparison.Ordinal);
        return isInfinitive || shared.Exists(form => form.StartsWith(bare, StringComparison.Ordinal))
            ? null
            : shared.Find(form =>
                bare.StartsWith(form.TrimEnd('ه'), StringComparison.Ordinal) // families are listed on purpose
                && common.CountOf(form) + common.CountOf($"ال{form}") >= MuchCommoner * Math.Max(1, rule)
            );
    }

    private List<string> ReadingsOf(string letters, WordTraits traits, Language language)
    {
        (_forms.Wanted, _forms.WantedBeginnings) = (null, null);
        WordForms.OfText(letters, Folding.IsArabic(letters[0]) ? traits | WordTraits.Arabic : traits, language, _forms);
        return [.. TextsOf(_forms)];
    }

    private static IEnumerable<string> TextsOf(FormList forms) =>
        Enumerable.Range(0, forms.Count).Select(i => forms[i].ToString());

    /// <summary>Whether the concept lists the other word as well: then it is meant.</summary>
    private bool IsListed(int concept, string letters) =>
        concepts
            .TermsOf(Concept.WordsOf(concept))
            .Any(term => term.Steps is [var step] && step.Word.Letters == letters);

    private bool Counts(int concept, string word, Language language) =>
        probe.Ever(word, language.ToSet(), reading => reading.Of(concept).Count > 0);

    /// <summary>The single words of all concepts that are inflected in entries of a language.</summary>
    private IEnumerable<Listed> ListedIn(Language language)
    {
        var reader = new TermReader(new Faults());
        for (var concept = 0; concept < concepts.Named.Count; concept++)
        {
            foreach (var (languages, list) in concepts.Named[concept].Entry?.ByLanguage() ?? [])
            {
                foreach (var word in list)
                {
                    foreach (var term in reader.Read(word, languages))
                    {
                        if (
                            term.Steps is [{ Word.Kind: WordKind.Inflected } step]
                            && Probe.WrittenFor(term).HasFlag(language.ToSet())
                        )
                            yield return new Listed(concept, word.Value, word.Place, step.Word);
                    }
                }
            }
        }
    }

    private sealed record Listed(int Concept, string Text, Place Place, TermWord Word);
}
