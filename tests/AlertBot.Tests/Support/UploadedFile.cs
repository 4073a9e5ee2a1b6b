using System.Buffers.Binary;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace AlertBot.Tests.Support;

/// <summary>A file as a network got it.</summary>
internal sealed record UploadedFile(string Name, byte[] Bytes)
{
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\u001a\n"u8];

    public string Content => Encoding.UTF8.GetString(Bytes);

    /// <summary>Of a PNG; null for anything else.</summary>
    public (int Width, int Height)? Size =>
        Bytes.Length > 24 && Bytes.AsSpan().StartsWith(Png)
            ? (
                BinaryPrimitives.ReadInt32BigEndian(Bytes.AsSpan(16)),
                BinaryPrimitives.ReadInt32BigEndian(Bytes.AsSpan(20))
            )
            : null;

    public static async Task<UploadedFile> ReadAsync(IFormFile file, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, ct);
        return new UploadedFile(file.FileName, bytes.ToArray());
    }
}
