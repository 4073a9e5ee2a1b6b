using System.Text;
using System.Text.RegularExpressions;

namespace AlertBot.Feeds;

/// <summary>Turns a feed's bytes into the text of one XML or JSON document.</summary>
internal static partial class FeedText
{
    /// <summary>
    /// Decodes by byte-order mark, then as UTF-8 where the bytes are valid UTF-8, then by the XML declaration, then by the HTTP charset,
    /// then as windows-1252. Valid UTF-8 with high bytes is never anything else in practice, and declarations are often wrong.
    /// </summary>
    public static string Decode(byte[] bytes, string? httpCharset)
    {
        using var marked = new StreamReader(new MemoryStream(bytes), new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
        try
        {
            if (!LooksLikeUtf16(bytes))
                return Clean(marked.ReadToEnd());
        }
        catch (DecoderFallbackException)
        {
            // Not UTF-8: the declaration decides below.
        }
        var encoding = LooksLikeUtf16(bytes) ? (bytes[0] == 0 ? Encoding.BigEndianUnicode : Encoding.Unicode)
            : Named(Declared(bytes)) ?? Named(httpCharset) ?? Encoding.GetEncoding(1252);
        return Clean(encoding.GetString(bytes));
    }

    /// <summary>Without a mark, <c>&lt;</c> beside a zero byte gives UTF-16 away.</summary>
    private static bool LooksLikeUtf16(byte[] bytes) => bytes is [0, (byte)'<', ..] or [(byte)'<', 0, ..];

    private static string? Declared(byte[] bytes) =>
        Declaration().Match(Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 400))) is { Success: true } found ? found.Groups[1].Value : null;

    private static Encoding? Named(string? charset)
    {
        try
        {
            // Pages that say ISO-8859-1 hold windows-1252 (WHATWG Encoding Standard, read 2026-11).
            return string.IsNullOrWhiteSpace(charset) ? null
                : charset.Trim('"', '\'', ' ').ToUpperInvariant() is "ISO-8859-1" or "LATIN1" or "US-ASCII" ? Encoding.GetEncoding(1252)
                : Encoding.GetEncoding(charset.Trim('"', '\'', ' '));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>
    /// Cuts what stands before the document and drops every declaration (the text is decoded already) and the document type, whose
    /// entities could expand without end.
    /// </summary>
    private static string Clean(string text)
    {
        var start = text.AsSpan().TrimStart("\uFEFF \t\r\n\0");
        if (start.StartsWith("{"))
            return start.ToString();
        var first = text.IndexOf('<', StringComparison.Ordinal);
        return first < 0 ? text : DocumentType().Replace(XmlDeclaration().Replace(text[first..], ""), "", 1);
    }

    [GeneratedRegex("""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9_.:-]+)["']""", RegexOptions.CultureInvariant)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"<\?xml\s[^>]*\?>", RegexOptions.CultureInvariant)]
    private static partial Regex XmlDeclaration();

    [GeneratedRegex(@"<!DOCTYPE[^\[>]*(\[[^\]]*\]\s*)?>", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex DocumentType();
}
