using System.Collections.Frozen;
using System.Text;

namespace AlertBot.Feeds.Parsing.Encodings;

/// <summary>
/// Tells windows-1256 and ISO-8859-6 apart, whose first letters are the same and whose labels are mixed up, by the
/// words that come of the bytes.
/// </summary>
internal static class ArabicCharset
{
    private const int Windows = 1256;
    private const int Iso = 28596;

    /// <summary>Enough to know; more only costs.</summary>
    private const int MostBytes = 64 * 1024;

    /// <summary>Fewer words may be chance.</summary>
    private const int FewestWords = 3;

    private static readonly FrozenSet<string> Common = (
        "في من على إلى الى عن أن ان إن التي الذي هذا هذه بين مع بعد قبل لا ما كان كانت قال وقال أو او كما خلال حول ضد "
        + "غير كل ليبيا"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// The one of the two in which the bytes hold more of the commonest words; <paramref name="named"/> itself when it
    /// is neither of them, or when the words do not say.
    /// </summary>
    public static Encoding ByWords(ReadOnlySpan<byte> bytes, Encoding named)
    {
        if (named.CodePage is not (Windows or Iso))
            return named;
        var other = Encoding.GetEncoding(named.CodePage == Windows ? Iso : Windows);
        var sample = bytes[..Math.Min(bytes.Length, MostBytes)];
        var (ours, theirs) = (Words(named.GetString(sample)), Words(other.GetString(sample)));
        return theirs >= FewestWords && theirs > ours * 2 ? other : named;
    }

    private static int Words(string text)
    {
        var words = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var start = i;
            while (i < text.Length && char.IsLetter(text[i]))
                i++;
            if (i > start && text[start] >= '\u0600' && IsKnown(text.AsSpan(start, i - start)))
                words++;
        }
        return words;
    }

    /// <summary>A common word, or one with the article.</summary>
    private static bool IsKnown(ReadOnlySpan<char> word) =>
        (word.Length > 3 && word.StartsWith("ال", StringComparison.Ordinal))
        || (word.Length < 6 && Common.Contains(word.ToString()));
}
