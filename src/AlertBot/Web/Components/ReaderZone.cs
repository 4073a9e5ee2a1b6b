using Microsoft.AspNetCore.Http;
using NodaTime;

namespace AlertBot.Web.Components;

/// <summary>
/// The time zone of a reader: what the address names (<c>?zone=Africa/Tripoli</c>), which is kept in a cookie; else
/// what the browser told by its script, in the same cookie; else UTC.
/// </summary>
internal static class ReaderZone
{
    /// <summary>live.js writes it, too.</summary>
    private const string Cookie = "alertbot-zone";

    public static DateTimeZone Of(HttpRequest request) =>
        Find($"{request.Query["zone"]}") ?? Find(request.Cookies[Cookie]) ?? DateTimeZone.Utc;

    /// <summary>Keeps the zone that the address names for the pages that follow.</summary>
    public static void Keep(HttpContext context)
    {
        if (Find($"{context.Request.Query["zone"]}") is not { } zone)
            return;
        context.Response.Cookies.Append(
            Cookie,
            zone.Id,
            new CookieOptions
            {
                SameSite = SameSiteMode.Strict,
                Secure = context.Request.IsHttps,
                MaxAge = TimeSpan.FromDays(365),
            }
        );
    }

    private static DateTimeZone? Find(string? id) =>
        id is { Length: > 0 and < 64 } ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) : null;
}
