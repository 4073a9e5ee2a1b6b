namespace AlertBot.Rules.Words.Arabic;

/// <summary>
/// Common words whose first letter is their own, and without it would be another common word: بطاقة is a card and not ب
/// + طاقة, energy. Read against the headwords of Wehr's dictionary of written Arabic; only where both words belong in
/// the news.
/// </summary>
internal static class ArabicInitials
{
    /// <summary>Whether و ف ب ل ك at the word's beginning is no conjunction or preposition.</summary>
    public static bool IsOwn(ReadOnlySpan<char> word) =>
        word.StartsWith("لبنان")
        || Stem(word)
            is
                // unit (severity), destination (side), medal, paper (الرقة), imminent (cheque), means (liquid)
                "وحد"
                or "وجه"
                or "وسام"
                or "ورق"
                or "وشيك"
                or "وسايل"
                // ministry (Zara), necessity (Juba)
                or "وزار"
                or "وجوب"
                // corruption, ransom (blood money), division (الرقة), idea (ball)
                or "فساد"
                or "فدي"
                or "فرق"
                or "فكر"
                // paragraph (Qara Bagh), effectiveness (high)
                or "فقر"
                or "فاعلي"
                // navy (freedom), far (feast), mission, lake, card (energy), goods (lost)
                or "بحري"
                or "بعيد"
                or "بعث"
                or "بحير"
                or "بطاق"
                or "بضايع"
                // committee (paradise), committees (Jean)
                or "لجن"
                or "لجان"
                // battalions (penitent), big (beer), disasters (heir)
                or "كتايب"
                or "كبير"
                or "كوارث";

    /// <summary>
    /// Whether ال at the word's beginning belongs to a verb of class VIII whose root begins with ل: التزام is no تزام.
    /// </summary>
    public static bool IsOwnArticle(ReadOnlySpan<char> word)
    {
        if (!word.StartsWith("الت") || word.Length < 5)
            return false;
        if (word is "التقي" or "التقت" or "التقوا" or "التقيا" or "التقتا" or "التقينا")
            return true;
        foreach (var verb in OfLam)
        {
            if (word.StartsWith(verb))
                return word[verb.Length..] is "" or ['ا' or 'ه' or 'ت', ..] or "نا" or "وا";
        }
        return false;
    }

    // To commit, join, catch fire, request, meet, wrap round, confuse, heal, fuse, pick up, turn, devour.
    private static readonly string[] OfLam =
    [
        "التزام",
        "التزم",
        "التحاق",
        "التحق",
        "التهاب",
        "التماس",
        "التقاء",
        "التفاف",
        "التباس",
        "التيام",
        "التحام",
        "التقاط",
        "التقط",
        "التفات",
        "التهام",
    ];

    /// <summary>
    /// The word without ة, in the shapes that ة takes: وحده, وحدتهم, وحدات; and without the alef of the tanwin: كبيرا.
    /// </summary>
    private static ReadOnlySpan<char> Stem(ReadOnlySpan<char> word)
    {
        if (word[^1] == 'ه')
            return word[..^1];
        var taa = word.LastIndexOf('ت');
        if (taa < 3)
            return word[^1] == 'ا' && word.Length > 4 ? word[..^1] : word;
        return word[taa - 1] == 'ا' && taa > 3 ? word[..(taa - 1)] : word[..taa];
    }
}
