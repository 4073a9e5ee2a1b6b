using System.Xml.Linq;
using AlertBot.Runtime;

namespace AlertBot.Feeds.Parsing.Xml;

/// <summary>
/// Reads mark-up that no parser of XML takes, in one pass and without ever failing but on the tree's bounds: stray
/// ampersands and angles are text, open elements are closed where what follows cannot stand in them, tags that close
/// nothing are dropped.
/// </summary>
internal sealed class LenientMarkup
{
    private readonly FeedTree _tree = new();
    private readonly MarkupScanner _scanner;
    private readonly List<OpenElement> _open = [];

    private LenientMarkup(string text) => _scanner = new MarkupScanner(text);

    private FeedRepairs _repairs = FeedRepairs.None;

    public static XElement Parse(string text, out FeedRepairs repairs)
    {
        var reader = new LenientMarkup(text);
        while (reader._scanner.Next() is { } piece)
            reader.AddPiece(piece);
        reader.Finish();
        repairs = reader._repairs | reader._scanner.Repairs;
        if (repairs == FeedRepairs.None)
            repairs = FeedRepairs.Syntax;
        return reader._tree.Root;
    }

    private void AddPiece(MarkupPiece piece)
    {
        CpuBudget.Check();
        switch (piece.Kind)
        {
            case MarkupKind.Text:
                _tree.Text(piece.Text);
                break;
            case MarkupKind.Section:
                _tree.Section(piece.Text!);
                break;
            case MarkupKind.Start:
                Start(piece.Tag!);
                break;
            case MarkupKind.End:
                End(piece.Tag!.Name);
                break;
            case MarkupKind.Declaration:
                // The document begins here; what stood before it was a server's or a template's.
                CloseTo(0);
                break;
        }
    }

    private void Start(MarkupTag tag)
    {
        var name = Name(tag);
        var level = LenientNesting.LevelFor(name, _open);
        if (level < _open.Count)
        {
            _repairs |= FeedRepairs.MismatchedTags;
            CloseTo(level);
        }
        _tree.Start(name);
        foreach (var (attribute, value) in tag.Attributes)
        {
            var (prefix, local) = MarkupTag.Split(attribute);
            _tree.Attribute(FeedVocabulary.Attribute(prefix, local), value);
        }
        if (tag.IsEmpty || LenientNesting.IsVoid(name))
            _tree.End();
        else
            _open.Add(new OpenElement(tag.Name, name, tag.Namespaces));
    }

    private void End(string name)
    {
        var level = LenientNesting.LevelOfEnd(name, _open);
        if (level < 0)
        {
            // </br> and </p> without a beginning are HTML's own habits.
            _repairs |= FeedRepairs.MismatchedTags;
            return;
        }
        if (level < _open.Count - 1)
            _repairs |= FeedRepairs.MismatchedTags;
        CloseTo(level);
    }

    /// <summary>
    /// Of a document that was cut, the field it was cut in is left out and its entry marked: the next poll may show it
    /// whole.
    /// </summary>
    private void Finish()
    {
        if (_open.Count > 0 || _scanner.IsCut)
            _repairs |= FeedRepairs.Truncated;
        var page = LenientNesting.AfterContainer(_open);
        if (page > 0 && page < _open.Count)
        {
            CloseTo(page + 1);
            _tree.Discard();
            _open.RemoveAt(page);
        }
        if (_open.Count > 0 && LenientNesting.IsEntry(_open[^1].Name))
            _tree.Attribute(FeedVocabulary.Cut, "");
        CloseTo(0);
    }

    private void CloseTo(int level)
    {
        for (; _open.Count > level; _open.RemoveAt(_open.Count - 1))
            _tree.End();
    }

    private XName Name(MarkupTag tag)
    {
        var (prefix, local) = MarkupTag.Split(tag.Name);
        var uri = Declared(tag, prefix);
        if (uri is null && prefix.Length > 0)
            _repairs |= FeedRepairs.UndeclaredPrefixes;
        return FeedVocabulary.Element(prefix, local, uri);
    }

    private string? Declared(MarkupTag tag, string prefix)
    {
        if (tag.Namespaces?.TryGetValue(prefix, out var own) == true)
            return own;
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            if (_open[i].Namespaces?.TryGetValue(prefix, out var uri) == true)
                return uri;
        }
        return null;
    }
}

/// <summary>
/// An element that is not closed yet: its name as written, its name to us, and the namespaces it declares.
/// </summary>
internal readonly record struct OpenElement(
    string Written,
    XName Name,
    IReadOnlyDictionary<string, string>? Namespaces
);
