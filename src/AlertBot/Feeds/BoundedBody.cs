using System.IO.Compression;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace AlertBot.Feeds;

/// <summary>
/// Reads an answer's body up to a limit, which holds for the bytes on the wire and again for what they decompress to: a
/// few kilobytes of gzip can hold gigabytes, and an endless stream can decompress to nothing.
/// </summary>
internal static class BoundedBody
{
    /// <summary>For Accept-Encoding.</summary>
    public const string Encodings = "gzip, deflate, br, zstd";

    /// <summary>An encoding within an encoding is some server's mistake; more are an attack.</summary>
    private const int MostEncodings = 2;

    /// <summary>
    /// Throws <see cref="FeedFormatException"/> when the body is longer than <paramref name="most"/> bytes or cannot be
    /// decompressed.
    /// </summary>
    public static async Task<byte[]> ReadAsync(HttpContent content, int most, CancellationToken ct)
    {
        if (content.Headers.ContentLength > most)
            throw TooLong(most);
        var encodings = content
            .Headers.ContentEncoding.Where(e => !e.Equals("identity", StringComparison.OrdinalIgnoreCase))
            .Reverse()
            .ToList();
        if (encodings.Count > MostEncodings)
            throw new FeedFormatException($"compressed {encodings.Count} times");
        await using var stream = await content.ReadAsStreamAsync(ct);
        var body = await WholeAsync(stream, most, ct);
        foreach (var encoding in encodings)
            body = await DecompressAsync(body, encoding.Trim().ToLowerInvariant(), most, ct);
        // A compressed file, served as it lies.
        return encodings.Count == 0 && IsGzip(body) ? await DecompressAsync(body, "gzip", most, ct) : body;
    }

    private static async Task<byte[]> DecompressAsync(byte[] body, string encoding, int most, CancellationToken ct)
    {
        await using var packed = new MemoryStream(body);
        await using Stream? plain = encoding switch
        {
            // Some servers name an encoding and send plain text.
            "gzip" or "x-gzip" => IsGzip(body) ? new GZipStream(packed, CompressionMode.Decompress) : packed,
            // RFC 9110, section 8.4.1.2: zlib's format; some send deflate's alone.
            "deflate" => body is [0x78, ..]
                ? new ZLibStream(packed, CompressionMode.Decompress)
                : new DeflateStream(packed, CompressionMode.Decompress),
            "br" => new BrotliStream(packed, CompressionMode.Decompress),
            "zstd" => Zstd(packed),
            _ => throw new FeedFormatException($"compressed as \"{encoding}\", which was not asked for"),
        };
        try
        {
            return await WholeAsync(plain, most, ct);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or ZstdException)
        {
            throw new FeedFormatException($"compressed as {encoding}, but damaged");
        }
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

    private static bool IsGzip(byte[] body) => body is [0x1F, 0x8B, ..];

    private static async Task<byte[]> WholeAsync(Stream stream, int most, CancellationToken ct)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, ct)) > 0)
        {
            if (body.Length + read > most)
                throw TooLong(most);
            body.Write(buffer, 0, read);
        }
        return body.ToArray();
    }

    private static FeedFormatException TooLong(int most) => new($"longer than {most:N0} bytes (Feeds:MaxBodyBytes)");
}
