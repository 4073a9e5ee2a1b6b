using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Text;
using UtfUnknown;

namespace AlertBot.Feeds.Parsing.Encodings;

/// <summary>What told the charset of a document.</summary>
internal enum CharsetSource
{
    /// <summary>A byte-order mark.</summary>
    Mark,

    /// <summary>Zero bytes beside ASCII: UTF-16 or UTF-32 without a mark.</summary>
    ZeroBytes,

    /// <summary>The bytes are UTF-8, whatever is declared; plain ASCII counts.</summary>
    Bytes,
    Header,
    Declaration,

    /// <summary>The frequencies of bytes, as browsers guess.</summary>
    Detection,

    /// <summary>Nothing told it: windows-1252.</summary>
    Fallback,
}

/// <summary>
/// Finds the charset of a document's bytes: by mark, by UTF-8's own pattern, by header, by declaration, by detection.
/// </summary>
internal static partial class FeedCharset
{
    /// <summary>Enough to tell languages apart; more only costs.</summary>
    private const int MostDetected = 64 * 1024;

    private const int Windows1252 = 1252;

    /// <summary>Code pages of Arabic, Cyrillic, Greek, Hebrew, Thai, Chinese, Japanese and Korean.</summary>
    private static readonly FrozenSet<int> OtherAlphabets = FrozenSet.Create(
        1256,
        28596,
        1251,
        20866,
        21866,
        28595,
        855,
        866,
        10007,
        1253,
        28597,
        1255,
        28598,
        38598,
        874,
        932,
        51932,
        50220,
        20932,
        936,
        54936,
        51936,
        52936,
        949,
        51949,
        50225,
        950
    );

