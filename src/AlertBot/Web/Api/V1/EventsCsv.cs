using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace AlertBot.Web.Api.V1;

/// <summary>Writes events for a spreadsheet: RFC 4180, UTF-8 with the mark by which Excel knows it.</summary>
internal static class EventsCsv
{
    /// <summary>Rows of one file; whoever wants more asks by time.</summary>
    public const int Most = 10_000;

    private static readonly string[] Columns =
    [
        "id",
        "story",
        "first_seen",
        "last_seen",
        "weight",
        "state",
        "topics",
        "language",
        "title",
        "publisher",
        "link",
        "reports",
        "sources",
        "camps",
        "languages",
    ];

    /// <summary>Writes what a query finds, part by part, so that no more than one part is held.</summary>
    public static async Task WriteAsync(HttpContext context, ApiStore store, ApiQuery query)
    {
        var ct = context.RequestAborted;
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"events.csv\"";
        await context.Response.WriteAsync($"\uFEFF{Line(Columns)}", ct);
        ApiQuery? part = query with { Limit = ApiQuery.Most };
        for (var written = 0; part is not null && written < Most; written += ApiQuery.Most)
        {
            var page = await store.EventsAsync(part, summaries: false, ct);
            await context.Response.WriteAsync(string.Concat(page.Items.Select(item => Line(FieldsOf(item)))), ct);
            part = page.Next is { } next ? part with { Before = long.Parse(next, CultureInfo.InvariantCulture) } : null;
        }
    }

    private static string[] FieldsOf(ApiEvent item) =>
        [
            item.Id.ToString(CultureInfo.InvariantCulture),
            item.StoryId?.ToString(CultureInfo.InvariantCulture) ?? "",
            Time(item.FirstSeen),
            Time(item.LastSeen),
            item.Weight,
            item.State ?? "",
            string.Join(' ', item.Topics),
            item.Language,
            item.Title,
            item.Publisher,
            item.Link ?? "",
            item.Reports.ToString(CultureInfo.InvariantCulture),
            item.Sources.ToString(CultureInfo.InvariantCulture),
            string.Join("; ", item.Camps),
            string.Join(' ', item.Languages),
        ];

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Line(IEnumerable<string> fields) => $"{string.Join(',', fields.Select(Quoted))}\r\n";

    /// <summary>
    /// A spreadsheet would carry out what begins like a formula, and headlines are written by strangers: such a field
    /// begins with an apostrophe, as OWASP's page on CSV injection advises (read 2026-11).
    /// </summary>
    private static string Quoted(string field)
    {
        var safe = field.Length > 0 && "=+-@\t\r".Contains(field[0], StringComparison.Ordinal) ? $"'{field}" : field;
        return safe.AsSpan().IndexOfAny("\",\r\n") < 0
            ? safe
            : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
