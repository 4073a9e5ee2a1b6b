using AlertBot.Feeds;
using AlertBot.Feeds.Articles;
using AlertBot.Feeds.Fetching;
using AlertBot.Feeds.Parsing;
using AlertBot.Runtime;
using AlertBot.Tests.Support;
using Microsoft.Extensions.Options;

namespace AlertBot.Tests.Feeds.Parsing;

public sealed class DocumentReaderTests : IDisposable
{
    private readonly DocumentReader _reader = new(
        Options.Create(new FeedsOptions { MostProcessorTime = TimeSpan.FromMilliseconds(600) }),
        TimeProvider.System
    );

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _reader.Dispose();

    [Fact]
    public async Task What_is_given_up_has_stopped()
    {
        var steps = 0L;

        var reading = await _reader.ReadAsync(() => Endless(ref steps), Ct);
        var then = Interlocked.Read(ref steps);

        Assert.Null(reading.Result);
        // Whoever still ran would have gone on by the time another has read as much.
        Assert.Null((await _reader.ReadAsync(() => Endless(ref _others), Ct)).Result);
        Assert.Equal(then, Interlocked.Read(ref steps));
    }

    [Fact]
    public async Task A_costly_document_holds_no_other_up()
    {
        using var isFree = new ManualResetEventSlim();
        var tries = 0;
        // The second try is the one on a thread of its own.
        var costly = _reader.ReadAsync(
            () =>
            {
                if (++tries > 1)
                    isFree.Wait(Ct);
                return tries > 1 ? "read" : Endless(ref _others);
            },
            Ct
        );

        for (var i = 0; i < 20; i++)
            Assert.Equal("news", (await _reader.ReadAsync(() => "news", Ct)).Result);
        Assert.False(costly.IsCompleted);

        isFree.Set();
        Assert.Equal("read", (await costly).Result);
    }

    [Fact]
    public async Task Costly_documents_are_read_one_at_a_time()
    {
        var (now, most) = (0, 0);
        string Costly()
        {
            if (Thread.CurrentThread.IsThreadPoolThread)
                return Endless(ref _others);
            most = Math.Max(most, Interlocked.Increment(ref now));
            CpuBudget.TryRun(TimeSpan.FromMilliseconds(50), () => Endless(ref _others), out _, out _);
            Interlocked.Decrement(ref now);
            return "read";
        }

        var all = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => _reader.ReadAsync(Costly, Ct), Ct))
        );

        Assert.All(all, reading => Assert.Equal("read", reading.Result));
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task A_fault_of_the_document_comes_through() =>
        await Assert.ThrowsAsync<FeedFormatException>(async () =>
            await _reader.ReadAsync<string>(() => throw new FeedFormatException("no feed"), Ct)
        );

    /// <summary>The library that finds an article within its page is left at the next element it looks at.</summary>
    [Theory]
    [InlineData("<p>A long, long sentence about a truce, and more of it, and more.</p>")]
    [InlineData("<div><p>word, word, word, word, word, word, word</p></div>")]
    [InlineData("<div class=a><span>x</span><br><br>word</div>")]
    public void An_article_made_to_cost_is_left(string token)
    {
        var html = $"<html><body><article>{Amplifier.Fill(token, 480_000)}</article></body></html>";
        var page = new Fetch.Page(
            new Uri("https://harbour.example.org/1"),
            System.Net.HttpStatusCode.OK,
            System.Text.Encoding.UTF8.GetBytes(html)
        )
        {
            MediaType = "text/html",
            Charset = "utf-8",
        };

        CpuBudget.TryRun(TimeSpan.FromMilliseconds(300), () => ArticleText.Extract(page) ?? "", out _, out var spent);

        Assert.InRange(spent, TimeSpan.Zero, TimeSpan.FromSeconds(1.5));
    }

    private static long _others;

    private static string Endless(ref long steps)
    {
        while (true)
        {
            Interlocked.Increment(ref steps);
            CpuBudget.Check();
        }
    }
}
