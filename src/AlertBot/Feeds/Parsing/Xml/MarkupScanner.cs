namespace AlertBot.Feeds.Parsing.Xml;

internal enum MarkupKind
{
    Text,

    /// <summary>A CDATA section.</summary>
    Section,
    Start,
    End,

    /// <summary>An XML declaration, wherever it stands.</summary>
    Declaration,
}

/// <summary>One piece of a document: text with its references decoded, or a tag.</summary>
internal readonly record struct MarkupPiece(MarkupKind Kind, string? Text = null, MarkupTag? Tag = null);

/// <summary>
/// Cuts mark-up into pieces, in time linear in its length whatever is left open. Comments and instructions are skipped.
/// </summary>
internal sealed class MarkupScanner(string text)
{
    private readonly Dictionary<string, int> _lastFound = new(StringComparer.Ordinal);
    private readonly CharacterReferences _references = new();
    private int _at;
    private bool _hasDocumentType;
    private FeedRepairs _repairs;

    public FeedRepairs Repairs => _repairs | _references.Repairs;

    /// <summary>Whether the document ended within a tag, a comment or a CDATA section.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The next piece; null at the end.</summary>
    public MarkupPiece? Next()
    {
        while (_at < text.Length)
        {
            if (text[_at] != '<')
                return Text();
            if (Markup() is { } piece)
                return piece;
        }
        return null;
    }

    private MarkupPiece Text()
    {
        var next = text.IndexOf('<', _at);
        var end = next < 0 ? text.Length : next;
        var found = _references.Decode(text.AsSpan(_at, end - _at));
        _at = end;
        return new MarkupPiece(MarkupKind.Text, found);
    }

    /// <summary>Null for what is skipped.</summary>
    private MarkupPiece? Markup()
    {
        var rest = text.AsSpan(_at);
        if (rest.StartsWith("<![CDATA["))
            return Section();
        if (rest.StartsWith("<!--"))
            Skip("-->", "<!--".Length);
        else if (rest.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase))
            SkipDocumentType();
        else if (rest.StartsWith("<?") || rest.StartsWith("<!"))
            return Instruction(rest);
        else if (MarkupTag.Parse(text, ref _at, _references) is { } tag)
            return new MarkupPiece(tag.IsEnd ? MarkupKind.End : MarkupKind.Start, Tag: tag);
        else
            return LooseAngle();
        return null;
    }

    private MarkupPiece Section()
    {
        var start = _at + "<![CDATA[".Length;
        var end = Find("]]>", start);
        IsCut |= end < 0;
        var found = end < 0 ? text[start..] : text[start..end];
        _at = end < 0 ? text.Length : end + "]]>".Length;
        return new MarkupPiece(MarkupKind.Section, found);
    }

    private MarkupPiece? Instruction(ReadOnlySpan<char> rest)
    {
        var isDeclaration =
            rest.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase)
            && rest.Length > 5
            && char.IsWhiteSpace(rest[5]);
        if (isDeclaration && _at > 0)
            _repairs |= FeedRepairs.Syntax;
        Skip(">", 2);
        return isDeclaration ? new MarkupPiece(MarkupKind.Declaration) : null;
    }

    private MarkupPiece LooseAngle()
    {
        // A tag that the end of the document cut is no text.
        if (_at + 1 < text.Length && (char.IsLetter(text[_at + 1]) || text[_at + 1] == '/') && Find(">", _at) < 0)
        {
            IsCut = true;
            _at = text.Length;
            return new MarkupPiece(MarkupKind.Text, "");
        }
        _repairs |= FeedRepairs.Syntax;
        _at++;
        return new MarkupPiece(MarkupKind.Text, "<");
    }

    private void Skip(string end, int from)
    {
        var found = Find(end, Math.Min(_at + from, text.Length));
        // A comment left open is taken to end with its line's tag, not to eat the document.
        if (found < 0 && end != ">")
            (end, found) = (">", Find(">", _at));
        IsCut |= found < 0;
        _at = found < 0 ? text.Length : found + end.Length;
    }

    private void SkipDocumentType()
    {
        // One document has one type; of a heap of them only the first is looked at, or each could be looked through to
        // the end.
        if (_hasDocumentType)
        {
            Skip(">", 1);
            return;
        }
        _hasDocumentType = true;
        var (start, depth) = (_at, 0);
        for (; _at < text.Length; _at++)
        {
            depth +=
                text[_at] is '[' ? 1
                : text[_at] is ']' ? -1
                : 0;
            if (text[_at] == '>' && depth <= 0)
                break;
            _references.Declare(text, ref _at);
        }
        // Brackets left open: the first angle has to do.
        if (_at >= text.Length)
            _at = Find(">", start) is var first and >= 0 ? first : text.Length;
        _at = Math.Min(_at + 1, text.Length);
    }

    /// <summary>Where the words stand next. What was not found once is not looked for again.</summary>
    private int Find(string words, int from)
    {
        if (_lastFound.TryGetValue(words, out var last) && (last < 0 || last >= from))
            return last;
        return _lastFound[words] = text.IndexOf(words, from, StringComparison.Ordinal);
    }
}
