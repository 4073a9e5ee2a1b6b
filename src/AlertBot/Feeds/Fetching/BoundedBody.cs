using System.IO.Compression;
using AlertBot.Feeds.Parsing;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace AlertBot.Feeds.Fetching;

/// <summary>What was wrong with a body and was read around.</summary>
[Flags]
internal enum BodyFaults
{
    None = 0,

    /// <summary>The connection ended before the end that was announced.</summary>
    EndedEarly = 1,

    /// <summary>It could be unpacked only up to a point.</summary>
    Damaged = 2,

    /// <summary>It is not packed as Content-Encoding says.</summary>
    WrongEncoding = 4,
}

/// <summary>The bytes of an answer, unpacked.</summary>
internal readonly record struct ReceivedBody(byte[] Bytes, BodyFaults Faults)
{
    /// <summary>Whether the end may be missing; what was read then counts only if it is whole by itself.</summary>
    public bool IsDoubtful => (Faults & (BodyFaults.EndedEarly | BodyFaults.Damaged)) != 0;

    /// <summary>What to say where it is not whole.</summary>
    public string Why =>
        Faults.HasFlag(BodyFaults.Damaged)
            ? "compressed, but damaged: its end is missing"
            : "the connection ended in the middle of the document";
}

/// <summary>
/// Reads an answer's body up to a limit, which holds for the bytes on the wire and again for what they decompress to: a
/// few kilobytes of gzip can hold gigabytes, and an endless stream can decompress to nothing. Wrong labels and a
/// connection that ends early are borne, as browsers and curl bear them.
/// </summary>
internal static class BoundedBody
{
    /// <summary>For Accept-Encoding.</summary>
    public const string Encodings = "gzip, deflate, br, zstd";

    /// <summary>An encoding within an encoding is some server's mistake; more are an attack.</summary>
    private const int MostEncodings = 2;

    /// <summary>Looked at to see whether a body is text.</summary>
    private const int TextBeginning = 32;

    /// <summary>
    /// Throws <see cref="FeedFormatException"/> when the body is longer than <paramref name="most"/> bytes or nothing
    /// of it can be decompressed.
    /// </summary>
    public static async Task<ReceivedBody> ReadAsync(HttpContent content, int most, CancellationToken ct)
    {
        if (content.Headers.ContentLength > most)
            throw TooLong(most);
        var encodings = EncodingsOf(content);
        if (encodings.Count > MostEncodings)
            throw new FeedFormatException($"compressed {encodings.Count} times");
        await using var stream = await content.ReadAsStreamAsync(ct);
        var body = await ReceiveAsync(stream, most, ct);
        foreach (var encoding in encodings)
            body = await DecompressAsync(body, encoding, most, ct);
        // A compressed file, served as it lies.
        return encodings.Count == 0 && ByMark(body.Bytes) is { } found
            ? await DecompressAsync(body, found, most, ct)
            : body;
    }

    /// <summary>
    /// The last applied first. Amazon's store says aws-chunked of what it was sent so, and serves plain.
    /// </summary>
    private static List<string> EncodingsOf(HttpContent content) =>
        [
            .. (FeedRequests.Raw(content.Headers, "Content-Encoding") ?? "")
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(encoding => encoding.ToLowerInvariant())
                .Where(encoding => encoding is not ("identity" or "aws-chunked" or "none"))
                .Reverse(),
        ];

    private static async Task<ReceivedBody> DecompressAsync(
        ReceivedBody body,
        string encoding,
        int most,
        CancellationToken ct
    )
    {
        var bytes = body.Bytes;
        if (IsText(bytes))
            return body with { Faults = body.Faults | BodyFaults.WrongEncoding };
        // The mark of a packing goes before its name.
        var (marked, named) = (ByMark(bytes), encoding is "x-gzip" ? "gzip" : encoding);
        var diagnostics = marked is not null && marked != named ? body.Faults | BodyFaults.WrongEncoding : body.Faults;
        await using var packed = new MemoryStream(bytes);
        await using Stream plain = (marked ?? named) switch
        {
            "gzip" => marked is null ? packed : new GZipStream(packed, CompressionMode.Decompress),
            // RFC 9110, section 8.4.1.2: zlib's format; some send deflate's alone.
            "deflate" => bytes is [0x78, ..]
                ? new ZLibStream(packed, CompressionMode.Decompress)
                : new DeflateStream(packed, CompressionMode.Decompress),
            "br" => new BrotliStream(packed, CompressionMode.Decompress),
            "zstd" => Zstd(packed),
            var other => throw new FeedFormatException($"compressed as \"{other}\", which was not asked for"),
        };
        using var unpacked = new MemoryStream();
        try
        {
            await WholeAsync(plain, unpacked, most, ct);
        }
        catch (Exception e)
            when (e is InvalidDataException or InvalidOperationException or ZstdException or IOException)
        {
            if (unpacked.Length == 0)
                throw new FeedFormatException($"compressed as {encoding}, but damaged");
            diagnostics |= BodyFaults.Damaged;
        }
        return new ReceivedBody(unpacked.ToArray(), diagnostics);
    }

    /// <summary>
    /// With a window of 8 MB at most: RFC 9659, section 3, sets it for HTTP, and a larger one would be memory a
    /// stranger decides on.
    /// </summary>
    private static DecompressionStream Zstd(Stream packed)
    {
        var stream = new DecompressionStream(packed, leaveOpen: true);
        stream.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, 23);
        return stream;
    }

    private static string? ByMark(byte[] body) =>
        body switch
        {
            [0x1F, 0x8B, ..] => "gzip",
            [0x28, 0xB5, 0x2F, 0xFD, ..] => "zstd",
            _ => null,
        };

    /// <summary>Whether the body begins as XML, HTML or JSON does, with nothing but text after it.</summary>
    private static bool IsText(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            body = body[3..];
        body = body.TrimStart(" \t\r\n"u8);
        var beginning = body[..Math.Min(body.Length, TextBeginning)];
        return beginning is [(byte)'<' or (byte)'{' or (byte)'[', ..]
            && beginning.IndexOfAnyInRange((byte)0, (byte)8) < 0
            && beginning.IndexOfAnyInRange((byte)14, (byte)31) < 0
            && (
                System.Text.Unicode.Utf8.IsValid(beginning[..^Math.Min(3, beginning.Length - 1)]) || beginning[0] == '<'
            );
    }

    private static async Task<ReceivedBody> ReceiveAsync(Stream stream, int most, CancellationToken ct)
    {
        using var body = new MemoryStream();
        try
        {
            await WholeAsync(stream, body, most, ct);
            return new ReceivedBody(body.ToArray(), BodyFaults.None);
        }
        catch (Exception e) when (body.Length > 0 && e is IOException or HttpRequestException)
        {
            return new ReceivedBody(body.ToArray(), BodyFaults.EndedEarly);
        }
    }

    private static async Task WholeAsync(Stream stream, MemoryStream body, int most, CancellationToken ct)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, ct)) > 0)
        {
            if (body.Length + read > most)
                throw TooLong(most);
            body.Write(buffer, 0, read);
        }
    }

    private static FeedFormatException TooLong(int most) => new($"longer than {most:N0} bytes (Feeds:MaxBodyBytes)");
}
