using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AlertBot.Feeds.Parsing.Dates;
using AlertBot.Feeds.Parsing.Encodings;
using AlertBot.Feeds.Parsing.Text;
using AlertBot.Feeds.Parsing.Xml;
using V = AlertBot.Feeds.Parsing.FeedVocabulary;

namespace AlertBot.Feeds.Parsing;

/// <summary>
/// The fields of an entry or a channel, read from its element: the library knows neither Atom's types of text nor which
/// field goes first.
/// </summary>
internal static partial class FeedFields
{
    /// <summary>Of one meaning in one entry; real entries have two or three.</summary>
    private const int MostFields = 20;

    private static readonly XName[] Titles = ["title", V.Dc + "title"];

    private static readonly XName[] Ids = ["guid", "id"];

    /// <summary>When it was published; else when it was changed; else when it was written.</summary>
    private static readonly XName[][] Dates =
    [
        ["published", "pubDate", "issued", V.DcTerms + "issued"],
        ["updated", "modified", "lastBuildDate", V.Dc + "date", V.DcTerms + "modified", "lastmod"],
        ["created", V.DcTerms + "created"],
    ];

    private static readonly XName[] Summaries =
    [
        "summary",
        "description",
        "abstract",
        V.Dc + "description",
        V.Itunes + "summary",
        V.Media + "description",
    ];

    private static readonly XName[] Bodies =
    [
        V.Content + "encoded",
        "content",
        "full-text",
        "fulltext",
        "fullitem",
        "body",
        V.Html + "body",
    ];

    /// <summary>
    /// The first title that says something, else an entry's title of its media, as plain text on one line; "" for none.
    /// </summary>
    public static string Title(XElement element) => OneLine(FirstTitle(element));

    /// <summary>Line breaks and runs of blanks as single blanks, none at the ends.</summary>
    public static string OneLine(string text) => Blanks().Replace(text, " ").Trim();

    private static string FirstTitle(XElement element) =>
        element
            .Elements()
            .Where(e => Titles.Contains(e.Name))
            .Take(MostFields)
            .Select(PlainTextOf)
            .FirstOrDefault(t => t.Length > 0)
        ?? (
            element.Name == "item" || element.Name == "entry"
                ? element
                    .Descendants(V.Media + "title")
                    .Take(MostFields)
                    .Select(PlainTextOf)
                    .FirstOrDefault(t => t.Length > 0)
                : null
        )
        ?? "";

    public static string? Id(XElement entry) =>
        entry.Elements().LastOrDefault(e => Ids.Contains(e.Name) && !string.IsNullOrWhiteSpace(e.Value))?.Value.Trim()
        ?? (((string?)entry.Attribute("about"))?.Trim() is { Length: > 0 } about ? about : null);

    /// <summary>The date, and the words it was read from: of a date that cannot be read, only these.</summary>
    public static (DateTimeOffset? Published, string? Words) Date(XElement entry)
    {
        string? unread = null;
        foreach (var names in Dates)
        {
            foreach (
                var words in entry
                    .Elements()
                    .Where(e => names.Contains(e.Name))
                    .TakeLast(MostFields)
                    .Select(e => e.Value.Trim())
                    .Reverse()
            )
            {
                if (FeedDate.Parse(words) is { } date)
                    return (date, words);
                unread ??= words.Length > 0 ? words : null;
            }
        }
        return FeedDate.Parse((string?)entry.Attribute("lastmod")) is { } modified
            ? (modified, (string?)entry.Attribute("lastmod"))
            : (null, unread);
    }

    /// <summary>Video channels put what they say of an entry into the group of its media.</summary>
    public static string Summary(XElement entry) =>
        Text(entry, Summaries) is { Length: > 0 } summary
            ? summary
            : entry
                .Descendants(V.Media + "description")
                .Take(MostFields)
                .Select(PlainTextOf)
                .FirstOrDefault(t => t.Length > 0)
                ?? "";

    public static string Body(XElement entry) => Text(entry, Bodies);

    /// <summary>The name of whom an entry was taken from; null for none.</summary>
    public static string? Source(XElement entry) =>
        entry.Element("source") is { } source
        && (source.Element("title") is { } title ? PlainTextOf(title) : PlainTextOf(source)) is { Length: > 0 } name
            ? OneLine(name)
            : null;

    /// <summary>What the element means as HTML, after its type (Atom 1.0, section 3.1) or mode (Atom 0.3).</summary>
    public static string Html(XElement element)
    {
        if (element.HasElements)
            return Inner(element, isXhtml: ((string?)element.Attribute("type"))?.Trim() == "xhtml");
        return IsBase64(element) ? FromBase64(element.Value) : element.Value;
    }

    /// <summary>Said by the mode in Atom 0.3, by a type that is neither text nor XML in Atom 1.0.</summary>
    private static bool IsBase64(XElement element)
    {
        var type = ((string?)element.Attribute("type"))?.Trim().ToLowerInvariant() ?? "";
        return (string?)element.Attribute("mode") is { } mode
            ? mode == "base64"
            : type.Contains('/', StringComparison.Ordinal)
                && !type.StartsWith("text/", StringComparison.Ordinal)
                && !type.EndsWith("xml", StringComparison.Ordinal)
                && !type.Contains("html", StringComparison.Ordinal);
    }

    /// <summary>The first that says something, by the order of the names; "" for none.</summary>
    private static string Text(XElement entry, XName[] names)
    {
        foreach (var name in names)
        {
            var left = MostFields;
            for (var node = entry.FirstNode; node is not null && left > 0; node = node.NextNode)
            {
                if (node is not XElement element || element.Name != name)
                    continue;
                left--;
                if (PlainTextOf(element) is { Length: > 0 } text)
                    return text;
            }
        }
        return "";
    }

    private static string PlainTextOf(XElement element)
    {
        var type = ((string?)element.Attribute("type"))?.Trim().ToLowerInvariant();
        var html = Mojibake.Undo(Html(element));
        // Declared plain: tags are text; but references are left by so many systems that reading them harms less.
        return LegalText
            .Clean(
                type is "text" or "text/plain" && !element.HasElements
                    ? WebUtility.HtmlDecode(html)
                    : PlainText.FromHtml(html)
            )
            .Trim();
    }

    /// <summary>What is no base64 stays as it is; what is no text (a picture) is left out.</summary>
    private static string FromBase64(string value)
    {
        var bytes = new byte[value.Length];
        if (!Convert.TryFromBase64String(value, bytes, out var length))
            return value;
        return System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, length))
            ? Encoding.UTF8.GetString(bytes.AsSpan(0, length))
            : "";
    }

    /// <summary>Bare HTML or XHTML inside an element, as HTML without attributes.</summary>
    private static string Inner(XElement element, bool isXhtml)
    {
        var html = new StringBuilder();
        foreach (var node in element.Nodes())
            Append(node, html, isXhtml);
        return html.ToString();
    }

    private static void Append(XNode node, StringBuilder html, bool isXhtml)
    {
        // Escaped HTML stands beside bare elements: an image after the text, or the text after a paragraph.
        if (node is XText text)
            html.Append(
                !isXhtml && (text is XCData || PlainText.HasTags(text.Value))
                    ? text.Value
                    : WebUtility.HtmlEncode(text.Value)
            );
        if (node is not XElement element)
            return;
        html.Append('<').Append(element.Name.LocalName).Append('>');
        foreach (var child in element.Nodes())
            Append(child, html, isXhtml);
        if (!LenientNesting.IsVoid(element.Name))
            html.Append("</").Append(element.Name.LocalName).Append('>');
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}
