using AlertBot.Feeds.Entries;
using AlertBot.Stories.Grouping;

namespace AlertBot.Stories;

/// <summary>What one entry says of its event.</summary>
/// <param name="CanAnnounce">Whether it is a report that somebody wants, so that chats may be told by it.</param>
/// <param name="IsMust">Whether a desk has to know it within the hour.</param>
/// <param name="State">What it reports of talks; null when nothing.</param>
/// <param name="Dead">The most dead its headline speaks of; null when none.</param>
/// <param name="TakesEffect">Whether its headline says that a truce begins, not only that it was agreed.</param>
internal readonly record struct ReportFacts(
    bool CanAnnounce,
    bool IsMust,
    string? State,
    long? Dead,
    bool TakesEffect = false
)
{
    /// <summary>
    /// How surely a desk has to know it: the log-odds that <see cref="IsMust"/> was read off; 0 where they are not
    /// known.
    /// </summary>
    public double MustOdds { get; init; }

    /// <summary>
    /// The greatest figure of a headline that speaks of dead. Larger ones than a day of war brings are years, sums or
    /// distances.
    /// </summary>
    public static long? DeadIn(Entry entry)
    {
        const long most = 2000;
        var headline = entry with { Summary = "", Body = "" };
        if (!Gazetteer.Events.Find(headline).Any(found => found.Concept == "a-kill"))
            return null;
        var figures = Figures
            .In(entry.Title)
            .Select(f => long.TryParse(f, out var n) ? n : 0)
            .Where(n => n is > 0 and < most)
            .ToList();
        return figures.Count > 0 ? figures.Max() : null;
    }
}
