using System.Text;
using AlertBot.Feeds;
using AlertBot.Feeds.Fetching;
using AlertBot.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace AlertBot.Tests.Feeds.Fetching;

/// <summary>Polls over real HTTP on loopback.</summary>
public sealed class FeedPollerTests : IAsyncLifetime
{
    private TestBot _bot = null!;

    public async ValueTask InitializeAsync() => _bot = await TestBot.CreateAsync();

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    private Task<Poll> PollAsync(Feed? feed = null) =>
        _bot.Get<FeedPoller>()
            .PollAsync(feed ?? Some.Feed(_bot.Feeds.Url("feed").AbsoluteUri), TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_feed_that_has_not_changed_is_not_sent_again()
    {
        _bot.Feeds.Serve("feed", Some.Rss(("A", 1)));
        var fresh = Assert.IsType<Poll.Fresh>(await PollAsync());

        Assert.IsType<Poll.Unchanged>(
            await PollAsync(Some.Feed(_bot.Feeds.Url("feed").AbsoluteUri) with { ETag = fresh.ETag })
        );
    }

    [Theory]
    [InlineData("W/\"abc\"")]
    [InlineData("unquoted")]
    [InlineData("\"with \\\"odd\\\" quotes\"")]
    public async Task An_entity_tag_is_sent_back_as_it_came(string tag)
    {
        var seen = "";
        _bot.Feeds.Answer("feed", http =>
        {
            seen = http.Request.Headers.IfNoneMatch.ToString();
            http.Response.StatusCode = 304;
            return Task.CompletedTask;
        });

        await PollAsync(Some.Feed(_bot.Feeds.Url("feed").AbsoluteUri) with { ETag = tag });

        Assert.Equal(tag, seen);
    }

    [Fact]
    public async Task An_answer_through_a_proxy_that_changed_it_is_an_answer()
    {
        _bot.Feeds.Answer("feed", async http =>
        {
            http.Response.StatusCode = 203;
            await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(Some.Rss(("A", 1))));
        });

        Assert.Single(Assert.IsType<Poll.Fresh>(await PollAsync()).Entries);
    }

    [Fact]
    public async Task A_feed_that_asks_to_wait_is_left_alone_that_long()
    {
        Answer(429, http => http.Response.Headers.RetryAfter = "7200");

        Assert.Equal(new Poll.Later(_bot.Clock.GetUtcNow().AddHours(2)) { WholeHost = true }, await PollAsync());
    }

    [Fact]
    public async Task A_wait_may_also_be_given_as_a_date()
    {
        Answer(503, http => http.Response.Headers.RetryAfter = "Thu, 15 Jan 2026 12:00:00 GMT");

        Assert.Equal(new Poll.Later(new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero)), await PollAsync());
    }

    [Fact]
    public async Task A_feed_that_has_ended_says_so()
    {
        Answer(410, _ => { });

        Assert.IsType<Poll.Gone>(await PollAsync());
    }

    [Theory]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(403)]
    public async Task Other_statuses_are_breakages(int status)
    {
        Answer(status, _ => { });

        Assert.Equal(new Poll.Broken($"HTTP {status}"), await PollAsync());
    }

    [Fact]
    public async Task An_endless_document_is_not_read_to_its_end()
    {
        _bot.Feeds.Answer("feed", async http =>
        {
            var chunk = Encoding.UTF8.GetBytes(new string('x', 100_000));
            while (!http.RequestAborted.IsCancellationRequested)
                await http.Response.Body.WriteAsync(chunk, http.RequestAborted);
        });

        Assert.Contains(
            "longer than 5,000,000 bytes",
            Assert.IsType<Poll.Broken>(await PollAsync()).Why,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_page_that_is_no_feed_is_a_breakage()
    {
        _bot.Feeds.Serve("feed", "<html><body><p>Welcome</p></body></html>", "text/html");

        Assert.IsType<Poll.Broken>(await PollAsync());
    }

    private void Answer(int status, Action<HttpContext> set) => _bot.Feeds.Answer("feed", http =>
        {
            http.Response.StatusCode = status;
            set(http);
            return Task.CompletedTask;
        });
}
