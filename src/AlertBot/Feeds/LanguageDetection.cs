using System.Buffers;
using AlertBot.Config;

namespace AlertBot.Feeds;

/// <summary>
/// Which of the three languages a text is in. Script goes first, because WordPress sites declare en-US and write
/// Arabic; then common words. Persian and Urdu count as Arabic, any other Latin-script language as the declared one or
/// English.
/// </summary>
internal static class LanguageDetection
{
    private const int MostRead = 2000;

    // Words that are frequent in one of the two and absent from the other.
    private static readonly HashSet<string> English = new(StringComparer.OrdinalIgnoreCase)
    {
        "the",
        "of",
        "and",
        "to",
        "in",
        "is",
        "was",
        "were",
        "with",
        "that",
        "for",
        "as",
        "by",
        "from",
        "his",
        "her",
        "its",
        "their",
        "has",
        "had",
        "have",
        "be",
        "been",
        "not",
        "but",
        "at",
        "an",
        "it",
        "he",
        "she",
        "they",
        "who",
        "after",
        "over",
        "says",
        "said",
        "will",
        "are",
    };

    private static readonly HashSet<string> French = new(StringComparer.OrdinalIgnoreCase)
    {
        "le",
        "la",
        "les",
        "des",
        "du",
        "de",
        "et",
        "en",
        "un",
        "une",
        "est",
        "que",
        "qui",
        "dans",
        "pour",
        "sur",
        "avec",
        "au",
        "aux",
        "par",
        "ne",
        "pas",
        "se",
        "sa",
        "son",
        "ses",
        "leur",
        "ce",
        "cette",
        "mais",
        "ou",
        "où",
        "l",
        "d",
        "à",
        "été",
        "il",
        "elle",
        "ont",
        "selon",
        "après",
    };

    private static readonly SearchValues<char> Accents = SearchValues.Create("éèêàùçôîûÉÈÊÀÇÔ");

    /// <param name="text">Title and text; the first 2,000 characters decide.</param>
    /// <param name="declared">What the feed list or the document says; decides when the text does not.</param>
    public static Language Of(string text, Language? declared)
    {
        var (arabic, latin) = (0, 0);
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, MostRead)))
        {
            if (c is (>= '\u0620' and <= '\u06FF') or (>= '\uFB50' and <= '\uFEFC'))
                arabic++;
            else if (char.IsLetter(c))
                latin++;
        }
        if (arabic > latin)
            return Language.Arabic;
        var read = text.AsSpan(0, Math.Min(text.Length, MostRead));
        var (english, french) = CountWords(read);
        // English has accents in a name or two; French in every other sentence, and in headlines without a single
        // common word.
        french += Math.Min(2, read.CountAny(Accents));
        return english > french ? Language.English
            : french > english ? Language.French
            : declared is Language.French ? Language.French
            : Language.English;
    }

    private static (int English, int French) CountWords(ReadOnlySpan<char> text)
    {
        var (english, french) = (0, 0);
        var (inEnglish, inFrench) = (
            English.GetAlternateLookup<ReadOnlySpan<char>>(),
            French.GetAlternateLookup<ReadOnlySpan<char>>()
        );
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetter(text[i]))
            {
                start = start < 0 ? i : start;
                continue;
            }
            if (start >= 0)
            {
                english += inEnglish.Contains(text[start..i]) ? 1 : 0;
                french += inFrench.Contains(text[start..i]) ? 1 : 0;
                start = -1;
            }
        }
        return (english, french);
    }
}
