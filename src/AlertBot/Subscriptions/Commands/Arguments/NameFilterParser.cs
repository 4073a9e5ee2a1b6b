using System.Text.RegularExpressions;
using AlertBot.Configuration;
using AlertBot.Rules.Words;

namespace AlertBot.Subscriptions.Commands.Arguments;

/// <summary>A choice of names as someone wrote it.</summary>
/// <param name="Filter">Null where a word names nothing.</param>
/// <param name="Unknown">The first such word; null where all are known.</param>
/// <param name="Near">The name that was perhaps meant by it.</param>
internal sealed partial record NameFilterParser(NameFilter? Filter, string? Unknown, string? Near)
{
    private const int MostWords = 6;
    private const int LongestShown = 60;

    private static readonly HashSet<string> Everything =
    [
        .. new[] { "all", "every", "any", "off", "tout", "tous", "toutes", "كل", "الكل", "جميع" }.Select(
            Folding.Letters
        ),
    ];

    private static readonly HashSet<string> Ands = [.. new[] { "and", "et", "و" }.Select(Folding.Letters)];

    /// <summary>
    /// <c>only Reuters, AFP</c>, <c>all but Reuters</c>, <c>all</c>; names alone are the only ones.
    /// </summary>
    /// <param name="words">What was written.</param>
    /// <param name="known">Spellings, and the name that each stands for; null takes names as they are written.</param>
    public static NameFilterParser Parse(string words, IReadOnlyList<(string Spelling, string Name)>? known)
    {
        var text = words.Trim();
        if (Everything.Contains(Folding.Letters(text)))
            return new(NameFilter.Every, null, null);
        var (isOnly, rest) = (true, text);
        if (But().Match(text) is { Success: true } but)
            (isOnly, rest) = (false, text[but.Length..]);
        else if (Only().Match(text) is { Success: true } only)
            rest = text[only.Length..];
        var names = new List<string>();
        foreach (var piece in Commas().Split(rest).Select(piece => piece.Trim()).Where(piece => piece.Length > 0))
        {
            if (known is null)
                names.Add(piece);
            else if (Collect(piece, known, names) is { } unknown)
                return new(null, Shorten(unknown), Suggestion.Nearest(unknown, known.Select(k => k.Spelling)));
        }
        var distinct = names.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return distinct.Count is 0 or > NameFilter.Most
            ? new(null, Shorten(text), null)
            : new(new NameFilter(isOnly, distinct), null, null);
    }

    /// <summary>
    /// Adds the names of a piece, the longest first at each place; gives the words that name nothing.
    /// </summary>
    private static string? Collect(
        string piece,
        IReadOnlyList<(string Spelling, string Name)> known,
        List<string> names
    )
    {
        if (Find(piece, known) is { } whole)
        {
            names.Add(whole);
            return null;
        }
        var words = piece.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = new List<string>();
        for (var at = 0; at < words.Length; )
        {
            if (Ands.Contains(Folding.Letters(words[at])))
            {
                at++;
                continue;
            }
            var (length, name) = Enumerable
                .Range(1, Math.Min(MostWords, words.Length - at))
                .Reverse()
                .Select(count => (count, Find(string.Join(' ', words, at, count), known)))
                .FirstOrDefault(candidate => candidate.Item2 is not null);
            if (name is null)
                return found.Count == 0 ? piece : words[at];
            found.Add(name);
            at += length;
        }
        names.AddRange(found);
        return null;
    }

    private static string? Find(string words, IReadOnlyList<(string Spelling, string Name)> known)
    {
        var key = Folding.Letters(words);
        return key.Length == 0 ? null : known.FirstOrDefault(k => Folding.Letters(k.Spelling) == key).Name;
    }

    private static string Shorten(string text) => text.Length > LongestShown ? $"{text[..LongestShown]}…" : text;

    [GeneratedRegex(
        @"^(?:(?:all|tout|tous|toutes|كل المصادر|الكل|كل)\s+)?"
            + @"(?:but|except|without|sauf|hormis|إلا|الا|عدا|ما عدا|بدون)\s+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex But();

    [GeneratedRegex(
        @"^(?:only|seulement|uniquement|seuls?|فقط)\s+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Only();

    [GeneratedRegex("[,،;؛\n]")]
    private static partial Regex Commas();
}
