namespace AlertBot.Feeds.Parsing.Xml;

/// <summary>A start or end tag as written.</summary>
internal sealed class MarkupTag
{
    /// <summary>More are dropped; no feed has a tenth of it.</summary>
    private const int MostAttributes = 64;

    private const int LongestName = 100;

    private readonly List<(string Name, string Value)> _attributes = [];
    private Dictionary<string, string>? _namespaces;

    private MarkupTag(string name) => Name = name;

    public string Name { get; }

    public bool IsEnd { get; private init; }

    public bool IsEmpty { get; private set; }

    public IReadOnlyList<(string Name, string Value)> Attributes => _attributes;

    /// <summary>By prefix, "" for the default; null where the tag declares none.</summary>
    public IReadOnlyDictionary<string, string>? Namespaces => _namespaces;

    public static (string Prefix, string Local) Split(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? ("", name) : (name[..colon], name[(colon + 1)..]);
    }

    /// <summary>
    /// The tag that begins at <paramref name="at"/>, which is moved behind it; null where the angle begins no tag.
    /// </summary>
    public static MarkupTag? Parse(string text, ref int at, CharacterReferences references)
    {
        var start = at + 1;
        var isEnd = start < text.Length && text[start] == '/';
        if (isEnd)
            start++;
        var i = start;
        while (i < text.Length && IsNameCharacter(text[i]) && i - start < LongestName)
            i++;
        if (
            i == start
            || !(char.IsLetter(text[start]) || text[start] == '_')
            || (i < text.Length && !IsNameEnd(text[i]))
        )
            return null;
        var tag = new MarkupTag(text[start..i]) { IsEnd = isEnd };
        if (!tag.ReadAttributes(text, ref i, references))
            return null;
        at = i;
        return tag;
    }

    /// <summary>False when the document ends before the tag does.</summary>
    private bool ReadAttributes(string text, ref int i, CharacterReferences references)
    {
        while (i < text.Length)
        {
            if (text[i] == '>')
            {
                IsEmpty = text[i - 1] == '/' && !IsEnd;
                i++;
                return true;
            }
            // The tag was never closed; the next begins.
            if (text[i] == '<')
                return true;
            if (IsNameCharacter(text[i]))
                ReadAttribute(text, ref i, references);
            else
                i++;
        }
        return false;
    }

    private void ReadAttribute(string text, ref int i, CharacterReferences references)
    {
        var start = i;
        while (i < text.Length && IsNameCharacter(text[i]))
            i++;
        var name = text.AsSpan(start, Math.Min(i - start, LongestName));
        SkipBlanks(text, ref i);
        if (i >= text.Length || text[i] != '=')
            return;
        i++;
        SkipBlanks(text, ref i);
        Add(name.ToString(), references.Decode(Value(text, ref i)));
    }

    private void Add(string name, string value)
    {
        if (_attributes.Count >= MostAttributes)
            return;
        if (name.StartsWith("xmlns", StringComparison.OrdinalIgnoreCase) && (name.Length == 5 || name[5] == ':'))
            Declare(name.Length == 5 ? "" : name[6..], value);
        else
            _attributes.Add((name, value));
    }

    private void Declare(string prefix, string uri)
    {
        _namespaces ??= new(StringComparer.OrdinalIgnoreCase);
        if (_namespaces.Count < MostAttributes)
            _namespaces.TryAdd(prefix, uri);
    }

    /// <summary>
    /// Quoted, or bare to the next blank. A quote that is not closed before the next tag ends with its own tag.
    /// </summary>
    private static ReadOnlySpan<char> Value(string text, ref int i)
    {
        var start = i;
        if (i < text.Length && text[i] is '"' or '\'')
        {
            var quote = text[i];
            var length = text.AsSpan(++start).IndexOfAny(quote, '<');
            if (length >= 0 && text[start + length] == quote)
            {
                i = start + length + 1;
                return text.AsSpan(start, length);
            }
        }
        i = start;
        while (i < text.Length && !char.IsWhiteSpace(text[i]) && text[i] is not ('>' or '<'))
            i++;
        return text.AsSpan(start, i - start);
    }

    private static void SkipBlanks(string text, ref int i)
    {
        while (i < text.Length && char.IsWhiteSpace(text[i]))
            i++;
    }

    private static bool IsNameCharacter(char c) => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or ':';

    private static bool IsNameEnd(char c) => char.IsWhiteSpace(c) || c is '>' or '/' or '<';
}
