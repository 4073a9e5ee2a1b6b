using System.Buffers;

namespace AlertBot.Rules.Words.English;

/// <summary>
/// The forms of an English word: -s -es -ies -ed -ied -ing -men undone, doubled consonants and a dropped e put back.
/// </summary>
internal static class EnglishForms
{
    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouy");

    /// <summary>The forms a rule's word answers to: those of its family and of its other spelling as well.</summary>
    public static void OfRule(ReadOnlySpan<char> word, FormList forms)
    {
        Add(word, forms);
        WordFamilies.AddEnglish(word, forms);
        EnglishSpelling.AddOther(forms);
    }

    public static void Add(ReadOnlySpan<char> word, FormList forms)
    {
        forms.Add(word);
        if (word.Length < 4 || StandsAlone(word))
            return;
        if (word.EndsWith("ies") || word.EndsWith("ied"))
        {
            forms.Add(word[..^1]); // died, movies
            if (word.Length > 4)
                forms.Add(word[..^3], "y");
        }
        else if (word.EndsWith("men") && word.Length > 4) // omen is not Oman
            forms.Add(word[..^3], "man");
        else if (word.EndsWith("ing"))
            AddVerb(word[..^3], forms);
        else if (word.EndsWith("ed"))
            AddVerb(word[..^2], forms);
        else if (word[^1] == 's')
            AddSingular(word[..^1], forms);
    }

    /// <summary>Words whose ending is their own, and which without it are a common word of other sense.</summary>
    private static bool StandsAlone(ReadOnlySpan<char> word) =>
        word
            is "news"
                or "arms"
                or "goods"
                or "customs"
                or "means"
                or "remains"
                or "aids"
                or "united"
                or "evening"
                or "hundred"
                or "speed"
                or "wales"
                or "hamas"
                or "texas"
                or "paris"
                or "tunis"
                or "beijing"
                or "mars"
                or "species"
                or "series"
                or "wedding"
                or "according"
                or "boeing"
                or "pressing"
                or "proceeds"
                or "premises"
                or "thanks"
                or "economics"
                or "politics";

    private static void AddSingular(ReadOnlySpan<char> stem, FormList forms)
    {
        if (stem[^1] is 's' or 'u' || (stem[^1] == 'i' && stem.EndsWith("si")))
            return; // congress, virus, crisis; but Houthis and Saudis have a singular
        forms.Add(stem);
        if (stem[^1] != 'e')
            return;
        var bare = stem[..^1];
        if (bare.Length < 3)
            return; // uses is not of us
        // viruses, gases and passes, but corpses is not of corps
        var isSibilant = bare[^1] == 's' && bare[^2] is 'u' or 'a' or 'i' or 's';
        if (isSibilant || bare[^1] is 'x' or 'z' or 'o' || bare.EndsWith("ch") || bare.EndsWith("sh"))
            forms.Add(bare);
    }

    private static void AddVerb(ReadOnlySpan<char> stem, FormList forms)
    {
        // Two letters are a verb's only as in used and aged; seed is not see, bed not be.
        if (stem.Length < 2 || stem.Length == 2 && !IsVowel(stem[0]) || !stem.ContainsAny(Vowels))
            return;
        forms.Add(stem, "e");
        if (stem.Length < 3)
            return;
        var isDoubled = stem[^1] == stem[^2] && !IsVowel(stem[^1]);
        if (isDoubled)
            forms.Add(stem[..^1]);
        if (!IsClipped(stem))
            forms.Add(stem);
    }

    /// <summary>hop- of "hoping": one short syllable would have doubled its consonant, so an e is missing.</summary>
    private static bool IsClipped(ReadOnlySpan<char> stem) =>
        stem.Length == 3
        && !IsVowel(stem[0])
        && IsVowel(stem[1])
        && !IsVowel(stem[2])
        && stem[2] is not ('w' or 'x' or 'y');

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u';
}
