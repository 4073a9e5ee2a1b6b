using System.Text;
using System.Xml.Linq;
using AlertBot.Feeds.Parsing.Encodings;
using AlertBot.Runtime;

namespace AlertBot.Feeds.Parsing.Xml;

/// <summary>
/// Grows the tree of a document from what a reader of mark-up finds, within bounds. All elements at the top stand under
/// one root, since damaged documents have several.
/// </summary>
internal sealed class FeedTree
{
    /// <summary>
    /// Real feeds nest some 20 deep. .NET's tree takes time with the square of the depth, and walking it takes stack.
    /// </summary>
    private const int MostNested = 256;

    /// <summary>
    /// 500 entries of 50 elements are 25,000. An element costs some 100 bytes of memory, and five bytes of document.
    /// </summary>
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
        CpuBudget.Check();
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
            _open.SetAttributeValue(name, LegalText.InXml(value));
    }

    public void Text(ReadOnlySpan<char> text) => _text.Append(text);

    /// <summary>A CDATA section: its text is mark-up of its own, also where elements stand beside it.</summary>
    public void Section(string text)
    {
        Flush();
        if (text.Length > 0)
            _open.Add(new XCData(LegalText.InXml(text)));
    }

    public void End()
    {
        Flush();
        Depth--;
        _open = _open.Parent!;
    }

    /// <summary>Closes the element and takes it out: the document ended in it.</summary>
    public void Discard()
    {
        _text.Clear();
        var cut = _open;
        End();
        cut.Remove();
    }

    private void Flush()
    {
        if (_text.Length == 0)
            return;
        _open.Add(new XText(LegalText.InXml(_text.ToString())));
        _text.Clear();
    }
}
