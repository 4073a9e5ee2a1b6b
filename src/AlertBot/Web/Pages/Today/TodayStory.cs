using AlertBot.Localization;
using AlertBot.Rules;

namespace AlertBot.Web.Pages.Today;

/// <summary>A story as the reports of one day tell it.</summary>
/// <param name="Id">Of the story.</param>
/// <param name="Reports">Oldest first; at least one.</param>
/// <param name="Topics">The ids of the rules that they meet.</param>
/// <param name="Places">The places that their headlines name, by concept.</param>
/// <param name="Reader">The reader's language.</param>
internal sealed record TodayStory(
    long Id,
    IReadOnlyList<TodayReport> Reports,
    IReadOnlyList<string> Topics,
    IReadOnlyList<string> Places,
    Language Reader
) : INewsItem
{
    /// <summary>
    /// The report of the newest event that tells it: the newest in the reader's language, else the newest.
    /// </summary>
    public TodayReport Shown =>
        Reports.LastOrDefault(report => report.EventId == Reports[^1].EventId && report.Language == Reader.Code())
        ?? Reports[^1];

    /// <summary>Whether a desk had to know some of it within the hour.</summary>
    public bool IsMust => Reports.Any(report => report.Weight == (long)Weight.Must);

    /// <summary>Publishers, outlets of one family as one: the first that reported of each.</summary>
    public IReadOnlyList<string> Sources => [.. Reports.DistinctBy(report => report.Source).Select(r => r.Publisher)];

    public IReadOnlyList<string> Camps => [.. Reports.Select(report => report.Camp).OfType<string>().Distinct()];

    public IEnumerable<string> Languages => Reports.Select(report => report.Language);

    public IEnumerable<string?> States => Reports.Select(report => report.State);

    public DateTimeOffset LastSeen => Reports[^1].FirstSeen;

    /// <summary>Whether any of it came in after that moment; not when there is none.</summary>
    public bool IsNewSince(DateTimeOffset? moment) => LastSeen > moment;

    /// <summary>
    /// The stories of some reports, by weight, then by how many sources and camps report them, then the newest.
    /// </summary>
    /// <param name="reports">In any order.</param>
    /// <param name="topics">The ids of the rules that each report meets; what meets none is no part of a story.</param>
    /// <param name="places">The places that a report's headline names.</param>
    /// <param name="reader">The reader's language.</param>
    public static IReadOnlyList<TodayStory> Of(
        IEnumerable<TodayReport> reports,
        ILookup<long, string> topics,
        Func<TodayReport, IReadOnlyList<string>> places,
        Language reader
    ) =>
        [
            .. reports
                .Where(report => topics.Contains(report.Id))
                .OrderBy(report => report.Id)
                .GroupBy(report => report.StoryId)
                .Select(group => new TodayStory(
                    group.Key,
                    [.. group],
                    [.. group.SelectMany(report => topics[report.Id]).Distinct()],
                    [.. group.SelectMany(places).Distinct()],
                    reader
                ))
                .OrderByDescending(story => story.IsMust)
                .ThenByDescending(story => story.Sources.Count)
                .ThenByDescending(story => story.Camps.Count)
                .ThenByDescending(story => story.LastSeen)
                .ThenByDescending(story => story.Id),
        ];
}