    public static (Encoding Encoding, CharsetSource Source) Detect(ReadOnlySpan<byte> bytes, string? header)
    {
        if (ByMark(bytes) is { } marked)
            return (marked, CharsetSource.Mark);
        if (ByZeroBytes(bytes) is { } zeros)
            return (zeros, CharsetSource.ZeroBytes);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x4C, 0x6F, 0xA7, 0x94])) // "<?xm" in EBCDIC
            return (Encoding.GetEncoding(37), CharsetSource.Bytes);
        var stateful = bytes.IndexOf("\e$"u8) >= 0 || bytes.IndexOf("~{"u8) >= 0;
        // Valid UTF-8 with high bytes is never anything else in practice, and declarations are often wrong.
        if (!stateful && IsMostlyUtf8(bytes))
            return (Encoding.UTF8, CharsetSource.Bytes);
        var (named, source) = ByName(header, Declared(bytes));
        if (named is not null && named.CodePage != Windows1252)
            return ArabicCharset.ByWords(bytes, named) is var worded && worded != named
                ? (worded, CharsetSource.Detection)
                : (named, source);
        return Detected(bytes, named is not null, stateful) is { } detected
                ? (ArabicCharset.ByWords(bytes, detected), CharsetSource.Detection)
            : named is not null ? (named, source)
            : stateful && bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F) < 0 ? (Encoding.UTF8, CharsetSource.Bytes)
            : (Encoding.GetEncoding(Windows1252), CharsetSource.Fallback);
    }

    /// <summary>
    /// The header goes before the declaration (RFC 7303, section 3.2), unless it says what web servers say of
    /// everything: Latin-1. UTF-8 and UTF-16 were already ruled out by the bytes.
    /// </summary>
    private static (Encoding?, CharsetSource) ByName(string? header, string? declared)
    {
        var (fromHeader, fromDeclaration) = (Named(header), Named(declared));
        return fromHeader is null || (fromHeader.CodePage == Windows1252 && fromDeclaration is not null)
            ? (fromDeclaration, CharsetSource.Declaration)
            : (fromHeader, CharsetSource.Header);
    }

    private static Encoding? ByMark(ReadOnlySpan<byte> bytes) =>
        bytes switch
        {
            // A mark that the rest contradicts was glued on.
            [0xEF, 0xBB, 0xBF, .. var rest] => IsMostlyUtf8(rest) ? Encoding.UTF8 : null,
            [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF32,
            [0, 0, 0xFE, 0xFF, ..] => new UTF32Encoding(bigEndian: true, byteOrderMark: false),
            [0xFF, 0xFE, ..] => Encoding.Unicode,
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
            _ => null,
        };

    /// <summary>
    /// Every document begins with ASCII, so three of four bytes are zero in UTF-32 there and one of two in UTF-16.
    /// </summary>
    private static Encoding? ByZeroBytes(ReadOnlySpan<byte> bytes)
    {
        var start = bytes[..(Math.Min(bytes.Length, 64) & ~3)];
        Span<int> zeros = stackalloc int[4];
        for (var i = 0; i < start.Length; i++)
            zeros[i & 3] += start[i] == 0 ? 1 : 0;
        var most = start.Length / 4;
        var few = most / 2;
        return most == 0 || zeros[0] + zeros[1] + zeros[2] + zeros[3] <= few ? null
            : zeros[0] > few && zeros[1] > few && zeros[2] > few
                ? new UTF32Encoding(bigEndian: true, byteOrderMark: false)
            : zeros[1] > few && zeros[2] > few && zeros[3] > few ? Encoding.UTF32
            : zeros[0] > few && zeros[2] > few ? Encoding.BigEndianUnicode
            : zeros[1] > few && zeros[3] > few ? Encoding.Unicode
            : null;
    }

    /// <summary>
    /// Also where one byte in ten sequences is broken: two sources were glued together, or a text was cut within a
    /// letter.
    /// </summary>
    private static bool IsMostlyUtf8(ReadOnlySpan<byte> bytes)
    {
        var (whole, broken) = (0, 0);
        while (bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F) is var next && next >= 0)
        {
            bytes = bytes[next..];
            var isWhole = Rune.DecodeFromUtf8(bytes, out _, out var length) == System.Buffers.OperationStatus.Done;
            whole += isWhole ? 1 : 0;
            broken += isWhole ? 0 : 1;
            bytes = bytes[length..];
        }
        return broken * 10 <= whole;
    }

    private static string? Declared(ReadOnlySpan<byte> bytes) =>
        Declaration().Match(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 4096)])) is { Success: true } found
            ? found.Groups[1].Value
            : null;

    /// <summary>
    /// The WHATWG Encoding Standard's labels first (ISO-8859-1 is windows-1252), then the names of .NET, then "cp437"
    /// and "437".
    /// </summary>
    private static Encoding? Named(string? charset)
    {
        var label = charset?.Trim('"', '\'', ' ', '\t').ToLowerInvariant().Replace('_', '-');
        if (string.IsNullOrEmpty(label))
            return null;
        var encoding = TextEncoding.IsSupported(label) ? TextEncoding.Resolve(label) : ByPlatformName(label);
        // Bytes that are neither UTF-8 nor show zeros cannot be what such a name says.
        return encoding is null or { CodePage: 65001 or 1200 or 1201 or 12000 or 12001 } ? null : encoding;
    }

    private static Encoding? ByPlatformName(string label)
    {
        var number = CodePage().Match(label);
        try
        {
            return number.Success
                ? Encoding.GetEncoding(int.Parse(number.Groups[1].ValueSpan, null))
                : Encoding.GetEncoding(label);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>
    /// What the detector says, where it can know: of other alphabets, whose words are runs of high bytes. A Latin text
    /// has few, and those of its neighbours look alike in all its charsets, so there only a sure answer counts, and
    /// none against what is declared.
    /// </summary>
    private static Encoding? Detected(ReadOnlySpan<byte> bytes, bool isNamed, bool isStateful)
    {
        var isOtherAlphabet = isStateful || HasRuns(bytes);
        if (!isOtherAlphabet && isNamed)
            return null;
        var found = CharsetDetector.DetectFromBytes(Sample(bytes)).Detected;
        if (found?.Encoding is not { } encoding || encoding.CodePage is 65001 or 20127)
            return null;
        var isPlausible = OtherAlphabets.Contains(encoding.CodePage)
            ? isOtherAlphabet
            : !isNamed && found.Confidence >= 0.9f;
        return !isPlausible ? null
            : encoding.CodePage is 28591 or Windows1252 ? Encoding.GetEncoding(Windows1252)
            : encoding;
    }

    /// <summary>Whether most high bytes stand beside another.</summary>
    private static bool HasRuns(ReadOnlySpan<byte> bytes)
    {
        var (high, beside) = (0, 0);
        for (var i = 1; i < bytes.Length; i++)
        {
            high += bytes[i] >= 0x80 ? 1 : 0;
            beside += bytes[i] >= 0x80 && bytes[i - 1] >= 0x80 ? 1 : 0;
        }
        return beside * 5 > high * 2;
    }

    /// <summary>From the first high byte on: the head of a feed is markup, which tells nothing.</summary>
    private static byte[] Sample(ReadOnlySpan<byte> bytes)
    {
        var first = Math.Max(0, bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F) - 64);
        return bytes.Slice(first, Math.Min(bytes.Length - first, MostDetected)).ToArray();
    }

    [GeneratedRegex("""<\?xml[^>]*?\sencoding\s*=\s*["']?([A-Za-z0-9_.:-]+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^(?:cp|ibm|x-cp|windows-|csibm|x-)?-?(\d{3,5})$", RegexOptions.CultureInvariant)]
    private static partial Regex CodePage();
}
