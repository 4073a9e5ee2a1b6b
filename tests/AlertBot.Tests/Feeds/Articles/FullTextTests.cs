using System.Text;
using AlertBot.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace AlertBot.Tests.Feeds.Articles;

/// <summary>
/// Feeds of headlines whose articles are fetched: real pages on loopback, the whole path to the chat.
/// </summary>
public sealed class FullTextTests : IAsyncLifetime
{
    private const long Reader = 4001;

    private static readonly string Article =
        "<html><body><nav>Home Sport Weather</nav><article><h1>Talks</h1>"
        + string.Concat(
            Enumerable.Repeat(
                "<p>Delegates met through the night in the capital, and spoke of prisoners, of roads and of water "
                    + "for the towns in the south.</p>",
                8
            )
        )
        + "<p>Towards morning both sides agreed on a ceasefire along the coast road.</p></article></body></html>";

    private TestBot _bot = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bot = await TestBot.CreateAsync(feeds: "feed");
        _bot.Write("feeds.yaml", $"feeds: [{{url: \"{_bot.Feeds.Url("feed")}\", publisher: a, full-text: true}}]");
        await _bot.RestartAsync();
        await _bot.SubscribeAsync(Reader);
        List(("Talks go on", "page"));
        Page("page", Article);
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    [Fact]
    public async Task What_only_the_article_says_is_matched()
    {
        await _bot.PassAsync(TimeSpan.Zero);

        Assert.Contains(
            "ceasefire along the coast road",
            Assert.Single(_bot.Telegram.Messages).Text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "Weather",
            await _bot.AskAsync<string>("SELECT body FROM entries"),
            StringComparison.Ordinal
        );
    }

    /// <summary>Its entry goes on with the feed's own text.</summary>
    [Fact]
    public async Task An_article_made_to_cost_takes_nothing_from_its_entry()
    {
        var costly = $"<html><body>{Amplifier.Fill("<div><p>word, word, word, word</p></div>", 480_000)}</body></html>";
        List(("Truce in Sirte", "costly"));
        Page("costly", costly);

        await _bot.PassAsync(TimeSpan.Zero);

        Assert.Contains("Truce in Sirte", Assert.Single(_bot.Telegram.Messages).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_article_is_fetched_once()
    {
        await _bot.PassAsync(TimeSpan.Zero);
        List(("Talks go on", "page"), ("Rain", "rain"));

        await _bot.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal((1, 1, 1), (_bot.Feeds.Polls("page"), _bot.Feeds.Polls("rain"), _bot.Feeds.Polls("robots.txt")));
        Assert.Contains(
            "ceasefire",
            await _bot.AskAsync<string>("SELECT body FROM entries WHERE title = 'Talks go on'"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Robots_txt_is_heeded_and_the_entry_comes_all_the_same()
    {
        Page("robots.txt", "User-agent: *\nDisallow: /page", "text/plain");
        List(("Truce in Sirte", "page"));

        await _bot.PassAsync(TimeSpan.Zero);

        Assert.Equal(0, _bot.Feeds.Polls("page"));
        Assert.Contains("Truce in Sirte", Assert.Single(_bot.Telegram.Messages).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, 1)]
    [InlineData(503, 0)]
    public async Task A_site_without_rules_is_read_and_one_that_fails_is_not(int status, int fetched)
    {
        _bot.Feeds.Answer("robots.txt", http => Task.FromResult(http.Response.StatusCode = status));

        await _bot.PassAsync(TimeSpan.Zero);

        Assert.Equal(fetched, _bot.Feeds.Polls("page"));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("picture")]
    [InlineData("nothing")]
    [InlineData("deep")]
    [InlineData("elsewhere")]
    public async Task An_article_that_cannot_be_had_takes_nothing_from_its_entry(string fault)
    {
        List(("Truce in Sirte", "page"));
        _bot.Feeds.Answer("page", http => FailAsync(http, fault));

        await _bot.PassAsync(TimeSpan.Zero);

        Assert.Contains("Truce in Sirte", Assert.Single(_bot.Telegram.Messages).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_that_does_not_answer_holds_its_entries_up_for_seconds_only()
    {
        List(("Truce in Sirte", "page"), ("Truce in Misrata", "page-2"), ("Rain", "page-3"));
        var asked = new TaskCompletionSource();
        _bot.Feeds.Answer("page", async http =>
        {
            asked.TrySetResult();
            await new TaskCompletionSource().Task.WaitAsync(http.RequestAborted);
        });

        var poll = _bot.PollAsync();
        await asked.Task.WaitAsync(Ct);
        _bot.Clock.Advance(TimeSpan.FromSeconds(21));
        await poll;
        await _bot.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(3, await _bot.AskAsync<long>("SELECT count(*) FROM entries"));
        Assert.Contains(_bot.Telegram.Messages, m => m.Text.Contains("Truce in", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_more_than_ten_articles_are_fetched_at_a_poll()
    {
        List([.. Enumerable.Range(0, 15).Select(i => ($"Talks {i}", $"page-{i}"))]);
        for (var i = 0; i < 15; i++)
            Page($"page-{i}", Article);

        await _bot.PollAsync();

        Assert.Equal(10, Enumerable.Range(0, 15).Sum(i => _bot.Feeds.Polls($"page-{i}")));
        Assert.Equal(15, await _bot.AskAsync<long>("SELECT count(*) FROM entries"));
    }

    private void List(params (string Title, string Page)[] entries) =>
        _bot.Feeds.Serve(
            "feed",
            "<rss version=\"2.0\"><channel><title>t</title>"
                + string.Concat(
                    entries.Select(e =>
                        $"<item><title>{e.Title}</title><link>{_bot.Feeds.Url(e.Page)}</link>"
                        + $"<pubDate>{Some.Time:r}</pubDate></item>"
                    )
                )
                + "</channel></rss>"
        );

    private void Page(string name, string text, string type = "text/html; charset=utf-8") =>
        _bot.Feeds.Serve(name, text, type);

    private static async Task FailAsync(HttpContext http, string fault)
    {
        http.Response.ContentType = fault == "picture" ? "image/png" : "text/html";
        if (fault == "status")
            http.Response.StatusCode = 500;
        else if (fault == "elsewhere")
            http.Response.Redirect("ftp://x.example.org/");
        else
            await http.Response.Body.WriteAsync(
                Encoding.UTF8.GetBytes(
                    fault == "deep" ? string.Concat(Enumerable.Repeat("<div>", 20_000)) : "<html></html>"
                ),
                http.RequestAborted
            );
    }
}
