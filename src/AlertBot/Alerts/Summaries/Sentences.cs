namespace AlertBot.Alerts.Summaries;

/// <summary>A sentence of a text, by its place there.</summary>
internal readonly record struct Sentence(int Start, int Length);

/// <summary>Splits Arabic, English and French news text into sentences.</summary>
internal static class Sentences
{
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr",
        "mrs",
        "ms",
        "dr",
        "gen",
        "col",
        "lt",
        "maj",
        "sgt",
        "st",
        "no",
        "vs",
        "etc",
        "jan",
        "feb",
        "aug",
        "sept",
        "oct",
        "nov",
        "dec",
        "gov",
        "sen",
        "rep",
        "prof",
        "mm",
        "mme",
        "mlle",
        "art",
        "cf",
        "janv",
        "févr",
        "juill",
        "déc",
        "adm",
        "brig",
        "capt",
        "jr",
        "sr",
        "inc",
        "ltd",
        "corp",
        "hon",
        "env",
        "d",
        "م",
        "د",
    };

    /// <summary>UTF-16 units; a quotation longer than that is a text of its own.</summary>
    private const int LongestQuote = 400;

    /// <summary>The sentences of a text in their order.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where the first one begins.</param>
    public static IReadOnlyList<Sentence> Split(string text, int from = 0)
    {
        var sentences = new List<Sentence>();
        var start = from;
        for (var i = from; i < text.Length; i++)
        {
            if (QuoteEnd(text, i) is { } close)
            {
                i = close;
                if (!EndsWithQuote(text, close))
                    continue;
                Add(sentences, text, start, close + 1);
                start = close + 1;
                continue;
            }
            var end =
                text[i] == '\n' ? i
                : IsEnd(text, i) ? AfterQuotes(text, i)
                : -1;
            if (end < 0)
                continue;
            Add(sentences, text, start, end);
            start = end;
            i = Math.Max(i, end - 1);
        }
        Add(sentences, text, start, text.Length);
        return sentences;
    }

    /// <summary>Where the quotation that opens here closes; null when none does within reach and line.</summary>
    private static int? QuoteEnd(string text, int i)
    {
        var closing = text[i] switch
        {
            '«' => '»',
            '“' => '”',
            _ => '\0',
        };
        if (closing == '\0')
            return null;
        var reach = text.AsSpan(i, Math.Min(LongestQuote, text.Length - i));
        var close = reach.IndexOf(closing);
        return close > 0 && reach[..close].IndexOf('\n') < 0 ? i + close : null;
    }

    /// <summary>
    /// "… We fight.” Then he left": the stop inside ends the sentence outside where a capital or nothing follows.
    /// </summary>
    private static bool EndsWithQuote(string text, int close)
    {
        if (text[close - 1] is not ('.' or '!' or '?' or '؟' or '…'))
            return false;
        var next = close + 1;
        while (next < text.Length && text[next] is (' ' or '\u00A0'))
            next++;
        return next == text.Length || text[next] == '\n' || (next > close + 1 && char.IsUpper(text[next]));
    }

    private static bool IsEnd(string text, int i)
    {
        if (text[i] is '!' or '?' or '؟' or '…')
            return i + 1 == text.Length || char.IsWhiteSpace(text[i + 1]) || IsClosing(text[i + 1]);
        if (text[i] == '.' && IsJoined(text, i))
            return true;
        if (text[i] != '.' || (i + 1 < text.Length && !char.IsWhiteSpace(text[i + 1]) && !IsClosing(text[i + 1])))
            return false;
        var word = i;
        while (word > 0 && !char.IsWhiteSpace(text[word - 1]) && text[word - 1] is not ('(' or '«' or '“' or '"'))
            word--;
        // An initial or an abbreviation; a sentence rarely ends in either.
        return i - word > 1 && !Abbreviations.Contains(text[word..i]) && !IsInitials(text.AsSpan(word, i - word));
    }

    /// <summary>"J.D", "أ.ف.ب": letters with stops between them.</summary>
    private static bool IsInitials(ReadOnlySpan<char> word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            if (i % 2 == 0 ? !char.IsLetter(word[i]) : word[i] != '.')
                return false;
        }
        return true;
    }

    /// <summary>Arabic sentences typed without a blank between them: a stop within words of some letters.</summary>
    private static bool IsJoined(string text, int i)
    {
        const int letters = 3;
        return i >= letters
            && i + letters < text.Length
            && Enumerable.Range(1, letters).All(n => text[i - n] is >= '\u0620' and <= '\u064A')
            && Enumerable.Range(1, letters).All(n => text[i + n] is >= '\u0620' and <= '\u064A');
    }

    private static int AfterQuotes(string text, int i)
    {
        var end = i + 1;
        while (end < text.Length && (IsClosing(text[end]) || text[end] is '.' or '!' or '؟'))
            end++;
        return end;
    }

    private static bool IsClosing(char c) => c is '"' or '”' or '»' or '’' or ')' or ']' or '\'' or '\u00A0';

    private static void Add(List<Sentence> sentences, string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
            start++;
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        if (end > start)
            sentences.Add(new Sentence(start, end - start));
    }
}
