using System.Xml;
using System.Xml.Linq;
using AlertBot.Config;

namespace AlertBot.Feeds;

/// <summary>A feed in an OPML list (OPML 2.0, subscription lists; opml.org, read 2026-11).</summary>
internal sealed record OpmlFeed(Uri Url, string Title);

/// <summary>Reads and writes OPML subscription lists, the form in which readers exchange feeds.</summary>
internal static class Opml
{
    /// <summary>Every outline with an address, however deep; folders are not kept. Throws <see cref="InvalidDataException"/> for what is no OPML.</summary>
    public static IReadOnlyList<OpmlFeed> Read(string path)
    {
        try
        {
            using var reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var outlines = XDocument.Load(reader).Descendants("outline");
            return [.. outlines.Select(ToFeed).OfType<OpmlFeed>().DistinctBy(f => f.Url.AbsoluteUri)];
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path} cannot be read as OPML: {e.Message}");
        }
    }

    public static string Write(IReadOnlyList<FeedLine> feeds) => new XDocument(
        new XElement("opml", new XAttribute("version", "2.0"),
            new XElement("head", new XElement("title", "AlertBot feeds")),
            new XElement("body", feeds.Select(feed => new XElement("outline",
                new XAttribute("type", "rss"),
                new XAttribute("text", feed.Title ?? feed.Publisher),
                new XAttribute("xmlUrl", feed.Url.Value.AbsoluteUri),
                feed.Lang is { } language ? new XAttribute("language", language.Code()) : null))))).ToString();

    private static OpmlFeed? ToFeed(XElement outline)
    {
        var address = (string?)outline.Attribute("xmlUrl");
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return null;
        var title = (string?)outline.Attribute("title") ?? (string?)outline.Attribute("text");
        return new OpmlFeed(url, string.IsNullOrWhiteSpace(title) ? url.Host : title.Trim());
    }
}
