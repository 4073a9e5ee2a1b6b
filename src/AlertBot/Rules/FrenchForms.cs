namespace AlertBot.Rules;

/// <summary>
/// Regular French inflection of folded words: plural, feminine, the present, past participle and imperfect of verbs in -er, and the
/// way back from plural and from the feminine endings that are sure. An -e is never cut off: port is not porte.
/// </summary>
internal static class FrenchForms
{
    /// <summary>Masculine and feminine endings that go together, longest first.</summary>
    private static readonly (string Masculine, string Feminine)[] Genders =
    [
        ("teur", "trice"), ("ien", "ienne"), ("eur", "euse"), ("eux", "euse"), ("el", "elle"), ("on", "onne"), ("if", "ive"), ("er", "ere"), ("c", "que"),
    ];

    private static readonly string[] VerbEndings = ["e", "es", "ent", "ee", "ees", "a", "ant", "ait", "aient", "era", "eront", "ons", "erent"];

    public static void AddTo(HashSet<string> forms, string word)
    {
        AddNumbersAndGenders(forms, word);
        if (Singular(word) is { } singular)
        {
            forms.Add(singular);
            AddNumbersAndGenders(forms, singular);
        }
        if (word.Length >= 5 && word.EndsWith("er", StringComparison.Ordinal))
        {
            foreach (var ending in VerbEndings)
                forms.Add(word[..^2] + ending);
        }
    }

    private static void AddNumbersAndGenders(HashSet<string> forms, string word)
    {
        AddPlural(forms, word);
        foreach (var (masculine, feminine) in Genders)
        {
            if (word.Length > masculine.Length + 2 && word.EndsWith(masculine, StringComparison.Ordinal))
                AddWithPlural(forms, word[..^masculine.Length] + feminine);
            else if (feminine.Length > 3 && word.Length > feminine.Length + 2 && word.EndsWith(feminine, StringComparison.Ordinal))
                AddWithPlural(forms, word[..^feminine.Length] + masculine);
        }
        // Past participles and most adjectives: armé, armée; libre stays. Only after a consonant or é, and not for short words.
        if (word.Length >= 4 && word[^1] is 'e' or 't' or 'd' or 's' or 'n' or 'l' or 'r' or 'i')
            AddWithPlural(forms, word + "e");
    }

    private static void AddWithPlural(HashSet<string> forms, string word)
    {
        forms.Add(word);
        AddPlural(forms, word);
    }

    private static void AddPlural(HashSet<string> forms, string word)
    {
        if (word[^1] is 's' or 'x' or 'z')
            return;
        forms.Add(word + "s");
        if (word.EndsWith("al", StringComparison.Ordinal))
            forms.Add(word[..^1] + "ux");
        else if (word.EndsWith("au", StringComparison.Ordinal) || word.EndsWith("eu", StringComparison.Ordinal))
            forms.Add(word + "x");
    }

    /// <summary>mercenaires: mercenaire; généraux: général; but neither pays, bras nor forces' short kin.</summary>
    private static string? Singular(string word) => word switch
    {
        _ when word.Length > 5 && word.EndsWith("eaux", StringComparison.Ordinal) => word[..^1],
        _ when word.Length > 5 && word.EndsWith("aux", StringComparison.Ordinal) => word[..^2] + "l",
        _ when word.Length > 4 && word[^1] == 's' && word[^2] is not ('s' or 'i' or 'u' or 'a') => word[..^1],
        _ => null,
    };
}
