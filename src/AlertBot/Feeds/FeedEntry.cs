using System.Xml.Linq;
using CodeHollow.FeedReader;

namespace AlertBot.Feeds;

/// <summary>
/// Makes an <see cref="Entry"/> of a library item. Ids, dates and content are read from the element itself: the library gives the link
/// for a missing id, reads dates in the process's culture and decodes content once too often.
/// </summary>
internal static class FeedEntry
{
    private static readonly string[] DateNames = ["pubDate", "published", "issued", "date", "updated", "modified", "created"];

    /// <summary>Null for an item that says nothing: no title, no text.</summary>
    public static Entry? Read(FeedItem item, Feed feed)
    {
        var element = item.SpecificItem?.Element;
        var title = PlainText.Of(item.Title).Trim();
        var summary = PlainText.Of(Inner(element, "description", "summary") ?? item.Description);
        var body = PlainText.Of(Inner(element, "encoded", "content") ?? (element is null ? item.Content : null));
        if (body.Trim() == summary.Trim())
            body = "";
        if (title.Length == 0 && summary.Length == 0 && body.Length == 0)
            return null;
        var link = Absolute(item.Link, Base(element, feed.Url));
        var published = FeedDate.Parse(DateText(element) ?? item.PublishingDateString);
        return new Entry
        {
            Identity = EntryIdentity.Of(Id(element), link, title, published),
            Title = title,
            Summary = summary,
            Body = body,
            Boilerplate = Boilerplate.Find(title, summary, body),
            Language = LanguageDetection.Of($"{title}\n{summary}\n{body}", feed.Language),
            Link = link,
            Published = published,
        };
    }

    private static string? Id(XElement? element) =>
        (Child(element, "guid") ?? Child(element, "id"))?.Value.Trim() is { Length: > 0 } id ? id
            : element?.Attributes().FirstOrDefault(a => a.Name.LocalName == "about")?.Value;

    private static string? DateText(XElement? element) =>
        DateNames.Select(name => Child(element, name)?.Value.Trim()).FirstOrDefault(text => !string.IsNullOrEmpty(text));

    /// <summary>The text of the first child with one of the names; XHTML content as its markup.</summary>
    private static string? Inner(XElement? element, params string[] names)
    {
        var child = names.Select(name => Child(element, name)).FirstOrDefault(c => c is not null);
        return child is null ? null : child.HasElements ? string.Concat(child.Nodes()) : child.Value;
    }

    private static XElement? Child(XElement? element, string name) =>
        element?.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    /// <summary>What relative links are relative to: the nearest xml:base (XML Base, W3C), itself relative to those above it.</summary>
    private static Uri Base(XElement? element, Uri feed) =>
        (element?.AncestorsAndSelf() ?? []).Reverse().Select(e => (string?)e.Attribute(XNamespace.Xml + "base")).OfType<string>()
            .Aggregate(feed, (above, given) => Uri.TryCreate(above, given, out var nearer) ? nearer : above);

    private static Uri? Absolute(string? link, Uri above) =>
        !string.IsNullOrWhiteSpace(link) && Uri.TryCreate(above, link.Trim(), out var uri) && (uri.Scheme is "http" or "https") ? uri : null;
}
