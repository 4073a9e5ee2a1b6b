using AlertBot.Hosting;
using AlertBot.Storage;
using AlertBot.Storage.Backups;
using AlertBot.Tests.Support;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AlertBot.Tests.Storage;

/// <summary>A store that opens and is damaged: found at the start, told while running.</summary>
public sealed class DamagedStoreTests : IAsyncLifetime
{
    private const int PageSize = 4096;

    private TestBot _bot = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string StoreFile => Path.Combine(_bot.ConfigFolder, "test.db");

    public async ValueTask InitializeAsync()
    {
        _bot = await TestBot.CreateAsync(feeds: "harbour");
        _bot.More["Operator:Chat"] = "telegram:777";
        await _bot.RestartAsync();
        _bot.Feeds.Serve(
            "harbour",
            Some.Rss([.. Enumerable.Range(1, 60).Select(i => ($"Truce number {i} holds in valley {i * 7}", i))])
        );
        await _bot.SubscribeAsync(1);
        await _bot.PollAsync();
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    [Theory]
    [InlineData("pages zeroed")]
    [InlineData("pages garbage")]
    [InlineData("the schema garbage")]
    [InlineData("16 bytes flipped")]
    public async Task It_is_found_at_the_start_after_a_clean_end(string how)
    {
        await CloseAsync();
        Damage(how);

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => _bot.RestartAsync());

        Assert.Contains("is damaged", fault.Message, StringComparison.Ordinal);
        Assert.Contains("backup", fault.Message, StringComparison.Ordinal);
        await RestoreAsync();
    }

    [Fact]
    public async Task While_it_runs_the_log_the_page_and_the_operators_chat_are_told_once()
    {
        var heard = new Cli.LogTests.HeardLogs();
        _bot.Heard = heard;
        _bot.More["Logging:LogLevel:Default"] = "Error";
        await _bot.RestartAsync();
        await CheckpointAsync();
        Damage("pages zeroed");
        SqliteConnection.ClearAllPools();

        for (var look = 0; look < 2; look++)
            await _bot.Get<JobRunner>().RunAsync(_bot.Get<JobRunner>().LookForDamageAsync);

        Assert.NotNull(_bot.Get<StoreDamage>().What);
        Assert.Single(heard.Lines, line => line.Contains("is damaged", StringComparison.Ordinal));
        var delivered = Assert.Single(_bot.Telegram.Messages, m => m.Chat == 777);
        Assert.StartsWith("The store is damaged. Stop AlertBot", delivered.Visible, StringComparison.Ordinal);
        await RestoreAsync();
    }

    [Fact]
    public async Task An_empty_file_is_no_sound_store()
    {
        await CloseAsync();
        var kept = await File.ReadAllBytesAsync(StoreFile, Ct);
        await File.WriteAllBytesAsync(StoreFile, [], Ct);

        Assert.Contains(
            "is empty",
            Assert.Single(await _bot.Get<StoreBackup>().FaultsAsync(Ct)),
            StringComparison.Ordinal
        );
        await File.WriteAllBytesAsync(StoreFile, kept, Ct);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Others_cannot_read_the_store_nor_a_copy_of_it()
    {
        File.SetUnixFileMode(StoreFile, (UnixFileMode)0b110_100_100);
        await _bot.RestartAsync();
        // The last to close the file removes the log, and any test that ends closes all that wait for work.
        await using var reader = new SqliteConnection($"{_bot.Store};Pooling=False");
        await reader.OpenAsync(Ct);
        await reader.ExecuteScalarAsync<long>("SELECT count(*) FROM feeds");
        var copy = Path.Combine(_bot.ConfigFolder, "copy.db");
        await _bot.Get<StoreBackup>().CopyToAsync(copy, Ct);

        // The lock holds nothing.
        foreach (
            var file in Directory
                .GetFiles(_bot.ConfigFolder, "*.db*")
                .Where(f => !f.EndsWith(".lock", StringComparison.Ordinal))
        )
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    private byte[]? _kept;

    /// <summary>As a disk that forgets does it, or a copy that was half; the file's first hundred bytes stay.</summary>
    private void Damage(string how)
    {
        using var file = new FileStream(StoreFile, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        _kept = new byte[file.Length];
        file.ReadExactly(_kept);
        var pages = (int)(file.Length / PageSize);
        switch (how)
        {
            case "the schema garbage":
                Write(100, Enumerable.Repeat((byte)0xA5, PageSize - 100));
                break;
            case "16 bytes flipped":
                // Of each page the first, which says what the page is.
                for (var page = pages - 16; page < pages; page++)
                    Write(page * PageSize, [(byte)~_kept[page * PageSize]]);
                break;
            default:
                for (var page = pages / 2; page < pages; page++)
                    Write(page * PageSize, Enumerable.Repeat((byte)(how == "pages zeroed" ? 0 : 0xA5), PageSize));
                break;
        }

        void Write(long at, IEnumerable<byte> bytes)
        {
            file.Position = at;
            file.Write(bytes.ToArray());
        }
    }

    private async Task RestoreAsync()
    {
        SqliteConnection.ClearAllPools();
        foreach (var beside in (string[])["-wal", "-shm"])
            File.Delete(StoreFile + beside);
        await File.WriteAllBytesAsync(StoreFile, _kept!, Ct);
    }

    private async Task CheckpointAsync() => await _bot.AskAsync<long>("PRAGMA wal_checkpoint(TRUNCATE)");

    private async Task CloseAsync()
    {
        await CheckpointAsync();
        SqliteConnection.ClearAllPools();
    }
}
