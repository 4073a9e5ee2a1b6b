using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace AlertBot.Web.Pages.Today;

/// <summary>
/// When a reader was here before, by a cookie of two times: until when the visit before this one lasted, and when this
/// one was last heard of. Who stays away for half an hour comes for another visit.
/// </summary>
internal static class LastVisit
{
    private const string Cookie = "alertbot-visit";

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(30);

    /// <summary>
    /// What came in later is new to the reader; null on the first visit. That the reader is here is written down.
    /// </summary>
    public static DateTimeOffset? Take(HttpContext context, DateTimeOffset now)
    {
        var times = (context.Request.Cookies[Cookie] ?? "").Split('.');
        var last = TimeOf(times[^1], now);
        var before =
            last is null ? null
            : now - last > Pause ? last
            : times.Length > 1 ? TimeOf(times[0], now)
            : null;
        Write(context, before, now);
        return before;
    }

    /// <summary>From now on only what is to come is new.</summary>
    public static void MarkAllRead(HttpContext context, DateTimeOffset now) => Write(context, now, now);

    private static void Write(HttpContext context, DateTimeOffset? before, DateTimeOffset last) =>
        context.Response.Cookies.Append(
            Cookie,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{before?.ToUnixTimeMilliseconds()}.{last.ToUnixTimeMilliseconds()}"
            ),
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Secure = context.Request.IsHttps,
                Path = "/today",
                MaxAge = TimeSpan.FromDays(90),
            }
        );

    /// <summary>Null for what is no time, or one to come.</summary>
    private static DateTimeOffset? TimeOf(string written, DateTimeOffset now) =>
        long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var time)
        && time <= now.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(time)
            : null;
}
