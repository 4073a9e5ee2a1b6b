using System.Text.Json;
using AlertBot.Cli;
using AlertBot.Runtime;
using AlertBot.Tests.Support;
using Microsoft.Data.Sqlite;

namespace AlertBot.Tests.Cli;

/// <summary>A store is copied under a running bot, and the copy is one to go on with.</summary>
public sealed class StoreVerbTests : IAsyncLifetime
{
    private TestBot _bot = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bot = await TestBot.CreateAsync(feeds: "feed");
        UseStore("test.db");
        _bot.Feeds.Serve("feed", Some.Rss(("Truce in Sirte", 1)));
        await _bot.SubscribeAsync(4001);
        await _bot.PollAsync();
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    [Fact]
    public async Task A_copy_is_whole_in_one_file_and_the_bot_goes_on_from_it()
    {
        var copy = Path.Combine(_bot.ConfigFolder, "copy.db");

        var (exit, output) = await RunAsync("backup", copy);

        Assert.Equal(0, exit);
        Assert.Contains(
            "sound; 1 feeds, 1 entries, 1 stories, 1 subscriptions, 1 outbox",
            output,
            StringComparison.Ordinal
        );
        Assert.Equal(["copy.db"], Directory.GetFiles(_bot.ConfigFolder, "copy.db*").Select(Path.GetFileName));
        await _bot.DeliverAsync();
        Assert.Single(_bot.Telegram.Messages);

        // Restored: what was sent since the copy was made is sent again, nothing is lost.
        _bot.Host.Dispose();
        SqliteConnection.ClearAllPools();
        File.Delete(Path.Combine(_bot.ConfigFolder, "test.db-wal"));
        File.Move(copy, Path.Combine(_bot.ConfigFolder, "test.db"), overwrite: true);
        await _bot.RestartAsync();
        await _bot.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(2, _bot.Telegram.Messages.Count);
        Assert.Equal(1, await _bot.AskAsync<long>("SELECT count(*) FROM entries"));
    }

    [Fact]
    public async Task A_store_of_a_newer_version_is_neither_copied_nor_sent_by()
    {
        await _bot.Get<AlertBot.Storage.Database>()
            .WriteAsync(tx => tx.ExecuteAsync("INSERT INTO VersionInfo (Version) VALUES (999999)", null, Ct), Ct);

        var (exit, output) = await RunAsync("backup", Path.Combine(_bot.ConfigFolder, "copy.db"));
        Assert.Equal(2, exit);
        Assert.Contains("has schema 999999", output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_bot.ConfigFolder, "copy.db")));

        using var said = new StringWriter { NewLine = "\n" };
        Assert.Equal(
            2,
            await CommandLine.RunAsync(
                ["send-test", "telegram:4001", "--config", _bot.ConfigFolder],
                new Terminal(TextReader.Null, said, said, false),
                Ct
            )
        );
        Assert.Contains("has schema 999999", $"{said}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_overwrites_nothing_and_needs_a_store()
    {
        var file = Path.Combine(_bot.ConfigFolder, "feeds.yaml");

        Assert.Equal(2, (await RunAsync("backup", file)).Exit);
        Assert.StartsWith("feeds:", await File.ReadAllTextAsync(file, Ct), StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("backup", Path.Combine(_bot.ConfigFolder, "no", "such", "folder.db"))).Exit);

        UseStore("none.db");
        var (exit, output) = await RunAsync("backup", Path.Combine(_bot.ConfigFolder, "copy.db"));
        Assert.Equal(2, exit);
        Assert.Contains("there is no store yet", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_store_is_told_of()
    {
        Assert.Equal((0, "the store is sound\n"), await RunAsync("check"));
        var damaged = Path.Combine(_bot.ConfigFolder, "damaged.db");
        Assert.Equal(0, (await RunAsync("backup", damaged)).Exit);
        await using (var file = File.Open(damaged, FileMode.Open))
        {
            // Past the header and the schema: pages of tables and indexes.
            for (var page = 8; page < 30; page++)
            {
                file.Position = (page * 4096) + 8;
                file.Write(new byte[400]);
            }
        }
        UseStore("damaged.db");

        var (exit, output) = await RunAsync("check");

        Assert.NotEqual(0, exit);
        Assert.NotEqual("the store is sound\n", output);
        Assert.NotEqual(0, (await RunAsync("backup", Path.Combine(_bot.ConfigFolder, "copy.db"))).Exit);
        Assert.False(File.Exists(Path.Combine(_bot.ConfigFolder, "copy.db")));
    }

    private void UseStore(string name) =>
        _bot.Write(
            "appsettings.json",
            JsonSerializer.Serialize(
                new { ConnectionStrings = new { AlertBot = $"Data Source={Path.Combine(_bot.ConfigFolder, name)}" } }
            )
        );

    private async Task<(int Exit, string Output)> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var exit = await CommandLine.RunAsync(
            ["store", .. args, "--config", _bot.ConfigFolder],
            new Terminal(TextReader.Null, output, output, false),
            Ct
        );
        return (exit, $"{output}");
    }
}
