using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Parsing;

namespace AlertBot.Feeds.Diagnostics;

/// <summary>What is to be said of a document's entries: their ids, dates, links and texts.</summary>
internal static class EntryFindings
{
    /// <summary>Shorter texts are headlines; rules that need two words of a report then miss it.</summary>
    private const int ShortText = 80;

    public static IEnumerable<Finding> List(
        IReadOnlyList<ParsedEntry> entries,
        IReadOnlyList<Entry> read,
        DateTimeOffset now
    )
    {
        if (entries.Count == 0)
        {
            yield return new Finding("entries", "none; it may be new, or empty today", IsWrong: true);
            yield break;
        }
        foreach (var finding in Identities(entries, read))
            yield return finding;
        foreach (var finding in Dates(entries, now))
            yield return finding;
        if (read.Count(e => e.Link is null) is > 0 and var unlinked)
            yield return new Finding(
                "links",
                $"{unlinked} of {read.Count} entries link to no page; alerts cannot either",
                IsWrong: true
            );
        if (read.Count > 0 && read.Average(e => Math.Max(e.Summary.Length, e.Body.Length)) < ShortText)
            yield return new Finding(
                "texts",
                "headlines only: rules read little more than titles; full-text: true in feeds.yaml fetches the articles"
            );
        if (read.Count > 0)
            yield return new Finding(
                "language",
                string.Join(
                    ", ",
                    read.GroupBy(e => e.Language).OrderByDescending(g => g.Count()).Select(g => $"{g.Key} {g.Count()}")
                )
            );
    }

    private static IEnumerable<Finding> Identities(IReadOnlyList<ParsedEntry> entries, IReadOnlyList<Entry> read)
    {
        if (entries.Count(e => e.Id is null) is > 0 and var nameless)
            yield return new Finding(
                "ids",
                $"{Examples(nameless, entries)} no guid or id; {(nameless == entries.Count ? "links" : "their links")} "
                    + "stand in for it"
            );
        if (read.Count(e => EntryIdentity.Shared(e.Identity) != e.Identity) is > 0 and var twins)
            yield return new Finding(
                "ids",
                $"{twins} of {entries.Count} entries share a guid or a link with another; they are told apart by "
                    + "what they say",
                IsWrong: true
            );
        var speaking = entries.Count(e => !e.IsCut && e.Title.Length + e.Summary.Length + e.Body.Length > 0);
        if (speaking < entries.Count)
            yield return new Finding(
                "entries",
                $"{entries.Count - speaking} of {entries.Count} say nothing or were cut, and are left out",
                IsWrong: true
            );
        if (read.Count < speaking)
            yield return new Finding(
                "entries",
                $"{speaking - read.Count} of {entries.Count} say the very same as another one, and count once",
                IsWrong: true
            );
    }

    private static IEnumerable<Finding> Dates(IReadOnlyList<ParsedEntry> entries, DateTimeOffset now)
    {
        var dates = entries.Select(e => e.Published).OfType<DateTimeOffset>().ToList();
        if (dates.Count > 0)
            yield return new Finding(
                "dates",
                $"newest {dates.Max():yyyy-MM-dd HH:mm 'UTC'zzz}, oldest {dates.Min():yyyy-MM-dd}"
            );
        if (entries.Count(e => e.DateWords is null) is > 0 and var missing)
            yield return new Finding(
                "dates",
                $"{Examples(missing, entries)} none; what a first poll finds without a date is recorded, not sent",
                IsWrong: true
            );
        if (entries.FirstOrDefault(e => e is { Published: null, DateWords: not null }) is { } unread)
            yield return new Finding("dates", $"\"{unread.DateWords}\" cannot be read as a date", IsWrong: true);
        if (dates.Count(d => d > now) is > 0 and var ahead)
            yield return new Finding(
                "dates",
                $"{ahead} of {entries.Count} lie in the future and count as now",
                IsWrong: true
            );
    }

    private static string Examples(int count, IReadOnlyList<ParsedEntry> entries) =>
        count == entries.Count ? "the entries have" : $"{count} of {entries.Count} entries have";
}
