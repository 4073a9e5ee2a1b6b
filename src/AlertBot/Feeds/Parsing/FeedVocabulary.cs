using System.Collections.Frozen;
using System.Xml.Linq;

namespace AlertBot.Feeds.Parsing;

/// <summary>
/// The names that mean something in a feed, whatever prefix, letter case or version of a namespace a site writes them
/// with. All others become <see cref="Other"/>: .NET keeps every name it has seen for as long as the process lives, so
/// names must not be a stranger's.
/// </summary>
internal static class FeedVocabulary
{
    public static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";
    public static readonly XNamespace DcTerms = "http://purl.org/dc/terms/";
    public static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    public static readonly XNamespace Media = "http://search.yahoo.com/mrss/";
    public static readonly XNamespace Itunes = "http://www.itunes.com/dtds/podcast-1.0.dtd";
    public static readonly XNamespace News = "http://www.google.com/schemas/sitemap-news/0.9";
    public static readonly XNamespace Syndication = "http://purl.org/rss/1.0/modules/syndication/";
    public static readonly XNamespace Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    public static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";
    public static readonly XName Other = Html + "span";
    public static readonly XName XmlBase = XNamespace.Xml + "base";

    /// <summary>Our own mark on an entry in which the document ended.</summary>
    public static readonly XName Cut = XNamespace.Xml + "cut";

    /// <summary>
    /// RSS of every version and Atom of every version: one vocabulary without a namespace, so that dialects mix as they
    /// do in the wild.
    /// </summary>
    private static readonly XNamespace Core = XNamespace.None;

