using AlertBot.Feeds.Scheduling;
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

    /// <summary>
    /// Each answers only after its poll has given its slot back. What has answered and is not taken in is memory, and
    /// what is leased is polled by nobody else: a node that falls behind must not go on leasing.
    /// </summary>
    [Fact]
    public async Task Where_answers_are_not_taken_in_no_more_feeds_are_leased()
    {
        const int Many = 800;
        var ct = TestContext.Current.CancellationToken;
        _bot.Write(
            "feeds.yaml",
            "feeds:"
                + string.Concat(
                    Enumerable
                        .Range(0, Many)
                        .Select(n => $"\n  - {{url: \"{_bot.Feeds.Url($"late-{n}")}\", publisher: late}}")
                )
        );
        for (var n = 0; n < Many; n++)
            _bot.Feeds.Answer($"late-{n}", http =>
                Task.Delay(TimeSpan.FromSeconds(3), _bot.Clock, http.RequestAborted)
            );
        await _bot.RestartAsync();
        var polled = () => Enumerable.Range(0, Many).Sum(n => _bot.Feeds.Polls($"late-{n}"));
        using var clock = new RunningClock(_bot.Clock);
        var runs = new List<PollRun>();

        for (var tick = 0; tick < 25; tick++)
        {
            if (_bot.Get<DueFeedPoller>().Begin(ct) is { } run)
                runs.Add(run);
            await Task.Delay(TimeSpan.FromSeconds(5), _bot.Clock, ct);
        }
        Assert.InRange(polled(), 200, 400);

        var taken = 0;
        foreach (var run in runs)
        {
            while (await run.ReadAsync(100, ct) is { Count: > 0 } batch)
            {
                taken += batch.Count;
                run.TakenIn(batch.Count);
            }
            await run.Done;
        }
        Assert.Equal(taken, polled());
    }
}
