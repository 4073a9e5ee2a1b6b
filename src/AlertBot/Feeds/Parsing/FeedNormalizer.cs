using System.Xml.Linq;
using V = AlertBot.Feeds.Parsing.FeedVocabulary;

namespace AlertBot.Feeds.Parsing;

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
