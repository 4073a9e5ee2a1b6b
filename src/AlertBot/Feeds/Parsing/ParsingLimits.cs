using AlertBot.Feeds.Entries;

namespace AlertBot.Feeds.Parsing;

/// <summary>
/// How much of a document is read on: rules, stories and summaries take time with the length of a text, some with more
/// than that, and one document must not hold up the others. News is far below; what is beyond is cut, not refused.
/// </summary>
internal static class ParsingLimits
{
    public const int MostTitle = 1_000;
    public const int MostSummary = 20_000;
    public const int MostBody = 60_000;

    /// <summary>
    /// Of all entries of one document together; a feed with the whole text of fifty reports has a half of it.
    /// </summary>
    public const int MostOfDocument = 800_000;

    /// <summary>Of an entry that comes after those: its headline and its lead.</summary>
    private const int LeastOfEntry = 2_000;

    /// <summary>More than is read on of any field, whatever is taken out of it.</summary>
    private const int MostLookedThrough = 90_000;

    /// <summary>
    /// What of a field is looked through for what is no text of it: the rest is not read on, so it need not be clean.
    /// </summary>
    public static string Beginning(string text) => Cut(text, MostLookedThrough);

    /// <summary>The entries as they are read on.</summary>
    public static IReadOnlyList<Entry> Within(IReadOnlyList<Entry> entries)
    {
        var left = MostOfDocument;
        return entries.All(IsWithin) && entries.Sum(LengthOf) <= MostOfDocument
            ? entries
            : [.. entries.Select(entry => Within(entry, ref left))];
    }

    private static Entry Within(Entry entry, ref int left)
    {
        var body = Math.Min(MostBody, Math.Max(LeastOfEntry, left));
        var summary = Math.Min(MostSummary, Math.Max(LeastOfEntry, left));
        var cut =
            IsWithin(entry) && LengthOf(entry) <= Math.Max(LeastOfEntry, left)
                ? entry
                : entry with
                {
                    Title = Cut(entry.Title, MostTitle),
                    Summary = Cut(entry.Summary, summary),
                    Body = Cut(entry.Body, body),
                    ListedBody = entry.ListedBody is { } listed ? Cut(listed, body) : null,
                    Boilerplate =
                    [
                        .. entry.Boilerplate.Where(span =>
                            span.Start + span.Length
                            <= span.Field switch
                            {
                                Field.Title => MostTitle,
                                Field.Summary => summary,
                                _ => body,
                            }
                        ),
                    ],
                };
        left = Math.Max(0, left - LengthOf(cut));
        return cut;
    }

    private static bool IsWithin(Entry entry) =>
        entry.Title.Length <= MostTitle && entry.Summary.Length <= MostSummary && entry.Body.Length <= MostBody;

    private static int LengthOf(Entry entry) => entry.Title.Length + entry.Summary.Length + entry.Body.Length;

    /// <summary>Not within a character of two units.</summary>
    private static string Cut(string text, int most) =>
        text.Length <= most ? text
        : char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)]
        : text[..most];
}
