using System.Xml.Linq;

namespace AlertBot.Feeds;

/// <summary>The tree of an XML document: read strictly where it is well-formed, leniently where it is not.</summary>
internal static class FeedMarkup
{
    public static XElement Read(string text, ref FeedRepairs repairs)
    {
        if (StrictMarkup.Read(text, out _) is { } tree)
            return tree;
        tree = LenientMarkup.Read(text, out var made);
        repairs |= made;
        return tree;
    }
}
