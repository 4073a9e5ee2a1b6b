using System.Buffers;
using System.Text;

namespace AlertBot.Feeds.Parsing.Encodings;

/// <summary>A document's bytes as text.</summary>
/// <param name="Text">From the first character of the document on; what stood before it is cut.</param>
/// <param name="Charset">Name of the charset it was read in.</param>
/// <param name="Source">What told the charset.</param>
/// <param name="Repairs">What had to be done already here.</param>
internal sealed record FeedText(string Text, string Charset, CharsetSource Source, FeedRepairs Repairs)
{
    public static FeedText Decode(byte[] bytes, string? httpCharset)
    {
        var (encoding, source) = FeedCharset.Detect(bytes, httpCharset);
        var text = encoding.CodePage == Encoding.UTF8.CodePage ? Utf8(bytes) : encoding.GetString(bytes);
        var start = Start(text);
        var repairs = text.AsSpan(0, start).IndexOfAnyExcept(Blanks) >= 0 ? FeedRepairs.JunkBefore : FeedRepairs.None;
        return new FeedText(text[start..], encoding.WebName, source, repairs);
    }

    private static readonly SearchValues<char> Blanks = SearchValues.Create("\uFEFF\u200B \t\r\n\0");

    /// <summary>
    /// JSON begins at once; XML at the first mark-up, whatever a server or a template left before it.
    /// </summary>
    private static int Start(string text)
    {
        var first = text.AsSpan().IndexOfAnyExcept(Blanks);
        if (first < 0 || text[first] is '{' or '[' or '<')
            return Math.Max(0, first);
        var markup = text.IndexOf('<', StringComparison.Ordinal);
        return markup < 0 ? first : markup;
    }

    /// <summary>
    /// UTF-8 in which stray bytes are read as windows-1252, which they mostly are, and a letter cut at the end is
    /// dropped.
    /// </summary>
    private static string Utf8(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
            return Encoding.UTF8.GetString(bytes);
        var text = new StringBuilder(bytes.Length);
        var windows = Encoding.GetEncoding(1252);
        while (bytes.Length > 0)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var length);
            if (status == OperationStatus.Done)
                text.Append(rune.ToString());
            else if (status == OperationStatus.InvalidData)
                text.Append(windows.GetString(bytes[..length]));
            bytes = bytes[length..];
        }
        return text.ToString();
    }
}
