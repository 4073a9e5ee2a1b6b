using System.Net;
using System.Net.Sockets;
using System.Text;
using AlertBot.Feeds;
using AlertBot.Feeds.Diagnostics;
using AlertBot.Feeds.Fetching;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Feeds.Fetching;

/// <summary>Answers that no rule of HTTP allows and that curl reads, byte by byte over a real socket.</summary>
public sealed class LenientAnswerTests : IAsyncLifetime
{
    private static readonly string Document = Some.Rss(("A", 1));

    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private TestBot _bot = null!;
    private Task _serving = Task.CompletedTask;
    private byte[] _answer = [];

    public async ValueTask InitializeAsync()
    {
        _bot = await TestBot.CreateAsync();
        _server.Start();
        _serving = ServeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _server.Stop();
        await _serving;
        _end.Dispose();
        await _bot.DisposeAsync();
    }

    private Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_server.LocalEndpoint).Port}/feed");

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _server.AcceptTcpClientAsync(_end.Token);
                var stream = client.GetStream();
                var request = new byte[8192];
                _ = await stream.ReadAsync(request, _end.Token);
                await stream.WriteAsync(_answer, _end.Token);
                client.Client.Shutdown(SocketShutdown.Send);
                _ = await stream.ReadAsync(request, _end.Token);
            }
        }
        catch (Exception e)
            when (e is OperationCanceledException or SocketException or IOException or InvalidOperationException
                && _end.IsCancellationRequested
            )
        {
            // The test has ended.
        }
    }

    private Task<Poll> PollAsync(string head, string? body = null)
    {
        _answer = Encoding.UTF8.GetBytes($"{head}\r\n\r\n{body ?? Document}");
        return _bot.Get<FeedPoller>().PollAsync(Some.Feed(Url.AbsoluteUri), TestContext.Current.CancellationToken);
    }

    private async Task<string> CheckAsync() =>
        string.Join(
            '\n',
            (
                await _bot.Get<FeedDiagnostics>().ExamineAsync(Url, null, TestContext.Current.CancellationToken)
            ).Findings.Select(f => f.Text)
        );

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nno colon here")]
    [InlineData("HTTP/1.1 200 OK\r\nX Odd Name: 1")]
    [InlineData("HTTP/1.1 200 OK\r\n: nameless")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type : application/xml")]
    [InlineData("HTTP/1.1 200 OK\r\nX-Bell: a\u0007b")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: many")]
    [InlineData("HTTP/1.1 200 OK\r\nÉtat: fine")]
    [InlineData("HTTP 200 OK\r\nContent-Type: application/xml")]
    [InlineData("HTTP/1.1  200 OK\r\nContent-Type: application/xml")]
    [InlineData("HTTP/1.1 103 Early Hints\r\nbroken line\r\n\r\nHTTP/1.1 200 OK\r\nbroken line")]
    public async Task A_header_line_that_is_not_legal_costs_nothing_but_itself(string head)
    {
        Assert.Single(Assert.IsType<Poll.Fresh>(await PollAsync(head)).Entries);

        Assert.Contains("not legal HTTP", await CheckAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Legal_headers_are_left_as_they_are()
    {
        const string Head = "HTTP/1.1 200 OK\r\nX-Folded: a\r\n b\r\nETag: \"1\"\r\n\r\n";

        Assert.Same(Head, LenientHeaderStream.Legal(Head));
        Assert.Equal("\"1\"", Assert.IsType<Poll.Fresh>(await PollAsync(Head.TrimEnd())).ETag);
        Assert.DoesNotContain("not legal HTTP", await CheckAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_ends_early_and_is_whole_is_read()
    {
        Assert.Single(Assert.IsType<Poll.Fresh>(await PollAsync("HTTP/1.1 200 OK\r\nContent-Length: 99999")).Entries);
        Assert.Contains("ended before the length", await CheckAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunked_body_without_its_last_chunk_is_read_when_it_is_whole() =>
        Assert.Single(
            Assert
                .IsType<Poll.Fresh>(
                    await PollAsync(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked",
                        $"{Encoding.UTF8.GetByteCount(Document):x}\r\n{Document}\r\n"
                    )
                )
                .Entries
        );

    [Fact]
    public async Task A_body_that_ends_in_the_middle_is_a_breakage() =>
        Assert.Contains(
            "in the middle of the document",
            Assert
                .IsType<Poll.Broken>(await PollAsync("HTTP/1.1 200 OK\r\nContent-Length: 99999", Document[..^30]))
                .Why,
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_charset_is_found_in_a_content_type_that_is_not_legal() =>
        Assert.Equal(
            "windows-1256",
            Assert
                .IsType<Fetch.Page>(
                    await PageAsync("HTTP/1.1 200 OK\r\nContent-Type: text/xml; ; charset=windows-1256;;")
                )
                .Charset
        );

    private Task<Fetch> PageAsync(string head)
    {
        _answer = Encoding.UTF8.GetBytes($"{head}\r\n\r\n{Document}");
        return _bot.Get<HttpFetcher>().GetAsync(Url, "*/*", TestContext.Current.CancellationToken);
    }
}
