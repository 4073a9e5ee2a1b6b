using System.Globalization;
using System.Text;
using AngleSharp.Html;

namespace AlertBot.Feeds.Parsing.Xml;

/// <summary>
/// Decodes references in text that is not well-formed: XML's five, numbers, HTML's names, and those a document type
/// declares as plain text. An ampersand that begins none of them stays one.
/// </summary>
internal sealed class CharacterReferences
{
    /// <summary>Longest name looked for: HTML's longest has 31 letters.</summary>
    private const int LongestName = 32;

    private const int MostDeclared = 100;

    private const int LongestDeclared = 200;

    private readonly Dictionary<string, string> _declared = new(StringComparer.Ordinal);

    public FeedRepairs Repairs { get; private set; }

    public string Decode(ReadOnlySpan<char> text)
    {
        var next = text.IndexOf('&');
        if (next < 0)
            return text.ToString();
        var decoded = new StringBuilder(text.Length);
        while (next >= 0)
        {
            decoded.Append(text[..next]);
            text = text[next..];
            var length = Reference(text, decoded);
            if (length == 0)
            {
                Repairs |= FeedRepairs.BareAmpersands;
                decoded.Append('&');
                length = 1;
            }
            text = text[length..];
            next = text.IndexOf('&');
        }
        return decoded.Append(text).ToString();
    }

    /// <summary>
    /// Takes in <c>&lt;!ENTITY name "text"&gt;</c> if one stands there and its text holds no reference: nothing can
    /// expand without end.
    /// </summary>
    public void Declare(string text, ref int at)
    {
        const string Begin = "<!ENTITY";
        if (!text.AsSpan(at).StartsWith(Begin))
            return;
        var declaration = text.AsSpan(at, Math.Min(LongestDeclared, text.Length - at));
        var end = declaration.IndexOf('>');
        if (end < 0)
            return;
        var parts = declaration[Begin.Length..end]
            .ToString()
            .Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        if (
            parts is [var name, ['"' or '\'', .. var value, '"' or '\'']]
            && !value.Contains('&', StringComparison.Ordinal)
            && _declared.Count < MostDeclared
        )
            _declared.TryAdd(name, value);
        at += end;
    }

    /// <summary>Length of the reference at the start of the text, its meaning appended; 0 for none.</summary>
    private int Reference(ReadOnlySpan<char> text, StringBuilder decoded)
    {
        var end = text[..Math.Min(text.Length, LongestName + 2)].IndexOf(';');
        if (end < 2)
            return 0;
        var name = text[1..end];
        var meaning = name[0] == '#' ? Number(name[1..]) : Name(name.ToString());
        if (meaning is null)
            return 0;
        decoded.Append(meaning);
        return end + 1;
    }

    private string? Name(string name)
    {
        switch (name)
        {
            case "amp":
                return "&";
            case "lt":
                return "<";
            case "gt":
                return ">";
            case "quot":
                return "\"";
            case "apos":
                return "'";
        }
        if (!_declared.TryGetValue(name, out var meaning))
            meaning = HtmlEntityProvider.Resolver.GetSymbol($"{name};");
        if (meaning is not null)
            Repairs |= FeedRepairs.NamedReferences;
        return meaning;
    }

    /// <summary>"" for a number that is no character.</summary>
    private static string? Number(ReadOnlySpan<char> digits)
    {
        var isHex = digits is ['x' or 'X', ..];
        return uint.TryParse(
            isHex ? digits[1..] : digits,
            isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? Rune.TryCreate(number, out var rune)
                ? rune.ToString()
                : ""
            : null;
    }
}
