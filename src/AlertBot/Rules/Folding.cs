using System.Globalization;
using System.Text;

namespace AlertBot.Rules;

/// <summary>
/// Makes spellings of one word equal: compatibility forms (NFKD), case, accents and vowel marks, tatweel, bidi and zero-width marks,
/// Arabic-Indic digits, alef, hamza, yaa and taa-marbuta forms. What tells words apart in one of the three languages stays.
/// </summary>
internal static class Folding
{
    /// <summary>The character stands between words.</summary>
    public const char Separator = '\0';

    /// <summary>The character vanishes: a mark on the letter before it, or invisible.</summary>
    public const char Nothing = '\u0001';

    /// <summary>The character becomes several.</summary>
    private const char Several = '\u0002';

    private const char Tatweel = '\u0640';

    private static readonly Dictionary<char, string> Expansions = [];
    private static readonly char[] Table = BuildTable();

    /// <summary>
    /// The folded form of one UTF-16 unit: <see cref="Separator"/>, <see cref="Nothing"/>, a letter or digit; where it becomes several, the
    /// first is returned and the rest is in <paramref name="more"/>.
    /// </summary>
    public static char Fold(char c, out string more)
    {
        var folded = Table[c];
        more = "";
        if (folded != Several)
            return folded;
        var all = Expansions[c];
        more = all[1..];
        return all[0];
    }

    /// <summary>The folded form of a character beyond the basic plane, such as mathematical letters; empty when it is no letter or digit.</summary>
    public static string Fold(Rune rune) => FoldText(rune.ToString());

    /// <summary>The letters and digits of a text, folded, separators left out.</summary>
    public static string FoldText(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKD))
        {
            var f = FoldDecomposed(c);
            if (f > Nothing)
                folded.Append(Special(f) ?? f.ToString());
        }
        return folded.ToString();
    }

    private static char[] BuildTable()
    {
        var table = new char[char.MaxValue + 1];
        for (var i = 0; i <= char.MaxValue; i++)
        {
            var c = (char)i;
            table[i] = char.IsSurrogate(c) ? Separator : FoldOne(c);
        }
        return table;
    }

    private static char FoldOne(char c)
    {
        if (char.IsAsciiLetterOrDigit(c))
            return char.ToLowerInvariant(c);
        if (c < 128)
            return Separator;
        var own = FoldDecomposed(c);
        if (own == Nothing)
            return Nothing;
        var folded = IsNoncharacter(c) ? "" : FoldText(c.ToString());
        if (folded.Length == 0)
            return Separator;
        if (folded.Length == 1)
            return folded[0];
        // A sign made of several words, such as a ligature for a whole phrase, is a symbol rather than a word.
        if (own == Separator && !char.IsLetterOrDigit(c))
            return Separator;
        Expansions[c] = folded;
        return Several;
    }

    private static char FoldDecomposed(char c) => char.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => Nothing,
        UnicodeCategory.SpacingCombiningMark => Nothing,
        UnicodeCategory.DecimalDigitNumber => (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)),
        _ when c == Tatweel => Nothing,
        _ when char.IsLetterOrDigit(c) => char.ToLowerInvariant(c),
        _ => Separator,
    };

    /// <summary>Letters that decomposition leaves apart though newsrooms mix them.</summary>
    private static string? Special(char c) => c switch
    {
        'ٱ' => "ا",
        'ى' or 'ی' or 'ې' => "ي",
        'ة' or 'ۀ' or 'ہ' or 'ۃ' => "ه",
        'ک' or 'ڪ' => "ك",
        'گ' => "غ",
        'ڤ' => "ف",
        'پ' => "ب",
        'چ' => "ج",
        'œ' => "oe",
        'æ' => "ae",
        'ß' => "ss",
        'ø' => "o",
        'ł' => "l",
        'đ' => "d",
        'ı' => "i",
        _ => null,
    };

    private static bool IsNoncharacter(char c) => c is >= '\uFDD0' and <= '\uFDEF' or >= '\uFFFE';
}
