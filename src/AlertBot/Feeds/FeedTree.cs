using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace AlertBot.Feeds;

/// <summary>
/// Grows the tree of a document from what a reader of mark-up finds, within bounds. All elements at the top stand under one root, since
/// damaged documents have several.
/// </summary>
internal sealed class FeedTree
{
    /// <summary>Real feeds nest some 20 deep. .NET's tree takes time with the square of the depth, and walking it takes stack.</summary>
    private const int MostNested = 256;

    /// <summary>500 entries of 50 elements are 25,000. An element costs some 100 bytes of memory, and five bytes of document.</summary>
    private const int MostElements = 200_000;

    private readonly StringBuilder _text = new();
    private readonly XElement _root = new(FeedVocabulary.Html + "html");
    private XElement _open;
    private int _elements;

    public FeedTree() => _open = _root;

    public XElement Root => _root;

    public int Depth { get; private set; }

    /// <summary>Throws <see cref="FeedFormatException"/> beyond the bounds.</summary>
    public void Start(XName name)
    {
        Flush();
        if (++Depth > MostNested)
            throw new FeedFormatException($"nested more than {MostNested} deep");
        if (++_elements > MostElements)
            throw new FeedFormatException($"more than {MostElements:N0} elements");
        var element = new XElement(name);
        _open.Add(element);
        _open = element;
    }

    /// <summary>An attribute of the element just started; the first of a name stays.</summary>
    public void Attribute(XName? name, string value)
    {
        if (name is not null && _open.Attribute(name) is null)
            _open.SetAttributeValue(name, Legal(value));
    }

    public void Text(ReadOnlySpan<char> text) => _text.Append(text);

    public void End()
    {
        Flush();
        Depth--;
        _open = _open.Parent!;
    }

    private void Flush()
    {
        if (_text.Length == 0)
            return;
        _open.Add(new XText(Legal(_text.ToString())));
        _text.Clear();
    }

    /// <summary>Without what XML forbids: control characters and halves of surrogate pairs, which no network takes either.</summary>
    private static string Legal(string text)
    {
        var firstBad = -1;
        for (var i = 0; i < text.Length && firstBad < 0; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
                continue;
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                i++;
            else
                firstBad = i;
        }
        if (firstBad < 0)
            return text;
        var legal = new StringBuilder(text, 0, firstBad, text.Length);
        for (var i = firstBad; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
                legal.Append(text[i]);
            else if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                legal.Append(text[i]).Append(text[++i]);
        }
        return legal.ToString();
    }
}
