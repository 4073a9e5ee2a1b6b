using System.IO.Compression;
using System.Text;
using AlertBot.Feeds;
using AlertBot.Feeds.Fetching;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Feeds.Fetching;

/// <summary>Bodies in every packing, and those made to burst whoever unpacks them; over real HTTP.</summary>
public sealed class BoundedBodyTests : IAsyncLifetime
{
    private static readonly byte[] Feed = Encoding.UTF8.GetBytes(Some.Rss(("A", 1)));

    private TestBot _bot = null!;

    public async ValueTask InitializeAsync() => _bot = await TestBot.CreateAsync();

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    private Task<Poll> PollAsync(string? encoding, byte[] body)
    {
        _bot.Feeds.Answer("feed", async http =>
        {
            if (encoding is not null)
                http.Response.Headers.ContentEncoding = encoding;
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
        });
        return _bot.Get<FeedPoller>()
            .PollAsync(Some.Feed(_bot.Feeds.Url("feed").AbsoluteUri), TestContext.Current.CancellationToken);
    }

    private static byte[] Packed(string encoding, byte[] plain)
    {
        using var packed = new MemoryStream();
        using (
            Stream packing = encoding switch
            {
                "gzip" => new GZipStream(packed, CompressionLevel.Optimal),
                "zlib" => new ZLibStream(packed, CompressionLevel.Optimal),
                "br" => new BrotliStream(packed, CompressionLevel.Fastest),
                _ => new DeflateStream(packed, CompressionLevel.Optimal),
            }
        )
            packing.Write(plain);
        return packed.ToArray();
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("identity", null)]
    [InlineData("gzip", "gzip")]
    [InlineData("x-gzip", "gzip")]
    [InlineData("GZIP", "gzip")]
    [InlineData("br", "br")]
    [InlineData("deflate", "zlib")]
    [InlineData("deflate", "raw")]
    [InlineData("gzip", null)] // says so and is not
    [InlineData(null, "gzip")] // is and does not say so
    public async Task A_feed_is_read_however_it_is_packed(string? said, string? packed) =>
        Assert.Single(
            Assert.IsType<Poll.Fresh>(await PollAsync(said, packed is null ? Feed : Packed(packed, Feed))).Entries
        );

    [Fact]
    public async Task A_feed_packed_twice_is_unpacked_twice() =>
        Assert.Single(
            Assert.IsType<Poll.Fresh>(await PollAsync("gzip, br", Packed("br", Packed("gzip", Feed)))).Entries
        );

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zlib")]
    public async Task What_bursts_when_unpacked_is_not_unpacked_to_its_end(string packing)
    {
        var bomb = Packed(packing, new byte[50_000_000]);
        Assert.True(bomb.Length < 1_000_000);

        Assert.Contains(
            "longer than 5,000,000 bytes",
            Why(await PollAsync(packing == "zlib" ? "deflate" : packing, bomb)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_bomb_within_a_bomb_is_none() =>
        Assert.Contains(
            "longer than",
            Why(await PollAsync("gzip, gzip", Packed("gzip", Packed("gzip", new byte[50_000_000])))),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task Packed_bytes_that_unpack_to_nothing_have_an_end_too()
    {
        // Stored blocks of no length: 5 bytes on the wire for each nothing.
        var nothing = Enumerable.Repeat<byte[]>([0, 0, 0, 0xFF, 0xFF], 1_100_000).SelectMany(b => b);

        Assert.Contains(
            "longer than",
            Why(await PollAsync("gzip", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, .. nothing])),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("gzip, gzip, gzip", "compressed 3 times")]
    [InlineData("compress", "was not asked for")]
    [InlineData("br", "damaged")]
    public async Task What_cannot_be_unpacked_says_so(string encoding, string why) =>
        Assert.Contains(why, Why(await PollAsync(encoding, [0xFF, 0xFE, 0xFD, 1, 2, 3])), StringComparison.Ordinal);

    [Theory]
    [InlineData("br")]
    [InlineData("zstd")]
    [InlineData("deflate")]
    [InlineData("compress")]
    [InlineData("aws-chunked")]
    [InlineData("utf-8")]
    public async Task A_plain_body_is_read_whatever_it_is_called(string encoding) =>
        Assert.Single(Assert.IsType<Poll.Fresh>(await PollAsync(encoding, Feed)).Entries);

    [Fact]
    public async Task A_body_packed_otherwise_than_it_says_is_unpacked_by_its_mark() =>
        Assert.Single(Assert.IsType<Poll.Fresh>(await PollAsync("br", Packed("gzip", Feed))).Entries);

    [Fact]
    public async Task A_packing_without_its_end_is_read_when_the_document_is_whole() =>
        Assert.Single(Assert.IsType<Poll.Fresh>(await PollAsync("gzip", Packed("gzip", Feed)[..^8])).Entries);

    [Fact]
    public async Task A_damaged_packing_is_a_breakage()
    {
        var packed = Packed("gzip", Feed);
        packed[^20] ^= 0xFF;

        Assert.Contains("damaged", Why(await PollAsync("gzip", packed)), StringComparison.Ordinal);
    }

    private static string Why(Poll poll) => Assert.IsType<Poll.Broken>(poll).Why;
}
