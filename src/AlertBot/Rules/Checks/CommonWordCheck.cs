using AlertBot.Localization;
using AlertBot.Rules.Matching;
using AlertBot.Rules.Words;
using AlertBot.Rules.Words.Arabic;

namespace AlertBot.Rules.Checks;

/// <summary>
/// Tells of a text's word that meets a rule's whether it is rather of another word, far commoner in the news: كبيرا is
/// of كبير and hardly ك + بئرا.
/// </summary>
internal sealed class CommonWordCheck
{
    /// <summary>How many times commoner the other reading must be.</summary>
    private const int FarCommoner = 4;

    /// <summary>How many times commoner a word is than the rule's of which it is the singular in form only.</summary>
    private const int MuchCommoner = 20;

    private readonly FormList _forms = new();
    private readonly FormList _ruleForms = new();

    /// <summary>The word that the one word of a list is rather of; null when the rule's is its best reading.</summary>
    public string? MoreCommonWord(WordList words, TermWord ruleWord, Language language)
    {
        var common = CommonWords.For(language);
        var letters = words.Letters(0).ToString();
        WordForms.OfRule(ruleWord.Letters, ruleWord.Traits, ruleWord.Forms, _ruleForms);
        var own = TextsOf(_ruleForms).ToHashSet(StringComparer.Ordinal);
        var readings = ReadingsOf(letters, words[0].Traits, language);
        return OtherReading(letters, readings, own, language, common)
            ?? CommonerSingular(readings, own, ruleWord, language, common);
    }

    /// <summary>
    /// The word's commoner reading, when the rule's word does not answer to it; null when there is none.
    /// </summary>
    private string? OtherReading(
        string letters,
        List<string> readings,
        HashSet<string> own,
        Language language,
        CommonWords common
    )
    {
        var ownCount = readings
            .Where(own.Contains)
            .Select(form => common.CountOf(form.AsSpan().TrimEnd("~^@'")))
            .DefaultIfEmpty()
            .Max();
        return readings
            .Where(form => form != letters && char.IsLetter(form[^1]))
            .Select(form => (Form: form, Count: common.CountOf(form)))
            .Where(reading => reading.Count >= FarCommoner * Math.Max(1, ownCount))
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
    private static string? CommonerSingular(
        List<string> readings,
        HashSet<string> own,
        TermWord ruleWord,
        Language language,
        CommonWords common
    )
    {
        var bare = ArabicForms.WithoutArticle(ruleWord.Letters, ruleWord.Traits).ToString();
        if ((ruleWord.Traits & WordTraits.Arabic) == 0)
            bare = ruleWord.Letters;
        var shared = readings.Where(own.Contains).ToList();
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
}
