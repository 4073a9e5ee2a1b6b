using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using AlertBot.Configuration;
using AlertBot.Feeds;
using AlertBot.Feeds.Fetching;
using AlertBot.Hosting;
using AlertBot.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace AlertBot.Tests.Feeds.Fetching;

/// <summary>
/// Where polls may go: addresses, names, redirects, certificates; through the real HTTP stack on loopback.
/// </summary>
public sealed class FeedConnectionsTests : IAsyncLifetime
{
    private TestBot _bot = null!;
    private IHost? _host;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bot = await TestBot.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        _host?.Dispose();
        await _bot.DisposeAsync();
    }

    /// <summary>
    /// The service's own poller, but for the connections given; without any, as it is set up by default.
    /// </summary>
    private FeedPoller Poller(FeedConnections? connections = null)
    {
        _host = AlertBotHost.Build(
            new ConfigFolder(_bot.ConfigFolder),
            new Dictionary<string, string?> { ["Logging:LogLevel:Default"] = "None", ["Telegram:Token"] = "" },
            services =>
            {
                if (connections is not null)
                    services.RemoveAll<FeedConnections>().AddSingleton(connections);
            }
        );
        return _host.Services.GetRequiredService<FeedPoller>();
    }

    private async Task<string> WhyAsync(FeedPoller poller, string address) =>
        Assert.IsType<Poll.Broken>(await poller.PollAsync(Some.Feed(address), Ct)).Why;

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")] // carriers' NAT
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("169.254.169.254")] // the clouds' metadata
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.1")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("203.0.113.9")]
    [InlineData("224.0.0.1")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::7f00:1")] // 127.0.0.1 as IPv4-compatible
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::ffff:0:10.0.0.1")] // IPv4-translated
    [InlineData("64:ff9b::7f00:1")] // NAT64 of 127.0.0.1
    [InlineData("64:ff9b::a9fe:a9fe")] // NAT64 of the metadata address
    [InlineData("64:ff9b:1::1")]
    [InlineData("100::1")]
    [InlineData("2001::1")] // Teredo
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::1")] // 6to4 of 127.0.0.1
    [InlineData("3fff::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")] // metadata over IPv6
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void These_addresses_are_not_public(string address) =>
        Assert.False(PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("93.184.216.34")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("192.169.0.1")]
    [InlineData("223.255.255.254")]
    [InlineData("::ffff:93.184.216.34")]
    [InlineData("64:ff9b::5db8:d822")] // NAT64 of 93.184.216.34
    [InlineData("2606:2800:220:1:248:1893:25c8:1946")]
    [InlineData("2a00:1450:4001:80b::200e")]
    public void These_addresses_are_public(string address) =>
        Assert.True(PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://127.0.0.1/feed")]
    [InlineData("http://localhost/feed")]
    [InlineData("http://[::1]/feed")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://10.1.2.3/feed")]
    [InlineData("http://[::ffff:192.168.0.1]/feed")]
    [InlineData("http://2130706433/feed")] // 127.0.0.1 as one number
    [InlineData("http://0x7f000001/feed")]
    [InlineData("http://0x7f.1/feed")]
    [InlineData("http://0177.0.0.1/feed")]
    [InlineData("http://127.1/feed")]
    [InlineData("http://0.0.0.0/feed")]
    [InlineData("https://127.0.0.1/feed")]
    public async Task Private_addresses_are_refused_however_they_are_written(string address) =>
        Assert.Contains("the address is private", await WhyAsync(Poller(), address), StringComparison.Ordinal);

    [Fact]
    public async Task Without_that_check_a_private_feed_is_polled_like_any_other()
    {
        _bot.Feeds.Serve("feed", Some.Rss(("A", 1)));

        Assert.IsType<Poll.Fresh>(
            await _bot.Get<FeedPoller>().PollAsync(Some.Feed(_bot.Feeds.Url("feed").AbsoluteUri), Ct)
        );
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://127.0.0.2/feed")]
    [InlineData("http://[::1]/feed")]
    [InlineData("//10.0.0.1/feed")]
    public async Task A_redirect_to_a_private_address_is_no_way_around(string target)
    {
        Redirect("feed", 302, target);
        // The server's own address stands for a public one.
        var poller = Poller(
            new FeedConnections(address => address.Equals(IPAddress.Loopback), Dns.GetHostAddressesAsync)
        );

        Assert.Contains(
            "the address is private",
            await WhyAsync(poller, _bot.Feeds.Url("feed").AbsoluteUri),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Of_a_name_with_both_kinds_of_address_only_the_public_one_is_connected_to()
    {
        _bot.Feeds.Serve("feed", Some.Rss(("A", 1)));
        var poller = Poller(
            new FeedConnections(
                address => address.Equals(IPAddress.Loopback),
                (_, _) =>
                    Task.FromResult<IPAddress[]>([
                        IPAddress.Parse("127.0.0.2"),
                        IPAddress.IPv6Loopback,
                        IPAddress.Loopback,
                    ])
            )
        );

        Assert.IsType<Poll.Fresh>(
            await poller.PollAsync(Some.Feed($"http://news.example.org:{_bot.Feeds.Url("feed").Port}/feed"), Ct)
        );
    }

    [Fact]
    public async Task A_name_that_changes_its_address_is_resolved_once_for_check_and_connection()
    {
        _bot.Feeds.Serve("feed", Some.Rss(("A", 1)));
        var answers = new Queue<IPAddress>([IPAddress.Loopback, IPAddress.Parse("127.0.0.2")]);
        var poller = Poller(
            new FeedConnections(
                address => address.Equals(IPAddress.Loopback),
                (_, _) => Task.FromResult<IPAddress[]>([answers.Dequeue()])
            )
        );

        Assert.IsType<Poll.Fresh>(
            await poller.PollAsync(Some.Feed($"http://news.example.org:{_bot.Feeds.Url("feed").Port}/feed"), Ct)
        );
        Assert.Single(answers);
    }

    [Fact]
    public async Task Redirects_are_followed_and_links_are_relative_to_where_they_end()
    {
        Redirect("feed", 301, "/second");
        Redirect("second", 308, "third");
        _bot.Feeds.Serve(
            "third",
            "<rss version=\"2.0\"><channel><item><title>A</title><link>news/1</link></item></channel></rss>"
        );

        var fresh = Assert.IsType<Poll.Fresh>(
            await _bot.Get<FeedPoller>().PollAsync(Some.Feed(_bot.Feeds.Url("feed").AbsoluteUri), Ct)
        );

        Assert.Equal(_bot.Feeds.Url("news") + "/1", fresh.Entries[0].Link?.AbsoluteUri);
    }

    [Fact]
    public async Task A_redirect_may_be_written_in_Arabic_as_sites_write_it()
    {
        // Bytes as they are: Kestrel would refuse to send them.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _bot.Feeds.Serve("أخبار", Some.Rss(("A", 1)));
        var target = $"http://127.0.0.1:{_bot.Feeds.Url("feed").Port}/أخبار";
        var answering = Task.Run(
            async () =>
            {
                using var client = await listener.AcceptTcpClientAsync(Ct);
                await client.GetStream().ReadAtLeastAsync(new byte[4], 4, cancellationToken: Ct);
                await client
                    .GetStream()
                    .WriteAsync(
                        Encoding.UTF8.GetBytes(
                            $"HTTP/1.1 301 Moved\r\nLocation: {target}\r\nContent-Length: 0\r\nConnection: "
                                + "close\r\n\r\n"
                        ),
                        Ct
                    );
                await client.GetStream().CopyToAsync(Stream.Null, Ct);
            },
            Ct
        );

        Assert.IsType<Poll.Fresh>(
            await _bot.Get<FeedPoller>().PollAsync(Some.Feed($"http://{listener.LocalEndpoint}/"), Ct)
        );
        await answering;
    }

    [Fact]
    public async Task Redirects_without_end_are_given_up()
    {
        Redirect("feed", 302, "/feed");

        Assert.Equal(
            "redirected more than 5 times",
            await WhyAsync(_bot.Get<FeedPoller>(), _bot.Feeds.Url("feed").AbsoluteUri)
        );
        Assert.Equal(6, _bot.Feeds.Polls("feed"));
    }

    [Theory]
    [InlineData("file:///etc/passwd", "neither http nor https")]
    [InlineData("ftp://news.example.org/feed", "neither http nor https")]
    [InlineData("gopher://127.0.0.1/", "neither http nor https")]
    [InlineData("ws://127.0.0.1/", "neither http nor https")]
    [InlineData("data:text/xml,<rss/>", "neither http nor https")]
    [InlineData("", "to no address")]
    [InlineData("http://[", "to no address")]
    public async Task Redirects_elsewhere_are_told_and_not_followed(string target, string why)
    {
        Redirect("feed", 302, target);

        Assert.Contains(
            why,
            await WhyAsync(_bot.Get<FeedPoller>(), _bot.Feeds.Url("feed").AbsoluteUri),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_redirect_from_https_to_http_is_not_followed_and_credentials_stay_with_their_host()
    {
        var seen = new List<(string Address, bool HasCredentials)>();
        using var http = new HttpMessageInvoker(
            new FeedRedirects
            {
                InnerHandler = new Answers(request =>
                {
                    seen.Add((request.RequestUri!.AbsoluteUri, request.Headers.Authorization is not null));
                    var answer = new HttpResponseMessage(HttpStatusCode.Redirect);
                    answer.Headers.Location = new Uri(
                        seen.Count == 1 ? "same"
                            : seen.Count == 2 ? "https://b.example.org/"
                            : "http://b.example.org/",
                        UriKind.RelativeOrAbsolute
                    );
                    return answer;
                }),
            }
        );
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://a.example.org/")
        {
            Headers = { Authorization = new("Basic", "c2VjcmV0") },
        };

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => http.SendAsync(request, Ct));

        Assert.Contains("from https to http", refused.Message, StringComparison.Ordinal);
        Assert.Equal(
            [("https://a.example.org/", true), ("https://a.example.org/same", true), ("https://b.example.org/", false)],
            seen
        );
    }

    [Fact]
    public async Task A_certificate_nobody_vouches_for_is_refused()
    {
        using var key = RSA.Create(2048);
        var certificate = new CertificateRequest(
            "CN=127.0.0.1",
            key,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        ).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        await using var server = builder.Build();
        server.Run(http => http.Response.WriteAsync(Some.Rss(("A", 1))));
        await server.StartAsync(Ct);

        Assert.Contains(
            "certificate",
            await WhyAsync(_bot.Get<FeedPoller>(), server.Urls.First()),
            StringComparison.OrdinalIgnoreCase
        );
    }

    [Fact]
    public async Task Cookies_are_not_kept()
    {
        var cookies = "";
        _bot.Feeds.Answer("feed", http =>
        {
            cookies += http.Request.Headers.Cookie;
            http.Response.Headers.SetCookie = "who=you";
            return Task.CompletedTask;
        });

        await _bot.Get<FeedPoller>().PollAsync(Some.Feed(_bot.Feeds.Url("feed").AbsoluteUri), Ct);
        await _bot.Get<FeedPoller>().PollAsync(Some.Feed(_bot.Feeds.Url("feed").AbsoluteUri), Ct);

        Assert.Equal((2, ""), (_bot.Feeds.Polls("feed"), cookies));
    }

    private void Redirect(string name, int status, string target) => _bot.Feeds.Answer(name, http =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = target;
            return Task.CompletedTask;
        });

    private sealed class Answers(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) => Task.FromResult(answer(request));
    }
}
