using System.Globalization;
using System.Text;

namespace AlertBot.Tests.Support;

/// <summary>
/// A document that makes its reader work: something small, repeated up to the largest size that is read.
/// </summary>
/// <param name="Name">Place and token; a test's case is named by it.</param>
/// <param name="Type">As it is served.</param>
/// <param name="Write">Makes the bytes.</param>
internal sealed record Amplifier(string Name, string Type, Func<byte[]> Write)
{
    /// <summary>Just below the most that is read of a feed (<c>Feeds:MaxBodyBytes</c>).</summary>
    public const int Size = 4_500_000;

    private const string Xml = "application/rss+xml; charset=utf-8";
    private const string Json = "application/feed+json";

    /// <summary>What is repeated in texts, by the name of its case.</summary>
    public static IReadOnlyDictionary<string, string> Tokens { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["hyphens"] = "a-",
            ["elisions"] = "l'",
            ["clauses"] = "word, ",
            ["semicolons"] = "word; ",
            ["sentences"] = "Ceasefire in Tripoli holds. ",
            ["rule words"] = "ceasefire libya oil talks sirte truce ",
            ["figures"] = "1,",
            ["numbers"] = "1 ",
            ["Arabic clauses"] = "هدنة في طرابلس، ",
            ["Arabic sentences"] = "وقف إطلاق النار في ليبيا. ",
            ["Arabic prefixes"] = "وبالهدنة ",
            ["guillemets"] = "« mot » ",
            ["quotes"] = "\"word\" ",
            ["brackets"] = "(",
            ["abbreviations"] = "U.S. ",
            ["dots"] = "a.",
            ["line breaks"] = "\na",
            ["blanks"] = " \t",
            ["combining marks"] = "\u0301",
            ["marks of direction"] = "\u200F\u202E",
            ["surrogate pairs"] = "😀",
            ["addresses"] = "http://a.example/ ",
            ["calls to read"] = "Read more: x. ",
            ["pipes"] = " | ab",
            ["dashes"] = " – ab",
            ["mentions"] = "@all #all ",
            ["capitals"] = "General Haftar ",
            ["said"] = "he said that ",
            ["mojibake"] = "Ã©Ø§",
            ["codes"] = "[caption ",
            ["Markdown"] = "**a ",
            ["links in Markdown"] = "[a](http://",
            ["tatweel"] = "ـا",
            ["times"] = "24:00 ",
            ["letters"] = "a",
        };

    /// <summary>What is repeated where HTML is read.</summary>
    public static IReadOnlyDictionary<string, string> Markups { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["paragraphs"] = "<p>x",
            ["open elements"] = "<b>",
            ["open tables"] = "<table><tr><td>x",
            ["spans"] = "<span>x</span>",
            ["comments"] = "<!-- x -->",
            ["open comments"] = "<!--",
            ["tags cut"] = "<a ",
            ["attributes"] = " a=b",
            ["references"] = "&amp;",
            ["references of numbers"] = "&#x26;",
            ["references twice"] = "&amp;lt;b&amp;gt;",
            ["ends"] = "</p>",
            ["formatting"] = "<p><b><i><u>x",
            ["selects"] = "<select><option>",
            ["scripts"] = "<script>x",
            ["foreign"] = "<svg><math>",
            ["anchors"] = "<a href=x>y",
            ["breaks"] = "x<br>",
        };

    /// <summary>
    /// Every case: each token in each place that is read as it stands there, and shapes of their own.
    /// </summary>
    public static IReadOnlyList<Amplifier> All { get; } =
    [
        .. Tokens.Select(token => new Amplifier($"24 bodies: {token.Key}", Xml, () => Bodies(24, token.Value))),
        .. Tokens
            .Where((_, number) => number % 4 == 0)
            .Select(token => new Amplifier($"500 bodies: {token.Key}", Xml, () => Bodies(500, token.Value))),
        .. Tokens
            .Where((_, number) => number % 3 == 1)
            .Select(token => new Amplifier($"titles: {token.Key}", Xml, () => Titles(token.Value))),
        .. Markups.Select(token => new Amplifier($"markup: {token.Key}", Xml, () => Markup(token.Value))),
        .. Tokens
            .Where((_, number) => number % 5 == 2)
            .Select(token => new Amplifier($"JSON: {token.Key}", Json, () => JsonTexts(token.Value))),
        .. Structures(),
    ];

