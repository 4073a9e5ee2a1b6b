using System.Diagnostics;
using AlertBot.Runtime;
using AlertBot.Tests.Support;

namespace AlertBot.Tests;

/// <summary>
/// The README, step by step, as someone does who has only the program: from an empty folder to an alert on both
/// networks.
/// </summary>
[MachineSuite]
public sealed class WalkTests : IAsyncLifetime
{
    private const string Room = "800000000000000031";
    private const long Chat = 4242;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alertbot-walk-");
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private FeedServer _feeds = null!;
    private FakeTelegram _telegram = null!;
    private FakeDiscord _discord = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Config => Path.Combine(_folder.FullName, "config");

    public async ValueTask InitializeAsync()
    {
        (_feeds, _telegram, _discord) = (
            await FeedServer.StartAsync(),
            await FakeTelegram.StartAsync(),
            await FakeDiscord.StartAsync()
        );
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "telegram-token"), $"{FakeTelegram.Token}\n", Ct);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "discord-token"), $"{FakeDiscord.Token}\n", Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _feeds.DisposeAsync();
        await _telegram.DisposeAsync();
        await _discord.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task From_an_empty_folder_to_an_alert_on_both_networks()
    {
        Assert.Contains("files written", await RunAsync("init"), StringComparison.Ordinal);
        Assert.Contains("demo: 6 feeds", await RunAsync("demo"), StringComparison.Ordinal);

        _feeds.Serve("desk", Some.Rss(TimeProvider.System.GetUtcNow(), ("Barley prices rise", 30)));
        await File.WriteAllTextAsync(
            Path.Combine(Config, "feeds.yaml"),
            $"feeds:\n  - {{url: \"{_feeds.Url("desk")}\", publisher: Harbour Dispatch}}\n",
            Ct
        );
        Assert.Contains("/desk: fine", await RunAsync("feeds", "check"), StringComparison.Ordinal);
        Assert.Contains(
            "1 feed, 0 chats in subscriptions.yaml: all is well",
            await RunAsync("check"),
            StringComparison.Ordinal
        );

        using var bot = BotProcess.Start(Config, Settings);
        await bot.WaitForLogAsync("Telegram: receiving as @AlertDeskBot", Ct);
        Tell("both networks on");
        _telegram.Inbox.Write(Chat, "/subscribe all");
        await _telegram.WaitForAsync(messages => messages.Any(message => message.Chat == Chat), Ct);
        Tell("subscribed in Telegram");
        await _discord.Gateway.WaitAsync("ready", 1, Ct);
        await (await _discord.Interactions.CommandAsync(Room, "subscribe", new() { ["topics"] = "all" })).FirstAsync(
            Ct
        );
        Tell("subscribed in Discord");
        Assert.Contains(Room, await RunAsync("subscriptions", "list"), StringComparison.Ordinal);
        Assert.Contains("sent", await RunAsync("send-test", $"telegram:{Chat}"), StringComparison.OrdinalIgnoreCase);

        _feeds.Serve(
            "desk",
            Some.Rss(
                TimeProvider.System.GetUtcNow(),
                ("انهيار وقف إطلاق النار في طرابلس بعد اشتباكات عنيفة", 1),
                ("Barley prices rise", 30)
            )
        );
        await _telegram.WaitForAsync(
            messages =>
                messages.Any(message => message.Visible.Contains("انهيار وقف إطلاق النار", StringComparison.Ordinal)),
            Ct
        );
        Tell("alert in Telegram");
        await _discord.WaitAsync(
            messages =>
                messages.Any(message =>
                    message.Channel == Room
                    && message.Title.Contains("انهيار وقف إطلاق النار", StringComparison.Ordinal)
                ),
            Ct
        );
        Tell("alert in Discord");
        bot.Terminate();
        Assert.Equal(Exit.Fine, await bot.WaitForExitAsync(Ct));
        Assert.Empty(_discord.Violations);
        Assert.DoesNotContain(FakeTelegram.Token, bot.Log, StringComparison.Ordinal);
    }

    private Dictionary<string, string> Settings =>
        new()
        {
            ["ConnectionStrings:AlertBot"] = $"Data Source={Path.Combine(_folder.FullName, "alertbot.db")}",
            ["Telegram:TokenFile"] = Path.Combine(_folder.FullName, "telegram-token"),
            ["Discord:TokenFile"] = Path.Combine(_folder.FullName, "discord-token"),
            // The one thing a real user waits for and this one does not: a quarter of an hour between two polls.
            ["Feeds:MinInterval"] = "00:00:01",
            ["Feeds:AllowPrivateAddresses"] = "true",
            ["Telegram:ApiBaseUrl"] = _telegram.Url,
            ["Discord:ApiBaseUrl"] = _discord.Url,
        };

    private async Task<string> RunAsync(params string[] args)
    {
        using var verb = BotProcess.Start(Config, Settings, args);
        Assert.Equal(Exit.Fine, await verb.WaitForExitAsync(Ct));
        Tell($"alertbot {string.Join(' ', args)}");
        return verb.Log;
    }

    private void Tell(string step) =>
        TestContext.Current.TestOutputHelper?.WriteLine($"{_watch.Elapsed.TotalSeconds, 6:0.0} s  {step}");
}
