using System.Text.Json.Nodes;
using AlertBot.Chats;
using AlertBot.Storage;
using AlertBot.Storage.Leases;
using AlertBot.Subscriptions;
using AlertBot.Tests.Cli;
using AlertBot.Tests.Support;
using Microsoft.Data.Sqlite;

namespace AlertBot.Tests.Storage;

/// <summary>A store that cannot be used is told in words that say what to do, and what was due stays due.</summary>
public sealed class StoreFaultTests : IAsyncLifetime
{
    private readonly LogTests.HeardLogs _heard = new();
    private TestBot _bot = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_bot.ConfigFolder, "test.db");

    public async ValueTask InitializeAsync()
    {
        _bot = await TestBot.CreateAsync(feeds: "feed");
        _bot.Feeds.Serve("feed", Some.Rss(("Truce in Sirte", 1)));
        await _bot.SubscribeAsync(1);
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    [Theory]
    [InlineData(5, "another program holds")]
    [InlineData(8, "cannot be written")]
    [InlineData(11, "damaged")]
    [InlineData(13, "is full; free some space")]
    [InlineData(14, "cannot be opened")]
    [InlineData(26, "is no SQLite file")]
    public void Each_trouble_has_its_words(int code, string words) =>
        Assert.Contains(
            words,
            StoreFault.Explain(new SqliteException("x", code), new SqliteDialect($"Data Source={File}")),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_server_that_is_not_there_is_told()
    {
        _bot.Host.Dispose();

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            _bot.MoveToAsync($"Host={_bot.ConfigFolder};Username=bot;Password=hunter2;Database=news")
        );

        Assert.Contains("news on", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", $"{fault}", StringComparison.Ordinal);
        await _bot.MoveToAsync($"Data Source={File}");
    }

    [Fact]
    public async Task What_is_only_tried_endures_a_fault_also_as_it_is_stopped()
    {
        using var stop = new CancellationTokenSource();

        Assert.True(await Database.TryAsync(_ => Task.CompletedTask, TimeSpan.FromMinutes(1), stop.Token));
        Assert.False(
            await Database.TryAsync(
                limited => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, limited),
                TimeSpan.Zero,
                stop.Token
            )
        );
        Assert.False(
            await Database.TryAsync(
                async _ =>
                {
                    await stop.CancelAsync();
                    throw new SqliteException("x", 13);
                },
                TimeSpan.FromMinutes(1),
                stop.Token
            )
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Database.TryAsync(
                limited => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, limited),
                TimeSpan.FromMinutes(1),
                stop.Token
            )
        );
    }

    [Fact]
    public async Task A_file_that_is_no_store_is_told_and_left_as_it_is()
    {
        var other = Path.Combine(_bot.ConfigFolder, "letter.txt");
        await System.IO.File.WriteAllTextAsync(other, new string('x', 5000), Ct);

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => _bot.MoveToAsync($"Data Source={other}"));

        Assert.Contains("is no SQLite file", fault.Message, StringComparison.Ordinal);
        Assert.Equal(new string('x', 5000), await System.IO.File.ReadAllTextAsync(other, Ct));
        await _bot.MoveToAsync($"Data Source={File}");
    }

    [Fact]
    public async Task Closed_well_the_file_alone_is_the_store()
    {
        await _bot.PollAsync();
        _bot.Host.Dispose();

        Assert.False(System.IO.File.Exists(File + "-wal"));
        await _bot.RestartAsync();
        await _bot.DeliverAsync();
        Assert.Single(_bot.Telegram.Messages);
    }

    [Fact]
    public async Task After_a_kill_a_damaged_store_is_found_at_the_start()
    {
        await _bot.PollAsync();
        _bot.Host.Dispose();
        SqliteConnection.ClearAllPools();
        await using (var file = System.IO.File.Open(File, FileMode.Open))
        {
            for (var page = 8; page < 30; page++)
            {
                file.Position = (page * 4096) + 8;
                file.Write(new byte[400]);
            }
        }
        // What a killed process leaves beside the file.
        await System.IO.File.WriteAllBytesAsync(File + "-wal", new byte[64], Ct);

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => _bot.RestartAsync());

        Assert.Contains("put your last backup in its place", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_full_disk_refuses_is_taken_in_once_there_is_room()
    {
        // As a full disk refuses it: the entry cannot be written, its feed's state can.
        await ExecuteAsync(
            "CREATE TRIGGER full BEFORE INSERT ON entries BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        );
        await Assert.ThrowsAsync<SqliteException>(() => _bot.PollAsync());
        await _bot.PollAsync();
        await ExecuteAsync("DROP TRIGGER full");

        // Not when its lease would have run out, minutes later; nor at every tick meanwhile, as a publisher's server
        // would have it.
        Assert.Equal(1, _bot.Feeds.Polls("feed"));
        await _bot.PassAsync(HeldLeases<long>.FirstPause);

        Assert.Single(_bot.Telegram.Messages);
    }

    [Fact]
    public async Task A_store_that_refuses_for_long_has_the_feed_polled_ever_more_seldom()
    {
        await ExecuteAsync(
            "CREATE TRIGGER full BEFORE INSERT ON entries BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        );
        for (var second = 0; second < 600; second++)
        {
            try
            {
                await _bot.PollAsync();
            }
            catch (SqliteException)
            {
                // Polled, and refused.
            }
            _bot.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(_bot.Feeds.Polls("feed"), 5, 9);
    }

    [Fact]
    public async Task A_message_that_arrived_while_its_fate_could_not_be_written_down_is_not_sent_again()
    {
        await HearAsync();
        await _bot.PollAsync();
        await ExecuteAsync(
            "CREATE TRIGGER full BEFORE UPDATE OF settled ON outbox BEGIN "
                + "SELECT RAISE(ABORT, 'database or disk is full'); END"
        );
        var delivering = _bot.DeliverAsync();
        await UntilHeardAsync("cannot be written down", delivering);
        await ExecuteAsync("DROP TRIGGER full");
        while (!delivering.IsCompleted)
            await LetPassAsync(delivering);
        await delivering;

        await _bot.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Single(_bot.Telegram.Messages);
        Assert.Equal("sent", await _bot.AskAsync<string>("SELECT state FROM outbox"));
    }

    [Fact]
    public async Task What_Discord_told_while_the_store_could_not_be_written_is_taken_in_afterwards()
    {
        await HearAsync();
        await using var discord = await FakeDiscord.StartAsync();
        var room = discord.Room("800000000000000001");
        await _bot.UseDiscordAsync(discord);
        await discord.Gateway.WaitAsync("ready", 1, Ct);
        await _bot.Get<SubscriptionStore>().SaveAsync(Some.Subscription(new Chat("discord", room.Id)), Ct);
        await ExecuteAsync(
            "CREATE TRIGGER full BEFORE UPDATE ON subscriptions BEGIN "
                + "SELECT RAISE(ABORT, 'database or disk is full'); END"
        );
        await discord.Gateway.DispatchAsync(
            "CHANNEL_DELETE",
            new JsonObject
            {
                ["id"] = room.Id,
                ["type"] = 0,
                ["guild_id"] = room.Guild,
            }
        );
        await UntilHeardAsync("CHANNEL_DELETE waits");
        await ExecuteAsync("DROP TRIGGER full");
        var finishing = _bot.FinishEventsAsync();
        while (!finishing.IsCompleted)
            await LetPassAsync(finishing);

        Assert.Equal(
            "ended",
            await _bot.AskAsync<string>("SELECT state FROM subscriptions WHERE chat LIKE 'discord:%'")
        );
    }

    private Task HearAsync()
    {
        _bot.Heard = _heard;
        _bot.More["Logging:LogLevel:Default"] = "Warning";
        return _bot.RestartAsync();
    }

    /// <summary>
    /// Lets the bot's clock run until its log says so; what is to go on meanwhile must not have ended.
    /// </summary>
    private async Task UntilHeardAsync(string words, Task? meanwhile = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(HangLimit.Span);
        while (!_heard.Lines.Any(line => line.Contains(words, StringComparison.Ordinal)))
        {
            Assert.NotEqual(true, meanwhile?.IsCompleted);
            _bot.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
        }
    }

    private Task ExecuteAsync(string sql) => _bot.Get<Database>().WriteAsync(tx => tx.ExecuteAsync(sql, null, Ct), Ct);

    /// <summary>A second of the bot's clock, with a moment for what waits for it.</summary>
    private Task LetPassAsync(Task unless)
    {
        _bot.Clock.Advance(TimeSpan.FromSeconds(1));
        return Task.WhenAny(unless, Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Ct));
    }
}
