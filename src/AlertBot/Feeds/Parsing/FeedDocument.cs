using System.Xml.Linq;
using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Parsing.Encodings;
using AlertBot.Feeds.Parsing.Text;
using AlertBot.Feeds.Parsing.Xml;
using AlertBot.Feeds.WebSub;
using CodeHollow.FeedReader.Feeds;
using V = AlertBot.Feeds.Parsing.FeedVocabulary;

namespace AlertBot.Feeds.Parsing;

/// <summary>
/// Reads a feed document: our front makes a bounded, well-shaped tree of the bytes, CodeHollow.FeedReader finds channel
/// and entries in it, and the fields whose meaning it does not know are read from the entries' elements (ADR 007).
/// </summary>
internal static class FeedDocument
{
    /// <summary>
    /// The entries in the document's order. Throws <see cref="FeedFormatException"/> for what is no feed.
    /// </summary>
    public static IReadOnlyList<Entry> Parse(byte[] bytes, string? httpCharset, Feed feed, int mostEntries) =>
        Entries(Parse(bytes, httpCharset, mostEntries), feed);

    /// <summary>A document's entries as ours; those that say nothing are left out.</summary>
    public static IReadOnlyList<Entry> Entries(ParsedFeed document, Feed feed)
    {
        var names = OutletName.NamesOf(feed.Url, feed.Publisher, feed.Title, document.Title);
        var entries = document
            .Entries.Select(entry => EntryFactory.Create(entry, feed, names))
            .OfType<Entry>()
            .ToList();
        // Boilerplate is looked for last, and once: it takes longer than all the rest.
        return UndatedEntryDates.Bounded([
            .. RepeatedText
                .Dropped(SharedIdentityResolver.MakeDistinct(entries))
                .Select(e => e with { Boilerplate = Boilerplate.Find(e.Title, e.Summary, e.Body) }),
        ]);
    }

    /// <summary>
    /// The document as it stands. Throws <see cref="FeedFormatException"/> for what is no feed, and nothing else.
    /// </summary>
    public static ParsedFeed Parse(byte[] bytes, string? httpCharset, int mostEntries)
    {
        var text = FeedText.Decode(bytes, httpCharset);
        return text.Text switch
        {
            "" => throw new FeedFormatException("no feed: the document is empty"),
            ['{' or '[', ..] => ParseJson(text, mostEntries),
            ['<', ..] => ParseXml(text, mostEntries),
            _ => throw new FeedFormatException("no feed: neither XML nor JSON"),
        };
    }

    private static ParsedFeed ParseJson(FeedText text, int mostEntries)
    {
        var (dialect, title, entries, leftOut, hub) = JsonFeed.Parse(text.Text, mostEntries);
        return new ParsedFeed
        {
            Dialect = dialect,
            Title = title,
            Entries = entries,
            LeftOut = leftOut,
            HubLinks = hub,
            Charset = text.Charset,
            CharsetSource = text.Source,
            Repairs = text.Repairs,
        };
    }

    private static ParsedFeed ParseXml(FeedText text, int mostEntries)
    {
        var repairs = text.Repairs;
        var tree = Tree(text.Text, ref repairs);
        var (element, dialect) = FeedNormalizer.Normalize(tree, ref repairs);
        var channel = Map(element);
        var kept = NewestEntrySelector.Select(
            [.. channel.Items],
            item => FeedFields.Date(item.Element).Published,
            mostEntries
        );
        return new ParsedFeed
        {
            Dialect = dialect,
            Title = FeedFields.Title(element),
            Entries = [.. kept.Select(item => Entry(item.Element))],
            LeftOut = channel.Items.Count - kept.Count,
            HubLinks = HubOffer.InChannel(element),
            Charset = text.Charset,
            CharsetSource = text.Source,
            Repairs = repairs,
            Channel = channel,
        };
    }

    /// <summary>Read strictly where it is well-formed, leniently where it is not.</summary>
    private static XElement Tree(string text, ref FeedRepairs repairs)
    {
        if (StrictMarkup.Parse(text, out _) is { } tree)
            return tree;
        tree = LenientMarkup.Parse(text, out var made);
        repairs |= made;
        return tree;
    }

