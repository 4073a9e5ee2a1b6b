using System.Globalization;
using AlertBot.Search;
using Microsoft.AspNetCore.Http;

namespace AlertBot.Web.Pages;

/// <summary>What someone searches for, as it stands in the address.</summary>
internal sealed record SearchForm(SearchRequest Request, int Days, long? Before)
{
    /// <summary>Days back that are offered; 0 for all that is stored.</summary>
    public static readonly IReadOnlyList<int> DaysOffered = [0, 1, 7, 30, 90];

    /// <summary>Whether nothing is asked yet.</summary>
    public bool IsEmpty => Request == new SearchRequest();

    /// <summary>The address without its page and the reader's language, to be gone on with.</summary>
    public string Query =>
        string.Concat(
            new (string Name, string Value)[]
            {
                ("q", Request.Words),
                ("topic", Request.Topic),
                ("source", Request.Source),
                ("state", Request.State),
                ("place", Request.Place),
                ("days", Days > 0 ? Days.ToString(CultureInfo.InvariantCulture) : ""),
            }
                .Where(part => part.Value.Length > 0)
                .Select(part => $"&{part.Name}={Uri.EscapeDataString(part.Value)}")
        );

    public static SearchForm Parse(HttpRequest request)
    {
        var query = request.Query;
        var days = int.TryParse(query["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var d) ? d : 0;
        days = Math.Clamp(days, 0, 3650);
        return new SearchForm(
            new SearchRequest
            {
                Words = Text("q"),
                Topic = Text("topic"),
                Source = Text("source"),
                State = Text("state"),
                Place = Text("place"),
                Past = days > 0 ? TimeSpan.FromDays(days) : null,
            },
            days,
            long.TryParse(query["before"], NumberStyles.None, CultureInfo.InvariantCulture, out var before)
                ? before
                : null
        );

        string Text(string name) => $"{query[name]}".Trim();
    }
}
