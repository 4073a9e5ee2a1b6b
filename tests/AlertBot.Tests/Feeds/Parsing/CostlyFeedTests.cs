using AlertBot.Feeds;
using AlertBot.Feeds.Diagnostics;
using AlertBot.Feeds.Health;
using AlertBot.OperatorNotices;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Feeds.Parsing;

/// <summary>A document that takes too much processor time: what becomes of its feed, and of the others.</summary>
[MachineSuite]
public sealed class CostlyFeedTests : IAsyncLifetime
{
    private const long Operator = 777;
    private const long Reader = 4001;

    private TestBot _bot = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bot = await TestBot.CreateAsync(feeds: ["costly", "good"]);
        // A first document pays for the compiler as well, and one that meets a rule for more of it.
        _bot.Feeds.Serve("good", Some.Rss(("Oil talks in Ghat end with a truce", 1)));
        _bot.Feeds.Serve("costly", Some.Rss(("Wind", 1)));
        await _bot.PollAsync();
        // A third of what the shape takes on a fast machine.
        _bot.More["Feeds:MostProcessorTime"] = "00:00:00.15";
        _bot.More["Operator:Chat"] = $"telegram:{Operator}";
        await _bot.RestartAsync();
        await _bot.SubscribeAsync(Reader);
        var shape = Amplifier.All.Single(one => one.Name == "markup: paragraphs");
        var bytes = shape.Write();
        _bot.Feeds.Answer("costly", async http =>
        {
            http.Response.ContentType = shape.Type;
            await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
        });
        _bot.Feeds.Serve("good", Some.Rss(_bot.Clock.GetUtcNow().AddHours(1), ("Truce holds in Sirte", 1)));
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    [Fact]
    public async Task It_is_put_off_and_told_and_the_others_go_on()
    {
        await _bot.PassAsync(TimeSpan.FromHours(1));

        Assert.Single(_bot.Telegram.Messages, m => m.Chat == Reader);
        var health = await HealthAsync();
        Assert.Equal("costly", health.Condition(_bot.Clock.GetUtcNow()));
        Assert.StartsWith("too costly: reading it takes more than 0.15 s", health.Fault, StringComparison.Ordinal);
        Assert.InRange(health.NextPoll - _bot.Clock.GetUtcNow(), TimeSpan.FromMinutes(30), TimeSpan.FromHours(12));

        await _bot.Get<FeedNotices>().RunAsync(Ct);
        await _bot.Get<FeedNotices>().RunAsync(Ct);
        await _bot.DeliverAsync();
        var delivered = Assert.Single(_bot.Telegram.Messages, m => m.Chat == Operator);
        Assert.Contains("takes too much processor time", delivered.Visible, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_it_is_mended_it_is_read_and_told_of()
    {
        await _bot.PassAsync(TimeSpan.FromHours(1));
        await _bot.Get<FeedNotices>().RunAsync(Ct);
        _bot.Feeds.Serve("costly", Some.Rss(_bot.Clock.GetUtcNow().AddHours(12), ("Truce in Tripoli", 1)));

        await _bot.PassAsync(TimeSpan.FromHours(12));
        await _bot.Get<FeedNotices>().RunAsync(Ct);
        await _bot.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("fine", (await HealthAsync()).Condition(_bot.Clock.GetUtcNow()));
        Assert.Contains(_bot.Telegram.Messages, m =>
            m.Chat == Operator && m.Visible.Contains("is well again", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task After_a_start_it_comes_behind_all_others()
    {
        await _bot.PassAsync(TimeSpan.FromHours(1));
        _bot.Clock.Advance(TimeSpan.FromDays(2));

        await _bot.RestartAsync();
        await _bot.PollAsync();

        Assert.Equal((2, 1), (_bot.Feeds.Polls("good") - 1, _bot.Feeds.Polls("costly") - 1));
        Assert.True((await HealthAsync()).NextPoll > _bot.Clock.GetUtcNow());
    }

    /// <summary>A document that ends the process is not read first at each start.</summary>
    [Fact]
    public async Task What_was_polled_at_two_ends_in_a_row_is_put_off_ever_more()
    {
        _bot.Clock.Advance(TimeSpan.FromHours(1));
        var waits = new List<TimeSpan>();
        for (var end = 0; end < 4; end++)
        {
            Assert.NotEmpty(await _bot.Get<FeedStore>().LeaseDueAsync(10, Ct));
            await _bot.RestartAsync();
            waits.Add((await HealthAsync()).NextPoll - _bot.Clock.GetUtcNow());
            _bot.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.True(waits[0] <= TimeSpan.Zero);
        Assert.Equal([10, 20, 40], waits.Skip(1).Select(wait => (int)wait.TotalSeconds));
        await _bot.PassAsync(TimeSpan.Zero);
        Assert.Single(_bot.Telegram.Messages, m => m.Chat == Reader);
    }

    [Fact]
    public async Task The_check_says_so()
    {
        var found = await _bot.Get<FeedDiagnostics>().ExamineAsync(_bot.Feeds.Url("costly"), null, Ct);

        Assert.Equal(Verdict.Broken, found.Verdict);
        Assert.Contains(found.Findings, f => f.IsWrong && f.Text.StartsWith("too costly", StringComparison.Ordinal));
    }

    private async Task<FeedHealth> HealthAsync() =>
        (await _bot.Get<FeedHealthStore>().ListAsync(Ct)).Single(feed => feed.Publisher == "costly");
}
