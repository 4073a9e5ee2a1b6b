namespace AlertBot.Rules.Words.French;

/// <summary>
/// The forms of a French word: plurals in -s, -x and -aux, and feminines whose ending says so. A bare -e stays on:
/// without its accent, armée would otherwise fall together with arme. A last é of a text is kept apart from e: fossé is
/// no fosse; but accents are left away in capitals, so that a rule's fossé is met by FOSSE.
/// </summary>
internal static class FrenchForms
{
    /// <summary>
    /// Feminine endings and their masculine, the longest first; the stem before them has two letters at least.
    /// </summary>
    private static readonly (string Feminine, string[] Masculine)[] Feminines =
    [
        ("trice", ["teur"]),
        ("euse", ["eux", "eur"]),
        ("enne", ["en"]),
        ("onne", ["on"]),
        ("elle", ["el"]),
        ("aine", ["ain"]),
        ("aise", ["ais"]),
        ("oise", ["ois"]),
        ("ante", ["ant"]),
        ("ente", ["ent"]),
        ("ere", ["er"]),
        ("ive", ["if"]),
        ("ale", ["al"]),
        ("ine", ["in"]),
        ("ee", ["e"]),
        ("tue", ["tu"]),
        ("nue", ["nu"]),
        ("lue", ["lu"]),
        ("due", ["du"]),
        ("rue", ["ru"]),
        ("pue", ["pu"]),
        ("cue", ["cu"]),
    ];

    /// <summary>Put to what folding leaves of a word that ends in é.</summary>
    public const string Acute = "'";

    /// <summary>The forms a rule's word answers to: those of its family as well.</summary>
    public static void OfRule(ReadOnlySpan<char> word, WordTraits traits, FormList forms)
    {
        Add(word, forms);
        if ((traits & WordTraits.FinalAcute) != 0)
            AddAccented(word, forms);
        WordFamilies.AddFrench(word, forms);
    }

    /// <summary>The forms of a word that ends in é, és, ée or ées: signées is signé.</summary>
    public static void AddAccented(ReadOnlySpan<char> word, FormList forms)
    {
        var singular = word[^1] == 's' ? word[..^1] : word;
        forms.Add(singular, Acute);
        if (singular.EndsWith("ee") && !StandsAlone(singular))
            forms.Add(singular[..^1], Acute);
    }

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

    /// <summary>
    /// Words whose ending is their own, and which without it, accents folded, are a common word of other sense.
    /// </summary>
    private static bool StandsAlone(ReadOnlySpan<char> word) =>
        word
            is "paris"
                or "mars"
                or "fils"
                or "plus"
                or "corps"
                or "cours"
                or "pays"
                or "mais"
                or "puis"
                or "sous"
                or "fois"
                or "vers"
                or "bois"
                or "hamas"
                or "tunis"
                or "abus"
                or "mois"
                or "repas"
                or "refus"
                or "temps"
                // -ée of a noun: Crimée is no crime
                or "armee"
                or "annee"
                or "entree"
                or "assemblee"
                or "journee"
                or "crimee"
                or "coree"
                or "guinee"
                or "vendee"
                or "portee"
                or "tranchee"
                or "duree"
                or "musee"
                or "maree"
                or "fusee"
                or "fumee"
                or "bouchee"
                or "soiree"
                or "idee"
                or "vallee"
                or "denree"
                // feminine in form, and not of the masculine beside them
                or "charniere"
                or "frontiere"
                or "maniere"
                or "matiere"
                or "barriere"
                or "carriere"
                or "croisiere"
                or "lumiere"
                or "poudriere"
                or "terminale"
                or "capitale"
                or "centrale"
                or "cathedrale"
                or "morale"
                or "finale"
                or "initiative"
                or "directive"
                or "maine"
                or "graine"
                or "plaine"
                or "domaine"
                or "bienne"
                or "medecine"
                or "bassine"
                // -s of the word's own
                or "fonds"
                or "frais"
                or "mets"
                or "gens"
                or "propos"
                or "dans"
                or "sans"
                or "mine"
                or "marine"
                or "machine"
                or "colonne"
                or "personne"
                or "tonne"
                or "vente"
                or "rente"
                or "entente"
                or "plainte"
                or "statue"
                or "avenue"
                or "revue"
                or "berlue"
                or "value";
}
