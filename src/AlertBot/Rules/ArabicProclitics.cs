namespace AlertBot.Rules;

/// <summary>
/// What Arabic writes before a word without a space: و ف (and, so), أ (question), ب ك ل (in, like, to), س (will), ال (the), and لل.
/// A text's word is tried as it is and with each of them taken off; a rule's word never has them.
/// </summary>
internal static class ArabicProclitics
{
    /// <summary>Fewer letters than this are never left over: what remains would meet by chance.</summary>
    private const int ShortestRest = 3;

    /// <summary>The most ways <see cref="Strip"/> finds for one word.</summary>
    public const int MostWays = 8;

    /// <summary>How many letters may be taken off the front, 0 first; into <paramref name="ways"/>, which holds <see cref="MostWays"/>.</summary>
    public static int Strip(ReadOnlySpan<char> word, Span<int> ways)
    {
        var count = 0;
        Add(ways, ref count, 0);
        AddArticles(word, 0, ways, ref count);
        if (word[0] is 'و' or 'ف' && word.Length - 1 >= ShortestRest)
        {
            Add(ways, ref count, 1);
            AddArticles(word, 1, ways, ref count);
        }
        return count;
    }

    /// <summary>The article and the prepositions after <paramref name="from"/> letters.</summary>
    private static void AddArticles(ReadOnlySpan<char> word, int from, Span<int> ways, ref int count)
    {
        var rest = word[from..];
        if (rest.StartsWith("ال") && rest.Length - 2 >= ShortestRest)
            Add(ways, ref count, from + 2);
        if (rest.StartsWith("لل") && rest.Length - 2 >= ShortestRest)
            Add(ways, ref count, from + 2);
        if (rest[0] is 'ب' or 'ك' or 'ل' && rest.Length - 1 >= ShortestRest)
            Add(ways, ref count, from + 1);
        if (rest[0] is 'ب' or 'ك' && rest[1..].StartsWith("ال") && rest.Length - 3 >= ShortestRest)
            Add(ways, ref count, from + 3);
        if (rest[0] == 'س' && rest.Length > 3 && rest[1] is 'ي' or 'ت' or 'ن')
            Add(ways, ref count, from + 1);
    }

    /// <summary>A rule's word without its article: النفط and نفط are one.</summary>
    public static string WithoutArticle(string word) =>
        word.StartsWith("ال", StringComparison.Ordinal) && word.Length - 2 >= ShortestRest ? word[2..] : word;

    private static void Add(Span<int> ways, ref int count, int letters)
    {
        if (count < ways.Length)
            ways[count++] = letters;
    }
}
