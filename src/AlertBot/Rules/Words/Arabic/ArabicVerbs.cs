namespace AlertBot.Rules.Words.Arabic;

/// <summary>
/// The forms of an Arabic verb that can be told from its letters alone. Not told, and so to be listed: past and present
/// of one verb (أعلن, يعلن), and the feminine present of most verbs, for توقع is "she signs" and "forecast", تدخل "she
/// enters" and "intervention".
/// </summary>
internal static class ArabicVerbs
{
    private const int Shortest = 3;

    /// <summary>
    /// From سيوقع and ستوقع, "will sign", the present in ي: behind the particle ت and ن are surely prefixes, and what
    /// follows is no noun (سنوات, years, is not س + نوات).
    /// </summary>
    public static void AddFuture(ReadOnlySpan<char> word, FormList forms)
    {
        if (word.Length < Shortest + 2 || word[0] != 'س' || word[1] is not ('ي' or 'ت' or 'ن' or 'ا'))
            return;
        var verb = word[1..];
        forms.Add(verb);
        AddPresent(verb, forms);
        if (
            verb.Length >= Shortest + 3
            && (verb.EndsWith("ون") || verb.EndsWith("ان") || verb.EndsWith("ها") || verb.EndsWith("هم"))
        )
            AddPresent(verb[..^2], forms);
        if (verb.Length >= Shortest + 2 && verb[^1] == 'ه')
            AddPresent(verb[..^1], forms);
    }

    /// <summary>The feminine forms that a rule's verb answers to: أعلنت of أعلن, and تستعيد of يستعيد.</summary>
    public static void AddFeminine(ReadOnlySpan<char> word, WordTraits traits, FormList forms)
    {
        // ملفت is not of ملف: what begins with م is rarely a verb. Behind a vowel ت is a word's own: نبات, بيروت.
        var mayBePast =
            word.Length >= Shortest
            && word[0] != 'م'
            && word[^1] is not ('ا' or 'و' or 'ي' or 'ه' or 'ء' or 'ت' or 'ة');
        if (mayBePast && (traits & WordTraits.TaaMarbuta) == 0)
            forms.Add(word, "ت");
        if (IsDerivedPresent(word))
            forms.Add($"ت{word[1..]}");
    }

    /// <summary>
    /// Classes VII, VIII and X (ينسحب, يجتمع, يستعيد): with ت before it none of them is a verbal noun.
    /// </summary>
    private static bool IsDerivedPresent(ReadOnlySpan<char> word) =>
        word.Length >= Shortest + 2
        && word[0] == 'ي'
        && (word[2] == 'ت' || word.StartsWith("يست") || word[1] == 'ن' && word[2] != 'ا');

    /// <summary>
    /// Whether these are the letters of a verbal noun of classes II, VII, VIII or X (تشكيل, انسحاب, اجتماع, استثمار).
    /// Their adjectives have gone ways of their own: اجتماعي is "social", تشكيلي "of the fine arts", تنفيذي
    /// "executive".
    /// </summary>
    public static bool IsVerbalNoun(ReadOnlySpan<char> noun) =>
        noun.Length switch
        {
            5 => noun[0] == 'ت' && noun[3] == 'ي' || noun.StartsWith("ات") && noun[3] == 'ا',
            6 => noun[0] == 'ا' && (noun[2] == 'ت' || noun[1] == 'ن') && noun[4] == 'ا',
            7 => noun.StartsWith("است") && noun[5] == 'ا',
            _ => false,
        };

    private static void AddPresent(ReadOnlySpan<char> verb, FormList forms)
    {
        forms.Add(verb);
        forms.Add("ي", verb[1..]);
    }
}
