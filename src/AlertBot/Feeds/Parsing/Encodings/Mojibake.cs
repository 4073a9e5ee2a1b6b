using System.Collections.Frozen;
using System.Text;
using AlertBot.Runtime;

namespace AlertBot.Feeds.Parsing.Encodings;

/// <summary>
/// Undoes publishers' common errors, run by run: UTF-8 taken for windows-1252 ("Ã©" for "é") or for windows-1256
/// ("ط§ظ„" for "ال") and encoded again, and windows-1256 taken for windows-1252 ("ÇáÓ" for "الس").
/// </summary>
internal static class Mojibake
{
    /// <summary>
    /// Letters that a run of an alphabet must give: a single pair such as "Ù»" also stands in honest French.
    /// </summary>
    private const int FewestLetters = 2;

    /// <summary>Fewer accented letters in a row stand in honest words ("créée").</summary>
    private const int ShortestArabicWord = 3;

    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private static readonly Encoding WindowsArabic = CodePagesEncodingProvider.Instance.GetEncoding(1256)!;

    /// <summary>The byte that a character of windows-1252 stands for; its five holes stand for themselves.</summary>
    private static readonly FrozenDictionary<char, byte> Bytes = Table(Windows);

    private static readonly FrozenDictionary<char, byte> ArabicBytes = Table(WindowsArabic);

    /// <summary>The text, each run of such errors in it undone; what is doubtful stays.</summary>
    public static string Undo(string text)
    {
        CpuBudget.Check();
        if (!text.AsSpan().ContainsAnyInRange('\u0080', '\uFFFF'))
            return text;
        var undone = UndoUtf8(text, Bytes, IsLead);
        undone = UndoUtf8(undone, ArabicBytes, IsArabicLead);
        return UndoArabic(undone);
    }

    /// <summary>What a byte from 0x80 to 0x9F is in windows-1252.</summary>
    public static char OfByte(char c1) => Windows.GetString([(byte)c1])[0];

    /// <summary>"Ã", "Â", "â", "Ø", "Ù", "Ð", "Ñ" and their neighbours.</summary>
    private static bool IsLead(char c) => c is >= '\u00C2' and <= '\u00F4';

    /// <summary>
    /// "ط", "ظ", "ع", "غ", which UTF-8's Arabic begins with; "أ" and "آ" for Latin letters, "â" for dashes.
    /// </summary>
    private static bool IsArabicLead(char c) => c is 'ط' or 'ظ' or 'ع' or 'غ' or 'أ' or 'آ' or 'â';

    /// <summary>
    /// UTF-8 that was taken for another charset. Characters found are strong evidence (accents, dashes, quotes, emoji)
    /// or weak (letters of other alphabets); weak ones count in company only.
    /// </summary>
    private static string UndoUtf8(string text, FrozenDictionary<char, byte> table, Func<char, bool> isLead)
    {
        if (!text.Any(isLead))
            return text;
        var found = Candidates(text, table, isLead);
        if (found.Count == 0)
            return text;
        var others = found.Where(f => !IsStrong(text, f, table)).GroupBy(f => Alphabet(f.Rune));
        var sure = others.Where(IsInCompany).Select(same => same.Key).ToHashSet();
        var undone = new StringBuilder(text.Length);
        var from = 0;
        foreach (var one in found.Where(f => IsStrong(text, f, table) || sure.Contains(Alphabet(f.Rune))))
        {
            undone.Append(text, from, one.At - from).Append(one.Rune.ToString());
            from = one.At + one.Length;
        }
        return undone.Append(text, from, text.Length - from).ToString();
    }

    private readonly record struct Candidate(int At, int Length, Rune Rune);

    /// <summary>Where characters, as bytes, are one whole character of UTF-8.</summary>
    private static List<Candidate> Candidates(string text, FrozenDictionary<char, byte> table, Func<char, bool> isLead)
    {
        var found = new List<Candidate>();
        Span<byte> bytes = stackalloc byte[4];
        for (var i = 0; i < text.Length; i++)
        {
            if (!isLead(text[i]))
                continue;
            var length = 0;
            while (length < 4 && i + length < text.Length && table.TryGetValue(text[i + length], out bytes[length]))
                length++;
            if (
                Rune.DecodeFromUtf8(bytes[..length], out var rune, out var used) == System.Buffers.OperationStatus.Done
                && used > 1
            )
            {
                found.Add(new Candidate(i, used, rune));
                i += used - 1;
            }
        }
        return found;
    }

