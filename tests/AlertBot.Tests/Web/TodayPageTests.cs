using System.Net;
using System.Text.RegularExpressions;
using AlertBot.Storage;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Web;

/// <summary>What a desk finds when it comes in: the stories of the day, in order, filtered, with what is new.</summary>
public sealed partial class TodayPageTests
{
    private const string Signed = "Libya's rivals sign ceasefire agreement in Geneva";
    private const string SignedArabic = "أطراف ليبيا توقع اتفاق وقف إطلاق النار في جنيف";
    private const string Visit = "Libya truce discussed by ministers on a visit to Sirte";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_must_be_known_and_is_reported_by_many_stands_first()
    {
        await using var bot = await NewsAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        var page = await http.GetStringAsync("/today?lang=en", Ct);

        Assert.Equal([Signed, Visit], HeadlinesOf(page));
        Assert.Contains("know at once", page, StringComparison.Ordinal);
        Assert.Contains("Stories: \u20682\u2069", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_story_is_told_in_the_readers_language_where_a_report_is()
    {
        await using var bot = await NewsAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        Assert.Equal(SignedArabic, HeadlinesOf(await http.GetStringAsync("/today?lang=ar", Ct))[0]);
        // In French there is none: a line of what was recognised stands below the headline.
        Assert.Contains("Genève", await http.GetStringAsync("/today?lang=fr", Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("topic=ceasefire", 2)]
    [InlineData("topic=cheese", 0)]
    [InlineData("language=ar", 1)]
    [InlineData("language=fr", 0)]
    [InlineData("state=signed", 1)]
    [InlineData("place=sirte", 1)]
    [InlineData("camp=west", 1)]
    [InlineData("weight=must", 1)]
    [InlineData("new=1", 0)]
    [InlineData("day=2026-01-15", 2)]
    [InlineData("day=2026-01-14", 0)]
    [InlineData("day=never&skip=-3", 2)]
    [InlineData("day=0001-01-01&zone=Nowhere/City", 2)]
    [InlineData("skip=2000000000", 0)]
    public async Task What_is_not_asked_for_is_left_out(string query, int stories)
    {
        await using var bot = await NewsAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        Assert.Equal(stories, HeadlinesOf(await http.GetStringAsync($"/today?lang=en&{query}", Ct)).Count);
    }

    [Fact]
    public async Task What_came_since_the_last_visit_is_new_until_it_is_marked_as_read()
    {
        await using var bot = await NewsAsync();
        using var http = await WebServerTests.OpenAsync(bot);
        var first = await http.GetStringAsync("/today?lang=en", Ct);
        bot.Clock.Advance(TimeSpan.FromHours(2));
        bot.Feeds.Serve(
            "west",
            Some.Rss(bot.Clock.GetUtcNow(), ("Ceasefire in Yemen collapses as shells fall on Marib", 1))
        );
        await bot.PollAsync();

        var second = await http.GetStringAsync("/today?lang=en&new=1", Ct);
        bot.Clock.Advance(TimeSpan.FromMinutes(10));
        var reloaded = await http.GetStringAsync("/today?lang=en&new=1", Ct);
        using var marked = await http.PostAsync("/today/read?lang=en", null, Ct);
        var third = await http.GetStringAsync("/today?lang=en&new=1", Ct);

        Assert.DoesNotContain("class=\"mark new\"", first, StringComparison.Ordinal);
        Assert.Contains("Marib", Assert.Single(HeadlinesOf(second)), StringComparison.Ordinal);
        Assert.Single(HeadlinesOf(reloaded));
        Assert.Empty(HeadlinesOf(third));
        Assert.Equal("/today", marked.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task Another_site_marks_nothing_as_read()
    {
        await using var bot = await TestBot.CreateAsync();
        using var http = await WebServerTests.OpenAsync(bot);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/today/read");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var answer = await http.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Times_and_days_are_by_the_readers_clock()
    {
        await using var bot = await NewsAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        var told = await http.GetStringAsync("/today?lang=en&zone=Africa/Tripoli", Ct);
        // 09:00 in UTC is the evening of the day before there; the cookie keeps the zone.
        var west = await http.GetStringAsync("/today?lang=en&day=2026-01-14&zone=Pacific/Honolulu", Ct);
        var kept = await http.GetStringAsync("/stories?lang=en", Ct);

        Assert.Contains("2026-01-15 11:00 +02", WebUtility.HtmlDecode(told), StringComparison.Ordinal);
        Assert.Equal(2, HeadlinesOf(west).Count);
        Assert.Contains("2026-01-14 23:00 -10", kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_a_chat_follows_are_told_to_nobody_else()
    {
        await using var bot = await TestBot.CreateAsync(null, null, "feed");
        await bot.StartReceivingAsync();
        bot.Telegram.Inbox.Write(1, "/follow Zuwara bakery");
        await bot.Telegram.WaitForAsync(all => all.Count > 0, Ct);
        bot.Feeds.Serve("feed", Some.Rss(("Zuwara bakery opens again", 1)));
        await bot.PollAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        Assert.Empty(HeadlinesOf(await http.GetStringAsync("/today?lang=en", Ct)));
    }

    /// <summary>A signature in two languages and camps, and a visit that one publisher reports.</summary>
    private static async Task<TestBot> NewsAsync()
    {
        var bot = await TestBot.CreateAsync(null, null, "west", "east");
        bot.Write(
            "feeds.yaml",
            $$"""
            feeds:
              - {url: "{{bot.Feeds.Url("west")}}", publisher: West Post, camp: west}
              - {url: "{{bot.Feeds.Url("east")}}", publisher: East Post, camp: east}
            """
        );
        await bot.RestartAsync();
        bot.Feeds.Serve("west", Some.Rss((Signed, 20)));
        bot.Feeds.Serve("east", Some.Rss((SignedArabic, 15), (Visit, 5)));
        await bot.PollAsync();
        // Whatever is one story and how much it weighs.
        await bot.Get<Database>()
            .WriteAsync(
                tx =>
                    tx.ExecuteAsync(
                        """
                        INSERT INTO stories (id, version, language, headline, first_seen, last_seen)
                            VALUES (901, 1, 'en', 'h', @Now, @Now), (902, 1, 'en', 'h', @Now, @Now);
                        UPDATE entries SET story_id = 901, event_id = 1, weight = 1, state = 'signed'
                            WHERE title <> @Visit;
                        UPDATE entries SET story_id = 902, event_id = id, weight = 0, state = NULL
                            WHERE title = @Visit;
                        """,
                        new { Now = Some.Time, Visit },
                        Ct
                    ),
                Ct
            );
        return bot;
    }

    private static List<string> HeadlinesOf(string page) =>
        [.. Headline().Matches(page).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value))];

    [GeneratedRegex("<h2><a [^>]*><bdi[^>]*>([^<]*)</bdi>")]
    private static partial Regex Headline();
}
