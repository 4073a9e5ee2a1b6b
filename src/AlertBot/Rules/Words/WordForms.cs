using AlertBot.Config;

namespace AlertBot.Rules.Words;

/// <summary>
/// The forms under which two words meet: a text's word and a rule's word meet when they have a form in common.
/// </summary>
internal static class WordForms
{
    /// <summary>Forms of a word that stands in a text of <paramref name="language"/>.</summary>
    public static void OfText(ReadOnlySpan<char> word, WordTraits traits, Language language, FormList forms)
    {
        forms.Clear();
        if ((traits & WordTraits.Arabic) != 0)
            ArabicForms.OfText(word, traits, forms);
        else // Arabic texts carry English and French words alike
            AddLatin(word, language == Language.Arabic ? Languages.Latin : language.ToSet(), forms);
    }

    /// <summary>Forms of a word that a rule lists under <paramref name="languages"/>.</summary>
    public static void OfRule(ReadOnlySpan<char> word, WordTraits traits, Languages languages, FormList forms)
    {
        forms.Clear();
        if ((traits & WordTraits.Arabic) != 0)
            ArabicForms.OfRule(word, traits, forms);
        else
            AddLatin(word, languages, forms);
    }

    private static void AddLatin(ReadOnlySpan<char> word, Languages languages, FormList forms)
    {
        if (!char.IsAsciiLetter(word[^1]))
        {
            forms.Add(word);
            return;
        }
        if (languages.HasFlag(Languages.English))
            EnglishForms.Add(word, forms);
        if (languages.HasFlag(Languages.French))
            FrenchForms.Add(word, forms);
    }
}
