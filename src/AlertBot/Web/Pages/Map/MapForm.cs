using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace AlertBot.Web.Pages.Map;

/// <summary>Which events somebody wants to see on the map, as it stands in the address.</summary>
/// <param name="Days">The last 24 hours, 7 or 30 days.</param>
/// <param name="Filter">Which of them.</param>
internal sealed record MapForm(int Days, NewsFilter Filter)
{
    public static readonly IReadOnlyList<int> Ranges = [1, 7, 30];

    /// <summary>The address without the language, each part after an ampersand.</summary>
    public string Query => QueryOf(Days, Filter);

    public static MapForm Read(HttpRequest request) =>
        new(
            int.TryParse(request.Query["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            && Ranges.Contains(days)
                ? days
                : 1,
            NewsFilter.Read(request)
        );

    /// <summary>The same of another length.</summary>
    public string QueryFor(int days) => QueryOf(days, Filter);

    /// <summary>The same of one place.</summary>
    public string QueryAt(string place) => QueryOf(Days, Filter with { Place = place });

    private static string QueryOf(int days, NewsFilter filter) =>
        NewsFilter.Write([("days", days.ToString(CultureInfo.InvariantCulture)), .. filter.Query]);
}