    private static readonly FrozenDictionary<string, XNamespace> Known = new Dictionary<string, XNamespace>
    {
        [""] = Core,
        ["http://purl.org/rss/1.0/"] = Core,
        ["http://purl.org/rss/1.0"] = Core,
        ["http://my.netscape.com/rdf/simple/0.9/"] = Core,
        ["http://channel.netscape.com/rdf/simple/0.9/"] = Core,
        ["http://my.netscape.com/publish/formats/rss-0.91.dtd"] = Core,
        ["http://blogs.law.harvard.edu/tech/rss"] = Core,
        ["http://cyber.law.harvard.edu/rss/rss.html"] = Core,
        ["http://purl.org/rss/1.0/modules/rss091#"] = Core,
        ["http://www.w3.org/2005/atom"] = Core,
        ["http://www.w3.org/2005/atom/"] = Core,
        ["https://www.w3.org/2005/atom"] = Core,
        ["http://purl.org/atom/ns#"] = Core,
        ["http://purl.org/pie/"] = Core,
        ["http://purl.org/echo/"] = Core,
        ["http://example.com/necho"] = Core,
        ["http://example.com/newformat#"] = Core,
        ["uri/of/echo/namespace#"] = Core,
        ["http://purl.org/dc/elements/1.1/"] = Dc,
        ["http://purl.org/dc/elements/1.1"] = Dc,
        ["http://purl.org/dc/elements/1.0/"] = Dc,
        ["http://purl.org/dc/terms/"] = DcTerms,
        ["http://purl.org/rss/1.0/modules/dcterms/"] = DcTerms,
        ["http://purl.org/rss/1.0/modules/content/"] = Content,
        ["http://search.yahoo.com/mrss/"] = Media,
        ["http://search.yahoo.com/mrss"] = Media,
        ["http://www.google.com/schemas/sitemap-news/0.9"] = News,
        ["http://www.itunes.com/dtds/podcast-1.0.dtd"] = Itunes,
        ["http://purl.org/rss/1.0/modules/syndication/"] = Syndication,
        ["http://www.w3.org/1999/02/22-rdf-syntax-ns#"] = Rdf,
        ["http://www.w3.org/1999/xhtml"] = Html,
        ["http://www.w3.org/tr/rec-html40"] = Html,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, XNamespace> ByPrefix = new Dictionary<string, XNamespace>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["dc"] = Dc,
        ["dcterms"] = DcTerms,
        ["content"] = Content,
        ["media"] = Media,
        ["itunes"] = Itunes,
        ["news"] = News,
        ["sy"] = Syndication,
        ["rdf"] = Rdf,
        ["xhtml"] = Html,
        ["html"] = Html,
        ["atom"] = Core,
        ["rss"] = Core,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<XNamespace, FrozenDictionary<string, XName>> Names = new Dictionary<
        XNamespace,
        FrozenDictionary<string, XName>
    >
    {
        [Core] = In(
            Core,
            "rss feed channel item entry items title link guid id pubDate published issued updated "
                + "modified created lastBuildDate description summary "
                + "abstract content body fullitem full-text fulltext author name email uri url category image "
                + "textInput cloud "
                + "ttl skipHours skipDays hour day language copyright rights generator "
                + "docs managingEditor webMaster comments source enclosure subtitle tagline info logo icon contributor "
                + "urlset sitemapindex sitemap loc lastmod"
        ),
        [Dc] = In(Dc, "title date creator description language publisher subject identifier rights"),
        [DcTerms] = In(DcTerms, "issued modified created"),
        [Content] = In(Content, "encoded"),
        [Media] = In(Media, "group title description content thumbnail"),
        [News] = In(News, "news title publication publication_date name language keywords"),
        [Itunes] = In(Itunes, "title summary subtitle author"),
        [Syndication] = In(Syndication, "updatePeriod updateFrequency updateBase"),
        [Rdf] = In(Rdf, "RDF Seq li"),
        [Html] = In(
            Html,
            "a abbr address article aside audio b base big blockquote body br button caption center cite "
                + "code col dd del dfn div dl dt em embed fieldset "
                + "figcaption figure font footer form frame h1 h2 h3 h4 h5 h6 head header hr html i iframe "
                + "img input ins kbd label legend li link main map mark math menu meta nav "
                + "noscript object ol option p param picture pre q s samp script section select small source "
                + "span strike strong style sub sup svg table tbody td "
                + "template textarea tfoot th thead time title tr tt u ul var video wbr"
        ),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, XName> Attributes =
        "href rel type mode isPermaLink url uri src about version lastmod value title length rdf:resource"
            .Split(' ')
            .ToDictionary(name => name, name => (XName)name.Replace(':', '.'), StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The name of an element. <paramref name="uri"/> null: the prefix is not declared, and taken at its word; an
    /// unknown namespace too, as some sites misspell theirs. An element without a prefix is the feed's own.
    /// </summary>
    public static XName Element(string prefix, string local, string? uri)
    {
        var space =
            uri is not null && NamespaceOf(uri) is { } known ? known
            : prefix.Length == 0 ? Core
            : ByPrefix.GetValueOrDefault(prefix);
        if (space is null)
            return Other;
        return Names[space].TryGetValue(local, out var name) ? name
            : space == Core && Names[Html].TryGetValue(local, out var html) ? html
            : Other;
    }

    /// <summary>The name of an attribute we read; null for one we do not.</summary>
    public static XName? Attribute(string prefix, string local) =>
        prefix.Equals("xml", StringComparison.OrdinalIgnoreCase)
            ? (local.Equals("base", StringComparison.OrdinalIgnoreCase) ? XmlBase : null)
        : prefix.Equals("xmlns", StringComparison.OrdinalIgnoreCase) ? null
        // rdf:about names its entry; an about of no namespace is nothing.
        : prefix.Length == 0 && local.Equals("about", StringComparison.OrdinalIgnoreCase) ? null
        : Attributes.GetValueOrDefault(local);

    private static XNamespace? NamespaceOf(string uri)
    {
        var lower = uri.Trim().ToLowerInvariant();
        return Known.GetValueOrDefault(lower)
            ?? (lower.Contains("backend.userland.com/rss", StringComparison.Ordinal) ? Core : null);
    }

    private static FrozenDictionary<string, XName> In(XNamespace space, string names) =>
        names.Split(' ').ToFrozenDictionary(name => name, name => space + name, StringComparer.OrdinalIgnoreCase);
}
