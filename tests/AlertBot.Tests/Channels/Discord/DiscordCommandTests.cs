using System.Text.Json.Nodes;
using AlertBot.Chats;
using AlertBot.Subscriptions;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Channels.Discord;

public sealed class DiscordCommandTests : IAsyncLifetime
{
    private const string Room = "800000000000000001";

    private FakeDiscord _discord = null!;
    private TestBot _bot = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private FakeDiscordInteractions People => _discord.Interactions;

    public async ValueTask InitializeAsync()
    {
        _discord = await FakeDiscord.StartAsync();
        _bot = await TestBot.CreateAsync(feeds: "harbour");
        await _bot.UseDiscordAsync(_discord);
        await _discord.Gateway.WaitAsync("ready", 1, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        Assert.Empty(_discord.Violations);
        await _discord.DisposeAsync();
    }

    [Fact]
    public async Task Commands_are_registered_with_descriptions_in_three_languages_and_only_once()
    {
        await RegisteredAsync(1);
        await RestartAsync();

        Assert.Equal(1, People.Replaced);
        var subscribe = People.Commands.Single(c => $"{c!["name"]}" == "subscribe")!;
        Assert.Equal("Suivre des thèmes", $"{subscribe["description_localizations"]!["fr"]}");
        Assert.Equal("متابعة مواضيع", $"{subscribe["description_localizations"]!["ar"]}");
        Assert.Equal("16", $"{subscribe["default_member_permissions"]}");
        Assert.Equal("[0,1]", subscribe["contexts"]!.ToJsonString());
        Assert.True((bool)subscribe["options"]![0]!["autocomplete"]!);
        Assert.Null(People.Commands.Single(c => $"{c!["name"]}" == "status")!["default_member_permissions"]);
        Assert.Equal(
            ["ar", "en", "fr"],
            People.Commands.Single(c => $"{c!["name"]}" == "language")!["options"]![0]!["choices"]!
                .AsArray()
                .Select(c => $"{c!["value"]}")
        );
        Assert.DoesNotContain(People.Commands, c => $"{c!["name"]}" == "channel");
    }

    /// <summary>Sixty channels of one stranger, whom the network makes wait, keep nobody else waiting.</summary>
    [Fact]
    public async Task Who_asks_in_many_channels_waits_for_themselves_alone()
    {
        var release = new TaskCompletionSource();
        People.Held = ("900000000000000066", release.Task);
        for (var channel = 0; channel < 60; channel++)
            await People.CommandAsync($"8000000000000001{channel:00}", "help", member: "900000000000000066");

        var honest = await People.CommandAsync(Room, "help");

        Assert.Equal(4, (int)(await honest.FirstAsync(Ct))["type"]!);
        release.SetResult();
    }

    [Fact]
    public async Task What_cannot_be_read_is_logged_and_holds_nothing_up()
    {
        await _discord.Gateway.DispatchAsync("INTERACTION_CREATE", new JsonObject { ["channel_id"] = Room });
        await _discord.Gateway.DispatchAsync("CHANNEL_DELETE", new JsonObject { ["id"] = 5 });

        var asked = await People.CommandAsync(Room, "help");

        Assert.Equal(4, (int)(await asked.FirstAsync(Ct))["type"]!);
        await _bot.FinishEventsAsync();
    }

    /// <summary>What is asked at the moment of a stop ends with it and is no fault of the program's.</summary>
    [Fact]
    public async Task A_command_under_way_does_not_fail_the_stop()
    {
        var release = new TaskCompletionSource();
        People.Held = (FakeDiscordInteractions.Member, release.Task);
        await People.CommandAsync(Room, "help");

        var stopped = _bot.StopListeningAsync();
        release.SetResult();

        await stopped;
        Assert.True(_bot.ListenerDone.IsCompleted);
        Assert.False(_bot.ListenerDone.IsFaulted);
    }

    [Fact]
    public async Task Whose_rights_are_not_told_has_none()
    {
        await (
            await People.CommandAsync(Room, "subscribe", new JsonObject { ["topics"] = "all" }, permissions: null!)
        ).AnswerAsync(Ct);

        Assert.Equal(0, await _bot.AskAsync<long>("SELECT count(*) FROM subscriptions"));
    }

    [Fact]
    public async Task Where_Discord_knows_no_Arabic_the_commands_are_registered_without_and_not_tried_again()
    {
        await RegisteredAsync(1);
        People.RefuseArabic = true;
        People.Commands.Clear();
        await RestartAsync();
        await RegisteredAsync(3);
        await RestartAsync();

        Assert.Equal(3, People.Replaced);
        Assert.Equal(["fr"], People.Commands[0]!["description_localizations"]!.AsObject().Select(l => l.Key));
    }

    [Fact]
    public async Task A_member_with_the_right_subscribes_the_channel_and_only_they_see_the_answer()
    {
        var first = await (
            await People.CommandAsync(Room, "subscribe", new() { ["topics"] = "libya, ceasefire" })
        ).FirstAsync(Ct);

        Assert.Equal(4, (int)first["type"]!);
        Assert.Equal(64 | 4, (int)first["data"]!["flags"]!);
        Assert.Equal("This chat now follows: Libya, Ceasefire.", Plain(first["data"]!["content"]));
        Assert.Equal(["libya", "ceasefire"], (await SubscriptionAsync(Room))!.Topics);
    }

    [Theory]
    [InlineData("atleast", "sources", "2 camps", "You are alerted once sources of 2 camps report a story.")]
    [InlineData("each", "switch", "on", "Every report arrives as a separate alert.")]
    [InlineData("summary", "length", "300", "Summaries have up to 300 characters.")]
    [InlineData("digest", "hour", "08:00 18:00", "One message at each of these hours: 08:00, 18:00 (UTC).")]
    [InlineData(
        "quiet",
        "hours",
        "urgent on",
        "What you need to know at once arrives at once, the rest together at 18:00 (UTC).\nUrgent alerts "
            + "still come through at once."
    )]
    public async Task What_a_channel_asks_of_stories_is_set_by_its_managers(
        string verb,
        string option,
        string value,
        string said
    )
    {
        await RegisteredAsync(1);
        var command = People.Commands.Single(c => $"{c!["name"]}" == verb)!;
        Assert.Equal(
            (option, "16"),
            ($"{command["options"]![0]!["name"]}", $"{command["default_member_permissions"]}")
        );

        Assert.StartsWith(
            "Only administrators",
            Plain(
                (await (await People.CommandAsync(Room, verb, new() { [option] = value }, "0")).AnswerAsync(Ct))[
                    "content"
                ]
            ),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            said,
            Plain(
                (await (await People.CommandAsync(Room, verb, new() { [option] = value })).AnswerAsync(Ct))["content"]
            ),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("0", false)]
    [InlineData("2048", false)]
    [InlineData("16", true)]
    [InlineData("8", true)]
    public async Task Only_members_who_manage_channels_or_administer_may_change_anything(string permissions, bool may)
    {
        var answer = await (
            await People.CommandAsync(Room, "subscribe", new() { ["topics"] = "all" }, permissions)
        ).AnswerAsync(Ct);

        Assert.Equal(may, await SubscriptionAsync(Room) is not null);
        Assert.Equal(may, !Plain(answer["content"]).StartsWith("Only administrators", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answers_follow_the_language_of_the_asker_until_the_channel_has_chosen_one()
    {
        Assert.StartsWith(
            "Cette discussion ne suit",
            Plain((await (await People.CommandAsync(Room, "status", locale: "fr")).AnswerAsync(Ct))["content"]),
            StringComparison.Ordinal
        );
        await (await People.CommandAsync(Room, "language", new() { ["language"] = "ar" })).AnswerAsync(Ct);

        Assert.Contains(
            "لا تتابع",
            Plain((await (await People.CommandAsync(Room, "status", locale: "fr")).AnswerAsync(Ct))["content"]),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_button_or_an_option_of_a_menu_is_a_command_and_changes_the_panel_in_place()
    {
        var panel = await (await People.CommandAsync(Room, "topics")).AnswerAsync(Ct);
        var button = panel["components"]!
            .AsArray()
            .SelectMany(row => row!["components"]!.AsArray())
            .First(c => $"{c!["label"]}" == "Libya")!;

        var pressed = await (await People.PressAsync(Room, "1", $"{button["custom_id"]}")).FirstAsync(Ct);

        Assert.Equal(7, (int)pressed["type"]!);
        Assert.Contains(
            "✅ Libya",
            pressed["data"]!.ToJsonString(
                new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            ),
            StringComparison.Ordinal
        );
        Assert.Equal(["libya"], (await SubscriptionAsync(Room))!.Topics);

        await (await People.PressAsync(Room, "1", "select", "p 0 +ceasefire")).FirstAsync(Ct);
        Assert.Equal(["libya", "ceasefire"], (await SubscriptionAsync(Room))!.Topics);
    }

    [Fact]
    public async Task Who_may_not_change_anything_cannot_by_pressing_either()
    {
        var pressed = await (await People.PressAsync(Room, "1", "p 0 +libya", permissions: "0")).FirstAsync(Ct);

        Assert.Equal((4, 68), ((int)pressed["type"]!, (int)pressed["data"]!["flags"]!));
        Assert.Null(await SubscriptionAsync(Room));
    }

    [Fact]
    public async Task Many_topics_become_a_menu()
    {
        _bot.Write("rules/all.yaml", Some.ManyRules(30, idLength: 40));
        await RestartAsync();

        var panel = await (await People.CommandAsync(Room, "topics")).AnswerAsync(Ct);

        var rows = panel["components"]!.AsArray();
        Assert.Equal(3, (int)rows[0]!["components"]![0]!["type"]!);
        Assert.Equal(9, rows[0]!["components"]![0]!["options"]!.AsArray().Count);
        await (
            await People.PressAsync(Room, "1", "select", $"{rows[0]!["components"]![0]!["options"]![2]!["value"]}")
        ).FirstAsync(Ct);
        Assert.Single((await SubscriptionAsync(Room))!.Topics);
    }

    [Theory]
    [InlineData("", "en-US", "Ceasefire=ceasefire|Libya=libya|all topics=all")]
    [InlineData("cea", "en-US", "Ceasefire=ceasefire")]
    [InlineData("trev", "fr", "")]
    [InlineData("cessez", "fr", "Cessez-le-feu=ceasefire")]
    [InlineData("ليب", "ar", "ليبيا=libya")]
    [InlineData("libya, c", "en-US", "libya, Ceasefire=libya, ceasefire")]
    [InlineData("libya,", "en-US", "libya, Ceasefire=libya, ceasefire")]
    public async Task Topics_are_suggested_while_they_are_written(string typed, string locale, string expected)
    {
        var first = await (await People.AutocompleteAsync(Room, "subscribe", "topics", typed, locale)).FirstAsync(Ct);

        Assert.Equal(8, (int)first["type"]!);
        Assert.Equal(
            expected,
            string.Join('|', first["data"]!["choices"]!.AsArray().Select(c => $"{c!["name"]}={c["value"]}"))
        );
    }

    [Fact]
    public async Task A_slow_answer_is_announced_within_the_three_seconds_and_follows()
    {
        JsonObject first;
        DiscordAsked asked;
        await using (await _bot.Get<AlertBot.Storage.Database>().BeginAsync(Ct))
        {
            // Asked in what is the future for a clock that is about to run: it must not be taken for a replay.
            asked = await People.CommandAsync(
                Room,
                "subscribe",
                new() { ["topics"] = "all" },
                ago: TimeSpan.FromHours(-1)
            );
            using var running = new RunningClock(_bot.Clock);
            first = await asked.FirstAsync(Ct);
        }

        Assert.Equal((5, 64), ((int)first["type"]!, (int)first["data"]!["flags"]!));

        Assert.StartsWith(
            "This chat now follows",
            Plain((await asked.AnswerAsync(Ct))["content"]),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_a_resumed_session_replays_too_late_is_left_alone()
    {
        var late = await People.CommandAsync(
            Room,
            "subscribe",
            new() { ["topics"] = "all" },
            ago: TimeSpan.FromSeconds(30)
        );
        await (await People.CommandAsync(Room, "status")).AnswerAsync(Ct);

        Assert.False(late.IsAnswered);
        Assert.Null(await SubscriptionAsync(Room));
    }

    [Fact]
    public async Task The_export_comes_as_a_file()
    {
        await (await People.CommandAsync(Room, "subscribe", new() { ["topics"] = "all" })).AnswerAsync(Ct);

        var asked = await People.CommandAsync(Room, "export");
        await asked.AnswerAsync(Ct);

        Assert.Equal($"alertbot-discord-{Room}.json", Assert.Single(asked.Files).Name);
        Assert.Equal($"discord:{Room}", $"{JsonNode.Parse(asked.Files[0].Content)!["chat"]}");
    }

    [Fact]
    public async Task Where_the_bot_may_not_write_it_says_so_when_subscribed()
    {
        _discord.Gateway.AppPermissions = "1024";

        var answer = await (await People.CommandAsync(Room, "subscribe", new() { ["topics"] = "all" })).AnswerAsync(Ct);

        Assert.Contains("#desk but may not post there", Plain(answer["content"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Why_under_an_alert_tells_its_rule(bool inForum)
    {
        if (inForum)
            _discord.Add(new FakeDiscordRoom(Room, 15));
        await _bot.Get<SubscriptionStore>().SaveAsync(Some.Subscription(new Chat("discord", Room)), Ct);
        _bot.Feeds.Serve("harbour", Some.Rss(("Truce holds in Sirte", 5)));
        await _bot.PassAsync(TimeSpan.FromMinutes(20));
        var alert = Assert.Single(_discord.Messages);

        var pressed = await (await People.PressAsync(alert.Channel, alert.Id, "why", permissions: "0")).FirstAsync(Ct);
        var chosen = await (await People.OnMessageAsync(alert.Channel, "Why?", alert.Id)).AnswerAsync(Ct);

        Assert.Equal((4, 68), ((int)pressed["type"]!, (int)pressed["data"]!["flags"]!));
        Assert.StartsWith(
            "Why you got Truce holds in Sirte:",
            Plain(pressed["data"]!["content"]),
            StringComparison.Ordinal
        );
        Assert.Equal(Plain(pressed["data"]!["content"]), Plain(chosen["content"]));
    }

    [Theory]
    [InlineData("m", "What should be muted?", "m ? story:1", "For how long should Truce holds in Sirte be muted?")]
    [InlineData("wrong", "What was wrong with this alert?", "wrong 1 old", "Thank you.")]
    public async Task Below_an_alert_it_is_muted_and_said_to_be_wrong(
        string button,
        string asks,
        string then,
        string said
    )
    {
        await _bot.Get<SubscriptionStore>().SaveAsync(Some.Subscription(new Chat("discord", Room)), Ct);
        _bot.Feeds.Serve("harbour", Some.Rss(("Truce holds in Sirte", 5)));
        await _bot.PassAsync(TimeSpan.FromMinutes(20));
        var alert = Assert.Single(_discord.Messages);
        Assert.Contains(button, Ids(alert.Body["components"]!));

        var asked = await (await People.PressAsync(Room, alert.Id, button)).FirstAsync(Ct);
        Assert.StartsWith(asks, Plain(asked["data"]!["content"]), StringComparison.Ordinal);
        Assert.Contains(then, Ids(asked["data"]!["components"]!));
        var answer = await (await People.PressAsync(Room, "2", then)).FirstAsync(Ct);

        Assert.Equal((4, 7), ((int)asked["type"]!, (int)answer["type"]!));
        Assert.StartsWith(said, Plain(answer["data"]!["content"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_goes_on_by_what_stands_above_its_buttons()
    {
        _bot.Feeds.Serve("harbour", Some.Rss([.. Enumerable.Range(1, 7).Select(n => ($"Port {n} opens", n))]));
        await _bot.PollAsync();
        var asked = new JsonObject { ["search"] = "\"port\" -film* source:harbour 30d" };
        var found = await (await People.CommandAsync(Room, "search", asked)).AnswerAsync(Ct);
        var older = Ids(found["components"]!).Last();
        await RestartAsync();

        var pressed = await (await People.PressAsync(Room, "1", older, content: $"{found["content"]}")).FirstAsync(Ct);
        var lost = await (await People.PressAsync(Room, "1", older)).FirstAsync(Ct);

        Assert.Contains("Port 7 opens", Plain(pressed["data"]!["content"]), StringComparison.Ordinal);
        Assert.StartsWith("I no longer know", Plain(lost["data"]!["content"]), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Ids(JsonNode components) =>
        components
            .AsArray()
            .SelectMany(row => row!["components"]!.AsArray())
            .Select(button => $"{button!["custom_id"]}");

    [Fact]
    public async Task What_is_asked_in_a_post_of_a_forum_is_meant_for_the_forum()
    {
        var forum = _discord.Add(new FakeDiscordRoom("800000000000000015", 15));
        var post = _discord.Add(new FakeDiscordRoom("800000000000000016", 11) { Parent = forum.Id });
        var thread = _discord.Add(new FakeDiscordRoom("800000000000000017", 11) { Parent = Room });

        await (await People.CommandAsync(post.Id, "subscribe", new() { ["topics"] = "libya" })).AnswerAsync(Ct);
        await (await People.CommandAsync(thread.Id, "subscribe", new() { ["topics"] = "libya" })).AnswerAsync(Ct);

        Assert.Equal(
            (true, false, true),
            (
                await SubscriptionAsync(forum.Id) is not null,
                await SubscriptionAsync(post.Id) is not null,
                await SubscriptionAsync(thread.Id) is not null
            )
        );
    }

    private async Task RestartAsync()
    {
        await _bot.StopListeningAsync();
        var before = _discord.Gateway.Count("ready");
        await _bot.UseDiscordAsync(_discord);
        await _discord.Gateway.WaitAsync("ready", before + 1, Ct);
        await _bot.FinishEventsAsync();
    }

    private async Task RegisteredAsync(int times)
    {
        while (People.Replaced < times)
        {
            var next = _discord.Changed.Next;
            if (People.Replaced < times)
                await next.WaitAsync(HangLimit.Span, Ct);
        }
        await _bot.FinishEventsAsync();
    }

    private Task<Subscription?> SubscriptionAsync(string room) =>
        _bot.Get<SubscriptionStore>().FindAsync(new Chat("discord", room), Ct);

    private static string Plain(JsonNode? text) =>
        $"{text}"
            .Replace("\u2068", "", StringComparison.Ordinal)
            .Replace("\u2069", "", StringComparison.Ordinal)
            .Replace("\\", "", StringComparison.Ordinal);
}
