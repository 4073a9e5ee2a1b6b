using System.Text;
using AlertBot.Feeds;
using AlertBot.Feeds.Diagnostics;
using AlertBot.Feeds.Fetching;
using AlertBot.Feeds.Lists;
using AlertBot.Feeds.Parsing;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Feeds.Parsing;

/// <summary>What sites offer in place of a feed, and feeds behind a password.</summary>
public sealed class OtherFormatsTests
{
    private const string Sitemap = """
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
            xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
        <url><loc>https://quay.example.org/1</loc><news:news><news:publication><news:name>Quay</news:name>
        <news:language>en</news:language></news:publication>
        <news:publication_date>2026-01-15T09:00:00Z</news:publication_date>
        <news:title>Truce holds in Sirte - Quay</news:title></news:news></url>
        <url><loc>https://quay.example.org/2</loc>
        <news:news><news:title>Ships sail</news:title></news:news></url></urlset>
        """;

    private static ParsedFeed Parse(string document) => FeedDocument.Parse(Encoding.UTF8.GetBytes(document), null, 100);

    [Fact]
    public void A_news_sitemap_is_read_as_a_feed()
    {
        var feed = Parse(Sitemap);
        var entries = FeedDocument.Entries(feed, Some.Feed());

        Assert.Equal("news sitemap", feed.Dialect);
        Assert.Equal(["Truce holds in Sirte", "Ships sail"], entries.Select(e => e.Title));
        Assert.Equal(
            ("https://quay.example.org/1", Some.Time),
            (entries[0].Link!.AbsoluteUri, entries[0].Published!.Value)
        );
    }

    [Theory]
    [InlineData(
        "<sitemapindex><sitemap><loc>https://quay.example.org/news.xml</loc></sitemap></sitemapindex>",
        "an index"
    )]
    [InlineData("<urlset><url><loc>https://quay.example.org/1</loc></url></urlset>", "without the titles")]
    [InlineData("[1, 2]", "without a list of items")]
    [InlineData("[{\"title\": \"no link\"}]", "without a list of items")]
    public void What_lists_no_news_says_so(string document, string why) =>
        Assert.Contains(
            why,
            Assert.Throws<FeedFormatException>(() => Parse(document)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Posts_of_WordPress_are_read_as_a_feed()
    {
        var feed = Parse(
            """
            [{"id": 7, "date": "2026-01-15T11:00:00", "date_gmt": "2026-01-15T09:00:00",
              "link": "https://quay.example.org/7",
              "guid": {"rendered": "https://quay.example.org/?p=7"}, "title": {"rendered": "Truce &#8211; it holds"},
              "excerpt": {"rendered": "<p>Ships sail.</p>"}, "content": {"rendered": "<p>Ships sail from Sirte.</p>"}}]
            """
        );

        var entry = Assert.Single(feed.Entries);
        Assert.Equal("WordPress REST", feed.Dialect);
        Assert.Equal(("Truce – it holds", Some.Time), (entry.Title, entry.Published!.Value));
        Assert.Equal(
            ("https://quay.example.org/?p=7", "https://quay.example.org/7", "Ships sail.", "Ships sail from Sirte."),
            (entry.Id, entry.Link, entry.Summary, entry.Body)
        );
    }

    [Fact]
    public async Task A_password_in_an_address_is_sent_to_its_host_and_printed_nowhere()
    {
        await using var bot = await TestBot.CreateAsync();
        var seen = "";
        bot.Feeds.Answer("feed", async http =>
        {
            seen = http.Request.Headers.Authorization.ToString();
            await http.Response.Body.WriteAsync(
                Encoding.UTF8.GetBytes("<rss><channel><item><title>A</title><link>/1</link></item></channel></rss>")
            );
        });
        var url = new UriBuilder(bot.Feeds.Url("feed")) { UserName = "desk", Password = "s3cret" }.Uri;

        var poll = Assert.IsType<Poll.Fresh>(
            await bot.Get<FeedPoller>().PollAsync(Some.Feed(url.AbsoluteUri), TestContext.Current.CancellationToken)
        );
        var examination = await bot.Get<FeedDiagnostics>()
            .ExamineAsync(url, null, TestContext.Current.CancellationToken);

        Assert.Equal($"Basic {Convert.ToBase64String("desk:s3cret"u8)}", seen);
        Assert.DoesNotContain("s3cret", poll.Entries[0].Link!.AbsoluteUri, StringComparison.Ordinal);
        Assert.DoesNotContain(examination.Findings, f => f.Text.Contains("s3cret", StringComparison.Ordinal));
        Assert.Contains("desk:***@", ShownAddress.Redact(url), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_is_asked_in_place_of_the_host()
    {
        await using var bot = await TestBot.CreateAsync();
        bot.More["Feeds:Proxy"] = bot.Feeds.Url("").GetLeftPart(UriPartial.Authority);
        await bot.RestartAsync();
        bot.Feeds.Serve("feed", Some.Rss(("A", 1)));

        var poll = await bot.Get<FeedPoller>()
            .PollAsync(Some.Feed("http://no-such-host.example/feed"), TestContext.Current.CancellationToken);

        Assert.Single(Assert.IsType<Poll.Fresh>(poll).Entries);
    }
}
