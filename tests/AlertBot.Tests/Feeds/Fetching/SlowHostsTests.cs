using AlertBot.Tests.Support;

namespace AlertBot.Tests.Feeds.Fetching;

/// <summary>
/// Servers that take a poll and say nothing: more of them than there are slots, and one feed that answers.
/// </summary>
public sealed class SlowHostsTests : IAsyncLifetime
{
    private const int Slow = 60;

    private TestBot _bot = null!;

    public async ValueTask InitializeAsync()
    {
        _bot = await TestBot.CreateAsync(feeds: "quick");
        // All of 127.0.0.0/8 is loopback, so each can have a host of its own.
        var port = _bot.Feeds.Url("x").Port;
        _bot.Write(
            "feeds.yaml",
            "feeds:"
                + string.Concat(
                    Enumerable
                        .Range(0, Slow)
                        .Select(n => $"\n  - {{url: \"{_bot.Feeds.Url($"slow-{n}")}\", publisher: slow}}")
                )
                + $"\n  - {{url: \"http://localhost:{port}/quick\", publisher: quick}}"
        );
        _bot.Write("appsettings.json", """{ "Feeds": { "PerHostConcurrency": 64 } }""");
        for (var n = 0; n < Slow; n++)
            _bot.Feeds.Answer($"slow-{n}", http => new TaskCompletionSource().Task.WaitAsync(http.RequestAborted));
        _bot.Feeds.Serve("quick", Some.Rss(("Truce in Sirte", 1)));
        await _bot.RestartAsync();
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    [Fact]
    public async Task They_hold_up_nobody_else_and_give_their_slots_back()
    {
        var ct = TestContext.Current.CancellationToken;
        var run = _bot.PollAsync();
        using (new RunningClock(_bot.Clock))
        {
            await _bot.Feeds.WaitForPollsAsync("quick", 1, ct);
            Assert.False(run.IsCompleted);

            await run;
        }

        Assert.Equal(
            Slow,
            await _bot.AskAsync<long>(
                "SELECT count(*) FROM feeds WHERE failures = 1 AND last_fault LIKE 'no whole answer%'"
            )
        );
        Assert.Equal(0, await _bot.AskAsync<long>("SELECT count(*) FROM feeds WHERE leased_until > 0"));
    }
}
