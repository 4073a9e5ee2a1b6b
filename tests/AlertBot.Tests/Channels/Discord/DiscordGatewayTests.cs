using System.Text.Json.Nodes;
using AlertBot.Chats;
using AlertBot.Storage;
using AlertBot.Storage.Leases;
using AlertBot.Subscriptions;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Channels.Discord;

public sealed class DiscordGatewayTests : IAsyncLifetime
{
    private const string Room = "800000000000000001";
    private const string Server = "900000000000000001";

    private FakeDiscord _discord = null!;
    private TestBot _bot = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private FakeDiscordGateway Gateway => _discord.Gateway;

    public async ValueTask InitializeAsync()
    {
        _discord = await FakeDiscord.StartAsync();
        _bot = await TestBot.CreateAsync();
        _discord.Room(Room);
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        Assert.Empty(_discord.Violations);
        await _discord.DisposeAsync();
    }

    [Fact]
    public async Task It_identifies_with_no_privileged_intent_and_beats()
    {
        await ListenAsync();
        using var running = new RunningClock(_bot.Clock);

        await Gateway.WaitAsync("heartbeat", 3, Ct);

        Assert.Equal("identify 1", Gateway.Log.First(l => l.StartsWith("identify", StringComparison.Ordinal)));
        Assert.Equal(1, Gateway.Count("identify"));
    }

    [Fact]
    public async Task A_heartbeat_that_is_asked_for_comes_at_once()
    {
        await ListenAsync();

        await Gateway.AskHeartbeatAsync();

        await Gateway.WaitAsync("heartbeat", 1, Ct);
    }

    [Fact]
    public async Task A_line_that_answers_no_heartbeat_is_given_up_and_resumed()
    {
        await ListenAsync();
        Gateway.MissAcks = true;
        using var running = new RunningClock(_bot.Clock);

        await Gateway.WaitAsync("resume ", 1, Ct);

        Assert.Equal(1, Gateway.Count("identify"));
        Assert.Single(
            Gateway
                .Log.SkipWhile(l => l != "ready")
                .TakeWhile(l => l is not ("lost" or "hello") && !l.StartsWith("closed", StringComparison.Ordinal)),
            l => l.StartsWith("heartbeat", StringComparison.Ordinal)
        );
    }

    /// <summary>Op 7, op 9 with "may resume", a broken line, and every close code the session survives.</summary>
    [Theory]
    [InlineData("op 7")]
    [InlineData("op 9")]
    [InlineData("cut")]
    [InlineData("1001")]
    [InlineData("4000")]
    [InlineData("4001")]
    [InlineData("4002")]
    [InlineData("4008")]
    public async Task What_a_session_survives_is_resumed_and_what_was_missed_is_replayed(string fault)
    {
        await SubscribeAsync(Room);
        await ListenAsync();
        Gateway.Miss(
            "CHANNEL_DELETE",
            new JsonObject
            {
                ["id"] = Room,
                ["type"] = 0,
                ["guild_id"] = Server,
            }
        );
        using var running = new RunningClock(_bot.Clock);

        await BreakAsync(fault);

        await Gateway.WaitAsync("resumed", 1, Ct);
        Assert.Equal(1, Gateway.Count("identify"));
        await UntilAsync(async () => !await IsSubscribedAsync(Room));
    }

    [Theory]
    [InlineData("op 9 false")]
    [InlineData("1000")]
    [InlineData("4003")]
    [InlineData("4005")]
    [InlineData("4007")]
    [InlineData("4009")]
    public async Task What_ends_a_session_is_followed_by_a_new_one(string fault)
    {
        await ListenAsync();
        using var running = new RunningClock(_bot.Clock);

        await BreakAsync(fault);

        await Gateway.WaitAsync("ready", 2, Ct);
        Assert.Equal(0, Gateway.Count("resume "));
    }

    [Fact]
    public async Task A_session_that_Discord_forgot_is_replaced_after_the_try_to_resume()
    {
        await ListenAsync();
        Gateway.ForgetSessions = true;
        using var running = new RunningClock(_bot.Clock);

        await Gateway.ReconnectAsync();

        await Gateway.WaitAsync("ready", 2, Ct);
        Assert.Equal((1, 2), (Gateway.Count("resume "), Gateway.Count("identify")));
    }

    [Theory]
    [InlineData(4004)]
    [InlineData(4010)]
    [InlineData(4011)]
    [InlineData(4012)]
    [InlineData(4013)]
    [InlineData(4014)]
    public async Task What_nothing_helps_against_is_not_tried_again(int code)
    {
        await ListenAsync();

        await Gateway.CloseAsync(code);

        await _bot.ListenerDone.WaitAsync(HangLimit.Span, Ct);
        Assert.Equal(1, Gateway.Count("hello"));
    }

