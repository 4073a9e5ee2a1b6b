using System.Text;
using AlertBot.Feeds.Parsing;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Feeds.Parsing;

/// <summary>Damaged documents, one damage each: what is read, and what is said to be repaired.</summary>
public sealed class FeedRepairTests
{
    static FeedRepairTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private const string Entry = "<item><title>A</title><link>https://x.example.org/1</link></item>";

    private static ParsedFeed Parse(string document) => FeedDocument.Parse(Encoding.UTF8.GetBytes(document), null, 100);

    private static string Rss(string items) => $"<rss version=\"2.0\"><channel><title>T</title>{items}</channel></rss>";

    public static TheoryData<string, string, string> Damages =>
        new()
        {
            { "words before the document", $"cached at 09:00\n{Rss(Entry)}", nameof(FeedRepairs.JunkBefore) },
            {
                "a warning in HTML before the declaration",
                $"<br /><b>Warning</b>: no such table<p>\n<?xml version=\"1.0\"?>{Rss(Entry)}",
                nameof(FeedRepairs.Syntax)
            },
            {
                "a comment before the declaration",
                $"<!-- cached --><?xml version=\"1.0\"?>{Rss(Entry)}",
                nameof(FeedRepairs.Syntax)
            },
            { "XML 1.1", $"<?xml version=\"1.1\"?>{Rss(Entry)}", nameof(FeedRepairs.Syntax) },
            {
                "a name of HTML",
                Rss($"<item><title>A&nbsp;&eacute;</title><link>https://x.example.org/1</link></item>"),
                nameof(FeedRepairs.NamedReferences)
            },
            {
                "bare ampersands",
                Rss("<item><title>A & B</title><link>https://x.example.org/1</link></item>"),
                nameof(FeedRepairs.BareAmpersands)
            },
            {
                "a loose angle",
                Rss("<item><title>1 < 2</title><link>https://x.example.org/1</link></item>"),
                nameof(FeedRepairs.Syntax)
            },
            {
                "a prefix nobody declared",
                Rss("<item><title>A</title><link>https://x.example.org/1</link><dc:date>2026-01-15</dc:date></item>"),
                nameof(FeedRepairs.UndeclaredPrefixes)
            },
            {
                "an attribute without quotes",
                Rss(
                    "<item><title>A</title><link>https://x.example.org/1</link><guid isPermaLink=false>g</guid></item>"
                ),
                nameof(FeedRepairs.Syntax)
            },
            {
                "bare HTML left open",
                Rss(
                    "<item><title>A</title><description><p>x<br>y<b>z</description>"
                        + "<link>https://x.example.org/1</link></item>"
                ),
                nameof(FeedRepairs.MismatchedTags)
            },
            {
                "tags crossed",
                Rss(
                    "<item><title>A</title><description><b><i>x</b></i></description>"
                        + "<link>https://x.example.org/1</link></item>"
                ),
                nameof(FeedRepairs.MismatchedTags)
            },
            {
                "a title left open",
                Rss("<item><title>A<link>https://x.example.org/1</link></item>"),
                nameof(FeedRepairs.MismatchedTags)
            },
            { "an end without a beginning", Rss($"</div>{Entry}"), nameof(FeedRepairs.MismatchedTags) },
            {
                "cut after an entry",
                $"<rss version=\"2.0\"><channel><title>T</title>{Entry}",
                nameof(FeedRepairs.Truncated)
            },
            { "no channel", $"<rss version=\"2.0\"><title>T</title>{Entry}</rss>", nameof(FeedRepairs.None) },
            {
                "entries beside the channel",
                $"<rss version=\"2.0\"><channel><title>T</title></channel>{Entry}</rss>",
                nameof(FeedRepairs.Structure)
            },
            {
                "a root of another name",
                $"<data><channel><title>T</title>{Entry}</channel></data>",
                nameof(FeedRepairs.Structure)
            },
            {
                "capitals",
                Rss(Entry)
                    .ToUpperInvariant()
                    .Replace("HTTPS://X.EXAMPLE.ORG", "https://x.example.org", StringComparison.Ordinal),
                nameof(FeedRepairs.None)
            },
        };

    [Theory]
    [MemberData(nameof(Damages))]
    public void An_entry_is_read_from_a_damaged_document(string damage, string document, string repair)
    {
        var feed = Parse(document);

        var entry = Assert.Single(feed.Entries);
        Assert.StartsWith(damage == "a loose angle" ? "1 < 2" : "A", entry.Title, StringComparison.Ordinal);
        Assert.Equal("https://x.example.org/1", entry.Link);
        Assert.True(feed.Repairs.HasFlag(Enum.Parse<FeedRepairs>(repair)), $"{feed.Repairs}");
        Assert.Equal("T", feed.Title);
    }

    [Fact]
    public void An_entry_left_open_ends_where_the_next_begins() =>
        Assert.Equal(
            ["A", "B"],
            Parse(Rss("<item><title>A</title><item><title>B & C</title></item>")).Entries.Select(e => e.Title[..1])
        );

    [Fact]
    public void An_entry_in_which_the_document_was_cut_waits_for_the_next_poll()
    {
        var document =
            "<rss version=\"2.0\"><channel>"
            + Entry
            + "<item><title>B</title><link>https://x.example.org/2</link><guid>https://x.exam";

        Assert.Equal([false, true], Parse(document).Entries.Select(e => e.IsCut));
        Assert.Equal(
            "A",
            Assert.Single(FeedDocument.Parse(Encoding.UTF8.GetBytes(document), null, Some.Feed(), 100)).Title
        );
    }

    [Fact]
    public void A_field_that_was_cut_is_not_read_in_part() =>
        Assert.Equal("", Parse($"<rss version=\"2.0\"><channel>{Entry}<item><title>Truce signed in").Entries[1].Title);

    [Fact]
    public void Text_declared_in_a_document_type_is_put_in_if_it_holds_nothing_more() =>
        Assert.Equal(
            "Hôtel &more;",
            Parse(
                "<!DOCTYPE rss [<!ENTITY hotel \"Hôtel\">\n<!ENTITY more \"&hotel;&hotel;\">]>"
                    + Rss("<item><title>&hotel; &more;</title></item>")
            )
                .Entries[0]
                .Title
        );

    [Fact]
    public void Control_characters_are_left_out() =>
        Assert.Equal("abc", Parse(Rss("<item><title>a\u0008b&#7;c</title></item>")).Entries[0].Title);

    [Fact]
    public void Numbers_of_windows_characters_are_read_as_browsers_read_them() =>
        Assert.Equal("l’accord", Parse(Rss("<item><title>l&#146;accord</title></item>")).Entries[0].Title);

    [Theory]
    [InlineData("هدنة في طرابلس")]
    [InlineData("L’accord signé à Genève")]
    public void A_text_encoded_twice_is_decoded_twice(string title)
    {
        var twice = Encoding.GetEncoding(1252).GetString(Encoding.UTF8.GetBytes(title));

        Assert.Equal(title, Parse(Rss($"<item><title>{twice}</title></item>")).Entries[0].Title);
    }
}
