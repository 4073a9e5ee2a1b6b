using System.Text;
using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Parsing;
using AlertBot.Localization;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Feeds.Parsing;

/// <summary>Small documents, one oddity each.</summary>
public sealed class FeedDocumentTests
{
    static FeedDocumentTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private static IReadOnlyList<Entry> Read(string document, string? charset = null, Encoding? encoding = null) =>
        FeedDocument.Parse(
            (encoding ?? Encoding.UTF8).GetBytes(document),
            charset,
            Some.Feed("https://desk.example.org/feed"),
            100
        );

    private static string Rss(string item) => $"<rss version=\"2.0\"><channel><title>t</title>{item}</channel></rss>";

    [Fact]
    public void Arabic_in_windows_1256_is_read_by_its_declaration()
    {
        var document =
            "<?xml version=\"1.0\" encoding=\"windows-1256\"?>" + Rss("<item><title>هدنة في طرابلس</title></item>");

        var entry = Assert.Single(Read(document, encoding: Encoding.GetEncoding(1256)));

        Assert.Equal(("هدنة في طرابلس", Language.Arabic), (entry.Title, entry.Language));
    }

    [Fact]
    public void Without_a_declaration_the_charset_of_the_answer_decides() =>
        Assert.Equal(
            "هدنة",
            Assert
                .Single(Read(Rss("<item><title>هدنة</title></item>"), "windows-1256", Encoding.GetEncoding(1256)))
                .Title
        );

    [Fact]
    public void UTF_16_without_a_mark_is_seen_by_its_zero_bytes() =>
        Assert.Equal(
            "هدنة",
            Assert
                .Single(Read(Rss("<item><title>هدنة</title></item>"), encoding: new UnicodeEncoding(false, false)))
                .Title
        );

    [Fact]
    public void What_stands_before_the_declaration_is_cut() =>
        Assert.Single(Read("\n\n<!-- cached --><?xml version=\"1.0\"?>" + Rss("<item><title>A</title></item>")));

    [Fact]
    public void The_guid_is_the_identity_and_the_link_where_there_is_none()
    {
        var entries = Read(
            Rss(
                "<item><title>A</title><guid>g1</guid><link>https://x.org/a</link></item><item>"
                    + "<title>B</title><link>https://X.org/b?utm_source=rss&amp;id=2#top</link></item><item>"
                    + "<title>C</title></item>"
            )
        );

        Assert.Equal(["g1", "https://x.org/b?id=2"], entries.Take(2).Select(e => e.Identity));
        Assert.StartsWith("hash:", entries[2].Identity, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://x.org/a")]
    [InlineData("https://x.org/a?utm_source=rss&amp;utm_medium=feed")]
    [InlineData("https://x.org/a?traffic_source=rss")]
    [InlineData("https://x.org/a?at_medium=RSS&amp;at_campaign=KARANGA")]
    [InlineData("https://x.org/a#xtor=RSS-3208")]
    public void Where_a_reader_came_from_is_no_part_of_the_identity(string link) =>
        Assert.Equal(
            "https://x.org/a",
            Assert.Single(Read(Rss($"<item><title>A</title><link>{link}</link></item>"))).Identity
        );

    [Fact]
    public void Entries_that_share_a_guid_are_told_apart() =>
        Assert.Equal(
            2,
            Read(Rss("<item><title>A</title><guid>same</guid></item><item><title>B</title><guid>same</guid></item>"))
                .Select(e => e.Identity)
                .Distinct()
                .Count()
        );

    [Fact]
    public void Content_is_decoded_once() =>
        Assert.Equal(
            "the tag <script> is text",
            Assert
                .Single(
                    Read(
                        "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">"
                            + "<channel><item><title>A</title><content:encoded>&lt;p&gt;the tag "
                            + "&amp;lt;script&amp;gt; is text&lt;/p&gt;</content:encoded></item></channel></rss>"
                    )
                )
                .Body.Replace("the tag  is text", "", StringComparison.Ordinal)
        );

    [Fact]
    public void An_Atom_link_is_relative_to_its_base() =>
        Assert.Equal(
            "https://a.example.org/x/1",
            Assert
                .Single(
                    Read(
                        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://a.example.org/x/\">"
                            + "<entry><title>A</title><id>i</id><link href=\"1\"/></entry></feed>"
                    )
                )
                .Link?.AbsoluteUri
        );

    [Fact]
    public void Nesting_without_end_is_refused_before_it_costs_anything() =>
        Assert.Throws<FeedFormatException>(() =>
            Read(Rss($"<item><description>{string.Concat(Enumerable.Repeat("<b>", 50_000))}"))
        );

    [Fact]
    public void Entities_of_a_document_type_are_not_expanded()
    {
        var bomb =
            "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>"
            + Rss("<item><title>&b;</title></item>");

        Assert.Equal("&b;", Assert.Single(Read(bomb)).Title);
    }

    [Theory]
    [InlineData("")]
    [InlineData("just words")]
    [InlineData("<html><body/></html>")]
    [InlineData("{\"version\": 1}")]
    public void What_is_no_feed_says_so(string document) => Assert.ThrowsAny<FeedFormatException>(() => Read(document));
}
