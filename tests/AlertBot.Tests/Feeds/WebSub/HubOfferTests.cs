using System.Text;
using AlertBot.Feeds.Parsing;
using AlertBot.Feeds.WebSub;

namespace AlertBot.Tests.Feeds.WebSub;

/// <summary>Where a feed may name its hub and its own address (WebSub, section 4).</summary>
public sealed class HubOfferTests
{
    private static readonly Uri Found = new("https://quay.example.org/news/rss");

    private static HubOffer? Offer(string document, string? header = null, Uri? found = null) =>
        HubOffer.Find(header, FeedDocument.Parse(Encoding.UTF8.GetBytes(document), null, 10).HubLinks, found ?? Found);

    private static string Rss(string links) =>
        "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel><title>t</title>"
        + $"{links}<item><title>a</title></item></channel></rss>";

    [Theory]
    [InlineData("<atom:link rel=\"hub\" href=\"https://hub.example.org/\"/><atom:link rel=\"self\" href=\"/own\"/>")]
    [InlineData(
        "<atom:link rel=\"self\" href=\"/own\"/><atom:link rel=\"HUB other\" href=\"https://hub.example.org/\"/>"
    )]
    [InlineData(
        "<link>https://quay.example.org</link><atom:link rel=\"hub\" href=\"https://hub.example.org/\"/>"
            + "<atom:link rel=\"hub\" href=\"https://second.example.org/\"/><atom:link rel=\"self\" href=\"/own\"/>"
    )]
    public void RSS_names_them_by_links_of_Atom(string links) =>
        Assert.Equal(
            new HubOffer(new Uri("https://hub.example.org/"), new Uri("https://quay.example.org/own")),
            Offer(Rss(links))
        );

    [Fact]
    public void Atom_and_JSON_Feed_name_them()
    {
        var expected = new HubOffer(new Uri("https://hub.example.org/"), new Uri("https://quay.example.org/own"));

        Assert.Equal(
            expected,
            Offer(
                "<feed xmlns=\"http://www.w3.org/2005/Atom\"><link rel=\"hub\" href=\"https://hub.example.org/\"/>"
                    + "<link rel=\"self\" href=\"https://quay.example.org/own\"/><entry><title>a</title></entry></feed>"
            )
        );
        Assert.Equal(
            expected,
            Offer(
                """
                {"version": "https://jsonfeed.org/version/1.1", "title": "t",
                 "feed_url": "https://quay.example.org/own",
                 "hubs": [{"type": "rssCloud", "url": "https://cloud.example.org/"},
                          {"type": "WebSub", "url": "https://hub.example.org/"}], "items": [{"id": "1", "title": "a"}]}
                """
            )
        );
    }

    [Theory]
    [InlineData("<https://hub.example.org/>; rel=\"hub\", <https://quay.example.org/own>; rel=\"self\"")]
    [InlineData("<https://quay.example.org/own>;rel=self, <https://hub.example.org/>; title=\"a, b\"; rel=hub")]
    [InlineData(
        "<https://a.example.org>; rel=\"next\", </own>; REL=\"self\", <https://hub.example.org/>; rel=\"x hub\""
    )]
    public void Headers_go_before_the_document(string header) =>
        Assert.Equal(
            new HubOffer(new Uri("https://hub.example.org/"), new Uri("https://quay.example.org/own")),
            Offer(Rss("<atom:link rel=\"hub\" href=\"https://old.example.org/\"/>"), header)
        );

    [Fact]
    public void Without_its_own_word_a_feed_is_known_by_where_it_was_found_unless_that_may_hold_a_key()
    {
        var document = Rss("<atom:link rel=\"hub\" href=\"https://hub.example.org/\"/>");

        Assert.Equal(Found, Offer(document)?.Topic);
        Assert.Null(Offer(document, found: new Uri("https://quay.example.org/news/rss?key=s3cret")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<atom:link rel=\"hub\" href=\"ftp://hub.example.org/\"/>")]
    [InlineData("<atom:link rel=\"hub\"/>")]
    [InlineData("<atom:link rel=\"hubris\" href=\"https://hub.example.org/\"/>")]
    public void What_names_no_hub_offers_none(string links) => Assert.Null(Offer(Rss(links)));
}
