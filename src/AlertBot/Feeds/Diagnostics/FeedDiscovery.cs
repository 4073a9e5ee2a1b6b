using AlertBot.Feeds.Fetching;
using AlertBot.Feeds.Parsing;
using AlertBot.Feeds.Parsing.Encodings;
using AlertBot.Feeds.Parsing.Xml;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace AlertBot.Feeds.Diagnostics;

/// <summary>
/// Finds the feeds of a site from one of its pages: those it declares, those it links to, those that lie where feeds
/// usually do.
/// </summary>
internal sealed class FeedDiscovery(HttpFetcher pages, IOptions<FeedsOptions> options)
{
    /// <summary>Asking a site for more would be no way to begin with it.</summary>
    private const int MostAsked = 10;

    private const int MostNested = 500;

    private static readonly string[] UsualPaths =
    [
        "feed/",
        "rss",
        "rss.xml",
        "feed.xml",
        "atom.xml",
        "index.xml",
        "feeds/posts/default",
    ];

    private static readonly string[] Types =
    [
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/rdf+xml",
    ];

    /// <summary>Each was fetched and read; those of comments come last.</summary>
    public async Task<IReadOnlyList<DiscoveredFeed>> DiscoverAsync(Fetch.Page page, CancellationToken ct)
    {
        var found = new List<DiscoveredFeed>();
        var named = Named(page);
        foreach (
            var address in named
                .Concat(UsualPaths.Select(path => new Uri(page.Url, $"/{path}")))
                .Distinct()
                .Take(MostAsked)
        )
        {
            // A site that names its feeds has no others in the usual places.
            if (found.Count > 0 && !named.Contains(address))
                break;
            if (
                await pages.GetAsync(address, FeedPoller.Accepted, ct) is Fetch.Page { IsFine: true } answer
                && ParseFeed(answer) is { } feed
            )
                found.Add(new DiscoveredFeed(address, feed.Title, feed.Entries.Count));
        }
        return [.. found.OrderBy(IsOfComments)];
    }

    /// <summary>In the order of the page, declared before linked; each once.</summary>
    internal static IReadOnlyList<Uri> Named(Fetch.Page page)
    {
        var text = FeedText.Decode(page.Bytes, page.Charset).Text;
        if (MarkupDepth.DeepestOf(text) > MostNested)
            return [];
        var document = new HtmlParser().ParseDocument(text);
        var above = Resolve(page.Url, document.QuerySelector("base[href]")?.GetAttribute("href")) ?? page.Url;
        var declared = document.QuerySelectorAll("link[href]").Where(IsDeclared);
        var linked = document.QuerySelectorAll("a[href]").Where(IsLikely);
        return
        [
            .. declared.Concat(linked).Select(e => Resolve(above, e.GetAttribute("href"))).OfType<Uri>().Distinct(),
        ];
    }

    private ParsedFeed? ParseFeed(Fetch.Page page)
    {
        try
        {
            return FeedDocument.Parse(page.Bytes, page.Charset, options.Value.MaxEntries) is { Entries.Count: > 0 } feed
                ? feed
                : null;
        }
        catch (FeedFormatException)
        {
            return null;
        }
    }

    private static bool IsDeclared(IElement link) =>
        $" {link.GetAttribute("rel")} ".Contains(" alternate ", StringComparison.OrdinalIgnoreCase)
        && Types.Contains(link.GetAttribute("type")?.Split(';')[0].Trim(), StringComparer.OrdinalIgnoreCase);

    private static bool IsLikely(IElement link)
    {
        var last = link.GetAttribute("href")!.Split('?', '#')[0].TrimEnd('/').Split('/')[^1];
        return last.Equals("rss", StringComparison.OrdinalIgnoreCase)
            || last.Equals("feed", StringComparison.OrdinalIgnoreCase)
            || last.EndsWith(".rss", StringComparison.OrdinalIgnoreCase)
            || last.EndsWith("rss.xml", StringComparison.OrdinalIgnoreCase)
            || last.EndsWith("atom.xml", StringComparison.OrdinalIgnoreCase)
            || last.EndsWith("feed.xml", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsOfComments(DiscoveredFeed feed) =>
        feed.Url.AbsolutePath.Contains("comments", StringComparison.OrdinalIgnoreCase);

    private static Uri? Resolve(Uri above, string? address) =>
        address is not null && Uri.TryCreate(above, address.Trim(), out var url) && url.Scheme is "http" or "https"
            ? url
            : null;
}
