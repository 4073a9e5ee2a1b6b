using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.ServiceModel.Syndication;
using System.Text.Json.Nodes;
using System.Xml;
using AlertBot.Tests.Support;
using Calendar = Ical.Net.Calendar;

namespace AlertBot.Tests.Web;

/// <summary>The interface for other programs, through the real host, held against its own description.</summary>
public sealed class ApiTests(ApiTests.News news) : IClassFixture<ApiTests.News>
{
    private const string Hostile = "=HYPERLINK(\"http://x.example\") truce in Sirte violated";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/v1/events")]
    [InlineData(
        "/api/v1/events?topic=ceasefire&language=en&weight=must&since=2026-01-14&until=2026-01-16T00:00Z&limit=2"
    )]
    [InlineData("/api/v1/events?state=violated")]
    [InlineData("/api/v1/events?state=sideways", 400)]
    [InlineData("/api/v1/events?topic=cheese", 400)]
    [InlineData("/api/v1/events?language=de", 400)]
    [InlineData("/api/v1/events?weight=heavy", 400)]
    [InlineData("/api/v1/events?since=yesterday", 400)]
    [InlineData("/api/v1/events?until=2026-13-01", 400)]
    [InlineData("/api/v1/events?limit=0", 400)]
    [InlineData("/api/v1/events?cursor=x", 400)]
    [InlineData("/api/v1/events/1")]
    [InlineData("/api/v1/events/999", 404)]
    [InlineData("/api/v1/stories")]
    [InlineData("/api/v1/stories?topic=ceasefire&language=en&state=violated")]
    [InlineData("/api/v1/stories/1")]
    [InlineData("/api/v1/stories/999", 404)]
    [InlineData("/api/v1/entries?language=ar")]
    [InlineData("/api/v1/entries?topic=ceasefire&weight=must&state=violated")]
    [InlineData("/api/v1/matches?limit=1")]
    [InlineData("/api/v1/counts?since=2026-01-01")]
    [InlineData("/api/v1/events.csv?language=de", 400)]
    [InlineData("/api/v1/events.csv")]
    [InlineData("/api/v1/calendar.ics?topic=cheese", 400)]
    [InlineData("/api/v1/calendar.ics")]
    [InlineData("/api/v1/alerts.atom")]
    [InlineData("/api/v1/alerts.json")]
    public async Task An_answer_is_as_the_published_description_says(string address, int status = 200)
    {
        var http = news.Http;
        var description = OpenApi.Parse(await http.GetStringAsync("/api/v1/openapi.json", Ct));

        using var answer = await http.GetAsync(address, Ct);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Empty(
            description.CheckAnswer(
                address.Split('?')[0],
                status,
                answer.Content.Headers.ContentType!.MediaType!,
                await answer.Content.ReadAsStringAsync(Ct)
            )
        );
    }

    [Fact]
    public async Task An_event_is_told_by_its_newest_report_in_the_language_asked_for()
    {
        var http = news.Http;

        var all = await ItemsAsync(http, "/api/v1/events?topic=ceasefire");
        var arabic = await ItemsAsync(http, "/api/v1/events?topic=ceasefire&language=ar");

        var truce = Assert.Single(all, item => $"{item["title"]}" == Hostile);
        Assert.Equal("violated", $"{truce["state"]}");
        Assert.Equal("must", $"{truce["weight"]}");
        Assert.Contains("ceasefire", truce["topics"]!.AsArray().Select(topic => $"{topic}"));
        Assert.All(arabic, item => Assert.Equal("ar", $"{item["language"]}"));
        Assert.NotEmpty(arabic);
    }

    [Theory]
    [InlineData("/api/v1/events")]
    [InlineData("/api/v1/entries")]
    [InlineData("/api/v1/matches")]
    [InlineData("/api/v1/stories")]
    public async Task The_parts_of_a_list_are_the_whole(string list)
    {
        var http = news.Http;
        var whole = await ItemsAsync(http, list);
        var parts = new List<string>();

        for (var cursor = ""; cursor is not null; )
        {
            var query = cursor.Length > 0 ? $"&cursor={cursor}" : "";
            var part = JsonNode.Parse(await http.GetStringAsync($"{list}?limit=1{query}", Ct))!;
            parts.AddRange(part["items"]!.AsArray().Select(item => item!.ToJsonString()));
            cursor = (string?)part["next"];
        }

        Assert.True(whole.Count > 1);
        Assert.Equal(whole.Select(item => item.ToJsonString()), parts);
    }

    [Fact]
    public async Task Words_that_a_chat_follows_are_told_to_nobody_else()
    {
        await using var bot = await TestBot.CreateAsync(null, null, "feed");
        await bot.StartReceivingAsync();
        bot.Telegram.Inbox.Write(1, "/follow Zuwara bakery");
        await bot.Telegram.WaitForAsync(all => all.Count > 0, Ct);
        bot.Feeds.Serve("feed", Rss(("1", "Zuwara bakery opens again", "A bakery in Zuwara.")));
        await bot.PollAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        Assert.Empty(await ItemsAsync(http, "/api/v1/events"));
        Assert.Empty(await ItemsAsync(http, "/api/v1/matches"));
        Assert.Empty(await ItemsAsync(http, "/api/v1/counts"));
        Assert.Empty(Assert.Single(await ItemsAsync(http, "/api/v1/entries"))["topics"]!.AsArray());
    }

