using System.Xml;
using System.Xml.Linq;
using AlertBot.Feeds.Parsing.Encodings;
using AlertBot.Feeds.Parsing.Xml;
using AlertBot.Localization;

namespace AlertBot.Feeds.Lists;

/// <summary>A feed in an OPML list (OPML 2.0, subscription lists; opml.org, read 2026-11).</summary>
internal sealed record OpmlFeed(Uri Url, string Title)
{
    public IReadOnlyList<string> Tags { get; init; } = [];

    public Language? Language { get; init; }
}

/// <summary>An outline of a list: the feed, or why it is none; folders are neither.</summary>
/// <param name="Name">As the list calls it.</param>
/// <param name="Feed">Null where it cannot be polled.</param>
/// <param name="Why">In place of a feed.</param>
internal sealed record OpmlOutline(string Name, OpmlFeed? Feed, string? Why);

/// <summary>
/// Reads and writes OPML subscription lists, the form in which readers exchange feeds. Lists are damaged as feeds are,
/// and read as leniently.
/// </summary>
internal static class Opml
{
    /// <summary>Folders nested deeper are an attack, not order.</summary>
    private const int MostNested = 50;

    /// <summary>
    /// Every outline that is meant to be a feed, in the list's order. Throws <see cref="InvalidDataException"/> for
    /// what is no OPML.
    /// </summary>
    public static IReadOnlyList<OpmlOutline> Load(string path)
    {
        try
        {
            return Outlines(FeedText.Decode(File.ReadAllBytes(path), httpCharset: null).Text);
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path} cannot be read as OPML: {e.Message}");
        }
    }

    /// <summary>The feeds of a list, each once; the folders around one become its tags.</summary>
    public static IReadOnlyList<OpmlFeed> Parse(string text) =>
        [.. Outlines(text).Select(o => o.Feed).OfType<OpmlFeed>().DistinctBy(f => f.Url.AbsoluteUri)];

    /// <summary>As <see cref="Load"/>, for text already at hand. Throws <see cref="XmlException"/>.</summary>
    private static List<OpmlOutline> Outlines(string text)
    {
        var scanner = new MarkupScanner(text);
        var outlines = new List<OpmlOutline>();
        var folders = new List<string?>();
        var isList = false;
        while (scanner.Next() is { } piece)
        {
            if (piece.Tag is not { } tag)
                continue;
            isList |= Is(tag.Name, "opml") || Is(tag.Name, "outline");
            if (!Is(tag.Name, "outline"))
                continue;
            if (tag.IsEnd)
            {
                if (folders.Count > 0)
                    folders.RemoveAt(folders.Count - 1);
                continue;
            }
            if (Outline(tag, folders) is { } outline)
                outlines.Add(outline);
            if (!tag.IsEmpty)
                folders.Add(NameOf(tag));
            if (folders.Count > MostNested)
                throw new XmlException($"nested more than {MostNested} deep");
        }
        return isList ? outlines : throw new XmlException("it has neither opml nor outline");
    }

    /// <summary>Null for a folder.</summary>
    private static OpmlOutline? Outline(MarkupTag tag, IReadOnlyList<string?> folders)
    {
        var written = Value(tag, "xmlUrl") ?? (Is(Value(tag, "type") ?? "", "rss") ? Value(tag, "url") : null);
        if (written is null)
            return
                Value(tag, "htmlUrl") is { } page
                && (Value(tag, "type") is { } type && (Is(type, "rss") || Is(type, "atom")))
                ? new OpmlOutline(NameOf(tag) ?? page, null, $"no address of a feed, only of the page {page}")
                : null;
        if (Address(written) is not { } url)
            return new OpmlOutline(NameOf(tag) ?? written, null, $"\"{written}\" is no http or https address");
        return new OpmlOutline(
            NameOf(tag) ?? url.Host,
            new OpmlFeed(url, NameOf(tag) ?? url.Host)
            {
                Tags = TagsOf(tag, folders),
                Language = LanguageCodes.Parse(Value(tag, "language")),
            },
            null
        );
    }

    /// <summary>feed: and no scheme at all are ways to write http that readers know.</summary>
    private static Uri? Address(string written)
    {
        var address =
            written.StartsWith("feed:http", StringComparison.OrdinalIgnoreCase) ? written["feed:".Length..]
            : written.StartsWith("feed://", StringComparison.OrdinalIgnoreCase)
                ? $"http://{written["feed://".Length..]}"
            : written.Contains("://", StringComparison.Ordinal) ? written
            : $"https://{written.TrimStart('/')}";
        return Uri.TryCreate(address, UriKind.Absolute, out var url)
            && url.Scheme is "http" or "https"
            && url.Host.Contains('.', StringComparison.Ordinal)
                ? url
            : Uri.TryCreate(written, UriKind.Absolute, out url) && url.Scheme is "http" or "https" ? url
            : null;
    }

    /// <summary>Categories are divided by commas; a slash before one only says that it is a path.</summary>
    private static IReadOnlyList<string> TagsOf(MarkupTag tag, IReadOnlyList<string?> folders)
    {
        var own = (Value(tag, "category") ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(c => c.TrimStart('/'));
        return [.. (own.Any() ? own : folders.OfType<string>()).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>An empty title is none: then the text, which OPML asks for, is the name.</summary>
    private static string? NameOf(MarkupTag tag) => Value(tag, "title") ?? Value(tag, "text");

    /// <summary>Null for an attribute that is not there or empty; names in any letter case.</summary>
    private static string? Value(MarkupTag tag, string name) =>
        tag.Attributes.FirstOrDefault(a => Is(a.Name, name)).Value?.ReplaceLineEndings(" ").Trim()
            is { Length: > 0 } value
            ? value
            : null;

    private static bool Is(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

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
            new XAttribute("xmlUrl", ShownAddress.WithoutUser(feed.Url.Value).AbsoluteUri),
            feed.Tags.Count > 0
                ? new XAttribute("category", Legal(string.Join(',', feed.Tags.Select(tag => tag.Replace(',', ' ')))))
                : null,
            feed.Lang is { } language ? new XAttribute("language", language.Code()) : null
        );

    /// <summary>Without the control characters XML has no way to write.</summary>
    private static string Legal(string text) => string.Concat(text.Where(XmlConvert.IsXmlChar));
}