    [Fact]
    public async Task When_no_new_session_is_allowed_it_waits_as_long_as_Discord_says()
    {
        (Gateway.SessionsLeft, Gateway.SessionsResetAfter) = (0, TimeSpan.FromMinutes(30));
        var begun = _bot.Clock.GetUtcNow();
        await _bot.UseDiscordAsync(_discord);
        await UntilAsync(() => Task.FromResult(_discord.Requests.Contains("GET gateway/bot")));
        using (new RunningClock(_bot.Clock))
            await UntilAsync(() => Task.FromResult(_bot.Clock.GetUtcNow() - begun > TimeSpan.FromMinutes(2)));
        Gateway.SessionsLeft = 5;
        Assert.Equal(1, _discord.Requests.Count(r => r == "GET gateway/bot"));
        _bot.Clock.Advance(TimeSpan.FromMinutes(30));

        await Gateway.WaitAsync("ready", 1, Ct);
    }

    [Fact]
    public async Task Only_one_node_listens_and_the_next_takes_over_when_the_lease_has_run_out()
    {
        await _bot.Get<Database>()
            .WriteAsync(
                tx =>
                    tx.ExecuteAsync(
                        "INSERT INTO listeners (name, node, until) VALUES ('discord', 'another', @Until)",
                        new { Until = _bot.Clock.GetUtcNow() + ListenerLease.Length },
                        Ct
                    ),
                Ct
            );
        var begun = _bot.Clock.GetUtcNow();
        await _bot.UseDiscordAsync(_discord, restart: false);
        Assert.Equal(0, Gateway.Count("hello"));
        using var running = new RunningClock(_bot.Clock);

        await Gateway.WaitAsync("ready", 1, Ct);

        Assert.InRange(_bot.Clock.GetUtcNow() - begun, ListenerLease.Length, TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task A_node_that_lost_its_lease_hangs_up()
    {
        await ListenAsync();
        await _bot.Get<Database>()
            .WriteAsync(
                tx =>
                    tx.ExecuteAsync(
                        "UPDATE listeners SET node = 'another', until = @Until",
                        new { Until = _bot.Clock.GetUtcNow() + TimeSpan.FromDays(1) },
                        Ct
                    ),
                Ct
            );
        using var running = new RunningClock(_bot.Clock);

        await Gateway.WaitAsync("closed 1000", 1, Ct);
    }

    [Fact]
    public async Task A_clean_stop_ends_the_session()
    {
        await ListenAsync();

        await _bot.StopListeningAsync();

        await Gateway.WaitAsync("closed 1000", 1, Ct);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task A_server_without_the_bot_ends_its_subscriptions_but_an_outage_does_not(bool outage, bool stays)
    {
        await SubscribeAsync(Room);
        await ListenAsync();

        await Gateway.DispatchAsync(
            "GUILD_DELETE",
            outage ? new JsonObject { ["id"] = Server, ["unavailable"] = true } : new JsonObject { ["id"] = Server }
        );

        await SettledAsync();
        Assert.Equal(stays, await IsSubscribedAsync(Room));
    }

    [Fact]
    public async Task A_server_that_was_left_while_nobody_listened_ends_its_subscriptions()
    {
        await SubscribeAsync(Room);
        Gateway.Guilds.Clear();

        await ListenAsync();

        await UntilAsync(async () => !await IsSubscribedAsync(Room));
    }

    [Fact]
    public async Task Many_servers_missing_at_once_are_not_believed()
    {
        foreach (var i in Enumerable.Range(1, 5))
        {
            _discord.Add(new FakeDiscordRoom($"80000000000000010{i}", 0) { Guild = $"90000000000000010{i}" });
            await SubscribeAsync($"80000000000000010{i}");
        }

        await ListenAsync();

        await SettledAsync();
        Assert.True(await IsSubscribedAsync("800000000000000101"));
    }

    [Theory]
    [InlineData("CHANNEL_UPDATE", "id", Room)]
    [InlineData("GUILD_ROLE_UPDATE", "guild_id", Server)]
    [InlineData("GUILD_ROLE_DELETE", "guild_id", Server)]
    [InlineData("GUILD_CREATE", "id", Server)]
    public async Task Rights_that_may_be_back_wake_what_sleeps(string type, string key, string id)
    {
        await SubscribeAsync(Room);
        await ListenAsync();
        await _bot.Get<SubscriptionStore>()
            .ChangeAsync(
                tx => _bot.Get<SubscriptionStore>().SleepAsync(tx, new Chat("discord", Room), "50013", null, Ct),
                Ct
            );

        await Gateway.DispatchAsync(type, new JsonObject { [key] = id, ["type"] = 0 });

        await UntilAsync(async () => await _bot.AskAsync<string>("SELECT state FROM subscriptions") == "active");
    }

    [Theory]
    [InlineData(true, "active")]
    [InlineData(false, "asleep")]
    public async Task A_role_given_to_the_bot_wakes_what_sleeps_and_one_given_to_others_does_not(
        bool toUs,
        string state
    )
    {
        await SubscribeAsync(Room);
        await ListenAsync();
        await _bot.Get<SubscriptionStore>()
            .ChangeAsync(
                tx => _bot.Get<SubscriptionStore>().SleepAsync(tx, new Chat("discord", Room), "50013", null, Ct),
                Ct
            );

        await Gateway.DispatchAsync(
            "GUILD_MEMBER_UPDATE",
            new JsonObject
            {
                ["guild_id"] = Server,
                ["user"] = toUs ? FakeDiscord.Me() : new JsonObject { ["id"] = FakeDiscordInteractions.Member },
                ["roles"] = new JsonArray("900000000000000055"),
            }
        );

        await SettledAsync();
        Assert.Equal(state, await _bot.AskAsync<string>("SELECT state FROM subscriptions"));
    }

    /// <summary>Discord says so of the category first, and only then where its channels stand now.</summary>
    [Fact]
    public async Task A_deleted_category_ends_no_channel_that_stood_in_it()
    {
        await SubscribeAsync(Room);
        await ListenAsync();
        await PlaceAsync(Room, 0, "800000000000000030");

        await Gateway.DispatchAsync("CHANNEL_DELETE", Deleted("800000000000000030", 4));

        await SettledAsync();
        Assert.True(await IsSubscribedAsync(Room));
    }

    [Fact]
    public async Task A_deleted_channel_ends_its_threads_and_the_log_says_so()
    {
        var heard = new Cli.LogTests.HeardLogs();
        _bot.Heard = heard;
        _bot.More["Logging:LogLevel:Default"] = "Warning";
        await SubscribeAsync("800000000000000041");
        await ListenAsync();
        await PlaceAsync("800000000000000041", 11, Room);

        await Gateway.DispatchAsync("CHANNEL_DELETE", Deleted(Room, 0));

        await SettledAsync();
        Assert.False(await IsSubscribedAsync("800000000000000041"));
        Assert.Single(heard.Lines, line =>
            line.Contains("A subscription on discord has ended", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Where_a_channel_was_moved_to_while_nobody_listened_is_learnt_at_the_start()
    {
        const string moved = "800000000000000042";
        _discord.Add(new FakeDiscordRoom(moved, 0) { Parent = "800000000000000031" });
        await SubscribeAsync(moved);
        await PlaceAsync(moved, 0, "800000000000000030");

        await ListenAsync();

        Assert.Equal(
            "800000000000000031",
            await _bot.AskAsync<string>($"SELECT parent FROM discord_places WHERE id = '{moved}'")
        );
    }

    private static JsonObject Deleted(string id, int type) =>
        new()
        {
            ["id"] = id,
            ["type"] = type,
            ["guild_id"] = Server,
        };

    private Task PlaceAsync(string id, int type, string parent) =>
        _bot.Get<Database>()
            .WriteAsync(
                tx =>
                    tx.ExecuteAsync(
                        "UPDATE discord_places SET type = @type, parent = @parent WHERE id = @id",
                        new
                        {
                            id,
                            type,
                            parent,
                        },
                        Ct
                    ),
                Ct
            );

    private async Task ListenAsync()
    {
        await _bot.UseDiscordAsync(_discord);
        await Gateway.WaitAsync("ready", 1, Ct);
        await SettledAsync();
    }

    /// <summary>All that was said so far is handled: a command asked after it is answered.</summary>
    private async Task SettledAsync()
    {
        await (await _discord.Interactions.CommandAsync("800000000000000099", "help")).AnswerAsync(Ct);
        await _bot.FinishEventsAsync();
    }

    private Task BreakAsync(string fault)
    {
        switch (fault)
        {
            case "op 7":
                return Gateway.ReconnectAsync();
            case "op 9":
                return Gateway.InvalidateAsync(mayResume: true);
            case "op 9 false":
                return Gateway.InvalidateAsync(mayResume: false);
            case "cut":
                Gateway.Cut();
                return Task.CompletedTask;
            default:
                return Gateway.CloseAsync(int.Parse(fault, null));
        }
    }

    private async Task SubscribeAsync(string room)
    {
        await _bot.Get<SubscriptionStore>().SaveAsync(Some.Subscription(new Chat("discord", room)), Ct);
        await _bot.Get<Database>()
            .WriteAsync(
                tx =>
                    tx.ExecuteAsync(
                        "INSERT INTO discord_places (id, type, guild) VALUES (@room, 0, @Guild)",
                        new { room, _discord.Room(room).Guild },
                        Ct
                    ),
                Ct
            );
    }

    private async Task<bool> IsSubscribedAsync(string room) =>
        await _bot.Get<SubscriptionStore>().FindAsync(new Chat("discord", room), Ct) is not null;

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(HangLimit.Span);
        while (!await holds())
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
    }
}
