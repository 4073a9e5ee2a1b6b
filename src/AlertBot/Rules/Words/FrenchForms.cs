namespace AlertBot.Rules.Words;

/// <summary>
/// The forms of a French word: plurals in -s, -x and -aux, and feminines whose ending says so. A bare -e stays on: without its
/// accent, armée would otherwise fall together with arme.
/// </summary>
internal static class FrenchForms
{
    /// <summary>Feminine endings and their masculine, the longest first; the stem before them has two letters at least.</summary>
    private static readonly (string Feminine, string[] Masculine)[] Feminines =
    [
        ("trice", ["teur"]), ("euse", ["eux", "eur"]), ("enne", ["en"]), ("onne", ["on"]), ("elle", ["el"]),
        ("aine", ["ain"]), ("aise", ["ais"]), ("oise", ["ois"]), ("ante", ["ant"]), ("ente", ["ent"]),
        ("ere", ["er"]), ("ive", ["if"]), ("ale", ["al"]), ("ine", ["in"]), ("ee", ["e"]),
    ];

    public static void Add(ReadOnlySpan<char> word, FormList forms)
    {
        forms.Add(word);
        if (word.Length < 4 || StandsAlone(word))
            return;
        AddMasculine(word, forms);
        if (word.EndsWith("aux"))
        {
            forms.Add(word[..^3], "al");
            forms.Add(word[..^1]);
        }
        else if (word.EndsWith("eux") || word.EndsWith("oux"))
        {
            forms.Add(word[..^1]);
        }
        else if (word[^1] == 's' && word[^2] != 's')
        {
            forms.Add(word[..^1]);
            AddMasculine(word[..^1], forms);
        }
    }

    private static void AddMasculine(ReadOnlySpan<char> word, FormList forms)
    {
        foreach (var (feminine, masculines) in Feminines)
        {
            if (word.Length < feminine.Length + 2 || !word.EndsWith(feminine) || StandsAlone(word))
                continue;
            foreach (var masculine in masculines)
                forms.Add(word[..^feminine.Length], masculine);
            return;
        }
    }

    /// <summary>Words whose ending is their own, and which without it are a common word of other sense.</summary>
    private static bool StandsAlone(ReadOnlySpan<char> word) =>
        word is "paris" or "mars" or "fils" or "plus" or "corps" or "cours" or "pays" or "mais" or "puis" or "sous" or "fois" or "vers"
            or "bois" or "armee" or "annee" or "entree" or "assemblee" or "journee" or "mine" or "vente" or "rente" or "marine";
}
