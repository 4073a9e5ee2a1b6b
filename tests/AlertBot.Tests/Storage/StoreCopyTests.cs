using System.Text.Json;
using AlertBot.Cli;
using AlertBot.Runtime;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Storage;

/// <summary>What stood in a file goes on from a server.</summary>
[MachineSuite]
public sealed class StoreCopyTests : IAsyncLifetime
{
    private TestBot _bot = null!;
    private PostgresServer _server = null!;
    private string _target = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_bot.ConfigFolder, "test.db");

    public async ValueTask InitializeAsync()
    {
        _server = await PostgresServer.GetAsync();
        _target = await _server.CreateDatabaseAsync("template0");
        _bot = await TestBot.CreateAsync(feeds: ["one", "two"]);
        _bot.Feeds.Serve("one", Some.Rss(("Truce in Sirte, Libya", 5)));
        await _bot.SubscribeAsync(1);
        await _bot.PollAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _server.DropAsync(_target);
    }

    [Fact]
    public async Task It_comes_over_whole_and_the_bot_goes_on_from_it()
    {
        await _bot.DeliverAsync();
        var subscription = await _bot.AskAsync<string>("SELECT chat || topics || created FROM subscriptions");
        _bot.Host.Dispose();

        var (exit, output) = await CopyAsync(_target);

        Assert.Equal(0, exit);
        Assert.StartsWith(
            "copied, the same counts on both sides: 2 feeds, 1 stories, 1 entries, ",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains(" 1 subscriptions", output, StringComparison.Ordinal);
        await _bot.MoveToAsync(_target);
        Assert.Equal(subscription, await _bot.AskAsync<string>("SELECT chat || topics || created FROM subscriptions"));
        _bot.Feeds.Serve(
            "one",
            Some.Rss(("Oil port of Brega in Libya shut by men with guns", 1), ("Truce in Sirte, Libya", 5))
        );
        await _bot.PassAsync(TimeSpan.FromMinutes(16));

        Assert.Equal(
            ["Truce in Sirte, Libya", "Oil port of Brega in Libya"],
            _bot.Telegram.Messages.Select(m =>
                m.Visible.Split('\n')[0][3..].Replace(" shut by men with guns", "", StringComparison.Ordinal)
            )
        );
    }

    [Fact]
    public async Task What_waits_to_be_sent_is_sent_from_the_server()
    {
        _bot.Host.Dispose();
        Assert.Equal(0, (await CopyAsync(_target)).Exit);

        await _bot.MoveToAsync(_target);
        await _bot.DeliverAsync();

        Assert.Single(_bot.Telegram.Messages);
    }

    [Fact]
    public async Task Nothing_is_copied_from_under_a_running_bot_nor_over_what_is_there()
    {
        var (exit, output) = await CopyAsync(_target);
        Assert.Equal(2, exit);
        Assert.Contains("stop it first", output, StringComparison.Ordinal);
        _bot.Host.Dispose();
        Assert.Equal(0, (await CopyAsync(_target)).Exit);

        (exit, output) = await CopyAsync(_target);
        Assert.Equal(2, exit);
        Assert.Contains("not empty: feeds holds rows", output, StringComparison.Ordinal);
        (exit, output) = await CopyAsync($"Data Source={File}");
        Assert.Equal(2, exit);
        Assert.Contains("set one that begins with Host=", output, StringComparison.Ordinal);
        await _bot.MoveToAsync(_target);
    }

    [Fact]
    public async Task A_server_has_its_own_backups()
    {
        _bot.Write(
            "appsettings.json",
            JsonSerializer.Serialize(new { ConnectionStrings = new { AlertBot = _target } })
        );
        using var output = new StringWriter { NewLine = "\n" };

        Assert.Equal(
            2,
            await CommandLine.RunAsync(
                ["store", "backup", "x.db", "--config", _bot.ConfigFolder],
                new Terminal(TextReader.Null, output, output, false),
                Ct
            )
        );
        Assert.Contains("pg_dump", $"{output}", StringComparison.Ordinal);
    }

    private async Task<(int Exit, string Output)> CopyAsync(string target)
    {
        _bot.Write("appsettings.json", JsonSerializer.Serialize(new { ConnectionStrings = new { AlertBot = target } }));
        using var output = new StringWriter { NewLine = "\n" };
        var exit = await CommandLine.RunAsync(
            ["store", "copy", File, "--config", _bot.ConfigFolder],
            new Terminal(TextReader.Null, output, output, false),
            Ct
        );
        _bot.Write("appsettings.json", "{}");
        return (exit, $"{output}");
    }
}
