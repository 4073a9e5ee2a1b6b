namespace AlertBot.Rules;

/// <summary>Regular English inflection: plural, past, present participle, and the singular of a plural. Irregular forms are listed in rules.</summary>
internal static class EnglishForms
{
    public static void AddTo(HashSet<string> forms, string word)
    {
        AddInflected(forms, word);
        if (Singular(word) is { } singular)
        {
            forms.Add(singular);
            if (word.Length > 5)
                AddInflected(forms, singular);
        }
    }

    private static void AddInflected(HashSet<string> forms, string word)
    {
        if (EndsInConsonantY(word))
        {
            forms.Add(word[..^1] + "ies");
            forms.Add(word[..^1] + "ied");
        }
        forms.Add(TakesEs(word) ? word + "es" : word + "s");
        // Three letters are too few for verb endings: "gas" is not "gassing", "oil" not "oiled".
        if (word.Length < 4)
            return;
        if (word.EndsWith('e'))
        {
            forms.Add(word + "d");
            forms.Add(word[..^1] + "ing");
            return;
        }
        forms.Add(word + "ed");
        forms.Add(word + "ing");
        if (DoublesLast(word))
        {
            forms.Add(word + word[^1] + "ed");
            forms.Add(word + word[^1] + "ing");
        }
    }

    /// <summary>mercenaries: mercenary; talks: talk; but neither news, crisis nor politics has one.</summary>
    private static string? Singular(string word) => word switch
    {
        _ when word.Length > 4 && word.EndsWith("ies", StringComparison.Ordinal) => word[..^3] + "y",
        _ when word.Length > 5 && (word.EndsWith("ches", StringComparison.Ordinal) || word.EndsWith("shes", StringComparison.Ordinal) || word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal)) => word[..^2],
        _ when word.Length < 5 || word[^1] != 's' || word[^2] is 's' or 'u' or 'i' => null,
        _ when word.EndsWith("ics", StringComparison.Ordinal) || word.EndsWith("news", StringComparison.Ordinal) => null,
        _ => word[..^1],
    };

    private static bool TakesEs(string word) =>
        word[^1] is 's' or 'x' or 'z' || word.EndsWith("ch", StringComparison.Ordinal) || word.EndsWith("sh", StringComparison.Ordinal);

    private static bool EndsInConsonantY(string word) => word[^1] == 'y' && !IsVowel(word[^2]);

    /// <summary>rebel: rebelled; ship: shipped.</summary>
    private static bool DoublesLast(string word) =>
        word.Length <= 7 && !IsVowel(word[^1]) && word[^1] is not ('w' or 'x' or 'y') && IsVowel(word[^2]) && !IsVowel(word[^3]);

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u';
}
