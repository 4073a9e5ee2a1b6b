using System.Xml.Linq;

namespace AlertBot.Feeds.Parsing.Xml;

/// <summary>The tree of an XML document: read strictly where it is well-formed, leniently where it is not.</summary>
internal static class FeedMarkup
{
    public static XElement Parse(string text, ref FeedRepairs repairs)
    {
        if (StrictMarkup.Parse(text, out _) is { } tree)
            return tree;
        tree = LenientMarkup.Parse(text, out var made);
        repairs |= made;
        return tree;
    }
}
