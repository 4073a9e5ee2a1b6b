using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AlertBot.Tests.Support;
using AlertBot.Web;

namespace AlertBot.Tests.Web;

/// <summary>
/// Who is let in, what goes with every answer, and that a page that cannot be served stops nothing else.
/// </summary>
public sealed class WebServerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_answer_says_what_a_browser_may_do_with_it()
    {
        await using var bot = await TestBot.CreateAsync();
        using var http = await OpenAsync(bot);

        using var answer = await http.GetAsync("/", Ct);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("default-src 'none'", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
    }

    [Fact]
    public async Task Another_sites_name_for_this_machine_is_refused()
    {
        await using var bot = await TestBot.CreateAsync();
        using var http = await OpenAsync(bot);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "rebound.example" } };

        using var answer = await http.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Who_knows_the_password_or_the_token_is_let_in_and_nobody_else()
    {
        await using var bot = await WithSecretsAsync();
        using var http = await OpenAsync(bot);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http, null));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http, Basic("wrong")));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http, Basic("the-token")));
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await StatusAsync(http, new AuthenticationHeaderValue("Basic", "no base 64"))
        );
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, Basic("the:password")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, new AuthenticationHeaderValue("Bearer", "the-token")));
    }

    [Fact]
    public async Task After_many_wrong_tries_not_even_the_right_password_is_looked_at()
    {
        await using var bot = await WithSecretsAsync();
        using var http = await OpenAsync(bot);
        for (var i = 0; i < Gate.MostWrongTries; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http, Basic($"wrong {i}")));

        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(http, Basic("the:password")));
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080", "", null)]
    [InlineData("http://localhost:8080", "", null)]
    [InlineData("", "", null)]
    [InlineData("http://0.0.0.0:8080", "secret", null)]
    [InlineData("http://0.0.0.0:8080", "", "Web:PasswordFile")]
    [InlineData("http://*:8080", "", "Web:PasswordFile")]
    [InlineData("http://[::]:8080", "", "Web:PasswordFile")]
    [InlineData("8080", "", "http://ADDRESS:PORT")]
    public void An_address_others_can_reach_asks_for_a_secret(string url, string password, string? says)
    {
        var fault = new WebOptions { Url = url, Password = password }.Fault;

        if (says is null)
            Assert.Null(fault);
        else
            Assert.Contains(says, fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_turns_the_page_off_until_it_is_free_and_nothing_else()
    {
        await using var first = await TestBot.CreateAsync();
        (await OpenAsync(first)).Dispose();
        await using var second = await TestBot.CreateAsync();
        second.More["Web:Url"] = first.Get<WebServer>().Address;
        await second.RestartAsync();

        await second.Get<WebServer>().StartAsync(Ct);

        Assert.Null(second.Get<WebServer>().Address);
        await second.PassAsync(WebServer.Pause);
        Assert.Null(second.Get<WebServer>().Address);
        await first.Get<WebServer>().StopAsync(Ct);
        while (second.Get<WebServer>().Address is null)
        {
            second.Clock.Advance(WebServer.Pause);
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Ct);
        }
        using var http = new HttpClient { BaseAddress = new Uri(second.Get<WebServer>().Address!) };
        Assert.Contains("AlertBot", await http.GetStringAsync("/", Ct), StringComparison.Ordinal);
    }

    internal static async Task<HttpClient> OpenAsync(TestBot bot)
    {
        var server = bot.Get<WebServer>();
        await server.StartAsync(Ct);
        return new HttpClient { BaseAddress = new Uri(server.Address!) };
    }

    private static async Task<TestBot> WithSecretsAsync()
    {
        var bot = await TestBot.CreateAsync();
        bot.More["Web:Password"] = "the:password";
        bot.More["Web:Token"] = "the-token";
        await bot.RestartAsync();
        return bot;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, AuthenticationHeaderValue? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Authorization = authorization } };
        using var answer = await http.SendAsync(request, Ct);
        return answer.StatusCode;
    }

    private static AuthenticationHeaderValue Basic(string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"any:{password}")));

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();
}
