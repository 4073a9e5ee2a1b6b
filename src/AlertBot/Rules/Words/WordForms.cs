using AlertBot.Localization;
using AlertBot.Rules.Words.Arabic;
using AlertBot.Rules.Words.English;
using AlertBot.Rules.Words.French;

namespace AlertBot.Rules.Words;

/// <summary>
/// The forms under which two words meet: a text's word and a rule's word meet when they have a form in common. What can
/// be done for the rule's word is done there, once; the text's word has only its endings and prefixes taken off.
/// </summary>
internal static class WordForms
{
    /// <summary>Forms of a word that stands in a text of <paramref name="language"/>.</summary>
    public static void OfText(ReadOnlySpan<char> word, WordTraits traits, Language language, FormList forms)
    {
        forms.Clear();
        if ((traits & WordTraits.Arabic) != 0)
        {
            ArabicForms.OfText(word, traits, forms);
            return;
        }
        if (language == Language.French && (traits & WordTraits.FinalAcute) != 0)
        {
            FrenchForms.AddAccented(word, forms);
            return;
        }
        forms.Add(word);
        if (!char.IsAsciiLetter(word[^1]))
            return;
        if (language != Language.French) // Arabic texts carry English and French words alike
            EnglishForms.Add(word, forms);
        if (language != Language.English)
            FrenchForms.Add(word, forms);
    }

    /// <summary>Forms of a word that a rule lists under <paramref name="languages"/>.</summary>
    public static void OfRule(ReadOnlySpan<char> word, WordTraits traits, Languages languages, FormList forms)
    {
        forms.Clear();
        if ((traits & WordTraits.Arabic) != 0)
        {
            ArabicForms.OfRule(word, traits, forms);
            return;
        }
        forms.Add(word);
        if (!char.IsAsciiLetter(word[^1]))
            return;
        if (languages.HasFlag(Languages.English))
            EnglishForms.OfRule(word, forms);
        if (languages.HasFlag(Languages.French))
            FrenchForms.OfRule(word, traits, forms);
    }
}
