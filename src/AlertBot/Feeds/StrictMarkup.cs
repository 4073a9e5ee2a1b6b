using System.Xml;
using System.Xml.Linq;

namespace AlertBot.Feeds;

/// <summary>Reads well-formed XML. No document type is processed and nothing outside the document is asked for.</summary>
internal static class StrictMarkup
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        // Control characters are left out by the tree.
        CheckCharacters = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>The tree; null where the document is not well-formed, and <paramref name="why"/> says in the parser's words why not.</summary>
    public static XElement? Read(string text, out string? why)
    {
        var tree = new FeedTree();
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), Settings);
            while (reader.Read())
                Take(reader, tree);
            why = null;
            return tree.Root;
        }
        catch (XmlException e)
        {
            why = e.Message;
            return null;
        }
    }

    private static void Take(XmlReader reader, FeedTree tree)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                var isEmpty = reader.IsEmptyElement;
                tree.Start(FeedVocabulary.Element(reader.Prefix, reader.LocalName, reader.NamespaceURI));
                while (reader.MoveToNextAttribute())
                    tree.Attribute(FeedVocabulary.Attribute(reader.Prefix, reader.LocalName), reader.Value);
                if (isEmpty)
                    tree.End();
                break;
            case XmlNodeType.EndElement:
                tree.End();
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                tree.Text(reader.Value);
                break;
        }
    }
}
