namespace AlertBot.Configuration;

/// <summary>Finds the known word someone probably meant.</summary>
internal static class Suggestion
{
    /// <summary>Names are shorter; the time to compare grows with the square.</summary>
    private const int LongestWord = 60;

    /// <summary>
    /// <c>; did you mean "X"?</c> for the nearest of <paramref name="known"/>, or a list of them when they are few, or
    /// nothing.
    /// </summary>
    public static string For(string word, IEnumerable<string> known)
    {
        var candidates = known.ToList();
        return Nearest(word, candidates) is { } nearest ? $"; did you mean \"{nearest}\"?"
            : candidates.Count is > 0 and <= 12 ? $"; known: {string.Join(", ", candidates)}"
            : "";
    }

    /// <summary>The nearest of <paramref name="known"/>, or null when none is near enough to be meant.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        if (word.Length > LongestWord)
            return null;
        var nearest = known
            .Where(candidate => candidate.Length <= LongestWord)
            .MinBy(candidate => Distance(word, candidate));
        return
            nearest is not null
            && Distance(word, nearest) <= Math.Max(1, (Math.Min(word.Length, nearest.Length) + 1) / 3)
            ? nearest
            : null;
    }

    /// <summary>
    /// Optimal string alignment distance: insertions, deletions, changes and swaps of neighbours, ignoring case.
    /// </summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }
        return rows[a.Length, b.Length];
    }

    private static bool Same(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
