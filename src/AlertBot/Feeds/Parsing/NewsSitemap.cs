using System.Xml.Linq;
using V = AlertBot.Feeds.Parsing.FeedVocabulary;

namespace AlertBot.Feeds.Parsing;

/// <summary>
/// Reads Google's news sitemaps, which many sites have in place of a feed: the reports of the last two days, each with
/// title, page and date (developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap, read 2026-11).
/// </summary>
internal static class NewsSitemap
{
    /// <summary>
    /// The sitemap as a channel of items; null for any other document. Throws <see cref="FeedFormatException"/> for a
    /// sitemap that names no news.
    /// </summary>
    public static XElement? In(XElement tree)
    {
        if (tree.Element("sitemapindex") is not null)
            throw new FeedFormatException(
                "no feed: an index of sitemaps; the news sitemap among them can be put into feeds.yaml"
            );
        if (tree.Element("urlset") is not { } sitemap)
            return null;
        var items = sitemap
            .Elements("url")
            .Where(url => url.Element(V.News + "news") is not null)
            .Select(Item)
            .ToList();
        return items.Count > 0 || !sitemap.Elements("url").Any()
            ? new XElement("channel", items)
            : throw new FeedFormatException("no feed: a sitemap that lists pages, without the titles of news");
    }

    private static XElement Item(XElement url)
    {
        var news = url.Element(V.News + "news")!;
        return new XElement(
            "item",
            Renamed("title", news.Element(V.News + "title")),
            Renamed("link", url.Element("loc")),
            Renamed("pubDate", news.Element(V.News + "publication_date")),
            Renamed("lastmod", url.Element("lastmod")),
            Renamed("source", news.Element(V.News + "publication")?.Element(V.News + "name"))
        );
    }

    private static XElement? Renamed(XName name, XElement? element) =>
        element is null ? null : new XElement(name, element.Value.Trim());
}
