using System.Text;

namespace AlertBot.Training.Feeds;

/// <summary>Small documents in each dialect, in our own words, to begin damaging from.</summary>
internal static class FeedSeeds
{
    public static IReadOnlyList<byte[]> All { get; } =
    [.. Texts().Select(Encoding.UTF8.GetBytes), Encoding.Unicode.GetBytes(Rss), Arabic1256()];

    private const string Rss = """
        <?xml version="1.0" encoding="utf-8"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
        <channel><title>Harbour Dispatch</title><link>https://harbour.example.org/</link><atom:link rel="self"
        href="https://harbour.example.org/feed"/><ttl>60</ttl>
        <item><title>Truce holds in Sirte &amp; beyond</title><link>https://harbour.example.org/1</link>
        <guid isPermaLink="false">h-1</guid><pubDate>Thu, 15 Jan 2026 09:00:00 +0200</pubDate>
        <description><![CDATA[<p>Both sides <b>kept</b> to it.</p>]]></description>
        <content:encoded>&lt;p&gt;The text.&lt;/p&gt;&lt;p&gt;Read more: Libya&lt;/p&gt;</content:encoded>
        <dc:creator>A. Writer</dc:creator></item>
        <item><title>L’accord signé à Genève</title><guid>https://harbour.example.org/2</guid>
        <dc:date>2026-01-15T09:00:00Z</dc:date></item>
        </channel></rss>
        """;

    private static string[] Texts() =>
        [
            Rss,
            """
                <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://desk.example.org/x/" xml:lang="ar"><title
                type="html">مكتب &amp;lt;الوساطة&amp;gt;</title><id>urn:desk</id>
                <entry><title type="xhtml"><div
                xmlns="http://www.w3.org/1999/xhtml">هدنة <em>في</em> طرابلس</div></title><id>urn:1</id><link href="1"/>
                <link rel="enclosure" href="a.mp3"/><updated>2026-01-15T09:00:00Z</updated>
                <content type="html">&lt;ul&gt;&lt;li&gt;نص&lt;/ul&gt;</content></entry>
                <entry><title>B</title><id>urn:2</id><summary type="text">1 &lt; 2</summary><source><title>S</title>
                <id>urn:s</id></source></entry></feed>
                """,
            """
                <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
                xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://r.example.org/"><title>R</title>
                <items><rdf:Seq><rdf:li rdf:resource="https://r.example.org/1"/></rdf:Seq></items></channel>
                <item rdf:about="https://r.example.org/1"><title>One</title><link>https://r.example.org/1</link>
                <dc:date>2026-01-15</dc:date></item></rdf:RDF>
                """,
            """
                {"version":"https://jsonfeed.org/version/1.1","title":"J",
                "items":[{"id":1,"url":"https://j.example.org/1","title":"One","content_html":"<p>Text<br>more</p>",
                "date_published":"2026-01-15T09:00:00+01:00"},{"id":"2","content_text":"Two"}]}
                """,
            """
                <!DOCTYPE rss [<!ENTITY hotel "Hôtel"> <!ENTITY two "&hotel;&hotel;">]><rss version="0.91"><channel>
                <title>N&nbsp;A</title><item><title>&hotel; &two; R&D</title><link>https://n.example.org/?a=1&b=2</link>
                <description><p>bare<br>HTML<table><tr><td>cell</description></item>
                <item><title>open<link>https://n.example.org/2</item></channel>
                """,
            """
                <feed version="0.3" xmlns="http://purl.org/atom/ns#"><title mode="escaped">Old</title>
                <entry><title mode="base64">VHJ1Y2U=</title><id>urn:o</id><issued>15 كانون الثاني 2026 09:00</issued>
                <content mode="xml" type="application/xhtml+xml"><p>x</p></content></entry></feed>
                """,
        ];

    private static byte[] Arabic1256()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding
            .GetEncoding(1256)
            .GetBytes(
                "<rss version=\"2.0\"><channel><title>مكتب</title><item><title>وقف إطلاق النار في طرابلس "
                    + "بعد محادثات</title><link>https://a.example.org/1</link></item></channel></rss>"
            );
    }
}
