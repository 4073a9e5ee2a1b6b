namespace AlertBot.Rules;

/// <summary>
/// The endings Arabic adds to a noun or adjective: pronouns, dual and sound plurals, the accusative alef, the adjective in -i. What
/// it puts before a word is taken off the text's word instead (<see cref="ArabicProclitics"/>), and broken plurals are listed in rules.
/// </summary>
internal static class ArabicForms
{
    /// <summary>Pronouns no other ending looks like. ه, ك and ي are also taa marbuta, part of a stem, or the adjective's ending.</summary>
    private static readonly string[] Pronouns = ["ها", "هم", "هما", "نا", "كم"];

    /// <param name="forms">Where the forms go.</param>
    /// <param name="word">Folded, so taa marbuta is ه; without the article.</param>
    public static void AddTo(HashSet<string> forms, string word)
    {
        if (word[^1] == 'ه')
            AddFeminine(forms, word[..^1]);
        else if (word[^1] == 'ي')
            AddAll(forms, word, "ه", "ين", "ون", "ات", "ا", "تها", "ها", "هم");
        else if (word[^1] is 'ا' or 'ء')
            AddLongVowel(forms, word);
        else
            AddMasculine(forms, word);
    }

    private static void AddFeminine(HashSet<string> forms, string stem)
    {
        AddAll(forms, stem, "ات", "تان", "تين", "ته", "تك", "تي", "اته", "اتي");
        foreach (var pronoun in Pronouns)
            AddAll(forms, stem, "ت" + pronoun, "ات" + pronoun);
    }

    private static void AddMasculine(HashSet<string> forms, string word)
    {
        AddAll(forms, word, Pronouns);
        AddAll(forms, word, "ا", "ي", "يه");
        // With three letters the rest makes other words: دور and دوران, سلم and سلمان.
        if (word.Length >= 4)
            AddAll(forms, word, "ات", "اتها", "اته", "اتهم", "ان", "ين", "ون", "يها");
        // Participles (مقاتل, مسلح) take the feminine; elsewhere -ه makes another word: سلام and سلامة.
        if (word.Length >= 4 && word[0] == 'م')
            AddAll(forms, word, "ه", "يه");
        else if (word.Length >= 5)
            AddAll(forms, word, "ه");
    }

    private static void AddLongVowel(HashSet<string> forms, string word)
    {
        AddAll(forms, word, Pronouns);
        if (word[^1] == 'ء')
        {
            // The hamza moves onto yaa or waw before a pronoun: رؤساء, رؤسائهم.
            foreach (var pronoun in Pronouns)
                AddAll(forms, word[..^1], "ي" + pronoun, "و" + pronoun);
            AddAll(forms, word[..^1], "يه", "وه");
        }
    }

    private static void AddAll(HashSet<string> forms, string stem, params string[] endings)
    {
        foreach (var ending in endings)
            forms.Add(stem + ending);
    }
}
