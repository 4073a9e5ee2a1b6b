using AlertBot.Alerts.Summaries;
using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Fetching;
using AlertBot.Feeds.Parsing;
using AlertBot.Feeds.Parsing.Text;
using AlertBot.Tests.Rules;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Feeds.Parsing;

/// <summary>
/// Documents made of one thing repeated: how much of them is read on has a bound, whatever they say, and what is left
/// is what a reader would read first.
/// </summary>
[MachineSuite]
public sealed class AmplifierTests
{
    private const int Size = 180_000;

    public static TheoryData<string> Tokens =>
        [
            "a-",
            "l'",
            "word, ",
            "word; ",
            "1,",
            "1 ",
            "Ceasefire in Tripoli holds. ",
            "ceasefire libya oil ",
            "هدنة في طرابلس، ",
            "وقف إطلاق النار. ",
            "« mot ",
            "\"word\" ",
            "(",
            "[",
            "a.b.",
            "U.S. ",
            "\n",
            " ",
            "\u0301",
            "\u200f",
            "😀",
            "&amp;",
            "&#x26;",
            "http://a.example/ ",
            "Read more: ",
            "More on: ",
            " - ",
            "|",
            "truce-",
            "@all ",
            "A",
            "said ",
        ];

    [Theory]
    [MemberData(nameof(Tokens))]
    public void What_is_read_on_of_a_document_has_a_bound(string token)
    {
        var text = Fill(token, Size);
        var entries = Enumerable
            .Range(0, 24)
            .Select(i => Some.Entry(Fill(token, 5_000), text, text) with { Identity = $"{i}" })
            .ToList();

        var read = ParsingLimits.Within(entries);

        Assert.Equal(24, read.Count);
        Assert.All(read, entry =>
        {
            Assert.InRange(entry.Title.Length, 1, ParsingLimits.MostTitle);
            Assert.InRange(entry.Summary.Length, 1, ParsingLimits.MostSummary);
            Assert.InRange(entry.Body.Length, 1, ParsingLimits.MostBody);
            Assert.All(entry.Boilerplate, span =>
                Assert.InRange(span.Start + span.Length, 0, entry[span.Field].Length)
            );
            Assert.False(char.IsHighSurrogate(entry.Body[^1]));
        });
        Assert.InRange(read.Sum(e => e.Summary.Length + e.Body.Length), 1, ParsingLimits.MostOfDocument + (24 * 5_000));
    }

    /// <summary>
    /// A sentence of thirty thousand clauses made thirty thousand copies of itself: six gigabytes for one feed.
    /// </summary>
    [Theory]
    [MemberData(nameof(Tokens))]
    public void A_summary_takes_memory_by_what_it_reads(string token)
    {
        var rules = RulesFolder.Of(TestBot.Rules);
        var entry = ParsingLimits.Within([Some.Entry("Truce holds in Sirte", body: Fill(token, Size))])[0];
        var matches = rules.Match(entry, TestContext.Current.CancellationToken);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var summary = Summary.Compose(entry, matches);

        Assert.InRange(summary.Length, 0, Summary.Longest);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 60_000_000);
    }

    [Fact]
    public void What_news_writes_is_read_whole()
    {
        IReadOnlyList<Entry> entries =
        [
            .. Enumerable.Range(0, 50).Select(i => Some.Entry($"Title {i}", Fill("lead ", 900), Fill("text ", 12_000))),
        ];

        Assert.Same(entries, ParsingLimits.Within(entries));
    }

    /// <summary>Each of these open elements is opened anew in each paragraph: a gigabyte for one entry.</summary>
    [Fact]
    public void Open_elements_are_not_multiplied_by_paragraphs()
    {
        var html =
            "<p>" + string.Concat(Enumerable.Range(0, 490).Select(i => $"<b a={i}>")) + "</p>" + Fill("<p>x", 180_000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains("x", PlainText.FromHtml(html), StringComparison.Ordinal);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 60_000_000);
    }

    /// <summary>Forty thousand elements in each of 24 entries were four seconds and a gigabyte.</summary>
    [Theory]
    [InlineData("<p>x")]
    [InlineData("<span>x</span>")]
    [InlineData("x<br>")]
    [InlineData("</p>x")]
    [InlineData("<!---->x")]
    public void Elements_without_end_are_read_to_a_bound(string token)
    {
        var html = Fill(token, 185_000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var text = PlainText.FromHtml($"<p>Truce holds.</p>{html}");

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
        Assert.StartsWith("Truce holds.", text, StringComparison.Ordinal);
        Assert.InRange(text.Count(c => c == 'x'), 1_000, 6_000);
    }

    [Theory]
    [InlineData("open elements")]
    [InlineData("attributes")]
    [InlineData("title")]
    [InlineData("comments")]
    [InlineData("images")]
    [InlineData("spans")]
    [InlineData("breaks")]
    [InlineData("scripts")]
    [InlineData("a long class")]
    public void A_page_made_to_cost_is_left_or_read_within_bounds(string shape)
    {
        const int size = 1_400_000;
        var html = shape switch
        {
            "open elements" => "<p>"
                + string.Concat(Enumerable.Range(0, 290).Select(i => $"<b a={i}>"))
                + Fill("<p>x</p>", size),
            "attributes" => "<p" + string.Concat(Enumerable.Range(0, 150_000).Select(i => $" a{i}")) + ">text</p>",
            "title" => $"<title>{Fill(" - a | b", size)}</title><p>text</p>",
            "comments" => Fill("<!-- x -->", size) + "<p>text</p>",
            "images" => Fill("<img src=a>", size),
            "spans" => Fill("<span>x</span>", size),
            "breaks" => Fill("x<br>", size),
            "a long class" => Fill($"<div class=\"{new string('a', 5_000)}\">text</div>", size),
            _ => $"<script type=\"application/ld+json\">{new string('[', 700_000)}</script><p>text</p>",
        };
        var before = GC.GetAllocatedBytesForCurrentThread();

        AlertBot.Feeds.Articles.ArticleText.Extract(
            new Fetch.Page(
                new Uri("https://harbour.example.org/1"),
                System.Net.HttpStatusCode.OK,
                System.Text.Encoding.UTF8.GetBytes($"<html><body>{html}</body></html>")
            )
            {
                MediaType = "text/html",
                Charset = "utf-8",
            }
        );

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000_000);
    }

    private static string Fill(string what, int size) =>
        string.Concat(Enumerable.Repeat(what, (size / what.Length) + 1))[..size];
}
