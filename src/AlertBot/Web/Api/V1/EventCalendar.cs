using System.Globalization;
using AlertBot.Localization;
using AlertBot.Stories;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Microsoft.AspNetCore.Http;
using Calendar = Ical.Net.Calendar;

namespace AlertBot.Web.Api.V1;

/// <summary>
/// Writes what events announce as a calendar (iCalendar, RFC 5545): talks, meetings and deadlines on days that their
/// reports state. One entry for each story and day, by the event that said so last.
/// </summary>
internal static class EventCalendar
{
    /// <summary>Events that are looked through, the newest first.</summary>
    private const int Most = 1_000;

    /// <summary>What was announced earlier has mostly taken place.</summary>
    private static readonly TimeSpan LookedBack = TimeSpan.FromDays(60);

    /// <param name="context">Whom to answer.</param>
    /// <param name="store">Where events are.</param>
    /// <param name="query">Which ones.</param>
    /// <param name="now">What came in long before is left out, unless the query says otherwise.</param>
    public static async Task WriteAsync(HttpContext context, ApiStore store, ApiQuery query, DateTimeOffset now)
    {
        var ct = context.RequestAborted;
        var calendar = new Calendar { ProductId = "-//AlertBot//EN" };
        calendar.AddProperty("X-WR-CALNAME", "AlertBot");
        var since = query.Since > DateTimeOffset.UnixEpoch ? query.Since : now - LookedBack;
        ApiQuery? part = query with { Limit = ApiQuery.Most, Since = since };
        var known = new HashSet<(long, DateOnly)>();
        for (var read = 0; part is not null && read < Most; read += ApiQuery.Most)
        {
            var page = await store.EventsAsync(part, summaries: true, ct);
            foreach (var item in page.Items)
                Add(calendar, item, known);
            part = page.Next is { } next ? part with { Before = long.Parse(next, CultureInfo.InvariantCulture) } : null;
        }
        context.Response.ContentType = "text/calendar; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"alertbot.ics\"";
        await context.Response.WriteAsync(new CalendarSerializer().SerializeToString(calendar) ?? "", ct);
    }

    private static void Add(Calendar calendar, ApiEvent item, HashSet<(long, DateOnly)> known)
    {
        var language = LanguageCodes.Parse(item.Language) ?? Language.English;
        var published = DateOnly.FromDateTime(item.FirstSeen.UtcDateTime);
        foreach (var date in AnnouncedDates.Find($"{item.Title}\n{item.Summary}", language, published))
        {
            if (!known.Add((item.StoryId ?? -item.Id, date.Day)))
                continue;
            calendar.Events.Add(
                new CalendarEvent
                {
                    Uid = string.Create(CultureInfo.InvariantCulture, $"event-{item.Id}-{date.Day:yyyyMMdd}@alertbot"),
                    DtStamp = new CalDateTime(item.FirstSeen.UtcDateTime, "UTC"),
                    Start = new CalDateTime(date.Day),
                    Summary = date.IsDeadline ? $"⏳ {item.Title}" : item.Title,
                    Description = $"{date.Sentence}\n{item.Publisher}\n{item.Link}".Trim(),
                    Categories = [.. item.Topics],
                    Url =
                        Uri.TryCreate(item.Link, UriKind.Absolute, out var link) && link.Scheme is "http" or "https"
                            ? link
                            : null,
                    Transparency = "TRANSPARENT",
                }
            );
        }
    }
}
