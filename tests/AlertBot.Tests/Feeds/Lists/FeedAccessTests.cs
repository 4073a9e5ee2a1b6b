using System.Globalization;
using AlertBot.Configuration;
using AlertBot.Feeds;
using AlertBot.Feeds.Diagnostics;
using AlertBot.Feeds.Fetching;
using AlertBot.Feeds.Lists;
using AlertBot.Hosting;
using AlertBot.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace AlertBot.Tests.Feeds.Lists;

/// <summary>Feeds whose servers ask for a password, a token or a header: real HTTP, two origins on loopback.</summary>
public sealed class FeedAccessTests : IAsyncLifetime
{
    private TestBot _bot = null!;
    private string _seen = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bot = await TestBot.CreateAsync();
        File.WriteAllText(Path.Combine(_bot.ConfigFolder, "password"), "s3cret\n");
        _bot.Feeds.Answer("feed", http => ServeAsync(http));
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    [Fact]
    public async Task User_and_password_are_sent_as_Basic()
    {
        await ListAsync("auth: {user: desk, password: {file: PASSWORD}}");

        await _bot.PollAsync();

        Assert.Equal($"Basic {Convert.ToBase64String("desk:s3cret"u8)}|", _seen);
        Assert.Equal(1, await _bot.AskAsync<long>("SELECT count(*) FROM entries"));
    }

    [Fact]
    public async Task A_token_is_sent_as_Bearer_and_headers_under_their_names()
    {
        await ListAsync("auth: {token: {file: PASSWORD}}, headers: {X-Key: {file: PASSWORD}}");

        await _bot.PollAsync();

        Assert.Equal("Bearer s3cret|s3cret", _seen);
    }

    [Fact]
    public async Task A_variable_of_the_environment_holds_it_as_well()
    {
        var name = $"ALERTBOT_TEST_{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable(name, "s3cret");
        await ListAsync($"headers: {{X-Key: {{env: {name}}}}}");

        await _bot.PollAsync();
        Environment.SetEnvironmentVariable(name, null);

        Assert.Equal("|s3cret", _seen);
    }

