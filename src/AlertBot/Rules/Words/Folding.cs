using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace AlertBot.Rules.Words;

/// <summary>
/// What a UTF-16 unit counts as when words are compared: NFKD without marks, small letters, one shape for the letters
/// that newsrooms write in several (ى ي, ة ه, ک ك). Letters and digits fold to themselves; everything else to one of
/// the signs below, all under '0'.
/// </summary>
internal static class Folding
{
    /// <summary>A combining mark or tatweel: no letter, but part of the word it stands on.</summary>
    public const char Mark = '\u0001';

    /// <summary>Zero-width, bidi and soft-hyphen characters: invisible, so they part nothing.</summary>
    public const char Format = '\u0002';

    public const char Newline = '\n';
    public const char Other = ' ';
    public const char Shout = '!';
    public const char Apostrophe = '\'';
    public const char Plus = '+';
    public const char Hyphen = '-';
    public const char Stop = '.';

    /// <summary>
    /// Half a surrogate pair, or a unit that folds to several letters (œ, ﻻ): ask <see cref="Expand"/>.
    /// </summary>
    public const char Expands = '\uFFFF';

    private static readonly Dictionary<char, string> PlainShapes = ReadPlainShapes(
        ("ٱ", "ا"),
        ("ىیېےۍ", "ي"),
        ("ةۃھہە", "ه"),
        ("کڪ", "ك"),
        // Foreign v, p, g and ch, as in ڤاغنر, پوتين, گوتيريش and چاد, are mostly typed with the plain letters.
        ("ڤڥ", "ف"),
        ("پ", "ب"),
        ("گڭ", "ك"),
        ("ڨ", "ق"),
        ("چ", "ج"),
        ("ژ", "ز"),
        ("œ", "oe"),
        ("æ", "ae"),
        ("ß", "ss"),
        ("ı", "i"),
        ("ø", "o"),
        ("ł", "l"),
        ("đ", "d")
    );

    // By UTF-16 unit, each worked out at its first use: feeds touch a few hundred of them. Nothing folds to '\0'.
    private static readonly char[] Known = new char[char.MaxValue + 1];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static char Fold(char c)
    {
        var folded = Known[c];
        return folded != '\0' ? folded : Known[c] = Compute(c);
    }

    public static bool IsLetter(char folded) => folded is >= '0' and not Expands;

    /// <summary>
    /// Whether a folded letter is written in Arabic script; digits are not, they have folded to ASCII.
    /// </summary>
    public static bool IsArabic(char folded) => folded is >= '\u0600' and <= '\u06FF';

    /// <summary>
    /// The letters a character folds to, perhaps none, and how many UTF-16 units of the text it takes.
    /// </summary>
    public static string Expand(string text, int at, out int units)
    {
        var isPair = char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
        units = isPair ? 2 : 1;
        return !isPair && char.IsSurrogate(text[at]) ? "" : LettersOf(text.Substring(at, units));
    }

    /// <summary>The folded words of a text with a space between them.</summary>
    public static string Fold(string text)
    {
        var words = new WordList();
        words.AddText(text);
        return string.Join(' ', Enumerable.Range(0, words.Count).Select(i => words.Letters(i).ToString()));
    }

    /// <summary>
    /// The folded letters of a text, run together: what stays the same however a name is spaced and hyphenated.
    /// </summary>
    public static string Letters(string text) => Fold(text).Replace(" ", "", StringComparison.Ordinal);

    private static char Compute(char c)
    {
        if (char.IsSurrogate(c))
            return Expands;
        if (SignOf(c) is { } sign)
            return sign;
        var letters = LettersOf(c.ToString());
        return letters.Length switch
        {
            0 => Other,
            1 => letters[0],
            _ => Expands,
        };
    }

    private static char? SignOf(char c) =>
        c switch
        {
            '\n' or '\u2028' or '\u2029' => Newline,
            '!' or '?' or '؟' or '۔' or '！' or '？' => Shout,
            '.' or '…' or '。' => Stop,
            '+' or '＋' or '&' or '＆' => Plus, // 5&5 is 5+5; elsewhere neither is a word
            // Persian keyboards type the zero-width non-joiner between words as well as within them: as with a hyphen,
            // both are tried.
            '-' or '\u200C' or '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\uFE63' or '\uFF0D' => Hyphen,
            // ʼ ʾ ʿ transcribe hamza and ain in Latin script and come and go as apostrophes do.
            '\'' or '’' or '‘' or '‛' or '′' or '`' or '´' or 'ʼ' or 'ʻ' or 'ʾ' or 'ʿ' or 'ʹ' or '＇' => Apostrophe,
            'ـ' => Mark,
            _ => CharUnicodeInfo.GetUnicodeCategory(c) switch
            {
                UnicodeCategory.NonSpacingMark
                or UnicodeCategory.EnclosingMark
                or UnicodeCategory.SpacingCombiningMark => Mark,
                UnicodeCategory.Format => Format,
                // Normalising an unassigned code point throws.
                UnicodeCategory.OtherNotAssigned or UnicodeCategory.Control or UnicodeCategory.PrivateUse => Other,
                _ => null,
            },
        };

    private static string LettersOf(string character)
    {
        var letters = new StringBuilder();
        foreach (var c in character.Normalize(NormalizationForm.FormKD))
        {
            if (char.IsLetterOrDigit(c))
                letters.Append(SmallShape(c));
        }
        return letters.ToString();
    }

    private static string SmallShape(char c)
    {
        var small = char.ToLowerInvariant(c);
        if (PlainShapes.TryGetValue(small, out var plain))
            return plain;
        return CharUnicodeInfo.GetDecimalDigitValue(small) is >= 0 and var digit
            ? $"{(char)('0' + digit)}"
            : $"{small}";
    }

    private static Dictionary<char, string> ReadPlainShapes(params ReadOnlySpan<(string Letters, string Plain)> shapes)
    {
        var plain = new Dictionary<char, string>();
        foreach (var shape in shapes)
        {
            foreach (var letter in shape.Letters)
                plain.Add(letter, shape.Plain);
        }
        return plain;
    }
}
