using System.Text;

namespace AlertBot.Stories.Grouping;

/// <summary>
/// The consonants of a name, in an alphabet that Arabic and Latin script share: حفتر and Haftar, برلين and Berlin, سرت,
/// Sirte and Syrte come out alike. Vowels, h and doubled letters differ from desk to desk and are left out. Crude, and
/// enough: one skeleton proves nothing, several rare ones in two entries of a day do.
/// </summary>
internal static class NameSkeleton
{
    /// <summary>Two consonants are shared by too many names.</summary>
    private const int Shortest = 3;

    private static readonly (string Written, string Sound)[] Groups =
    [
        ("sch", "s"),
        ("ch", "s"),
        ("sh", "s"),
        ("ph", "f"),
        ("kh", "k"),
        ("gh", "g"),
        ("th", "t"),
        ("dj", "j"),
        ("ce", "s"),
        ("ci", "s"),
        ("ou", ""),
    ];

    /// <param name="folded">A folded word, without article.</param>
    /// <returns>The skeleton; null when too little of the word is left.</returns>
    public static string? Compute(string folded)
    {
        foreach (var (written, sound) in Groups)
            folded = folded.Replace(written, sound, StringComparison.Ordinal);
        var skeleton = new StringBuilder();
        foreach (var c in folded)
        {
            foreach (var sound in SoundOf(c))
            {
                if (skeleton.Length == 0 || skeleton[^1] != sound)
                    skeleton.Append(sound);
            }
        }
        return skeleton.Length >= Shortest ? skeleton.ToString() : null;
    }

    private static string SoundOf(char c) =>
        c switch
        {
            'b' or 'p' or 'ب' => "b",
            't' or 'ت' or 'ث' or 'ط' => "t",
            'j' or 'g' or 'ج' or 'غ' => "j",
            'k' or 'c' or 'q' or 'ك' or 'ق' or 'خ' => "k",
            'd' or 'د' or 'ذ' or 'ض' or 'ظ' => "d",
            'r' or 'ر' => "r",
            's' or 'z' or 'س' or 'ش' or 'ص' or 'ز' => "s",
            'f' or 'v' or 'ف' => "f",
            'l' or 'ل' => "l",
            'm' or 'م' => "m",
            'n' or 'ن' => "n",
            'x' => "ks",
            _ => "",
        };
}