    [Fact]
    public async Task A_secret_stands_neither_in_the_store_nor_in_what_the_check_says()
    {
        await ListAsync("auth: {user: desk, password: {file: PASSWORD}}, headers: {X-Key: {file: PASSWORD}}");
        var access = new FeedAccess { Token = new SecretSource { File = PathOf("password") } };

        await _bot.PollAsync();
        var check = await _bot.Get<FeedDiagnostics>().ExamineAsync(_bot.Feeds.Url("feed"), null, Ct, access);

        Assert.Equal("Bearer s3cret|", _seen);
        Assert.DoesNotContain(check.Findings, f => f.Text.Contains("s3cret", StringComparison.Ordinal));
        Assert.DoesNotContain(
            "s3cret",
            await _bot.AskAsync<string>("SELECT access FROM feeds"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_redirect_to_another_origin_takes_none_of_it_along()
    {
        await using var other = await FeedServer.StartAsync();
        other.Answer("feed", http => ServeAsync(http));
        _bot.Feeds.Answer("feed", http =>
        {
            http.Response.Redirect(other.Url("feed").AbsoluteUri, permanent: true);
            return Task.CompletedTask;
        });
        await ListAsync("auth: {user: desk, password: {file: PASSWORD}}, headers: {X-Key: {file: PASSWORD}}");

        await _bot.PollAsync();
        Assert.Equal("|", _seen);

        // Nor when the feed has moved there for good.
        for (var poll = 0; poll < 4; poll++)
            await _bot.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(other.Url("feed").AbsoluteUri, await _bot.AskAsync<string>("SELECT address FROM feeds"));
        Assert.Equal("|", _seen);
    }

    [Fact]
    public async Task A_redirect_within_the_origin_keeps_it()
    {
        _bot.Feeds.Answer("old", http =>
        {
            http.Response.Redirect("/feed");
            return Task.CompletedTask;
        });
        await ListAsync("headers: {X-Key: {file: PASSWORD}}", "old");

        await _bot.PollAsync();

        Assert.Equal("|s3cret", _seen);
    }

    [Fact]
    public async Task A_secret_that_is_missing_is_a_fault_of_that_feed_and_the_list_goes_on()
    {
        File.Delete(PathOf("password"));
        await ListAsync("auth: {user: desk, password: {file: PASSWORD}}");

        await _bot.PollAsync();

        var fault = await _bot.AskAsync<string>("SELECT last_fault FROM feeds");
        Assert.Contains("a secret for this feed is missing", fault, StringComparison.Ordinal);
        Assert.Equal("", _seen);
    }

    [Theory]
    [InlineData("auth: {user: desk, password: s3cret}")]
    [InlineData("auth: {user: desk, password: {value: s3cret}}")]
    [InlineData("headers: {X-Key: s3cret}")]
    [InlineData("auth: {user: desk}")]
    [InlineData("auth: {user: desk, token: {env: A}}")]
    [InlineData("auth: {user: 'a:b', password: {env: A}}")]
    [InlineData("headers: {Host: {env: A}}")]
    [InlineData("headers: {'X Key': {env: A}}")]
    public void What_cannot_be_is_a_fault_that_shows_no_secret(string lines)
    {
        var diagnostics = new DiagnosticBag();
        _bot.Write("feeds.yaml", $"feeds:\n  - {{url: \"https://quay.example.org/\", publisher: Quay, {lines}}}\n");

        Assert.Null(FeedList.Load(Path.Combine(_bot.ConfigFolder, "feeds.yaml"), diagnostics));

        Assert.Equal(1, diagnostics.Count);
        Assert.DoesNotContain("s3cret", string.Join('\n', diagnostics.All), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_new_secret_a_feed_that_failed_is_asked_at_once()
    {
        _bot.Feeds.Answer("feed", http =>
        {
            http.Response.StatusCode = 401;
            return Task.CompletedTask;
        });
        await ListAsync("enabled: true");
        await _bot.PollAsync();
        _bot.Feeds.Answer("feed", http => ServeAsync(http));

        await ListAsync("headers: {X-Key: {file: PASSWORD}}");
        await _bot.PollAsync();

        Assert.Equal("|s3cret", _seen);
    }

    [Fact]
    public async Task The_password_of_a_proxy_is_sent_to_it_and_stands_in_no_fault()
    {
        await using var proxy = await FeedServer.StartAsync();
        var (user, asked) = ("", 0);
        proxy.Answer("feed", async http =>
        {
            user = $"{http.Request.Headers["Proxy-Authorization"]}";
            if (user.Length == 0)
            {
                http.Response.StatusCode = 407;
                http.Response.Headers["Proxy-Authenticate"] = "Basic realm=\"quay\"";
                return;
            }
            asked++;
            await http.Response.WriteAsync(Some.Rss(("A", 1)), Ct);
        });
        _bot.More["Feeds:Proxy"] = new UriBuilder(proxy.Url("")) { UserName = "desk", Password = "s3cret" }.ToString();
        await _bot.RestartAsync();

        var poll = await _bot.Get<FeedPoller>().PollAsync(Some.Feed("http://no-such-host.example/feed"), Ct);

        Assert.IsType<Poll.Fresh>(poll);
        Assert.Equal(1, asked);
        Assert.Equal($"Basic {Convert.ToBase64String("desk:s3cret"u8)}", user);
    }

    [Theory]
    [InlineData("http://desk:s3cret@proxy.example.org:3128", true)]
    [InlineData("http://proxy.example.org:3128", false)]
    public void A_proxy_with_a_password_is_refused_in_the_shared_file(string proxy, bool isSecret) =>
        Assert.Equal(isSecret, Settings.SecretIn("Feeds:Proxy", proxy) is not null);

    private string PathOf(string file) => Path.Combine(_bot.ConfigFolder, file);

    private async Task ListAsync(string more, string feed = "feed")
    {
        _bot.Write(
            "feeds.yaml",
            string.Create(
                    CultureInfo.InvariantCulture,
                    $"feeds:\n  - {{url: \"{_bot.Feeds.Url(feed)}\", publisher: Quay, {more}}}\n"
                )
                .Replace("PASSWORD", $"\"{PathOf("password")}\"", StringComparison.Ordinal)
        );
        await _bot.Get<ConfigReloader>().ReloadChangesAsync(Ct);
        Assert.Empty(_bot.Get<ConfigReloader>().Faults);
    }

    private async Task ServeAsync(HttpContext http)
    {
        _seen = $"{http.Request.Headers.Authorization}|{http.Request.Headers["X-Key"]}";
        await http.Response.WriteAsync(Some.Rss(("A", 1)), Ct);
    }
}
