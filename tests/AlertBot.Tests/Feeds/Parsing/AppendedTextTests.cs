using System.Text;
using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Parsing;
using AlertBot.Feeds.Parsing.Text;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Feeds.Parsing;

/// <summary>What feeds append to headlines and texts: dropped, and what only looks like it kept.</summary>
public sealed class AppendedTextTests
{
    private static IReadOnlyList<Entry> Read(string items, string title = "Harbour Dispatch - World") =>
        FeedDocument.Parse(
            Encoding.UTF8.GetBytes($"<rss version=\"2.0\"><channel><title>{title}</title>{items}</channel></rss>"),
            null,
            Some.Feed("https://www.hinterland.example/rss"),
            100
        );

    private static string Item(string title, string text = "", string more = "") =>
        $"<item><title>{title}</title><description>{text}</description>{more}</item>";

    [Theory]
    [InlineData("Truce holds in Sirte - Harbour Dispatch")]
    [InlineData("Truce holds in Sirte | Harbour Dispatch")]
    [InlineData("Truce holds in Sirte – HARBOUR DISPATCH")]
    [InlineData("Truce holds in Sirte - hinterland.example")]
    [InlineData("Truce holds in Sirte | Hinterland")]
    [InlineData("Truce holds in Sirte - Harbour Dispatch - World | Harbour Dispatch")]
    public void An_outlets_name_at_the_end_of_a_headline_is_dropped(string title) =>
        Assert.Equal("Truce holds in Sirte", Assert.Single(Read(Item(title))).Title);

    [Theory]
    [InlineData("Truce holds - Sirte")]
    [InlineData("Libya | Truce holds")]
    [InlineData("Harbour Dispatch")]
    [InlineData("Sirte–Tripoli road reopens")]
    public void What_is_no_outlets_name_stays(string title) =>
        Assert.Equal(title, Assert.Single(Read(Item(title))).Title);

    [Fact]
    public void The_source_of_an_entry_is_a_name_too() =>
        Assert.Equal(
            "Truce holds in Sirte",
            Assert
                .Single(
                    Read(
                        Item(
                            "Truce holds in Sirte - The Quay",
                            more: "<source url=\"https://q.example\">The Quay</source>"
                        )
                    )
                )
                .Title
        );

    [Theory]
    [InlineData("Truce holds in Sirte", "")]
    [InlineData("Truce holds in Sirte.", "")]
    [InlineData("Truce holds in Sirte - Harbour Dispatch", "")]
    [InlineData("Truce holds in Sirte&amp;nbsp;&amp;nbsp;Harbour Dispatch", "")]
    [InlineData("&lt;p&gt;Truce holds in Sirte&lt;/p&gt;&lt;p&gt;Ships sail.&lt;/p&gt;", "Ships sail.")]
    [InlineData("Truce holds in Sirte. Ships sail.", "Ships sail.")]
    [InlineData("Truce holds in Sirte for a second day.", "Truce holds in Sirte for a second day.")]
    public void A_summary_does_not_repeat_the_headline(string text, string summary) =>
        Assert.Equal(summary, Assert.Single(Read(Item("Truce holds in Sirte - Harbour Dispatch", text))).Summary);

    [Theory]
    [InlineData("[ad_1] Ships sail. [ad_2]", "Ships sail.")]
    [InlineData("[caption id=\"a\" width=\"3\"]Ships sail.[/caption]", "Ships sail.")]
    [InlineData("**Ships** sail, [the envoy](https://e.example/1) said.", "Ships sail, the envoy said.")]
    [InlineData("## Harbour\nShips sail.", "Harbour\nShips sail.")]
    [InlineData("He said [the envoy] agreed, and 2 ** 3 is 8.", "He said [the envoy] agreed, and 2 ** 3 is 8.")]
    public void Codes_and_marks_of_a_system_are_no_text(string text, string read) =>
        Assert.Equal(read, EntryText.Clean(text));

    [Fact]
    public void What_a_feed_repeats_under_its_entries_is_dropped()
    {
        const string Call = "Harbour readers pay three coins a week for all of it.";

        var read = Read(
            Item("One", $"Ships sail. {Call}")
                + Item("Two", $"Rain fell. {Call}")
                + Item("Three", $"&lt;p&gt;Snow fell.&lt;/p&gt;&lt;p&gt;{Call}&lt;/p&gt;")
                + Item("Four", "Votes are counted.")
        );

        Assert.Equal(["Ships sail.", "Rain fell.", "Snow fell.", "Votes are counted."], read.Select(e => e.Summary));
    }

    [Fact]
    public void What_two_entries_share_stays() =>
        Assert.All(
            Read(
                    Item("One", "Ships sail. The harbour of Sirte is open.")
                        + Item("Two", "Rain fell. The harbour of Sirte is open.")
                        + Item("Three", "Snow.")
                )
                .Take(2),
            entry => Assert.EndsWith("is open.", entry.Summary, StringComparison.Ordinal)
        );

    [Theory]
    [InlineData(
        "Ships sail.\nSubmitted by Jane Doe on Thu, 01/15/2026 - 10:00",
        "Submitted by Jane Doe on Thu, 01/15/2026 - 10:00"
    )]
    [InlineData("Ships sail. The post Ships first appeared on Harbour.", "The post Ships first appeared on Harbour.")]
    [InlineData("Ships sail.\nCheck Also\nRain in Libya", "Check Also\nRain in Libya")]
    [InlineData("Ships sail.\nYou May Also Like Truce in Libya", "You May Also Like Truce in Libya")]
    [InlineData("Les navires partent. Continuer la lecture de « Libye »", "Continuer la lecture de « Libye »")]
    [InlineData("Les navires partent. Lire la suite de Libye", "Lire la suite de Libye")]
    [InlineData("أبحرت السفن. متابعة القراءة", "متابعة القراءة")]
    [InlineData("أبحرت السفن.\nكلمات دلالية ليبيا هدنة", "كلمات دلالية ليبيا هدنة")]
    [InlineData("Ships sail. This site uses cookies to measure Libya.", "This site uses cookies to measure Libya.")]
    [InlineData("Ships sail. Get our morning newsletter on Libya.", "Get our morning newsletter on Libya.")]
    [InlineData("Ships sail.\nCall us on +218 21 555 0199 now", "Call us on +218 21 555 0199 now")]
    [InlineData("أبحرت السفن.\nللاتصال: 0215550199", "للاتصال: 0215550199")]
    public void What_a_site_adds_is_found(string text, string found) =>
        Assert.Equal([found], Boilerplate.Find("", text, "").Select(s => text.Substring(s.Start, s.Length).Trim()));

    [Theory]
    [InlineData("He called 300 officers to Sirte.")]
    [InlineData("The offer submitted by Cairo on Monday was refused.")]
    [InlineData("Continue reading the text, the envoy told both.")]
    [InlineData("Cookies were handed out at the border.")]
    public void News_that_uses_the_words_stays(string text) => Assert.Empty(Boilerplate.Find("", text, ""));
}
