using System.Globalization;
using AlertBot.Tests.Support;

namespace AlertBot.Tests;

/// <summary>The promise of the outbox, on the real program: killed at any moment, it loses nothing and doubles only what it could not know.</summary>
public sealed class KillTests
{
    private const int Feeds = 4;
    private static int EntriesPerFeed => 30 * Math.Max(1, Kills / 8);
    private static readonly long[] Chats = [11, 12, -1013];

    /// <summary>8 unless ALERTBOT_KILLS says otherwise; docs/reliability.md has the long run.</summary>
    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("ALERTBOT_KILLS") ?? "8", CultureInfo.InvariantCulture);

    private static int Seed => int.Parse(Environment.GetEnvironmentVariable("ALERTBOT_SEED") ?? "20261124", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Killed_at_random_while_polling_and_sending_it_loses_nothing_and_doubles_only_the_unknown()
    {
        var ct = TestContext.Current.CancellationToken;
        var random = new Random(Seed);
        await using var scene = await KillScene.CreateAsync(Feeds, EntriesPerFeed, Chats, random);

        for (var kill = 0; kill < Kills; kill++)
            await scene.RunUntilKilledAsync(random, ct);
        await scene.RunUntilAllArrivedAsync(ct);

        var arrived = scene.Telegram.Messages.GroupBy(m => (m.Chat, Title: m.Visible.Split('\n')[0][3..])).ToDictionary(g => g.Key, g => g.Count());
        var missing = from chat in Chats from title in scene.Titles where !arrived.ContainsKey((chat, title)) select $"{chat}: {title}";
        Assert.Empty(missing);
        var doubled = arrived.Where(a => a.Value > 1).Select(a => a.Key).ToList();
        var unsure = scene.UnsureMessages();
        Assert.All(doubled, message => Assert.Contains(message, unsure));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Kills} kills, {scene.Titles.Count * Chats.Length} messages: 0 lost, {doubled.Count} doubled, {unsure.Count} of unknown fate");
    }

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
        using var demo = BotProcess.Start(Repository.PathOf("config"), new Dictionary<string, string>(), "demo", "--watch");
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
