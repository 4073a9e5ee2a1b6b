using AlertBot.Tests.Support;

namespace AlertBot.Tests;

/// <summary>
/// Ends of the real program, and a second one beside it; what SIGKILL does is <see cref="TortureTests"/>' matter.
/// </summary>
[MachineSuite]
public sealed class KillTests
{
    private const int Feeds = 4;
    private const int EntriesPerFeed = 30;
    private static readonly long[] Chats = [11, 12, -1013];

    private const int Seed = 20261124;

    [Fact]
    public async Task Told_to_stop_it_ends_within_five_seconds_and_cleanly()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var scene = await KillScene.CreateAsync(Feeds, EntriesPerFeed, Chats, new Random(Seed));
        scene.Telegram.Play(Chats[0], TelegramFault.Silence());
        using var bot = scene.StartBot();
        await scene.Telegram.WaitForAsync(messages => messages.Any(m => m.Chat == Chats[0]), ct);

        var watch = System.Diagnostics.Stopwatch.StartNew();
        bot.Terminate();
        var exit = await bot.WaitForExitAsync(ct);

        Assert.Equal(0, exit);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
        Assert.DoesNotContain("fail:", bot.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeTelegram.Token, bot.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_demo_that_watches_ends_when_told_to()
    {
        var ct = TestContext.Current.CancellationToken;
        using var demo = BotProcess.Start(
            Repository.PathOf("config"),
            new Dictionary<string, string>(),
            "demo",
            "--watch"
        );
        await demo.WaitForLogAsync("demo: 6 feeds", ct);

        demo.Terminate();

        Assert.Equal(0, await demo.WaitForExitAsync(ct));
    }

    [Fact]
    public async Task A_second_run_on_the_same_store_is_refused()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var scene = await KillScene.CreateAsync(1, 1, Chats, new Random(Seed));
        using var first = scene.StartBot();
        await scene.Telegram.WaitForAsync(messages => messages.Count > 0, ct);

        using var second = scene.StartBot();

        Assert.Equal(2, await second.WaitForExitAsync(ct));
        Assert.Contains("another alertbot runs on", second.Log, StringComparison.OrdinalIgnoreCase);
    }
}
