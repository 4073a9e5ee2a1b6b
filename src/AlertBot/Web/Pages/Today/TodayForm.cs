using System.Globalization;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace AlertBot.Web.Pages.Today;

/// <summary>Which stories somebody wants to see, as it stands in the address; what is empty is not asked.</summary>
internal sealed record TodayForm
{
    private static readonly LocalDatePattern DayPattern = LocalDatePattern.Iso;

    /// <summary>No day has so many stories.</summary>
    private const int MostSkipped = 100_000;

    /// <summary>A day in the reader's zone; null for the last 24 hours.</summary>
    public LocalDate? Day { get; init; }

    public NewsFilter Filter { get; init; } = new();

    /// <summary>Whether only what came since the last visit is asked for.</summary>
    public bool NewOnly { get; init; }

    /// <summary>How many stories stand before those that are shown.</summary>
    public int Skip { get; init; }

    /// <summary>The address without the language and what is skipped, each part after an ampersand.</summary>
    public string Query => QueryOn(Day);

    public static TodayForm Read(HttpRequest request)
    {
        var query = request.Query;
        return new TodayForm
        {
            Day = DayOf(Text("day")),
            Filter = NewsFilter.Read(request),
            NewOnly = Text("new") == "1",
            Skip = int.TryParse(Text("skip"), NumberStyles.None, CultureInfo.InvariantCulture, out var skip)
                ? Math.Min(skip, MostSkipped)
                : 0,
        };

        string Text(string name) => $"{query[name]}".Trim();
    }

    /// <summary>The same filters on another day.</summary>
    public string QueryOn(LocalDate? day) =>
        NewsFilter.Write([
            ("day", day is { } date ? DayPattern.Format(date) : ""),
            .. Filter.Query,
            ("new", NewOnly ? "1" : ""),
        ]);

    /// <summary>Whether a story is asked for.</summary>
    /// <param name="story">The story.</param>
    /// <param name="lastVisit">When the reader was here before; null for never.</param>
    public bool Takes(TodayStory story, DateTimeOffset? lastVisit) =>
        Filter.Takes(story) && (!NewOnly || story.IsNewSince(lastVisit));

    /// <summary>From when until when; what came in at the end is not part of it.</summary>
    public (DateTimeOffset Since, DateTimeOffset Until) Span(DateTimeOffset now, DateTimeZone zone)
    {
        if (Day is not { } day)
            return (now.AddDays(-1), DateTimeOffset.MaxValue);
        return (StartOf(day), StartOf(day.PlusDays(1)));

        DateTimeOffset StartOf(LocalDate date) => date.AtStartOfDayInZone(zone).ToDateTimeOffset();
    }

    private static LocalDate? DayOf(string written) =>
        DayPattern.Parse(written) is { Success: true, Value: { Year: > 1970 and < 9000 } day } ? day : null;
}
