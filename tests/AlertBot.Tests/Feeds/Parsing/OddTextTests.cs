using System.Text;
using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Parsing;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Feeds.Parsing;

/// <summary>Small documents of our own, one oddity each: what stands in title, summary, body and link.</summary>
public sealed class OddTextTests
{
    static OddTextTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private const string Names =
        "xmlns:media=\"http://search.yahoo.com/mrss/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
        + "xmlns:atom=\"http://www.w3.org/2005/Atom\"";

    private static Entry Read(string item) =>
        Assert.Single(
            FeedDocument.Parse(
                Encoding.UTF8.GetBytes(
                    $"<rss version=\"2.0\" {Names}><channel><title>t</title><item>{item}</item></channel></rss>"
                ),
                null,
                Some.Feed("http://desk.example.org/feeds/all"),
                100
            )
        );

    private static string Described(string html) => Read($"<title>T</title><description>{html}</description>").Summary;

    [Theory]
    [InlineData("<media:group><media:description>The envoy landed.</media:description></media:group>")]
    [InlineData("<media:content><media:description>The envoy landed.</media:description></media:content>")]
    [InlineData(
        "<description></description><media:group><media:description>The envoy landed.</media:description></media:group>"
    )]
    public void What_a_video_channel_says_of_an_entry_is_its_summary(string item) =>
        Assert.Equal("The envoy landed.", Read($"<title>T</title>{item}").Summary);

    [Theory]
    [InlineData("full-text")]
    [InlineData("fulltext")]
    public void A_full_text_is_a_body(string name) =>
        Assert.Equal("The envoy landed.", Read($"<title>T</title><{name}>The envoy landed.</{name}>").Body);

    [Theory]
    [InlineData(
        "&lt;table&gt;&lt;tr&gt;&lt;td&gt;Sirte&lt;/td&gt;&lt;td&gt;Tripoli&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;",
        "Sirte Tripoli"
    )]
    [InlineData("&lt;iframe src='x'/&gt;The envoy landed.", "The envoy landed.")]
    [InlineData("&lt;script src='x'/&gt;The envoy landed.", "The envoy landed.")]
    [InlineData("&lt;textarea/&gt;The envoy &lt;b&gt;landed&lt;/b&gt;.", "The envoy landed.")]
    [InlineData("A &lt;iframe src='x'/&gt;B &lt;iframe&gt;no&lt;/iframe&gt;C", "A B C")]
    [InlineData("A &lt;iframe src='x'&gt;B", "A B")]
    [InlineData("A &lt;script&gt;no()", "A")]
    [InlineData("A &lt;script src='x' /&gt;no()&lt;/script&gt; B", "A B")]
    [InlineData("<![CDATA[<p>The envoy</p>]]><b>landed</b>", "The envoy\nlanded")]
    [InlineData("<img src='x'/><![CDATA[<p>The envoy landed.</p>]]>", "The envoy landed.")]
    [InlineData("<br/>&lt;p&gt;The envoy landed.&lt;/p&gt;", "The envoy landed.")]
    [InlineData("&lt;p&gt;L&amp;amp;eacute;gation&lt;/p&gt;", "Légation")]
    [InlineData("L&amp;amp;#233;gation", "Légation")]
    public void A_text_is_read_as_people_see_it(string html, string text) => Assert.Equal(text, Described(html));

    [Fact]
    public void Markup_shown_in_XHTML_stays_text() =>
        Assert.Equal(
            "Write <b> for bold",
            Assert
                .Single(
                    FeedDocument.Parse(
                        Encoding.UTF8.GetBytes(
                            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title>T</title><content "
                                + "type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">Write &lt;b&gt; for "
                                + "<i>bold</i></div></content></entry></feed>"
                        ),
                        null,
                        Some.Feed(),
                        10
                    )
                )
                .Body
        );

    [Theory]
    [InlineData("\n   The envoy\n   landed   in  Sirte\n ", "The envoy landed in Sirte")]
    [InlineData("The envoy&lt;br/&gt;landed", "The envoy landed")]
    public void A_title_stands_on_one_line(string written, string read) =>
        Assert.Equal(read, Read($"<title>{written}</title>").Title);

    [Theory]
    [InlineData("<link>www.example.org/news/1</link>", "http://www.example.org/news/1")]
    [InlineData("<link>desk.example.org/news/1</link>", "http://desk.example.org/news/1")]
    [InlineData("<link>news/1</link>", "http://desk.example.org/feeds/news/1")]
    [InlineData("<link>//www.example.org/1</link>", "http://www.example.org/1")]
    [InlineData("<link>https://a.example/1</link><atom:link href=\"https://a.example/feed\"/>", "https://a.example/1")]
    [InlineData("<atom:link href=\"https://a.example/feed\"/><link>https://a.example/1</link>", "https://a.example/1")]
    [InlineData("<atom:link href=\"https://a.example/1\"/>", "https://a.example/1")]
    public void A_link_leads_where_people_mean_it(string link, string read) =>
        Assert.Equal(read, Read($"<title>T</title>{link}").Link!.AbsoluteUri);

    [Theory]
    [InlineData("The envoy landed. Talks begin.", "The envoy landed.")]
    [InlineData("U.S. envoy met Gen. Haftar in Sirte! Talks begin.", "U.S. envoy met Gen. Haftar in Sirte!")]
    [InlineData("وصل المبعوث إلى سرت؟ لا أحد يعلم.", "وصل المبعوث إلى سرت؟")]
    [InlineData("Rain", "Rain")]
    public void Without_a_title_the_first_sentence_is_the_headline(string text, string headline) =>
        Assert.Equal(headline, Read($"<description>{text}</description>").Title);

    [Fact]
    public void A_long_first_sentence_is_cut_at_a_word() =>
        Assert.Equal(
            $"{string.Join(' ', Enumerable.Repeat("harbour", 17))}…",
            Read($"<description>{string.Join(' ', Enumerable.Repeat("harbour", 40))}</description>").Title
        );
}
