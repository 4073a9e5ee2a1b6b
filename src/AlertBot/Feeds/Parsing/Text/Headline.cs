namespace AlertBot.Feeds.Parsing.Text;

/// <summary>What stands for an entry where there is room for one line.</summary>
internal static class Headline
{
    /// <summary>A long headline of a newspaper.</summary>
    private const int Longest = 140;

    /// <summary>A cut goes back to the last blank, but not to the beginning.</summary>
    private const int Shortest = 60;

    /// <summary>
    /// The title; of an entry without one (microblogs, bulletins) the first sentence of its text, cut at a word where
    /// it is long.
    /// </summary>
    public static string Choose(string title, string summary, string body) =>
        title.Length > 0 ? title : Beginning((summary.Length > 0 ? summary : body).AsSpan().Trim());

    private static string Beginning(ReadOnlySpan<char> text)
    {
        var end = SentenceEnd(text);
        if (end <= Longest)
            return text[..end].TrimEnd().ToString();
        var blank = text[Shortest..Longest].LastIndexOf(' ');
        var cut = blank >= 0 ? Shortest + blank : Longest;
        // Not within a pair of surrogates.
        if (char.IsLowSurrogate(text[cut]))
            cut--;
        return $"{text[..cut].TrimEnd(" ,;:،؛")}…";
    }

    private static int SentenceEnd(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
                return i;
            var isLast = i + 1 == text.Length;
            if (text[i] is '!' or '?' or '؟' or '…' || (text[i] == '.' && !IsAbbreviation(text, i)))
            {
                if (isLast || char.IsWhiteSpace(text[i + 1]))
                    return i + 1;
            }
        }
        return text.Length;
    }

    /// <summary>"U.S. forces", "M. Haftar", "Gen. Haftar": a point after so few letters ends no sentence.</summary>
    private static bool IsAbbreviation(ReadOnlySpan<char> text, int point)
    {
        var start = point;
        while (start > 0 && char.IsLetter(text[start - 1]))
            start--;
        return point - start is > 0 and < 4 && char.IsUpper(text[start]);
    }
}
