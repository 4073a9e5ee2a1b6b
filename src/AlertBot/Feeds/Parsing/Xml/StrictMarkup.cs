using System.Xml;
using System.Xml.Linq;

namespace AlertBot.Feeds.Parsing.Xml;

/// <summary>
/// Reads well-formed XML. No document type is processed and nothing outside the document is asked for.
/// </summary>
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

    /// <summary>
    /// A thousand times what feeds have; signs of equality in a long text count as well, which does no harm.
    /// </summary>
    private const int MostAttributes = 1000;

    /// <summary>
    /// The tree; null where the document is not well-formed, and <paramref name="why"/> says in the parser's words why
    /// not.
    /// </summary>
    public static XElement? Parse(string text, out string? why)
    {
        if (HasCrowdedTag(text))
        {
            why = $"a tag with more than {MostAttributes:N0} attributes";
            return null;
        }
        var tree = new FeedTree();
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), Settings);
            while (reader.Read())
                AddNode(reader, tree);
            why = null;
            return tree.Root;
        }
        catch (XmlException e)
        {
            why = e.Message;
            return null;
        }
    }

    /// <summary>
    /// XmlReader compares each attribute of a tag with all others. The lenient reader drops most of them.
    /// </summary>
    private static bool HasCrowdedTag(ReadOnlySpan<char> text)
    {
        var signs = 0;
        for (
            var next = text.IndexOfAny('<', '=');
            next >= 0 && signs <= MostAttributes;
            next = text.IndexOfAny('<', '=', '>')
        )
        {
            signs = text[next] == '=' ? signs + 1 : 0;
            text = text[(next + 1)..];
        }
        return signs > MostAttributes;
    }

    private static void AddNode(XmlReader reader, FeedTree tree)
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
            case XmlNodeType.CDATA:
                tree.Section(reader.Value);
                break;
            case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                tree.Text(reader.Value);
                break;
        }
    }
}
