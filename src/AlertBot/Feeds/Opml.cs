using System.Xml;
using System.Xml.Linq;
using AlertBot.Config;

namespace AlertBot.Feeds;

/// <summary>A feed in an OPML list (OPML 2.0, subscription lists; opml.org, read 2026-11).</summary>
internal sealed record OpmlFeed(Uri Url, string Title)
{
    public IReadOnlyList<string> Tags { get; init; } = [];

    public Language? Language { get; init; }
}

/// <summary>Reads and writes OPML subscription lists, the form in which readers exchange feeds.</summary>
internal static class Opml
{
    /// <summary>Folders nested deeper are an attack, not order.</summary>
    private const int MostNested = 50;

    /// <summary>
    /// Every outline with an address; the folders around it become its tags. Throws <see cref="InvalidDataException"/>
    /// for what is no OPML.
    /// </summary>
    public static IReadOnlyList<OpmlFeed> Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path} cannot be read as OPML: {e.Message}");
        }
    }

    /// <summary>As <see cref="Read"/>, for text already at hand. Throws <see cref="XmlException"/>.</summary>
    public static IReadOnlyList<OpmlFeed> Parse(string text)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        // XDocument's time grows with the square of the depth.
        using (var depth = XmlReader.Create(new StringReader(text), settings))
        {
            while (depth.Read())
            {
                if (depth.Depth > MostNested)
                    throw new XmlException($"nested more than {MostNested} deep");
            }
        }
        using var reader = XmlReader.Create(new StringReader(text), settings);
        return
        [
            .. XDocument
                .Load(reader)
                .Descendants("outline")
                .Select(ToFeed)
                .OfType<OpmlFeed>()
                .DistinctBy(f => f.Url.AbsoluteUri),
        ];
    }

    /// <summary>
    /// A feed's first tag becomes its folder; all of them stand in <c>category</c>, so that reading back gives the same
    /// list.
    /// </summary>
    public static string Write(IReadOnlyList<FeedLine> feeds) =>
        new XDocument(
            new XElement(
                "opml",
                new XAttribute("version", "2.0"),
                new XElement("head", new XElement("title", "AlertBot feeds")),
                new XElement(
                    "body",
                    feeds
                        .GroupBy(feed => feed.Tags.FirstOrDefault() ?? "", StringComparer.Ordinal)
                        .Select(folder =>
                            folder.Key.Length == 0
                                ? (object)folder.Select(Outline)
                                : new XElement(
                                    "outline",
                                    new XAttribute("text", Legal(folder.Key)),
                                    folder.Select(Outline)
                                )
                        )
                )
            )
        ).ToString();

    private static XElement Outline(FeedLine feed) =>
        new(
            "outline",
            new XAttribute("type", "rss"),
            new XAttribute("text", Legal(feed.Title ?? feed.Publisher)),
            new XAttribute("xmlUrl", feed.Url.Value.AbsoluteUri),
            feed.Tags.Count > 0
                ? new XAttribute("category", Legal(string.Join(',', feed.Tags.Select(tag => tag.Replace(',', ' ')))))
                : null,
            feed.Lang is { } language ? new XAttribute("language", language.Code()) : null
        );

    private static OpmlFeed? ToFeed(XElement outline)
    {
        var address = (string?)outline.Attribute("xmlUrl");
        if (!Uri.TryCreate(address?.Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return null;
        return new OpmlFeed(url, Name(outline) ?? url.Host)
        {
            Tags = TagsOf(outline),
            Language = LanguageCodes.Parse((string?)outline.Attribute("language")),
        };
    }

    /// <summary>Categories are divided by commas; a slash before one only says that it is a path.</summary>
    private static IReadOnlyList<string> TagsOf(XElement outline)
    {
        var own = ((string?)outline.Attribute("category") ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(c => c.TrimStart('/'));
        var folders = outline.Ancestors("outline").Reverse().Select(Name).OfType<string>();
        return [.. (own.Any() ? own : folders).Distinct(StringComparer.Ordinal)];
    }

    private static string? Name(XElement outline) =>
        ((string?)outline.Attribute("title") ?? (string?)outline.Attribute("text"))?.Trim() is { Length: > 0 } name
            ? name
            : null;

    /// <summary>Without the control characters XML has no way to write.</summary>
    private static string Legal(string text) => string.Concat(text.Where(XmlConvert.IsXmlChar));
}
