using System.Globalization;
using System.Text;

namespace AlertBot.Tests.Support;

/// <summary>
/// Reads markup as Telegram's server does, byte by byte and fault by fault (tdlib/td, MessageEntity.cpp, parse_html,
/// commit 022d602, read 2026-11-29). What a server takes for lack of strictness is taken here, too: a tag may hold
/// nearly anything for the name of an attribute, and its end may lie far behind the next "&lt;".
/// </summary>
internal sealed class TelegramHtmlReader
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "a",
        "b",
        "strong",
        "i",
        "em",
        "s",
        "strike",
        "del",
        "u",
        "ins",
        "tg-spoiler",
        "tg-emoji",
        "tg-time",
        "span",
        "pre",
        "code",
        "blockquote",
    };

    /// <summary>UTF-8 with the zero that ends a string in C: the reader there runs up to it.</summary>
    private readonly byte[] _text;

    private readonly List<byte> _visible = [];
    private readonly Stack<Tag> _open = new();
    private int _at;
    private bool _hasHalfSign;

    private TelegramHtmlReader(string html) => _text = [.. Encoding.UTF8.GetBytes(html), 0];

    private byte Here => _text[_at];

    private bool IsSpace => Here is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'\v' or 0;

    private bool IsEnd => Here == 0;

    /// <summary>The visible text, or what the server would say is wrong.</summary>
    public static (string Visible, string? Problem) Read(string html)
    {
        var reader = new TelegramHtmlReader(html);
        var problem = reader.Read();
        return problem is null ? (Encoding.UTF8.GetString([.. reader._visible]), null) : ("", problem);
    }

    private string? Read()
    {
        while (_at < _text.Length - 1)
        {
            if (ReadNext() is { } problem)
                return problem;
        }
        if (_open.TryPeek(out var left))
            return $"Can't find end tag corresponding to start tag \"{left.Name}\"";
        return _hasHalfSign
            ? "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate "
                + "code units"
            : null;
    }

    private string? ReadNext()
    {
        if (Here == '&' && Entity() is { } code)
        {
            _hasHalfSign |= code is >= 0xD800 and <= 0xDFFF;
            Append(_visible, code);
            return null;
        }
        if (Here == '<')
            return _text[_at + 1] == '/' ? EndTag() : StartTag();
        _visible.Add(Here);
        _at++;
        return null;
    }

    private string? StartTag()
    {
        var begin = _at++;
        var name = ToSpaceOrEnd();
        if (IsEnd)
            return $"Unclosed start tag at byte offset {begin}";
        if (!Known.Contains(name))
            return $"Unsupported start tag \"{name}\" at byte offset {begin}";
        var tag = new Tag(name, begin, _visible.Count);
        while (Here != '>')
        {
            SkipSpace();
            if (Here == '>')
                break;
            if (Attribute(tag) is { } problem)
                return problem;
        }
        if (name == "span" && tag.Argument != "spoiler")
            return $"Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}";
        _open.Push(tag);
        _at++;
        return null;
    }

    private string? Attribute(Tag tag)
    {
        var begin = _at;
        while (!IsSpace && Here is not ((byte)'=' or (byte)'>' or (byte)'/' or (byte)'"' or (byte)'\''))
            _at++;
        var name = Between(begin, _at);
        if (name.Length == 0)
            return $"Empty attribute name in the tag \"{tag.Name}\" at byte offset {tag.Begin}";
        SkipSpace();
        if (Here != '=')
            return IsEnd ? Unclosed(tag) : null;
        _at++;
        SkipSpace();
        if (IsEnd)
            return Unclosed(tag);
        var (value, problem) = Here is (byte)'\'' or (byte)'"' ? (Quoted(), null) : Token();
        if (problem is null && IsEnd)
            problem = $"Unclosed start tag at byte offset {tag.Begin}";
        tag.Take(name, value);
        return problem;
    }

    private (string Value, string? Problem) Token()
    {
        var begin = _at;
        while (char.IsAsciiLetterOrDigit((char)Here) || Here is (byte)'.' or (byte)'-')
            _at++;
        return IsSpace || Here == '>'
            ? (Lower(Between(begin, _at)), null)
            : ("", $"Unexpected end of name token at byte offset {begin}");
    }

    private string Quoted()
    {
        var quote = _text[_at++];
        var value = new List<byte>();
        while (Here != quote && !IsEnd)
        {
            if (Here == '&' && Entity() is { } code)
                Append(value, code);
            else
                value.Add(_text[_at++]);
        }
        if (Here == quote)
            _at++;
        return Encoding.UTF8.GetString([.. value]);
    }

    private string? EndTag()
    {
        var begin = _at;
        if (!_open.TryPeek(out var tag))
            return $"Unexpected end tag at byte offset {begin}";
        _at += 2;
        var name = ToSpaceOrEnd();
        SkipSpace();
        if (Here != '>')
            return $"Unclosed end tag at byte offset {begin}";
        if (name.Length > 0 && name != tag.Name)
            return $"Unmatched end tag at byte offset {begin}, expected \"</{tag.Name}>\", found \"</{name}>\"";
        _open.Pop();
        _at++;
        return _visible.Count > tag.Visible ? tag.Problem : null;
    }

    /// <summary>The sign an entity stands for, read past; null, and the reader stays, where there is none.</summary>
    private int? Entity()
    {
        var end = _at + 1;
        var code = _text[end] == '#' ? Numeric(ref end) : Named(ref end);
        if (code == 0)
            return null;
        _at = _text[end] == ';' ? end + 1 : end;
        return code;
    }

    private int Numeric(ref int end)
    {
        var isHex = _text[++end] == 'x';
        if (isHex)
            end++;
        uint code = 0;
        for (; isHex ? char.IsAsciiHexDigit((char)_text[end]) : char.IsAsciiDigit((char)_text[end]); end++)
            code = unchecked((code * (isHex ? 16u : 10u)) + (uint)Convert.ToInt32($"{(char)_text[end]}", 16));
        return code >= 0x10FFFF || end - _at >= 10 ? 0 : (int)code;
    }

    private int Named(ref int end)
    {
        while (char.IsAsciiLetter((char)_text[end]))
            end++;
        return Between(_at + 1, end) switch
        {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            _ => 0,
        };
    }

    private static string Unclosed(Tag tag) => $"Unclosed start tag \"{tag.Name}\" at byte offset {tag.Begin}";

    private string ToSpaceOrEnd()
    {
        var begin = _at;
        while (!IsSpace && Here != '>')
            _at++;
        return Lower(Between(begin, _at));
    }

    private void SkipSpace()
    {
        while (!IsEnd && IsSpace)
            _at++;
    }

    private string Between(int begin, int end) => Encoding.UTF8.GetString(_text, begin, end - begin);

    /// <summary>Latin letters only, as there.</summary>
    private static string Lower(string text) =>
        string.Concat(text.Select(c => char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c));

    private static void Append(List<byte> to, int code) =>
        to.AddRange(Encoding.UTF8.GetBytes(Rune.TryCreate(code, out var rune) ? rune.ToString() : "\uFFFD"));

    private sealed class Tag(string name, int begin, int visible)
    {
        public string Name => name;

        /// <summary>Where it begins, in bytes of the markup.</summary>
        public int Begin => begin;

        /// <summary>How many bytes of visible text stand before it.</summary>
        public int Visible => visible;

        public string Argument { get; private set; } = "";

        /// <summary>What is wrong with the tag once it encloses something.</summary>
        public string? Problem =>
            Name == "tg-emoji" && !(long.TryParse(Argument, NumberStyles.AllowLeadingSign, null, out var id) && id != 0)
                ? "Invalid custom emoji identifier specified"
            : Name == "tg-time" && Argument is not ("r" or "R") && Argument.Any(c => !"tTdDwW".Contains(c))
                ? "Invalid date format used"
            : null;

        public void Take(string attribute, string value)
        {
            switch (Name, attribute)
            {
                case ("span", "class") when value.StartsWith("tg-", StringComparison.Ordinal):
                    Argument = value[3..];
                    break;
                case ("tg-emoji", "emoji-id"):
                case ("tg-time", "format"):
                    Argument = value;
                    break;
            }
        }
    }
}
