using System.Text;
using AlertBot.Feeds.Parsing;
using AlertBot.Feeds.Parsing.Encodings;

namespace AlertBot.Tests.Feeds.Parsing;

/// <summary>One title in every charset, declared rightly, wrongly or not at all.</summary>
public sealed class FeedCharsetTests
{
    static FeedCharsetTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private const string Arabic = "وقف إطلاق النار في طرابلس بعد محادثات جنيف";

    private const string French = "La trêve a été signée à Genève, dit le médiateur";

    private static byte[] Document(string title, Encoding encoding, string? declared) =>
        encoding.GetBytes(
            $"{(declared is null ? "" : $"<?xml version=\"1.0\" encoding=\"{declared}\"?>")}<rss "
                + $"version=\"2.0\"><channel><item><title>{title}</title></item></channel></rss>"
        );

    public static TheoryData<string, string?, string?> ArabicCases =>
        new()
        {
            { "windows-1256", "windows-1256", null },
            { "windows-1256", null, "windows-1256" },
            { "windows-1256", null, null },
            { "windows-1256", "utf-8", "utf-8" }, // both wrong
            { "windows-1256", "iso-8859-1", null }, // a template's default
            { "windows-1256", "windows-1256", "ISO-8859-1" }, // a server's default
            { "windows-1256", "cp1256", null },
            { "windows-1256", "no-such-charset", null },
            { "iso-8859-6", "iso-8859-6", null },
            { "iso-8859-6", null, null },
            { "utf-8", "windows-1256", "iso-8859-1" }, // the bytes know better
            { "utf-8", "utf-16", null },
            { "utf-16", "utf-8", null },
            { "utf-16BE", null, null },
            { "utf-32", "utf-32", null },
            { "utf-32BE", null, "utf-8" },
        };

    [Theory]
    [MemberData(nameof(ArabicCases))]
    public void Arabic_is_read_whatever_is_declared(string charset, string? declared, string? header)
    {
        var feed = FeedDocument.Parse(Document(Arabic, Encoding.GetEncoding(charset), declared), header, 10);

        Assert.Equal(Arabic, feed.Entries[0].Title);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("utf-32BE")]
    public void A_mark_decides(string charset)
    {
        var encoding = Encoding.GetEncoding(charset);

        var feed = FeedDocument.Parse(
            [.. encoding.GetPreamble(), .. Document(Arabic, encoding, "iso-8859-1")],
            "iso-8859-1",
            10
        );

        Assert.Equal((Arabic, CharsetSource.Mark), (feed.Entries[0].Title, feed.CharsetSource));
    }

    [Theory]
    [InlineData("iso-8859-1", "iso-8859-1")]
    [InlineData("windows-1252", "utf-8")]
    [InlineData("windows-1252", null)]
    public void French_is_never_taken_for_another_alphabet(string charset, string? declared) =>
        Assert.Equal(
            French,
            FeedDocument.Parse(Document(French, Encoding.GetEncoding(charset), declared), null, 10).Entries[0].Title
        );

    [Fact]
    public void Stray_bytes_in_UTF_8_are_windows_1252()
    {
        byte[] document =
        [
            .. Document($"{Arabic} ", Encoding.UTF8, null)[..^40],
            0xE9,
            .. "</title></item></channel></rss>"u8,
        ];

        Assert.Contains("é", FeedDocument.Parse(document, null, 10).Entries[0].Title, StringComparison.Ordinal);
    }
}
