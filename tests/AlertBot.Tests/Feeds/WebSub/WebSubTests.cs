using System.Net;
using AlertBot.Feeds.WebSub;
using AlertBot.Hosting;
using AlertBot.Tests.Support;
using AlertBot.Tests.Web;
using AlertBot.Web;

namespace AlertBot.Tests.Feeds.WebSub;

/// <summary>
/// The subscriber's side of WebSub, by the list of what a subscriber does (W3C Recommendation, sections 4 to 8): a hub
/// on loopback, the bot's real web page, the clock in hand.
/// </summary>
public class WebSubTests : IAsyncLifetime
{
    private TestBot _bot = null!;
    private HttpClient _web = null!;
    private FakeHub _hub = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bot = await TestBot.CreateAsync(feeds: "feed");
        await RestartAsync(FakeHub.PublicUrl);
        Serve("A");
    }

    public async ValueTask DisposeAsync()
    {
        _web.Dispose();
        await _bot.DisposeAsync();
    }

    [Fact]
    public async Task A_hub_is_asked_for_the_topic_with_a_path_and_a_secret_nobody_can_guess()
    {
        await _bot.PollAsync();
        await AskHubsAsync();

        var request = Assert.Single(_hub.Requests);
        Assert.Equal(("subscribe", _bot.Feeds.Url("feed").AbsoluteUri), (request["hub.mode"], request["hub.topic"]));
        Assert.Matches("^https://alerts.example.org/bot/websub/[A-Za-z0-9_-]{43}$", request["hub.callback"]);
        Assert.Matches("^[A-Za-z0-9_-]{43}$", request["hub.secret"]);
        Assert.Equal("864000", request["hub.lease_seconds"]);
    }

    [Fact]
    public async Task Without_a_public_address_no_hub_is_asked()
    {
        await RestartAsync(null);

        await _bot.PollAsync();
        await AskHubsAsync();

        Assert.Empty(_hub.Requests);
    }

    [Fact]
    public async Task A_question_for_what_was_asked_is_answered_with_its_challenge() =>
        Assert.Equal((HttpStatusCode.OK, "c+1"), await SubscribedAsync());

    [Theory]
    [InlineData("subscribe", "https://other.example.org/", null)]
    [InlineData("unsubscribe", null, null)]
    [InlineData("publish", null, null)]
    [InlineData("subscribe", null, FakeHub.PublicUrl + "/websub/guessed")]
    public async Task A_question_for_anything_else_is_refused(string mode, string? topic, string? callback)
    {
        await _bot.PollAsync();
        await AskHubsAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await _hub.AskAsync(mode, topic, callback: callback)).Status);
        Assert.Null(await _bot.AskAsync<long?>("SELECT lease_until FROM hubs"));
    }

    [Fact]
    public async Task A_hub_may_ask_back_before_it_answers()
    {
        _hub.AsksAtOnce = true;

        await _bot.PollAsync();
        await AskHubsAsync();

        Assert.NotNull(await _bot.AskAsync<long?>("SELECT lease_until FROM hubs"));
        await PassAsync(TimeSpan.FromDays(7));
        Assert.Single(_hub.Requests);
    }

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    [InlineData("sha384")]
    [InlineData("sha512")]
    public async Task Signed_news_brings_the_entries_at_once(string method)
    {
        await SubscribedAsync();
        Serve("A", "B");
        _bot.Clock.Advance(TimeSpan.FromMinutes(1));
        await _bot.PollAsync();
        Assert.Equal(1, await EntriesAsync());

        Assert.Equal(HttpStatusCode.Accepted, await _hub.PushAsync(method));
        await _bot.PollAsync();

        Assert.Equal(2, await EntriesAsync());
    }

    [Theory]
    [InlineData("sha256", "not the secret", null)]
    [InlineData("sha256", null, "")]
    [InlineData("sha256", null, "sha256=")]
    [InlineData("sha256", null, "sha256")]
    [InlineData("md5", null, null)]
    [InlineData("sha256", null, "sha256=0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task News_with_a_wrong_signature_is_passed_over_and_the_hub_does_not_learn_of_it(
        string method,
        string? secret,
        string? signature
    )
    {
        await SubscribedAsync();
        _bot.Clock.Advance(TimeSpan.FromMinutes(1));
        var polls = _bot.Feeds.Polls("feed");

        Assert.Equal(HttpStatusCode.Accepted, await _hub.PushAsync(method, secret, signature));
        await _bot.PollAsync();

        Assert.Equal(polls, _bot.Feeds.Polls("feed"));
    }

    [Fact]
    public async Task News_for_a_path_nobody_gave_is_gone()
    {
        await SubscribedAsync();

        Assert.Equal(
            HttpStatusCode.Gone,
            await _hub.PushAsync(callback: $"{FakeHub.PublicUrl}/websub/{new string('A', 43)}")
        );
    }

    [Fact]
    public async Task News_does_not_make_a_feed_polled_more_often_than_every_ten_seconds()
    {
        await SubscribedAsync();
        await _hub.PushAsync();
        var polls = _bot.Feeds.Polls("feed");
        await _bot.PollAsync();
        Assert.Equal(polls, _bot.Feeds.Polls("feed"));

        // It is not forgotten.
        await PassAsync(WebSubStore.LeastBetweenPolls);
        await _bot.PollAsync();

        Assert.Equal(polls + 1, _bot.Feeds.Polls("feed"));
    }

    [Fact]
    public async Task News_that_comes_while_the_feed_is_polled_is_asked_for_afterwards()
    {
        await SubscribedAsync();
        _bot.Clock.Advance(TimeSpan.FromHours(1));
        var (asked, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        _bot.Feeds.Answer("feed", async http =>
        {
            asked.TrySetResult();
            await go.Task.WaitAsync(http.RequestAborted);
            http.Response.StatusCode = 304;
        });

        var poll = _bot.PollAsync();
        await asked.Task.WaitAsync(Ct);
        await _hub.PushAsync();
        Serve("A", "B");
        go.SetResult();
        await poll;
        await PassAsync(WebSubStore.LeastBetweenPolls);
        await _bot.PollAsync();

        Assert.Equal(2, await EntriesAsync());
    }

    [Fact]
    public async Task A_feed_that_asks_to_wait_is_not_hurried()
    {
        await SubscribedAsync();
        _bot.Feeds.Answer("feed", http =>
        {
            http.Response.StatusCode = 503;
            http.Response.Headers.RetryAfter = "7200";
            return Task.CompletedTask;
        });
        await PassAsync(TimeSpan.FromHours(1));
        await _bot.PollAsync();
        var polls = _bot.Feeds.Polls("feed");

        _bot.Clock.Advance(TimeSpan.FromMinutes(1));
        await _hub.PushAsync();
        await _bot.PollAsync();

        Assert.Equal(polls, _bot.Feeds.Polls("feed"));
    }

    [Fact]
    public async Task A_lease_is_renewed_before_it_ends_under_the_same_path()
    {
        await SubscribedAsync(lease: 86_400);
        await PassAsync(TimeSpan.FromHours(19));
        Assert.Single(_hub.Requests);

        await PassAsync(TimeSpan.FromMinutes(13));

        Assert.Equal(2, _hub.Requests.Count);
        Assert.Equal(_hub.Requests.First()["hub.callback"], _hub.Last["hub.callback"]);
        Assert.Equal(HttpStatusCode.OK, (await _hub.AskAsync()).Status);
        await PassAsync(TimeSpan.FromHours(19));
        Assert.Equal(2, _hub.Requests.Count);
    }

    [Theory]
    [InlineData(null, 8 * 24 * 60)]
    [InlineData(1L, 4)]
    [InlineData(1_000_000_000L, 24 * 24 * 60)]
    public async Task A_lease_out_of_all_bounds_is_bounded(long? lease, int minutesToRenewal)
    {
        await SubscribedAsync(lease);

        await PassAsync(TimeSpan.FromMinutes(minutesToRenewal - 1));
        Assert.Single(_hub.Requests);
        await PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(2, _hub.Requests.Count);
    }

    [Fact]
    public async Task A_hub_that_fails_or_never_asks_back_is_asked_ever_more_rarely_and_polls_go_on()
    {
        _hub.Status = 500;
        await _bot.PollAsync();
        await AskHubsAsync();
        await PassAsync(WebSubStore.FirstPause - TimeSpan.FromSeconds(1));
        Assert.Single(_hub.Requests);
        await PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(2, _hub.Requests.Count);
        await PassAsync(WebSubStore.FirstPause);
        Assert.Equal(2, _hub.Requests.Count);
        await PassAsync(WebSubStore.FirstPause);
        Assert.Equal(3, _hub.Requests.Count);

        Serve("A", "B");
        _bot.Clock.Advance(TimeSpan.FromHours(1));
        await _bot.PollAsync();
        Assert.Equal(2, await EntriesAsync());
    }

    [Fact]
    public async Task A_hub_that_denies_is_left_alone_for_a_day()
    {
        await SubscribedAsync();

        Assert.Equal(HttpStatusCode.OK, (await _hub.AskAsync("denied")).Status);

        await PassAsync(TimeSpan.FromHours(23));
        Assert.Single(_hub.Requests);
        await PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(2, _hub.Requests.Count);
    }

    [Fact]
    public async Task When_the_feed_leaves_the_list_the_hub_is_told_to_stop()
    {
        await SubscribedAsync();
        _bot.Write("feeds.yaml", "feeds: []\n");
        await _bot.Get<ConfigReloader>().ReloadChangesAsync(Ct);

        await AskHubsAsync();

        Assert.Equal("unsubscribe", _hub.Last["hub.mode"]);
        Assert.Equal(_hub.Requests.First()["hub.callback"], _hub.Last["hub.callback"]);
        Assert.Equal(HttpStatusCode.NotFound, (await _hub.AskAsync("subscribe")).Status);
        Assert.Equal((HttpStatusCode.OK, "c+1"), await _hub.AskAsync("unsubscribe"));
        Assert.Equal(HttpStatusCode.Gone, await _hub.PushAsync());
        await PassAsync(TimeSpan.FromDays(1));
        Assert.Equal(2, _hub.Requests.Count);
    }

    [Fact]
    public async Task A_feed_that_names_its_hub_no_longer_ends_the_subscription_and_another_hub_begins_one()
    {
        await SubscribedAsync();
        _bot.Feeds.Serve("feed", Some.Rss(("A", 1), ("B", 2)));
        _bot.Clock.Advance(TimeSpan.FromHours(1));
        await _bot.PollAsync();
        await AskHubsAsync();
        Assert.Equal("unsubscribe", _hub.Last["hub.mode"]);
        await _hub.AskAsync("unsubscribe");

        Serve("A", "B", "C");
        _bot.Clock.Advance(TimeSpan.FromHours(2));
        await _bot.PollAsync();
        await AskHubsAsync();

        Assert.Equal("subscribe", _hub.Last["hub.mode"]);
        Assert.NotEqual(_hub.Requests.First()["hub.callback"], _hub.Last["hub.callback"]);
    }

    [Fact]
    public async Task With_another_public_address_hubs_are_asked_anew()
    {
        await SubscribedAsync();
        _bot.More["Feeds:WebSub:PublicUrl"] = "https://moved.example.org/";
        await _bot.RestartAsync();

        await AskHubsAsync();

        Assert.StartsWith("https://moved.example.org/websub/", _hub.Last["hub.callback"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hub_needs_no_password_of_the_page_and_the_page_still_does()
    {
        _bot.More["Web:Token"] = "the-token";
        await RestartAsync(FakeHub.PublicUrl);

        Assert.Equal(HttpStatusCode.OK, (await SubscribedAsync()).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _web.GetAsync("/", Ct)).StatusCode);
    }

    [Theory]
    [InlineData("https://alerts.example.org/?a=b", "http://127.0.0.1:0")]
    [InlineData("ftp://alerts.example.org/", "http://127.0.0.1:0")]
    [InlineData(FakeHub.PublicUrl, "")]
    public async Task A_public_address_that_cannot_be_is_refused_at_the_start(string publicUrl, string web)
    {
        _bot.More["Feeds:WebSub:PublicUrl"] = publicUrl;
        _bot.More["Web:Url"] = web;

        await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(async () =>
        {
            await _bot.RestartAsync();
            _ = _bot.Get<Microsoft.Extensions.Options.IOptions<WebSubOptions>>().Value;
            _ = _bot.Get<Microsoft.Extensions.Options.IOptions<WebOptions>>().Value;
        });

        _bot.More.Clear();
        await _bot.RestartAsync();
    }

    private async Task<(HttpStatusCode Status, string Said)> SubscribedAsync(long? lease = 864_000)
    {
        await _bot.PollAsync();
        await AskHubsAsync();
        return await _hub.AskAsync(lease: lease);
    }

    private void Serve(params string[] titles) =>
        _bot.Feeds.Serve(
            "feed",
            Some.Rss([.. titles.Select((title, i) => (title, i + 1))])
                .Replace(
                    "<item>",
                    $"<atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\" rel=\"hub\" href=\"{_hub.Url}\"/><item>",
                    StringComparison.Ordinal
                )
        );

    private Task AskHubsAsync() => _bot.Get<WebSubscriber>().RunAsync(Ct);

    /// <summary>Time passes, and hubs are asked what is due.</summary>
    private Task PassAsync(TimeSpan time)
    {
        _bot.Clock.Advance(time);
        return AskHubsAsync();
    }

    private Task<long> EntriesAsync() => _bot.AskAsync<long>("SELECT count(*) FROM entries");

    private async Task RestartAsync(string? publicUrl)
    {
        if (publicUrl is null)
            _bot.More.Remove("Feeds:WebSub:PublicUrl");
        else
            _bot.More["Feeds:WebSub:PublicUrl"] = publicUrl;
        await _bot.RestartAsync();
        _web?.Dispose();
        _web = await WebServerTests.OpenAsync(_bot);
        _hub = new FakeHub(_bot.Feeds, _web);
        _hub.Open();
    }
}
