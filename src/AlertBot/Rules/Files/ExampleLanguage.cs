using AlertBot.Config;
using AlertBot.Rules.Words;

namespace AlertBot.Rules.Files;

/// <summary>The language of an example, which is a sentence or two of someone who writes in one of the three.</summary>
internal static class ExampleLanguage
{
    private static readonly HashSet<string> FrenchWords = new(StringComparer.Ordinal)
    {
        "le", "la", "les", "un", "une", "des", "du", "de", "et", "en", "au", "aux", "pour", "par", "sur", "dans", "est", "sont", "ont",
        "qui", "que", "ne", "pas", "plus", "avec", "entre", "apres", "avant", "son", "sa", "ses", "leur", "selon", "contre", "sans",
    };

    public static Language Of(string text)
    {
        var words = new WordList();
        words.Read(text);
        var all = Enumerable.Range(0, words.Count).ToList();
        if (all.Count(i => words[i].Is(WordTraits.Arabic)) * 2 > all.Count)
            return Language.Arabic;
        // One small word in eight is enough: a headline has few of them, and English has none of these but "son" and "plus".
        var french = all.Count(i => FrenchWords.Contains(words.Letters(i).ToString())) + text.Count(c => "éèêàçùûôî".Contains(c, StringComparison.Ordinal));
        return french * 8 >= all.Count && french > 0 ? Language.French : Language.English;
    }
}
