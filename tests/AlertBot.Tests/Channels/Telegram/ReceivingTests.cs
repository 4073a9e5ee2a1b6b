using System.Text;
using AlertBot.Channels;
using AlertBot.Channels.Telegram.Api;
using AlertBot.Channels.Telegram.Receiving;
using AlertBot.Storage;
using AlertBot.Storage.Leases;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Channels.Telegram;

/// <summary>How updates come in: each once, in order per chat, over crashes, conflicts and outages.</summary>
public class ReceivingTests : IAsyncLifetime
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private TestBot _bot = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bot = await TestBot.CreateAsync();

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    /// <summary>Lets the bot's clock run, a second at a time, until a message has come.</summary>
    private async Task LetTimePassUntilAsync(Func<IReadOnlyList<Arrived>, bool> enough)
    {
        var arrived = _bot.Telegram.WaitForAsync(enough, Ct);
        while (!arrived.IsCompleted)
        {
            _bot.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(arrived, Task.Delay(Step, TimeProvider.System, Ct));
        }
        await arrived;
    }

    /// <summary>As the receiver stores what it was sent.</summary>
    private async Task HearAsync(IReadOnlyList<ReceivedUpdate> updates, long next)
    {
        Assert.True(await _bot.Get<ListenerLease>().HoldAsync(TelegramReceiver.LeaseName, Ct));
        Assert.True(
            await _bot.Get<UpdateStore>()
                .PutAsync("telegram", updates, "telegram:123456", next, TelegramReceiver.LeaseName, Ct)
        );
    }

    /// <summary>Three hundred groups of one stranger, whom the network makes wait, keep nobody else waiting.</summary>
    [Fact]
    public async Task Who_asks_in_many_groups_waits_for_themselves_alone()
    {
        foreach (var group in Enumerable.Range(1, 100))
            _bot.Telegram.Play(-2000 - group, TelegramFault.TooMany(50));
        foreach (var group in Enumerable.Range(1, 100))
        {
            for (var i = 0; i < 3; i++)
                _bot.Telegram.Inbox.Write(-2000 - group, "/help", user: 66);
        }
        _bot.Telegram.Inbox.Write(5, "/help", user: 77);
        await _bot.StartReceivingAsync();

        // The bot's clock stands still: whoever is told to wait waits for ever.
        var messages = await _bot.Telegram.WaitForAsync(all => all.Any(m => m.Chat == 5), Ct);

        Assert.Single(messages, m => m.Chat == 5);
    }

    [Fact]
    public async Task A_command_in_a_group_without_the_bot_is_left_at_once_and_is_no_fault_of_ours()
    {
        var heard = new Cli.LogTests.HeardLogs();
        _bot.Heard = heard;
        _bot.More["Logging:LogLevel:Default"] = "Warning";
        await _bot.RestartAsync();
        _bot.Telegram.Add(new TelegramPlace(-3001) { BotStatus = "kicked" });
        _bot.Telegram.Inbox.Write(-3001, "/subscribe all", user: 66, place: _bot.Telegram.Place(-3001));
        _bot.Telegram.Inbox.Write(5, "/help", user: 66);
        await _bot.StartReceivingAsync();

        await _bot.Telegram.WaitForAsync(all => all.Any(m => m.Chat == 5), Ct);

        Assert.DoesNotContain(heard.Lines, line => line.Contains("fault of ours", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_node_that_lost_its_lease_while_it_was_paused_stores_nothing_it_heard()
    {
        Assert.True(await _bot.Get<ListenerLease>().HoldAsync(TelegramReceiver.LeaseName, Ct));
        await _bot.Get<Database>()
            .WriteAsync(tx => tx.ExecuteAsync("UPDATE listeners SET node = 'another'", null, Ct), Ct);

        Assert.False(
            await _bot.Get<UpdateStore>()
                .PutAsync(
                    "telegram",
                    [
                        new ReceivedUpdate
                        {
                            Id = 7,
                            Chat = "telegram:5",
                            Body = "{}",
                        },
                    ],
                    "telegram:123456",
                    8,
                    TelegramReceiver.LeaseName,
                    Ct
                )
        );

        Assert.Equal(0, await _bot.AskAsync<long>("SELECT count(*) FROM updates"));
        Assert.Equal(0, await _bot.AskAsync<long>("SELECT count(*) FROM cursors WHERE value = 8"));
    }

    /// <summary>The client calls what it may no longer read a failed request; the host would call it ours.</summary>
    [Fact]
    public async Task An_answer_that_comes_while_it_is_stopped_is_no_fault()
    {
        var stopped = Task.CompletedTask;
        _bot.Get<TelegramClient>().Updates.OnApiResponseReceived += (_, _, _) =>
        {
            stopped = _bot.StopReceivingAsync();
            return ValueTask.CompletedTask;
        };
        _bot.Telegram.Inbox.Write(5, "/help");

        await _bot.StartReceivingAsync();
        await _bot.ReceiverDone;

        await stopped;
        Assert.Equal(0, await _bot.AskAsync<long>("SELECT count(*) FROM listeners"));
    }

    /// <summary>The answer is cut off by the stop: the command stays in the store and is answered after it.</summary>
    [Fact]
    public async Task A_command_whose_answer_a_stop_cuts_off_is_answered_after_it()
    {
        _bot.Telegram.Play(5, TelegramFault.Silence());
        var asked = new TaskCompletionSource();
        _bot.Telegram.OnRequest = (_, method) =>
        {
            if (method == "sendMessage")
                asked.TrySetResult();
        };
        _bot.Telegram.Inbox.Write(5, "/help");
        await _bot.StartReceivingAsync();
        await asked.Task.WaitAsync(HangLimit.Span, Ct);

        await _bot.StopReceivingAsync();

        Assert.False(_bot.ReceiverDone.IsFaulted);
        Assert.Equal(1, await _bot.AskAsync<long>("SELECT count(*) FROM updates"));
        var before = _bot.Telegram.Messages.Count;
        await _bot.RestartAsync();
        await _bot.StartReceivingAsync();
        await _bot.Telegram.WaitForAsync(all => all.Count > before, Ct);
    }

    [Fact]
    public async Task A_command_that_was_received_before_a_crash_is_answered_after_it()
    {
        var update =
            """{"update_id": 1000, "message": {"message_id": 1, "date": 1600000000,"""
            + """ "chat": {"id": 5, "type": "private"}, "from": {"id": 5, "is_bot": false, "first_name": "S"},"""
            + """ "text": "/help", "entities": [{"type": "bot_command", "offset": 0, "length": 5}]}}""";
        await HearAsync(
            [
                new ReceivedUpdate
                {
                    Id = 1000,
                    Chat = "telegram:5",
                    Body = update,
                },
            ],
            1001
        );

        await _bot.StartReceivingAsync();
        await _bot.Telegram.WaitForAsync(all => all.Count > 0, Ct);
        _bot.Telegram.Inbox.Write(5, "/status");
        await _bot.Telegram.WaitForAsync(all => all.Count > 1, Ct);
        await _bot.StopReceivingAsync();

        Assert.StartsWith("/topics", _bot.Telegram.Messages[0].Visible, StringComparison.Ordinal);
        Assert.Equal(0, await _bot.AskAsync<long>("SELECT count(*) FROM updates WHERE id = 1000"));
    }

    /// <summary>The store refuses one kind of write, until told otherwise.</summary>
    private Task RefuseAsync(string write) =>
        DoAsync(
            _bot.Get<Database>().Dialect.IsShared
                ? "CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'refused'; "
                    + $"END $$ LANGUAGE plpgsql; CREATE TRIGGER refused BEFORE {write} FOR EACH ROW EXECUTE "
                    + "FUNCTION refuse()"
                : $"CREATE TRIGGER refused BEFORE {write} BEGIN SELECT RAISE(ABORT, 'refused'); END"
        );

    private Task AllowAsync(string write) =>
        DoAsync(
            _bot.Get<Database>().Dialect.IsShared
                ? $"DROP TRIGGER refused ON {write.Split(' ')[^1]}"
                : "DROP TRIGGER refused"
        );

    private Task DoAsync(string sql) => _bot.Get<Database>().WriteAsync(tx => tx.ExecuteAsync(sql, null, Ct), Ct);

    [Theory]
    [InlineData("INSERT ON updates")]
    [InlineData("INSERT ON cursors")]
    [InlineData("INSERT ON subscriptions")]
    [InlineData("DELETE ON updates")]
    [InlineData("INSERT ON listeners")]
    public async Task A_store_that_cannot_be_written_for_a_time_costs_no_command(string write)
    {
        if (write != "INSERT ON listeners")
            await _bot.StartReceivingAsync();
        await RefuseAsync(write);
        if (write == "INSERT ON listeners")
            await _bot.StartReceivingAsync();
        _bot.Telegram.Inbox.Write(5, "/subscribe libya");
        for (var second = 0; second < 30; second++)
        {
            _bot.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(Step, TimeProvider.System, Ct);
        }
        await AllowAsync(write);
        await LetTimePassUntilAsync(all => all.Count > 0);
        _bot.Telegram.Inbox.Write(5, "/status");
        await LetTimePassUntilAsync(all => all.Count > 1);

        Assert.Equal(1, await _bot.AskAsync<long>("SELECT count(*) FROM subscriptions"));
    }

    [Fact]
    public async Task A_slow_answer_holds_up_its_own_chat_only()
    {
        _bot.More["Telegram:SendTimeout"] = "00:00:02";
        await _bot.RestartAsync();
        _bot.Telegram.Play(5, TelegramFault.Silence(), TelegramFault.Silence());
        foreach (var command in (string[])["/help", "/topics", "/status"])
            _bot.Telegram.Inbox.Write(5, command);
        await _bot.StartReceivingAsync();
        await _bot.Telegram.WaitForAsync(all => all.Count > 0, Ct);

        _bot.Telegram.Inbox.Write(6, "/help");
        await _bot.Telegram.WaitForAsync(all => all.Count > 3, Ct);

        Assert.Equal([5L, 5L, 5L], _bot.Telegram.Messages.Select(m => m.Chat).Where(chat => chat == 5));
        Assert.Equal(5, _bot.Telegram.Messages[^1].Chat);
    }

    [Fact]
    public async Task A_second_receiver_throws_the_bot_out_for_a_while_only()
    {
        await _bot.StartReceivingAsync();
        _bot.Telegram.Inbox.Write(5, "/help");
        await _bot.Telegram.WaitForAsync(all => all.Count > 0, Ct);

        using var http = new HttpClient();
        using var poll = new StringContent("""{"timeout": 0}""", Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(
            new Uri($"{_bot.Telegram.Url}/bot{FakeTelegram.Token}/getUpdates"),
            poll,
            Ct
        );
        _bot.Telegram.Inbox.Write(5, "/status");

        await LetTimePassUntilAsync(all => all.Count > 1);
    }

    [Fact]
    public async Task A_refused_token_is_tried_again_and_what_was_written_meanwhile_is_answered()
    {
        _bot.Telegram.RefuseToken = true;
        await _bot.StartReceivingAsync();
        _bot.Telegram.Inbox.Write(5, "/help");
        _bot.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Empty(_bot.Telegram.Messages);

        _bot.Telegram.RefuseToken = false;

        await LetTimePassUntilAsync(all => all.Count > 0);
    }

    [Fact]
    public async Task An_offset_from_before_ids_began_anew_skips_nothing()
    {
        await HearAsync([], 999_999);
        _bot.Clock.Advance(TimeSpan.FromDays(7));

        _bot.Telegram.Inbox.Write(5, "/help");
        await _bot.StartReceivingAsync();

        await _bot.Telegram.WaitForAsync(all => all.Count > 0, Ct);
    }

    [Fact]
    public async Task The_talk_of_a_group_is_not_stored()
    {
        await _bot.StartReceivingAsync();
        _bot.Telegram.Inbox.Write(-1001, "good morning everybody");
        _bot.Telegram.Inbox.Write(5, "/help");
        await _bot.Telegram.WaitForAsync(all => all.Count > 0, Ct);
        await _bot.StopReceivingAsync();

        Assert.Equal(0, await _bot.AskAsync<long>("SELECT count(*) FROM updates WHERE body LIKE '%morning%'"));
    }
}