    private static BaseFeed Map(XElement channel)
    {
        try
        {
            return channel.Name == "feed" ? new AtomFeed("", channel) : new Rss20Feed("", channel);
        }
        // The library throws whatever it ran into, NullReferenceException included; none of it may stop the poller.
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            throw new FeedFormatException($"no feed: {e.Message}");
        }
    }

    private static ParsedEntry Entry(XElement element)
    {
        var (published, words) = FeedFields.Date(element);
        return new ParsedEntry
        {
            Id = FeedFields.Id(element),
            Title = FeedFields.Title(element),
            Link = FeedLinks.Choose(element),
            Published = published,
            DateWords = words,
            Source = FeedFields.Source(element),
            IsCut = element.Attribute(FeedVocabulary.Cut) is not null,
            Summary = FeedFields.Summary(element),
            Body = FeedFields.Body(element),
        };
    }
}

/// <summary>
/// Puts a tree into the shape CodeHollow.FeedReader reads: one channel, or one Atom feed, with all entries right below
/// it.
/// </summary>
internal static class FeedNormalizer
{
    private static readonly XName[] Roots = ["rss", V.Rdf + "RDF", "feed", "channel"];

    /// <summary>
    /// The channel or Atom feed, and the name of its dialect. Throws <see cref="FeedFormatException"/> where there is
    /// none.
    /// </summary>
    public static (XElement Channel, string Dialect) Normalize(XElement tree, ref FeedRepairs repairs)
    {
        if (NewsSitemap.In(tree) is { } sitemap)
        {
            Declare(sitemap);
            return (sitemap, "news sitemap");
        }
        var found = tree.Descendants().FirstOrDefault(e => Roots.Contains(e.Name));
        var root = found
            ?? RootByEntries(tree)
            ?? throw new FeedFormatException("no feed: neither rss, rdf nor feed is its root");
        if (found is null || found.Parent != tree)
            repairs |= FeedRepairs.Structure;
        var dialect = Dialect(root);
        var isAtom = root.Name == "feed";
        var channel =
            isAtom ? root
            : root.Name == "channel" ? root
            : root.Descendants("channel").FirstOrDefault() ?? root;
        Gather(root, channel, isAtom ? "entry" : "item", ref repairs);
        Declare(channel);
        return (channel, dialect);
    }

    /// <summary>Documents whose root is named at will but which list entries.</summary>
    private static XElement? RootByEntries(XElement tree) =>
        tree.Descendants()
            .FirstOrDefault(e => e.Name.LocalName is "item" or "entry" && e.Name.Namespace == XNamespace.None)
            ?.Parent;

    private static void Gather(XElement root, XElement channel, XName name, ref FeedRepairs repairs)
    {
        var top = root.Parent is { } above && root.Name != "feed" ? above : root;
        var entries = top.Descendants().Where(e => e.Name == "item" || e.Name == "entry").ToList();
        var isRdf = root.Name == V.Rdf + "RDF";
        foreach (var entry in entries)
        {
            if (entry.Name == name && entry.Parent == channel)
                continue;
            // RSS 1.0 has its entries beside the channel by design.
            if (!isRdf || entry.Parent != root)
                repairs |= FeedRepairs.Structure;
            entry.Name = name;
        }
        if (entries.TrueForAll(e => e.Parent == channel))
            return;
        // The base of links is inherited, so it goes along.
        foreach (var entry in entries)
        {
            var inherited = FeedLinks.Base(entry);
            entry.Remove();
            if (inherited is not null)
                entry.SetAttributeValue(V.XmlBase, inherited);
        }
        channel.Add(entries);
    }

    /// <summary>The library looks its modules up by prefix.</summary>
    private static void Declare(XElement channel)
    {
        channel.SetAttributeValue(XNamespace.Xmlns + "dc", V.Dc.NamespaceName);
        channel.SetAttributeValue(XNamespace.Xmlns + "content", V.Content.NamespaceName);
        channel.SetAttributeValue(XNamespace.Xmlns + "sy", V.Syndication.NamespaceName);
    }

    private static string Dialect(XElement root) =>
        root.Name.LocalName switch
        {
            "feed" => (string?)root.Attribute("version") is { Length: > 0 } old ? $"Atom {old}" : "Atom",
            "RDF" => "RSS 1.0 (RDF)",
            "rss" => $"RSS {(string?)root.Attribute("version") ?? "without a version"}",
            var other => $"channel in {other}",
        };
}
