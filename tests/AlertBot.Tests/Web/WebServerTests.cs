using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AlertBot.Tests.Support;
using AlertBot.Web;
using AlertBot.Web.Security;

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
        Assert.DoesNotContain(answer.Headers, header =>
            header.Key.StartsWith("blazor", StringComparison.OrdinalIgnoreCase)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("a!b")]
    public async Task A_host_that_makes_no_address_is_no_fault_of_a_page(string host)
    {
        await using var bot = await WithSecretsAsync();
        using var http = await OpenAsync(bot);

        var answer = await SayAsync(
            http,
            $"GET / HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer the-token\r\nConnection: close\r\n\r\n"
        );

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
    }

    /// <summary>The server answers these by itself, before any page is asked.</summary>
    [Theory]
    [InlineData("nonsense\r\n\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "400")]
    [InlineData("GET /{0} HTTP/1.1\r\nHost: localhost\r\n\r\n", "414")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nX: {1}\r\n\r\n", "431")]
    [InlineData("GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "404")]
    public async Task An_error_says_what_a_browser_may_do_with_it_too(string request, string status)
    {
        await using var bot = await TestBot.CreateAsync();
        using var http = await OpenAsync(bot);

        var answer = await SayAsync(
            http,
            request
                .Replace("{0}", new string('a', 20_000), StringComparison.Ordinal)
                .Replace("{1}", new string('a', 60_000), StringComparison.Ordinal)
        );

        Assert.StartsWith($"HTTP/1.1 {status}", answer, StringComparison.Ordinal);
        Assert.All(WebServer.Headers, header =>
            Assert.Single(answer.Split("\r\n"), line => line == $"{header.Name}: {header.Value}")
        );
    }

    /// <summary>Each takes some ten seconds: that long the server waits.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\n")]
    [InlineData("POST /try HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\na")]
    [MachineSuite]
    public async Task Who_sends_a_request_byte_by_byte_is_hung_up_on(string beginning)
    {
        await using var bot = await TestBot.CreateAsync();
        using var http = await OpenAsync(bot);

        var said = SayAsync(http, beginning).WaitAsync(HangLimit.Span, Ct);

        Assert.DoesNotContain("HTTP/1.1 200", await said, StringComparison.Ordinal);
        using var answer = await http.GetAsync("/", Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_page_can_be_asked_for_its_headers_alone()
    {
        await using var bot = await TestBot.CreateAsync();
        using var http = await OpenAsync(bot);
        using var request = new HttpRequestMessage(HttpMethod.Head, "/");

        using var answer = await http.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Ct));
    }

    [Fact]
    public async Task Wrong_tries_from_many_addresses_are_bounded_together_and_keep_nobody_out_who_was_right_before()
    {
        await using var bot = await WithSecretsAsync();
        using var http = await OpenAsync(bot);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, Basic("the:password")));

        var looked = 0;
        for (var address = 1; address <= 15; address++)
        {
            using var other = From($"127.0.1.{address}", http.BaseAddress!);
            for (var i = 0; i < WrongTries.Most; i++)
                looked += await StatusAsync(other, Basic($"wrong {i}")) == HttpStatusCode.Unauthorized ? 1 : 0;
        }

        Assert.Equal(WrongTries.MostOfAll, looked);
        using var stranger = From("127.0.2.1", http.BaseAddress!);
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(stranger, Basic("the:password")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, Basic("the:password")));
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
    public async Task A_form_is_taken_from_who_knows_the_password()
    {
        await using var bot = await WithSecretsAsync();
        using var http = await OpenAsync(bot);
        http.DefaultRequestHeaders.Authorization = Basic("the:password");

        var page = await TryPageTests.PostAsync(http, "try", "A truce", "");

        Assert.Contains("<mark>truce</mark>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_open_to_all_asks_for_no_secret_and_counts_no_wrong_one()
    {
        await using var bot = await WithSecretsAsync();
        using var http = await OpenAsync(bot);

        for (var i = 0; i <= WrongTries.Most; i++)
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, Basic($"wrong {i}"), "/health/live"));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, Basic("the:password")));
    }

    [Fact]
    public async Task What_is_refused_says_how_to_be_let_in()
    {
        await using var bot = await WithSecretsAsync();
        using var http = await OpenAsync(bot);

        foreach (var path in (string[])["/", "/metrics", "/nowhere", "/page.css"])
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), Ct);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("Basic realm=\"AlertBot\", charset=\"UTF-8\"", Header(answer, "WWW-Authenticate"));
            Assert.Equal("A password or token is needed.", await answer.Content.ReadAsStringAsync(Ct));
        }
    }

    [Fact]
    public async Task After_many_wrong_tries_not_even_the_right_password_is_looked_at()
    {
        await using var bot = await WithSecretsAsync();
        using var http = await OpenAsync(bot);
        for (var i = 0; i < WrongTries.Most; i++)
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
    [InlineData("http://localhost:8080/;http://*:9090", "", "write one address")]
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

    /// <summary>As written, over a connection of its own, until the server closes it.</summary>
    private static async Task<string> SayAsync(HttpClient http, string request)
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(http.BaseAddress!.Host, http.BaseAddress.Port, Ct);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Ct);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var answer = new StringBuilder();
        var part = new char[4096];
        try
        {
            while (await reader.ReadAsync(part, Ct) is var read and > 0)
                answer.Append(part, 0, read);
        }
        catch (IOException)
        {
            // It hangs up on what it has not read.
        }
        return answer.ToString();
    }

    /// <summary>A client at another address of this machine.</summary>
    private static HttpClient From(string address, Uri page) =>
        new(
            new SocketsHttpHandler
            {
                ConnectCallback = async (context, ct) =>
                {
                    var socket = new System.Net.Sockets.Socket(
                        System.Net.Sockets.SocketType.Stream,
                        System.Net.Sockets.ProtocolType.Tcp
                    );
                    socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
                    await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, ct);
                    return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
                },
            }
        )
        {
            BaseAddress = page,
        };

    private static async Task<TestBot> WithSecretsAsync()
    {
        var bot = await TestBot.CreateAsync();
        bot.More["Web:Password"] = "the:password";
        bot.More["Web:Token"] = "the-token";
        await bot.RestartAsync();
        return bot;
    }

    private static async Task<HttpStatusCode> StatusAsync(
        HttpClient http,
        AuthenticationHeaderValue? authorization,
        string path = "/"
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path)
        {
            Headers = { Authorization = authorization },
        };
        using var answer = await http.SendAsync(request, Ct);
        return answer.StatusCode;
    }

    private static AuthenticationHeaderValue Basic(string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"any:{password}")));

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();
}
