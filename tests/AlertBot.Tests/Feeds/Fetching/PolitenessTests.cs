using System.Globalization;
using System.IO.Compression;
using System.Text;
using AlertBot.Feeds;
using AlertBot.Feeds.Scheduling;
using AlertBot.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AlertBot.Tests.Feeds.Fetching;

/// <summary>When and how a feed is asked again: real HTTP, the real store, the clock in hand.</summary>
public class PolitenessTests : IAsyncLifetime
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);

    private TestBot _bot = null!;

    public async ValueTask InitializeAsync() => _bot = await TestBot.CreateAsync(feeds: "feed");

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    /// <summary>Polls once and gives the time to the next poll.</summary>
    private async Task<TimeSpan> PauseAfterPollAsync()
    {
        await _bot.PollAsync();
        return DateTimeOffset.FromUnixTimeMilliseconds(await _bot.AskAsync<long>("SELECT next_poll FROM feeds"))
            - _bot.Clock.GetUtcNow();
    }

    private void Answer(int status, Action<HttpContext>? set = null, string name = "feed", string body = "") =>
        _bot.Feeds.Answer(name, async http =>
        {
            http.Response.StatusCode = status;
            set?.Invoke(http);
            if (body.Length > 0)
                await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body), http.RequestAborted);
        });

    private static string Channel(string inside) =>
        "<rss version=\"2.0\" xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\"><channel>"
        + $"<title>t</title>{inside}<item><title>A</title></item></channel></rss>";

    [Theory]
    [InlineData("max-age=2400", null, 40)]
    [InlineData("max-age=2400", "1200", 20)]
    [InlineData("max-age=60", null, 15)]
    [InlineData("no-cache, max-age=2400", null, 15)]
    [InlineData("max-age=999999999", null, 60)]
    public async Task A_cached_answer_is_not_asked_for_again_within_bounds(string control, string? age, int minutes)
    {
        Answer(
            200,
            http => (http.Response.Headers.CacheControl, http.Response.Headers.Age) = (control, age),
            body: Channel("")
        );

        Assert.Equal(TimeSpan.FromMinutes(minutes), await PauseAfterPollAsync());
    }

    [Fact]
    public async Task Expires_counts_from_the_servers_own_date()
    {
        Answer(
            200,
            http =>
                (http.Response.Headers.Date, http.Response.Headers.Expires) = (
                    "Thu, 01 Jan 2026 00:00:00 GMT",
                    "Thu, 01 Jan 2026 00:30:00 GMT"
                ),
            body: Channel("")
        );

        Assert.Equal(TimeSpan.FromMinutes(30), await PauseAfterPollAsync());
    }

    [Theory]
    [InlineData("<ttl>45</ttl>", 45)]
    [InlineData("<ttl>5</ttl>", 15)]
    [InlineData("<ttl>soon</ttl>", 15)]
    [InlineData("<ttl>10080</ttl>", 60)]
    [InlineData("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 30)]
    [InlineData("<skipHours><hour>9</hour></skipHours>", 60)]
    [InlineData("<skipDays><day>Thursday</day></skipDays>", 15 * 60)]
    [InlineData("<skipHours><hour>9</hour><hour>10</hour></skipHours><skipDays><day>Friday</day></skipDays>", 120)]
    public async Task The_documents_own_wish_is_heeded(string parsed, int minutes)
    {
        // It is Thursday, 9:00 GMT.
        Answer(200, body: Channel(parsed));

        Assert.Equal(TimeSpan.FromMinutes(minutes), await PauseAfterPollAsync());
    }

    [Fact]
    public async Task A_wish_holds_for_polls_that_bring_no_document()
    {
        _bot.Feeds.Serve("feed", Channel("<ttl>45</ttl>"));
        await PauseAfterPollAsync();
        _bot.Clock.Advance(TimeSpan.FromMinutes(45));

        Assert.Equal(TimeSpan.FromMinutes(45), await PauseAfterPollAsync());
    }

    [Fact]
    public async Task The_operators_interval_goes_before_the_documents_wish()
    {
        _bot.Write("feeds.yaml", $"feeds: [{{url: \"{_bot.Feeds.Url("feed")}\", publisher: a, every: 20m}}]");
        await _bot.Get<AlertBot.Hosting.ConfigReloader>().ReloadChangesAsync(TestContext.Current.CancellationToken);
        _bot.Feeds.Serve("feed", Channel("<ttl>45</ttl>"));

        Assert.Equal(TimeSpan.FromMinutes(20), await PauseAfterPollAsync());
    }

    [Fact]
    public async Task Failures_double_the_pause_up_to_half_a_day_and_a_good_answer_ends_it()
    {
        Answer(500);
        var pauses = new List<TimeSpan>();
        for (var failure = 0; failure < 8; failure++)
        {
            pauses.Add(await PauseAfterPollAsync());
            _bot.Clock.Advance(pauses[^1]);
        }
        Answer(200, body: Channel(""));

        Assert.Equal([15, 30, 60, 120, 240, 480, 720, 720], pauses.Select(p => p.TotalMinutes));
        Assert.Equal(Interval, await PauseAfterPollAsync());
    }

    [Fact]
    public async Task A_wait_without_a_time_climbs_the_same_ladder()
    {
        Answer(503);
        _bot.Clock.Advance(await PauseAfterPollAsync());

        Assert.Equal(2 * Interval, await PauseAfterPollAsync());
    }

    [Fact]
    public async Task A_wait_of_years_is_cut_to_a_week()
    {
        Answer(503, http => http.Response.Headers.RetryAfter = "999999999");

        Assert.Equal(TimeSpan.FromDays(7), await PauseAfterPollAsync());
    }

    [Fact]
    public void Chance_adds_up_to_a_tenth()
    {
        var next = new PollScheduler(Options.Create(new FeedsOptions()), new Random(1));
        var feed = Some.Feed();

        var pauses = Enumerable
            .Range(0, 100)
            .Select(_ => next.NextAfter(feed, new Poll.Unchanged(), Some.Time) - Some.Time)
            .ToList();

        Assert.All(pauses, p => Assert.InRange(p, Interval, 1.1 * Interval));
        Assert.True(pauses.Distinct().Count() > 90);
    }

    [Theory]
    [InlineData(10, 15)]
    [InlineData(120, 30)]
    [InlineData(600, 60)]
    public async Task A_feed_is_asked_four_times_for_each_entry_it_publishes(int minutesBetween, int pause)
    {
        Answer(200, body: Some.Rss([.. Enumerable.Range(0, 10).Select(n => ($"Entry {n}", n * minutesBetween))]));

        Assert.Equal(TimeSpan.FromMinutes(pause), await PauseAfterPollAsync());
    }

    [Theory]
    [InlineData(301)]
    [InlineData(308)]
    public async Task A_feed_moved_for_good_three_times_in_a_row_is_polled_at_its_new_place(int status)
    {
        Answer(status, http => http.Response.Headers.Location = "/new");
        _bot.Feeds.Serve("new", Channel(""));

        for (var poll = 0; poll < 5; poll++)
            await _bot.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal((3, 5), (_bot.Feeds.Polls("feed"), _bot.Feeds.Polls("new")));
        Assert.Equal(_bot.Feeds.Url("new").AbsoluteUri, await _bot.AskAsync<string>("SELECT address FROM feeds"));
    }

    [Fact]
    public async Task A_new_place_that_fails_again_and_again_is_given_up_for_the_old_one()
    {
        Answer(301, http => http.Response.Headers.Location = "/new");
        _bot.Feeds.Serve("new", Channel(""));
        for (var poll = 0; poll < 4; poll++)
            await _bot.PassAsync(TimeSpan.FromHours(1));
        Answer(404, name: "new");
        Answer(200, body: Channel(""));

        for (var poll = 0; poll < 8; poll++)
            await _bot.PassAsync(TimeSpan.FromHours(13));

        Assert.Null(await _bot.AskAsync<string>("SELECT address FROM feeds"));
        Assert.Equal(0, await _bot.AskAsync<long>("SELECT failures FROM feeds"));
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    public async Task A_feed_that_is_elsewhere_for_now_keeps_its_address(int status)
    {
        Answer(status, http => http.Response.Headers.Location = "/new");
        _bot.Feeds.Serve("new", Channel(""));

        for (var poll = 0; poll < 5; poll++)
            await _bot.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(5, _bot.Feeds.Polls("feed"));
    }

    [Fact]
    public async Task A_feed_that_has_ended_is_polled_no_more_until_it_is_listed_anew()
    {
        Answer(410);
        await _bot.PassAsync(TimeSpan.FromHours(1));

        await _bot.RestartAsync();
        await _bot.PassAsync(TimeSpan.FromDays(1));
        Assert.Equal(1, _bot.Feeds.Polls("feed"));

        var list = await File.ReadAllTextAsync(
            Path.Combine(_bot.ConfigFolder, "feeds.yaml"),
            TestContext.Current.CancellationToken
        );
        foreach (var text in (string[])["feeds: []", list])
        {
            _bot.Write("feeds.yaml", text);
            await _bot.Get<AlertBot.Hosting.ConfigReloader>().ReloadChangesAsync(TestContext.Current.CancellationToken);
        }
        await _bot.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(2, _bot.Feeds.Polls("feed"));
    }

    [Fact]
    public async Task Only_what_is_new_is_asked_for_and_taken_where_the_server_can()
    {
        var asked = "";
        Answer(200, http => http.Response.Headers.ETag = "\"1\"", body: Some.Rss(("A", 5), ("B", 4)));
        await _bot.PassAsync(TimeSpan.FromHours(1));
        Answer(
            226,
            http =>
            {
                asked = $"{http.Request.Headers["A-IM"]} {http.Request.Headers.IfNoneMatch}";
                (http.Response.Headers.ETag, http.Response.Headers["IM"]) = ("\"2\"", "feed");
            },
            body: Some.Rss(("C", 3))
        );

        await _bot.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal("feed \"1\"", asked);
        Assert.Equal(
            "\"2\" 3",
            await _bot.AskAsync<string>("SELECT etag || ' ' || (SELECT count(*) FROM entries) FROM feeds")
        );
        Assert.Equal(1, await _bot.AskAsync<long>("SELECT count(*) FROM feeds WHERE last_fresh < last_poll"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task Compressed_answers_are_asked_for_and_read(string encoding)
    {
        var accepted = "";
        _bot.Feeds.Answer("feed", async http =>
        {
            (accepted, http.Response.Headers.ContentEncoding) = (
                http.Request.Headers.AcceptEncoding.ToString(),
                encoding
            );
            await http.Response.Body.WriteAsync(
                Packed(encoding, Encoding.UTF8.GetBytes(Channel(""))),
                http.RequestAborted
            );
        });

        await _bot.PollAsync();

        Assert.Contains(encoding, accepted, StringComparison.Ordinal);
        Assert.Equal("A", await _bot.AskAsync<string>("SELECT title FROM entries"));
    }

    [Fact]
    public async Task The_same_bytes_under_another_tag_are_not_read_again_but_the_tag_is_kept()
    {
        Answer(200, http => http.Response.Headers.ETag = "\"1\"", body: Channel(""));
        await _bot.PassAsync(TimeSpan.FromHours(1));
        Answer(200, http => http.Response.Headers.ETag = "W/\"2\"", body: Channel(""));
        await _bot.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal("W/\"2\"", await _bot.AskAsync<string>("SELECT etag FROM feeds WHERE last_fresh < last_poll"));
    }

    [Fact]
    public async Task A_host_that_is_asked_too_much_is_left_alone_with_all_its_feeds()
    {
        Answer(
            429,
            http =>
                http.Response.Headers.RetryAfter = (_bot.Clock.GetUtcNow() + TimeSpan.FromHours(3)).ToString(
                    "r",
                    CultureInfo.InvariantCulture
                ),
            "one"
        );
        _bot.Feeds.Serve("two", Channel(""));
        _bot.Write("feeds.yaml", $"feeds: [{{url: \"{_bot.Feeds.Url("two")}\", publisher: a}}]");
        await _bot.Get<AlertBot.Hosting.ConfigReloader>().ReloadChangesAsync(TestContext.Current.CancellationToken);
        await _bot.PollAsync();
        _bot.Write(
            "feeds.yaml",
            $"feeds: [{{url: \"{_bot.Feeds.Url("two")}\", publisher: a}}, {{url: "
                + $"\"{_bot.Feeds.Url("one")}\", publisher: b}}]"
        );
        await _bot.Get<AlertBot.Hosting.ConfigReloader>().ReloadChangesAsync(TestContext.Current.CancellationToken);
        await _bot.PollAsync();

        await _bot.PassAsync(TimeSpan.FromHours(2));

        Assert.Equal((1, 1), (_bot.Feeds.Polls("one"), _bot.Feeds.Polls("two")));
    }

    private static byte[] Packed(string encoding, byte[] plain)
    {
        if (encoding == "zstd")
        {
            using var zstd = new ZstdSharp.Compressor();
            return zstd.Wrap(plain).ToArray();
        }
        using var packed = new MemoryStream();
        using (
            Stream stream =
                encoding == "br"
                    ? new BrotliStream(packed, CompressionMode.Compress)
                    : new GZipStream(packed, CompressionMode.Compress)
        )
            stream.Write(plain);
        return packed.ToArray();
    }
}
