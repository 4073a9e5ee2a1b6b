namespace AlertBot.Feeds.Parsing.Text;

/// <summary>Takes an outlet's name off the end of its headlines: "Truce holds in Sirte - Harbour Dispatch".</summary>
internal static class OutletName
{
    private static readonly string[] Separators = [" - ", " | ", " – ", " — ", " :: ", " • ", " · ", " » ", " / "];

    /// <summary>Some name the section's site and the house's, or the same one twice.</summary>
    private const int MostNames = 2;

    /// <summary>Letters and digits of a name; fewer stand in any headline.</summary>
    private const int ShortestName = 2;

    /// <summary>No name is longer; looking through more would cost the square of a long title.</summary>
    private const int LongestEnding = 200;

    /// <summary>Of headlines and names; so many cost no memory of their own.</summary>
    private const int UsualLetters = 256;

    /// <summary>The headline without the names that follow it; one that is nothing but a name stays.</summary>
    /// <param name="title">On one line.</param>
    /// <param name="names">What the outlet is called: publisher, title of the feed, host, source of the entry.</param>
    public static string Without(string title, IReadOnlyCollection<string> names)
    {
        for (var taken = 0; taken < MostNames && NameAt(title, names) is { } at; taken++)
            title = title[..at].TrimEnd();
        return title;
    }

    /// <summary>
    /// The names an outlet goes by: its publisher, the name within the host, and the feed's title where it holds one of
    /// these. A title such as "Libya" is a section: what its headlines end with is their topic.
    /// </summary>
    public static IReadOnlyCollection<string> NamesOf(Uri host, string publisher, params IEnumerable<string?> titles)
    {
        var bare = host.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host.Host[4..] : host.Host;
        var names = new[] { publisher, bare, bare.Split('.') is [.., var label, _] ? label : bare }
            .Select(Letters)
            .Where(name => name.Length >= ShortestName)
            .ToHashSet(StringComparer.Ordinal);
        names.UnionWith(
            titles
                .OfType<string>()
                .Select(Letters)
                .Where(title => names.Any(name => title.Contains(name, StringComparison.Ordinal)))
                .ToList()
        );
        return names;
    }

    /// <summary>Where the separator stands after which there is nothing but a name; null for none.</summary>
    private static int? NameAt(string title, IReadOnlyCollection<string> names)
    {
        for (var at = Math.Max(1, title.Length - LongestEnding); at < title.Length; at++)
        {
            if (SeparatorAt(title.AsSpan(at)) is { } separator && IsName(title[(at + separator.Length)..], names))
                return at;
        }
        return null;
    }

    private static string? SeparatorAt(ReadOnlySpan<char> text)
    {
        foreach (var separator in Separators)
        {
            if (text.StartsWith(separator, StringComparison.Ordinal))
                return separator;
        }
        return null;
    }

    private static bool IsName(string ending, IReadOnlyCollection<string> names) =>
        Letters(ending) is { Length: >= ShortestName } letters && names.Contains(letters);

    /// <summary>Letters and digits alone, in lower case: "Al-Wasat" and "alwasat" are one name.</summary>
    public static string Letters(string text) => FirstLetters(text, int.MaxValue);

    /// <summary>The same, no more than so many of them.</summary>
    public static string FirstLetters(string text, int most)
    {
        var room = Math.Min(text.Length, most);
        var letters = room <= UsualLetters ? stackalloc char[UsualLetters] : new char[room];
        var count = 0;
        foreach (var c in text)
        {
            if (count == room)
                break;
            if (char.IsLetterOrDigit(c))
                letters[count++] = char.ToLowerInvariant(c);
        }
        return new string(letters[..count]);
    }
}