    [Fact]
    public async Task What_events_announce_is_a_calendar()
    {
        await using var bot = await TestBot.CreateAsync(null, null, "feed");
        bot.Feeds.Serve(
            "feed",
            Rss(
                (
                    "1",
                    "Ceasefire talks on Libya to resume in Geneva on 20 January",
                    "Truce; both, they said,\nwill come."
                ),
                ("2", "هدنة ليبيا: مهلة للانسحاب حتى 31 يناير", "أمهلت اللجنة الطرفين."),
                ("3", "Truce signed in Sirte on Monday", "")
            )
        );
        await bot.PollAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        using var answer = await http.GetAsync("/api/v1/calendar.ics", Ct);
        var calendar = Calendar.Load(await answer.Content.ReadAsStringAsync(Ct))!;

        Assert.Equal("text/calendar; charset=utf-8", $"{answer.Content.Headers.ContentType}");
        Assert.Equal(
            [
                ("20260120", "Ceasefire talks on Libya to resume in Geneva on 20 January"),
                ("20260131", "⏳ هدنة ليبيا: مهلة للانسحاب حتى 31 يناير"),
            ],
            calendar
                .Events.Select(e => (e.Start!.Value.ToString("yyyyMMdd", CultureInfo.InvariantCulture), e.Summary!))
                .Order()
        );
        Assert.All(calendar.Events, e => Assert.False(e.Start!.HasTime));
        Assert.StartsWith(
            "Ceasefire talks on Libya to resume in Geneva on 20 January\nfeed\nhttps://example.org/1",
            calendar.Events.Single(e => e.Start!.Value.Day == 20).Description,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_file_for_spreadsheets_has_no_formula_of_a_strangers()
    {
        var http = news.Http;

        var file = await http.GetStringAsync("/api/v1/events.csv?topic=ceasefire", Ct);

        var lines = file.Split("\r\n");
        Assert.StartsWith("id,story,first_seen", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line =>
            line.Contains($"\"'{Hostile.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Alerts_are_a_feed_that_this_bot_can_read_itself()
    {
        var http = news.Http;
        var told = (await ItemsAsync(http, "/api/v1/events?weight=must")).Select(item => $"{item["title"]}").ToList();

        var atom = await http.GetStringAsync("/api/v1/alerts.atom", Ct);
        using var reader = XmlReader.Create(new StringReader(atom));
        var feed = SyndicationFeed.Load(reader);
        var json = JsonNode.Parse(await http.GetStringAsync("/api/v1/alerts.json", Ct))!;

        Assert.NotEmpty(told);
        Assert.Equal(told, feed.Items.Select(item => item.Title.Text));
        Assert.Equal(told, json["items"]!.AsArray().Select(item => $"{item!["title"]}"));
        Assert.Equal("https://jsonfeed.org/version/1.1", $"{json["version"]}");
        Assert.All(feed.Items, item => Assert.StartsWith("urn:uuid:", item.Id, StringComparison.Ordinal));
        Assert.DoesNotContain("<script", atom, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_reader_that_has_the_feed_already_is_told_so()
    {
        var http = news.Http;
        using var first = await http.GetAsync("/api/v1/alerts.atom", Ct);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/alerts.atom");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var again = await http.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task Who_has_no_token_is_told_so_as_all_errors_are()
    {
        await using var bot = await TestBot.CreateAsync();
        bot.More["Web:Token"] = "the-token";
        await bot.RestartAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        using var without = await http.GetAsync("/api/v1/events", Ct);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "the-token");
        using var with = await http.GetAsync("/api/v1/events", Ct);
        using var nowhere = await http.GetAsync("/api/v2/events", Ct);

        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
        Assert.Equal("application/problem+json", without.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.OK, with.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        Assert.Equal("application/problem+json", nowhere.Content.Headers.ContentType?.MediaType);
    }

    private static async Task<IReadOnlyList<JsonNode>> ItemsAsync(HttpClient http, string address) =>
        [.. JsonNode.Parse(await http.GetStringAsync(address, Ct))!["items"]!.AsArray().Select(item => item!)];

    /// <summary>
    /// A bot that has read of three happenings, one of them in two languages, and of one that concerns nobody.
    /// </summary>
    public sealed class News : IAsyncLifetime
    {
        private TestBot _bot = null!;

        public HttpClient Http { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            _bot = await TestBot.CreateAsync(null, null, "feed");
            _bot.Feeds.Serve(
                "feed",
                Rss(
                    ("1", "Libya's rivals sign ceasefire agreement in Geneva", "The sides signed it on Thursday."),
                    ("2", "أطراف ليبيا توقع اتفاق وقف إطلاق النار في جنيف", "وقع الطرفان الاتفاق في جنيف يوم الخميس."),
                    ("3", Hostile, "Shells fell on Sirte hours after the ceasefire began, Libya's army said."),
                    ("4", "A museum opens", "Paintings & more.")
                )
            );
            await _bot.PollAsync();
            Http = await WebServerTests.OpenAsync(_bot);
        }

        public ValueTask DisposeAsync()
        {
            Http.Dispose();
            return _bot.DisposeAsync();
        }
    }

    private static string Rss(params (string Id, string Title, string Text)[] entries) =>
        $"""
        <rss version="2.0"><channel><title>feed</title>{string.Concat(
            entries.Select(entry =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"<item><guid>{entry.Id}</guid><link>https://example.org/{entry.Id}</link>"
                        + $"<pubDate>Thu, 15 Jan 2026 08:0{entry.Id}:00 GMT</pubDate>"
                        + $"<title>{WebUtility.HtmlEncode(WebUtility.HtmlEncode(entry.Title))}</title>"
                        + $"<description>{WebUtility.HtmlEncode(entry.Text)}</description></item>"
                )
            )
        )}</channel></rss>
        """;
}
