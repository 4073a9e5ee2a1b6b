using AlertBot.Config;

namespace AlertBot.Rules;

/// <summary>
/// The forms in which a word of a rule may stand in a text. They are made from the rule's word, once, rather than cut from the text's:
/// cutting makes strangers meet (over-stemming), and making costs nothing while matching.
/// </summary>
internal static class WordForms
{
    /// <param name="word">Folded.</param>
    /// <param name="language">Null for a word of no single language: names take the endings of whichever script they stand in.</param>
    public static IReadOnlySet<string> Of(string word, Language? language)
    {
        var forms = new HashSet<string>(StringComparer.Ordinal) { word };
        if (word.Length < 3 || char.IsAsciiDigit(word[0]))
            return forms;
        if (IsArabic(word))
            ArabicForms.AddTo(forms, word);
        else if (language is Language.French)
            FrenchForms.AddTo(forms, word);
        else if (language is Language.English)
            EnglishForms.AddTo(forms, word);
        else
            forms.Add(word + "s");
        return forms;
    }

    public static bool IsArabic(ReadOnlySpan<char> word) => word[0] is >= '\u0600' and <= '\u06FF';
}
