using System.Xml.Linq;
using V = AlertBot.Feeds.Parsing.FeedVocabulary;

namespace AlertBot.Feeds.Parsing;

/// <summary>Where an entry links to, as its feed writes it.</summary>
internal static class FeedLinks
{
    /// <summary>Entries have a handful.</summary>
    private const int MostLinks = 100;

    /// <summary>A longer one is no address, and would be resolved anew for each link below it.</summary>
    private const int LongestBase = 2_000;

    /// <summary>
    /// The last <c>link</c> that leads to a page; an address in its text goes before one in its attribute where both
    /// stand. Without any, the guid or id, if it is an address and not said to be no permalink. Resolved against
    /// xml:base where there is one.
    /// </summary>
    public static string? Choose(XElement entry)
    {
        string? link = null,
            other = null;
        var isText = false;
        foreach (var element in entry.Elements("link").Take(MostLinks))
        {
            if (Address(element) is not { Length: > 0 } address)
                continue;
            if (LeadsToPage(element))
            {
                // Atom's link without a relation beside one of RSS is as a rule the feed's or the entry's own address.
                if (link is not null && element.Value.Trim().Length == 0 && element.Attribute("rel") is null && isText)
                    continue;
                isText = element.Value.Trim().Length > 0;
                link = Resolve(element, address);
            }
            else if (IsAlternate(element))
                other ??= Resolve(element, address);
        }
        return link ?? (string?)entry.Attribute("href") ?? Permalink(entry) ?? other;
    }

    /// <summary>
    /// The value of the nearest xml:base (XML Base, W3C), itself resolved against those above it; null where there is
    /// none.
    /// </summary>
    public static string? Base(XElement element) =>
        element
            .AncestorsAndSelf()
            .Reverse()
            .Select(e => (string?)e.Attribute(V.XmlBase))
            .OfType<string>()
            .Where(given => given.Length <= LongestBase)
            .Aggregate((string?)null, (above, given) => Resolve(above, given.Trim()));

    private static string? Address(XElement link) =>
        (
            (string?)link.Attribute("url")
            ?? (string?)link.Attribute("uri")
            ?? (string?)link.Attribute("href")
            ?? link.Value
        ).Trim();

    private static bool IsAlternate(XElement link) =>
        ((string?)link.Attribute("rel"))?.Trim()
            is null
                or ""
                or "alternate"
                or "http://www.iana.org/assignments/relation/alternate";

    private static bool LeadsToPage(XElement link) =>
        IsAlternate(link)
        && ((string?)link.Attribute("type"))?.Trim().ToLowerInvariant()
            is null
                or ""
                or "html"
                or "xhtml"
                or "text/html"
                or "application/xhtml+xml";

    private static string? Permalink(XElement entry)
    {
        foreach (var id in entry.Elements().Where(e => e.Name == "guid" || e.Name == "id"))
        {
            var isPermalink = !string.Equals(
                (string?)id.Attribute("isPermaLink"),
                "false",
                StringComparison.OrdinalIgnoreCase
            );
            if (isPermalink && id.Value.Trim() is var value && IsWeb(value))
                return value;
        }
        return null;
    }

    private static bool IsWeb(string value) =>
        value.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || value.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static string Resolve(XElement element, string address) =>
        // A host whose scheme was forgotten; no page of a site lies in a folder of that name.
        address.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
            ? address
            : Resolve(Base(element), address);

    private static string Resolve(string? above, string address) =>
        above is not null
        && !HasScheme(address)
        && HasScheme(above)
        && Uri.TryCreate(above, UriKind.Absolute, out var start)
        && Uri.TryCreate(start, address, out var whole)
            ? whole.AbsoluteUri
            : address;

    /// <summary>Not asked of Uri: on Unix it takes "/a" for an absolute path of a file.</summary>
    private static bool HasScheme(string address)
    {
        var colon = address.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && char.IsAsciiLetter(address[0]) && !address.AsSpan(0, colon).ContainsAny("/?#");
    }
}
