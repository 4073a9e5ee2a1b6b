namespace AlertBot.Feeds;

/// <summary>Reads an answer's body up to a limit, counted after decompression: a few kilobytes of gzip can hold gigabytes.</summary>
internal static class BoundedBody
{
    /// <summary>Throws <see cref="FeedFormatException"/> when the body is longer than <paramref name="most"/> bytes.</summary>
    public static async Task<byte[]> ReadAsync(HttpContent content, int most, CancellationToken ct)
    {
        if (content.Headers.ContentLength > most)
            throw TooLong(most);
        await using var stream = await content.ReadAsStreamAsync(ct);
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
