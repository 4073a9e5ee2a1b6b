using AlertBot.Localization;
using Microsoft.AspNetCore.Http;

namespace AlertBot.Web.Pages;

/// <summary>Something that was reported, by what a reader can filter it.</summary>
internal interface INewsItem
{
    /// <summary>The ids of the rules that its reports meet.</summary>
    IReadOnlyList<string> Topics { get; }

    /// <summary>The places that its headlines name, by concept.</summary>
    IReadOnlyList<string> Places { get; }

    IEnumerable<string> Languages { get; }

    IEnumerable<string?> States { get; }

    IReadOnlyList<string> Camps { get; }

    /// <summary>Whether a desk had to know some of it within the hour.</summary>
    bool IsMust { get; }
}

/// <summary>Which news somebody wants to see, as it stands in the address; what is empty is not asked.</summary>
internal sealed record NewsFilter
{
    public string Topic { get; init; } = "";
    public string Language { get; init; } = "";
    public string State { get; init; } = "";

    /// <summary>The concept of a place.</summary>
    public string Place { get; init; } = "";
    public string Camp { get; init; } = "";

    /// <summary>Whether only what a desk must know at once is asked for.</summary>
    public bool MustOnly { get; init; }

    /// <summary>What the address says of it.</summary>
    public IEnumerable<(string Name, string Value)> Query =>
        [
            ("topic", Topic),
            ("language", Language),
            ("state", State),
            ("place", Place),
            ("camp", Camp),
            ("weight", MustOnly ? "must" : ""),
        ];

    public static NewsFilter Read(HttpRequest request)
    {
        var query = request.Query;
        return new NewsFilter
        {
            Topic = Text("topic"),
            Language = LanguageCodes.Parse(Text("language"))?.Code() ?? "",
            State = Text("state"),
            Place = Text("place"),
            Camp = Text("camp"),
            MustOnly = Text("weight") == "must",
        };

        string Text(string name) => $"{query[name]}".Trim();
    }

    /// <summary>Parts of an address, each after an ampersand, without those that say nothing.</summary>
    public static string Write(IEnumerable<(string Name, string Value)> parts) =>
        string.Concat(
            parts
                .Where(part => part.Value.Length > 0)
                .Select(part => $"&{part.Name}={Uri.EscapeDataString(part.Value)}")
        );

    public bool Takes(INewsItem item) =>
        IsAsked(Topic, item.Topics)
        && IsAsked(Language, item.Languages)
        && IsAsked(State, item.States)
        && IsAsked(Place, item.Places)
        && IsAsked(Camp, item.Camps)
        && (!MustOnly || item.IsMust);

    private static bool IsAsked(string wanted, IEnumerable<string?> there) =>
        wanted.Length == 0 || there.Contains(wanted);
}

/// <summary>What a reader is offered to filter by.</summary>
/// <param name="Filter">What is asked now.</param>
/// <param name="Items">All that could be; their places and camps are offered.</param>
internal sealed record FilterChoices(NewsFilter Filter, IReadOnlyList<INewsItem> Items);
