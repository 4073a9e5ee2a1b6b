using System.Net;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Web;

/// <summary>What the pages show of a real store, through the real host.</summary>
public class PagesTests
{
    // Escaped twice, as feeds do: the plain text of the title has the signs of markup.
    private const string Document = """
        <rss version="2.0"><channel><title>feed</title><item><guid>1</guid><link>https://example.org/1</link>
        <pubDate>Thu, 15 Jan 2026 08:00:00 GMT</pubDate>
        <title>Truce in &#x202E;Tripoli: &amp;lt;b&amp;gt; &amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;</title>
        <description>Talks in Libya.</description></item></channel></rss>
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_feed_brings_is_shown_and_never_becomes_markup()
    {
        await using var bot = await TestBot.CreateAsync(null, null, "feed");
        bot.Feeds.Serve("feed", Document);
        await bot.SubscribeAsync(1, "all");
        await bot.PollAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        foreach (var path in new[] { "/", "/stories", "/stories/1", "/rules" })
        {
            var page = await http.GetStringAsync($"{path}?lang=en", Ct);
            Assert.DoesNotContain("alert(1)</script>", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
            Assert.DoesNotContain("\u202E", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
            Assert.Contains(path == "/rules" ? "Ceasefire" : "Tripoli", page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ar", "rtl", "القضايا")]
    [InlineData("en", "ltr", "Stories")]
    [InlineData("fr", "ltr", "Affaires")]
    public async Task A_page_is_in_the_readers_language_and_direction(string language, string direction, string heading)
    {
        await using var bot = await TestBot.CreateAsync();
        using var http = await WebServerTests.OpenAsync(bot);
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd($"de, {language};q=0.5");

        var page = await http.GetStringAsync("/stories", Ct);

        Assert.Contains($"<html lang=\"{language}\" dir=\"{direction}\">", page, StringComparison.Ordinal);
        Assert.Contains($"<h1>{heading}</h1>", page, StringComparison.Ordinal);
    }

    /// <summary>Six chats that are told of one story are one row, with the words they were told.</summary>
    [Fact]
    public async Task A_story_stands_as_its_newest_report_in_the_readers_language_tells_it()
    {
        await using var bot = await TestBot.CreateAsync(null, null, "one", "two", "three");
        await bot.SubscribeAsync(1, "all");
        await bot.SubscribeAsync(2, "all");
        foreach (var feed in new[] { "one", "two", "three" })
        {
            bot.Feeds.Serve(feed, Some.Rss(("Weather in Malta", 500)));
        }
        await bot.PollAsync();
        foreach (
            var (feed, title) in new[]
            {
                ("one", "Libya: Haftar and Sarraj announce a truce in Sirte"),
                ("two", "Libya: Haftar and Sarraj sign the truce in Sirte"),
                ("three", "حفتر والسراج يوقعان الهدنة في سرت ليبيا"),
            }
        )
        {
            bot.Clock.Advance(TimeSpan.FromMinutes(20));
            bot.Feeds.Serve(feed, Some.Rss(bot.Clock.GetUtcNow(), (title, 0)));
            await bot.PollAsync();
        }
        // Whatever is one event and what the next: the three tell one story.
        await bot.Get<AlertBot.Storage.Database>()
            .WriteAsync(
                tx =>
                    tx.ExecuteAsync(
                        "UPDATE entries SET story_id = 1, event_id = (SELECT min(id) FROM entries WHERE story_id = 1), "
                            + "weight = 1 WHERE title NOT LIKE 'Weather%'",
                        null,
                        Ct
                    ),
                Ct
            );
        using var http = await WebServerTests.OpenAsync(bot);

        Assert.Contains("sign the truce", await http.GetStringAsync("/stories?lang=en", Ct), StringComparison.Ordinal);
        Assert.Contains(
            "sign the truce",
            await http.GetStringAsync("/stories/1?lang=en", Ct),
            StringComparison.Ordinal
        );
        Assert.Contains("يوقعان الهدنة", await http.GetStringAsync("/stories?lang=ar", Ct), StringComparison.Ordinal);
        Assert.Contains("telegram</bdi> ×2", await http.GetStringAsync("/?lang=en", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_story_that_is_not_there_is_said_to_be_so()
    {
        await using var bot = await TestBot.CreateAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        using var answer = await http.GetAsync("/stories/4711", Ct);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task An_address_that_is_none_is_said_to_be_so_and_leads_nowhere_else()
    {
        await using var bot = await TestBot.CreateAsync();
        using var http = await WebServerTests.OpenAsync(bot);
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(http.BaseAddress + "/elsewhere.example/?lang=en")
        );

        using var answer = await http.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(Ct);
        Assert.Contains("<h1>Not found</h1>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere.example", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_of_the_configuration_are_shown()
    {
        await using var bot = await TestBot.CreateAsync();
        using var http = await WebServerTests.OpenAsync(bot);
        bot.Write("feeds.yaml", "feeds: [{adress: x}]");
        await bot.Get<AlertBot.Hosting.ConfigReloader>().ReloadChangesAsync(Ct);

        Assert.Contains("feeds.yaml:1:", await http.GetStringAsync("/?lang=en", Ct), StringComparison.Ordinal);
    }
}