    /// <summary>What hardly comes about otherwise.</summary>
    private static bool IsStrong(string text, Candidate found, FrozenDictionary<char, byte> table)
    {
        var code = found.Rune.Value;
        // Of windows-1256 "أ©" could be Arabic with a sign: only within Latin words.
        if (table == ArabicBytes)
            return code is >= 0x2010 and <= 0x203A || (code is >= 0xC0 and <= 0xFF && IsBesideLatin(text, found));
        return code
                is >= 0xC0
                    and <= 0xFF // accented letters
                    or >= 0x2010
                    and <= 0x203A // dashes, quotes, dots
                    or 0x20AC
                    or 0x2122
                    or >= 0x1F300
                    and <= 0x1FAFF
            // "Â«" and its kind; an honest Â stands before such a sign at the end of a word in capitals alone.
            || (code is >= 0xA0 and <= 0xBF && (found.At == 0 || !char.IsUpper(text[found.At - 1])));
    }

    private static bool IsBesideLatin(string text, Candidate found) =>
        (found.At > 0 && char.IsAsciiLetter(text[found.At - 1]))
        || (found.At + found.Length < text.Length && char.IsAsciiLetter(text[found.At + found.Length]));

    /// <summary>Whether enough letters of one alphabet stand beside each other somewhere.</summary>
    private static bool IsInCompany(IGrouping<int, Candidate> same)
    {
        if (same.Key < 0)
            return false;
        var (beside, end) = (0, -1);
        foreach (var one in same)
        {
            beside = one.At == end ? beside + 1 : 1;
            end = one.At + one.Length;
            if (beside >= FewestLetters)
                return true;
        }
        return false;
    }

    /// <summary>A number for each alphabet that news are written in; -1 for what none of them has.</summary>
    private static int Alphabet(Rune rune) =>
        rune.Value switch
        {
            >= 0x100 and <= 0x17F => 0,
            >= 0x370 and <= 0x3FF => 1,
            >= 0x400 and <= 0x45F or >= 0x490 and <= 0x4FF => 2,
            >= 0x5D0 and <= 0x5EA => 3,
            >= 0x60C and <= 0x6FF or 0x200C or 0x200D or 0x200E or 0x200F => 4,
            >= 0x3041 and <= 0x30FF or >= 0x4E00 and <= 0x9FFF => 5,
            >= 0xAC00 and <= 0xD7A3 => 6,
            _ => -1,
        };

    /// <summary>
    /// Windows-1256 that was taken for windows-1252, where words show it: all of them accented letters.
    /// </summary>
    private static string UndoArabic(string text)
    {
        var words = ArabicWords(text);
        if (words.Count == 0 || words.Sum(w => w.Length) * 2 < text.Count(char.IsLetter))
            return text;
        var undone = new StringBuilder(text.Length);
        foreach (var c in text)
            undone.Append(
                c >= '\u0080' && Bytes.TryGetValue(c, out var b) ? WindowsArabic.GetString([b]) : c.ToString()
            );
        return undone.ToString();
    }

    /// <summary>Runs of accented letters that are letters of Arabic in windows-1256.</summary>
    private static List<(int At, int Length)> ArabicWords(string text)
    {
        var words = new List<(int At, int Length)>();
        for (var i = 0; i < text.Length; i++)
        {
            var start = i;
            while (i < text.Length && IsArabicIn1256(text[i]))
                i++;
            if (i - start >= ShortestArabicWord)
                words.Add((start, i - start));
        }
        return words;
    }

    private static bool IsArabicIn1256(char c) =>
        c is >= '\u00C0' and <= '\u00FF' && WindowsArabic.GetString([(byte)c])[0] is >= '\u0621' and <= '\u0652';

    private static FrozenDictionary<char, byte> Table(Encoding encoding)
    {
        var table = new Dictionary<char, byte>();
        for (var b = 0x80; b <= 0xFF; b++)
        {
            table[encoding.GetString([(byte)b])[0]] = (byte)b;
            table.TryAdd((char)b, (byte)b);
        }
        return table.ToFrozenDictionary();
    }
}
