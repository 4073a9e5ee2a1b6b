namespace AlertBot.Feeds.Parsing.Text;

/// <summary>How much of what two texts say is the same: tells an edit from another report.</summary>
internal static class WordOverlap
{
    /// <summary>Shorter words are articles and prepositions, which every text has.</summary>
    private const int ShortestWord = 3;

    /// <summary>So many letters: "shell" and "shelled" are one word here.</summary>
    private const int ComparedLetters = 5;

    /// <summary>
    /// The share of the shorter text's words that the other has too, from 0 to 1; null where one of them has none.
    /// </summary>
    public static double? Measure(string one, string other)
    {
        var (a, b) = (Words(one), Words(other));
        if (a.Count == 0 || b.Count == 0)
            return null;
        var shared = a.Count(b.Contains);
        return (double)shared / Math.Min(a.Count, b.Count);
    }

    private static HashSet<string> Words(string text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < text.Length; i++)
        {
            var start = i;
            while (i < text.Length && char.IsLetterOrDigit(text[i]))
                i++;
            var word = text.AsSpan(start, i - start);
            // The Arabic article is written with its noun.
            if (word.Length > ShortestWord && word.StartsWith("ال", StringComparison.Ordinal))
                word = word[2..];
            if (word.Length >= ShortestWord)
                words.Add(word[..Math.Min(word.Length, ComparedLetters)].ToString().ToLowerInvariant());
        }
        return words;
    }
}
