using System.Globalization;
using AlertBot.Localization;
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

    public string Topic { get; init; } = "";
    public string Language { get; init; } = "";
    public string State { get; init; } = "";

    /// <summary>The concept of a place.</summary>
    public string Place { get; init; } = "";
    public string Camp { get; init; } = "";

    /// <summary>Whether only what a desk must know at once is asked for.</summary>
    public bool MustOnly { get; init; }

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
            Topic = Text("topic"),
            Language = LanguageCodes.Parse(Text("language"))?.Code() ?? "",
            State = Text("state"),
            Place = Text("place"),
            Camp = Text("camp"),
            MustOnly = Text("weight") == "must",
            NewOnly = Text("new") == "1",
            Skip = int.TryParse(Text("skip"), NumberStyles.None, CultureInfo.InvariantCulture, out var skip)
                ? Math.Min(skip, MostSkipped)
                : 0,
        };

        string Text(string name) => $"{query[name]}".Trim();
    }

    /// <summary>The same filters on another day.</summary>
    public string QueryOn(LocalDate? day) =>
        string.Concat(
            new (string Name, string Value)[]
            {
                ("day", day is { } date ? DayPattern.Format(date) : ""),
                ("topic", Topic),
                ("language", Language),
                ("state", State),
                ("place", Place),
                ("camp", Camp),
                ("weight", MustOnly ? "must" : ""),
                ("new", NewOnly ? "1" : ""),
            }
                .Where(part => part.Value.Length > 0)
                .Select(part => $"&{part.Name}={Uri.EscapeDataString(part.Value)}")
        );

    /// <summary>Whether a story is asked for.</summary>
    /// <param name="story">The story.</param>
    /// <param name="lastVisit">When the reader was here before; null for never.</param>
    public bool Takes(TodayStory story, DateTimeOffset? lastVisit) =>
        IsAsked(Topic, story.Topics)
        && IsAsked(Language, story.Reports.Select(report => report.Language))
        && IsAsked(State, story.Reports.Select(report => report.State))
        && IsAsked(Place, story.Places)
        && IsAsked(Camp, story.Camps)
        && (!MustOnly || story.IsMust)
        && (!NewOnly || story.IsNewSince(lastVisit));

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

    private static bool IsAsked(string wanted, IEnumerable<string?> there) =>
        wanted.Length == 0 || there.Contains(wanted);
}
