using System.Buffers;
using AlertBot.Localization;

namespace AlertBot.Feeds.Parsing.Text;

/// <summary>
/// Which of the three languages a text is in. Script goes first, because WordPress sites declare en-US and write
/// Arabic; then what the feed declares, unless common words are clearly another language's. Persian and Urdu count as
/// Arabic, any other Latin-script language as the declared one or English.
/// </summary>
internal static class LanguageDetection
{
    private const int MostRead = 2000;

    // Words that are frequent in one of the two and absent from the other.
    private static readonly HashSet<string> English = WordsOf(
        """
        the of and to in is was were with that for as by from his her its their has had have be been not but at
        an it he she they who after over says said will are against between under before into amid or this these
        than when more could would should can until during about while near how why what where we our your if
        which
        """
    );

    private static readonly HashSet<string> French = WordsOf(
        """
        le la les des du de et en un une est que qui dans pour sur avec au aux par ne pas se sa son ses leur ce
        cette mais ou où l d à été il elle ont selon après sous sans entre contre vers chez avant depuis lors
        comme nous vous ils elles leurs ces sont était être dont aussi pendant qu n
        """
    );

    private static readonly SearchValues<char> Accents = SearchValues.Create("éèêàùçôîû");

    /// <summary>How many more signs of the other language outweigh what a feed declares.</summary>
    private const int ClearlyAnother = 2;

    private const int MostAccents = 2;

    /// <param name="text">Title and text; the first 2,000 characters decide.</param>
    /// <param name="declared">What the feed list or the document says: right unless the text is clearly in another
    /// language, for short headlines hold few words that tell.</param>
    public static Language Detect(string text, Language? declared) =>
        DetectIn(text.AsSpan(0, Math.Min(text.Length, MostRead)), declared);

    /// <summary>The same of an entry; its texts are not put together beyond what is read.</summary>
    public static Language Detect(string title, string summary, string body, Language? declared)
    {
        Span<char> read = stackalloc char[MostRead];
        var count = 0;
        foreach (var part in (ReadOnlySpan<string>)[title, "\n", summary, "\n", body])
        {
            var taken = part.AsSpan(0, Math.Min(part.Length, MostRead - count));
            taken.CopyTo(read[count..]);
            count += taken.Length;
        }
        return DetectIn(read[..count], declared);
    }

    private static Language DetectIn(ReadOnlySpan<char> read, Language? declared)
    {
        if (IsArabic(read))
            return Language.Arabic;
        var (english, french) = CountSigns(read);
        return declared switch
        {
            Language.English => french >= english + ClearlyAnother ? Language.French : Language.English,
            Language.French => english >= french + ClearlyAnother ? Language.English : Language.French,
            _ => french > english ? Language.French : Language.English,
        };
    }

    private static bool IsArabic(ReadOnlySpan<char> text)
    {
        var (arabic, latin) = (0, 0);
        foreach (var c in text)
        {
            if (c is (>= '\u0620' and <= '\u06FF') or (>= '\uFB50' and <= '\uFEFC'))
                arabic++;
            else if (char.IsLetter(c))
                latin++;
        }
        return arabic > latin;
    }

    /// <summary>
    /// Common words of either language; the possessive 's; accents in words without a capital, for a name keeps its own
    /// in every language (English has some in a word or two, so a few say all); and the blank before a colon, as in
    /// French.
    /// </summary>
    private static (int English, int French) CountSigns(ReadOnlySpan<char> text)
    {
        var (english, french, accents) = (0, HasFrenchBlank(text) ? 1 : 0, 0);
        var isShouted = !ContainsSmallLetter(text);
        var start = -1;
        var isFirst = true;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetter(text[i]))
            {
                start = start < 0 ? i : start;
                continue;
            }
            if (start < 0)
                continue;
            var word = text[start..i];
            if (IsPossessive(text, start, word))
                english++;
            else if (Counts(word, isFirst, IsElided(text, word, i), isShouted))
            {
                english += English.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word) ? 1 : 0;
                french += French.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word) ? 1 : 0;
            }
            accents += char.IsLower(word[0]) && word.ContainsAny(Accents) ? 1 : 0;
            (isFirst, start) = (false, -1);
        }
        return (english, french + Math.Min(MostAccents, accents));
    }

    /// <summary>
    /// UN, US and AN are initials and no articles; the La of La Paz and the Le of Le Pen are names, save where an entry
    /// begins.
    /// </summary>
    private static bool Counts(ReadOnlySpan<char> word, bool isFirst, bool isElided, bool isShouted)
    {
        if (word.Length == 1)
            return word is "à" || isElided && (isFirst || char.IsLower(word[0])); // L'Orient inside is a name
        if (char.IsLower(word[0]) || isElided)
            return true;
        if (word.Length > 1 && word.ContainsAnyExceptInRange('A', 'Z'))
            // English headlines capitalise Of and With.
            return isFirst || English.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
        return isShouted && word is not ("UN" or "US" or "AN" or "IS" or "IT" or "AS" or "OR" or "DE" or "LA");
    }

    /// <summary>L'ONU and d'armes, but not the d of Côte d'Ivoire.</summary>
    private static bool IsElided(ReadOnlySpan<char> text, ReadOnlySpan<char> word, int end) =>
        end + 1 < text.Length && text[end] is '\'' or '’' && (word is not "d" || char.IsLower(text[end + 1]));

    private static bool IsPossessive(ReadOnlySpan<char> text, int start, ReadOnlySpan<char> word) =>
        word is "s" && start > 1 && text[start - 1] is '\'' or '’' && char.IsLetter(text[start - 2]);

    private static bool HasFrenchBlank(ReadOnlySpan<char> text) =>
        text.Contains(" : ", StringComparison.Ordinal) || text.Contains("\u00A0:", StringComparison.Ordinal);

    private static bool ContainsSmallLetter(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsLower(c))
                return true;
        }
        return false;
    }

    private static HashSet<string> WordsOf(string words) =>
        new(words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);
}