    /// <summary>A document in which one thing is repeated in one entry's field, for a search of new shapes.</summary>
    public static byte[] Of(string element, string token, int entries) =>
        Rss(
            string.Concat(
                Enumerable
                    .Range(0, entries)
                    .Select(number =>
                        $"<item><title>Truce {number}</title><guid>{number}</guid>"
                        + $"<{element}>{Fill(token, Size / entries)}</{element}></item>"
                    )
            )
        );

    public static string Fill(string what, int size) =>
        string.Concat(Enumerable.Repeat(what, Math.Max(1, size / Math.Max(1, Encoding.UTF8.GetByteCount(what)))));

    public override string ToString() => Name;

    private static IEnumerable<Amplifier> Structures()
    {
        yield return new Amplifier("links", Xml, () => Rss(Item(Fill("<link>x</link>", Size))));
        yield return new Amplifier("links below a long xml:base", Xml, () =>
        {
            var address = $"http://a.example/{new string('a', 60_000)}/";
            return Document(
                $"<rss version=\"2.0\" xml:base=\"{address}\"><channel xml:base=\"{address}\"><item "
                    + $"xml:base=\"{address}\"><title>Truce</title>{Fill("<link>x</link>", 2_700_000)}</item>"
                    + "</channel></rss>"
            );
        });
        yield return new Amplifier("entries below a long xml:base", Xml, () =>
        {
            var address = $"http://a.example/{new string('a', 1_900)}/";
            return Document(
                $"<rss version=\"2.0\" xml:base=\"{address}\"><channel>"
                    + Fill("<item><title>T</title><link>x</link></item>", 4_000_000)
                    + "</channel></rss>"
            );
        });
        yield return new Amplifier("nested xml:base", Xml, () =>
            Document(
                "<rss version=\"2.0\"><channel>"
                    + string.Concat(Enumerable.Repeat($"<x xml:base=\"{new string('a', 1_900)}/\">", 200))
                    + Fill("<item><title>T</title><link>x</link></item>", 4_000_000)
                    + string.Concat(Enumerable.Repeat("</x>", 200))
                    + "</channel></rss>"
            )
        );
        yield return new Amplifier("dates", Xml, () =>
            Rss(Item(Fill("<pubDate>Thu, 15 Jan 2026 09:00:00 +</pubDate>", Size)))
        );
        yield return new Amplifier("a long date", Xml, () =>
            Rss(Item($"<pubDate>{Fill("15 يناير ", Size)}</pubDate>"))
        );
        yield return new Amplifier("a long date of digits", Xml, () =>
            Rss(Item($"<pubDate>{Fill("1", Size)}</pubDate>"))
        );
        yield return new Amplifier("dates of many entries", Xml, () =>
            Rss(Fill($"<item><title>T</title><pubDate>{Fill("1 Jan ", 300)}</pubDate></item>", Size))
        );
        yield return new Amplifier("categories", Xml, () => Rss(Item(Fill("<category>oil</category>", Size))));
        yield return new Amplifier("guids", Xml, () => Rss(Item(Fill("<guid>a</guid>", Size))));
        yield return new Amplifier("a long guid", Xml, () => Rss(Item($"<guid>{Fill("http://a/", Size)}</guid>")));
        yield return new Amplifier("titles of one entry", Xml, () => Rss(Item(Fill("<title> </title>", Size))));
        yield return new Amplifier("descriptions of one entry", Xml, () =>
            Rss(Item(Fill("<description> </description>", Size)))
        );
        yield return new Amplifier("descriptions with markup of one entry", Xml, () =>
            Rss(Item(Fill("<description>&lt;b></description>", Size)))
        );
        yield return new Amplifier("media titles", Xml, () =>
            Rss(Item(Fill("<media:title>&lt;p></media:title>", Size)))
        );
        yield return new Amplifier("small entries", Xml, () => Rss(Fill("<item><title>T</title></item>", Size)));
        yield return new Amplifier("entries of one guid", Xml, () =>
            Rss(
                string.Concat(
                    Enumerable.Range(0, 60_000).Select(n => $"<item><guid>a</guid><title>T{n}</title></item>")
                )
            )
        );
        yield return new Amplifier("entries within entries", Xml, () => Rss(Fill("<item><title>T</title>", Size)));
        yield return new Amplifier("channels", Xml, () =>
            Document(Fill("<rss><channel><item><title>T</title></item></channel></rss>", Size))
        );
        yield return new Amplifier("attributes of an entry", Xml, () =>
            Rss($"<item {string.Concat(Enumerable.Range(0, 400_000).Select(n => $"a{n}='' "))}><title>T</title></item>")
        );
        yield return new Amplifier("a long attribute", Xml, () =>
            Rss($"<item about=\"{Fill("a&amp;", Size)}\"><title>T</title></item>")
        );
        yield return new Amplifier("prefixes declared", Xml, () =>
            Rss(string.Concat(Enumerable.Range(0, 100_000).Select(n => $"<item xmlns:p{n}='u{n}'><p{n}:t/></item>")))
        );
        yield return new Amplifier("prefixes not declared", Xml, () => Rss(Item(Fill("<a:b/><c:d/>", Size))));
        yield return new Amplifier("elements of many names", Xml, () =>
            Rss(Item(string.Concat(Enumerable.Range(0, 190_000).Select(n => $"<n{n}/>"))))
        );
        yield return new Amplifier("deep elements", Xml, () => Rss(Item(Fill("<x>", Size))));
        yield return new Amplifier("angles", Xml, () => Document("<rss><channel><item><title>" + Fill("< ", Size)));
        yield return new Amplifier("ampersands", Xml, () => Document("<rss><channel><item><title>" + Fill("& ", Size)));
        yield return new Amplifier("open tags", Xml, () =>
            Document("<rss><channel><item><title>" + Fill("<a b='c", Size))
        );
        yield return new Amplifier("open sections", Xml, () =>
            Document("<rss><channel><item><title>" + Fill("<![CDATA[", Size))
        );
        yield return new Amplifier("instructions", Xml, () => Document("<rss><channel><item>" + Fill("<?x", Size)));
        yield return new Amplifier("declarations", Xml, () =>
            Document(Fill("<?xml version='1.0'?><rss><channel><item>", Size))
        );
        yield return new Amplifier("document types", Xml, () => Document(Fill("<!DOCTYPE x [", Size) + "<rss/>"));
        yield return new Amplifier("entities", Xml, () =>
            Document(
                "<!DOCTYPE x ["
                    + string.Concat(Enumerable.Range(0, 100_000).Select(n => $"<!ENTITY e{n + 1} '&e{n};&e{n};'>"))
                    + "]><rss><channel><item><title>&e100000;</title></item></channel></rss>"
            )
        );
        yield return new Amplifier("sections", Xml, () =>
            Rss(Item($"<description>{Fill("<![CDATA[a]]>", Size)}</description>"))
        );
        yield return new Amplifier("ends without a beginning", Xml, () =>
            Document("<rss><channel><item>" + Fill("</x>", Size))
        );
        yield return new Amplifier("XHTML", Xml, () =>
            Rss(Item($"<content type=\"xhtml\">{Fill("<p><b>x</b></p>", Size)}</content>"))
        );
        yield return new Amplifier("base64", Xml, () =>
            Rss(Item($"<content mode=\"base64\">{Fill("PGI+", Size)}</content>"))
        );
        yield return new Amplifier("sources", Xml, () =>
            Rss(Fill("<item><source>a b c</source><title>a - a b c</title></item>", Size))
        );
        yield return new Amplifier("an outlet's long name", Xml, () =>
            Document(
                $"<rss><channel><title>{Fill("a - ", 1_000_000)}</title>"
                    + Fill($"<item><title>{Fill("a - ", 900)}</title></item>", 3_000_000)
                    + "</channel></rss>"
            )
        );
        yield return new Amplifier("entries that end alike", Xml, () =>
            Rss(Fill($"<item><description>{Fill("Sign up here now. ", 9_000)}</description></item>", Size))
        );
        yield return new Amplifier("a charset to be guessed", "application/rss+xml", () =>
            [.. "<rss><channel><item><title>"u8, .. Enumerable.Repeat((byte)0xC7, Size)]
        );
        yield return new Amplifier("a charset of states", "application/rss+xml", () =>
            [.. "<rss><channel><item><title>"u8, .. Encoding.ASCII.GetBytes(Fill("\u001B$B!!\u001B(B", Size))]
        );
        yield return new Amplifier("UTF-8 broken", "application/rss+xml", () =>
            [
                .. "<rss><channel><item><title>"u8,
                .. Enumerable
                    .Repeat("هدنة هدنة هدنة هدنة هدنة"u8.ToArray().Append((byte)0xC3), 80_000)
                    .SelectMany(b => b),
            ]
        );
        yield return new Amplifier("JSON items", Json, () =>
            Encode($"{{\"items\":[{Fill("{\"title\":\"a\"},", Size)}{{}}]}}")
        );
        yield return new Amplifier("JSON brackets", Json, () => Encode($"{{\"items\":{Fill("[", Size)}"));
        yield return new Amplifier("JSON names", Json, () =>
            Encode(
                "{\"items\":[{\"title\":\"T\","
                    + string.Concat(Enumerable.Range(0, 300_000).Select(n => $"\"n{n}\":1,"))
                    + "\"url\":\"a\"}]}"
            )
        );
        yield return new Amplifier("JSON tags", Json, () =>
            Encode($"{{\"items\":[{{\"title\":\"T\",\"tags\":[{Fill("\"oil\",", Size)}\"\"]}}]}}")
        );
        yield return new Amplifier("JSON halves of pairs", Json, () =>
            Encode($"{{\"items\":[{{\"title\":\"{Fill("\\ud83d", Size)}\"}}]}}")
        );
        yield return new Amplifier("JSON backslashes", Json, () =>
            Encode($"{{\"items\":[{{\"title\":\"{Fill("\\\\", Size)}\"}}]}}")
        );
        yield return new Amplifier("JSON hubs", Json, () =>
            Encode($"{{\"hubs\":[{Fill("{\"type\":\"x\"},", Size)}{{}}],\"items\":[{{\"title\":\"T\"}}]}}")
        );
        yield return new Amplifier("JSON markup", Json, () =>
        {
            var item = $"{{\"title\":\"T\",\"content_html\":\"{Fill("<p><b>x", 180_000)}\"}},";
            return Encode($"{{\"items\":[{Fill(item, Size)}{{}}]}}");
        });
        yield return new Amplifier("posts", Json, () =>
            Encode($"[{Fill("{\"title\":\"a\",\"link\":\"b\"},", Size)}{{\"title\":\"a\",\"link\":\"b\"}}]")
        );
        yield return new Amplifier("varied sentences", Xml, () => Varied());
    }

    private static byte[] Bodies(int entries, string token) =>
        Rss(
            string.Concat(
                Enumerable
                    .Range(0, entries)
                    .Select(number =>
                        $"<item><title>Truce holds in Sirte, {number}</title><guid>{number}</guid>"
                        + $"<description><![CDATA[{Fill(token, Size / entries)}]]></description></item>"
                    )
            )
        );

    private static byte[] Titles(string token) =>
        Rss(
            string.Concat(
                Enumerable
                    .Range(0, 500)
                    .Select(number =>
                        $"<item><guid>{number}</guid><title><![CDATA[{Fill(token, 8_900)}]]></title></item>"
                    )
            )
        );

    private static byte[] Markup(string token) =>
        Rss(
            string.Concat(
                Enumerable
                    .Range(0, 24)
                    .Select(number =>
                        $"<item><title>Truce {number}</title><guid>{number}</guid><description><![CDATA["
                        + $"<p{(token[0] == ' ' ? "" : ">")}{Fill(token, 185_000)}]]></description></item>"
                    )
            )
        );

    private static byte[] JsonTexts(string token)
    {
        var text = System.Text.Json.JsonSerializer.Serialize(Fill(token, 180_000));
        return Encode(
            "{\"items\":["
                + string.Join(
                    ',',
                    Enumerable
                        .Range(0, Size / Encoding.UTF8.GetByteCount(text))
                        .Select(number => $"{{\"id\":\"{number}\",\"title\":\"T\",\"content_text\":{text}}}")
                )
                + "]}"
        );
    }

    /// <summary>Sentences none of which is another: nothing found in one helps with the next.</summary>
    private static byte[] Varied() =>
        Rss(
            string.Concat(
                Enumerable
                    .Range(0, 24)
                    .Select(number =>
                        $"<item><title>Truce {number}</title><guid>{number}</guid><description>"
                        + string.Concat(
                            Enumerable
                                .Range(0, 2_300)
                                .Select(n =>
                                    string.Create(
                                        CultureInfo.InvariantCulture,
                                        $"General {n}A said {n * 7},{n % 1000:000} men left Ras{n}. "
                                    )
                                )
                        )
                        + "</description></item>"
                    )
            )
        );

    private static string Item(string fields) => $"<item><title>Truce holds in Sirte</title>{fields}</item>";

    private static byte[] Rss(string items) =>
        Document($"<rss version=\"2.0\"><channel><title>Harbour Dispatch</title>{items}</channel></rss>");

    private static byte[] Document(string text) => Encode(text);

    private static byte[] Encode(string text) => Encoding.UTF8.GetBytes(text);
}
