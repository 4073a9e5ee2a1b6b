using AlertBot.Chats;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Subscriptions.Commands;

/// <summary>What a subscriber taps, through Telegram's buttons into the real host.</summary>
public sealed class PanelTests : IAsyncLifetime
{
    private const long Group = -1001;
    private TestBot _bot = null!;

    public async ValueTask InitializeAsync()
    {
        _bot = await TestBot.CreateAsync(rules: Some.ManyRules(10));
        await _bot.StartReceivingAsync();
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    private async Task<Arrived> AskAsync(
        string text,
        long chat = 5,
        string language = "en",
        long user = 77,
        int? topic = null
    )
    {
        var before = _bot.Telegram.Messages.Count;
        _bot.Telegram.Inbox.Write(chat, text, user, language, topic);
        return (await _bot.Telegram.WaitForAsync(all => all.Count > before, TestContext.Current.CancellationToken))[
            before
        ];
    }

    private async Task<Arrived> TapAsync(Arrived message, string label, long user = 77)
    {
        _bot.Telegram.Inbox.Press(message, message.Press(label), user);
        var after = await _bot.Telegram.WaitForAsync(
            all => all.Single(m => m.Id == message.Id).Edits > message.Edits,
            TestContext.Current.CancellationToken
        );
        return after.Single(m => m.Id == message.Id);
    }

    private Task<string?> StoredAsync(string column) => _bot.AskAsync<string>($"SELECT {column} FROM subscriptions");

    [Fact]
    public async Task Topics_are_picked_by_tapping_and_ticked_in_place()
    {
        var panel = await AskAsync("/topics");
        panel = await TapAsync(panel, "Topic 1");
        panel = await TapAsync(panel, "Topic 3");
        Assert.Equal("""["topic-1","topic-3"]""", await StoredAsync("topics"));
        Assert.Contains(panel.Buttons, row => row[0].Label == "✅ Topic 3");

        await TapAsync(panel, "Topic 1");

        Assert.Equal("""["topic-3"]""", await StoredAsync("topics"));
        Assert.Single(_bot.Telegram.Messages);
    }

    [Fact]
    public async Task More_topics_than_fit_stand_on_further_pages()
    {
        var panel = await AskAsync("/topics");
        Assert.Equal(8, panel.Buttons.Count(row => row[0].Data.StartsWith("p 0 +topic", StringComparison.Ordinal)));

        panel = await TapAsync(panel, "2/2 ▶");
        panel = await TapAsync(panel, "Topic 9");

        Assert.Equal("""["topic-9"]""", await StoredAsync("topics"));
        Assert.Contains(panel.Buttons, row => row[0].Label == "◀ 1/2");
    }

    [Fact]
    public async Task A_tap_that_comes_twice_changes_nothing_the_second_time()
    {
        var panel = await AskAsync("/topics");
        await TapAsync(panel, "Topic 1");

        _bot.Telegram.Inbox.Press(panel, panel.Press("Topic 1"));
        await AskAsync("/status");

        Assert.Equal("""["topic-1"]""", await StoredAsync("topics"));
    }

    [Fact]
    public async Task Leaving_one_topic_of_all_keeps_the_others()
    {
        await AskAsync("/subscribe all");

        await TapAsync(await AskAsync("/topics"), "Topic 1");

        Assert.DoesNotContain("topic-1\"", await StoredAsync("topics"), StringComparison.Ordinal);
        Assert.Contains("topic-9", await StoredAsync("topics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_hour_of_the_digest_and_the_zone_are_picked_by_tapping()
    {
        var panel = await TapAsync(await AskAsync("/digest"), "08:00");
        Assert.StartsWith("One message a day, at ⁨08:00⁩ (⁨UTC⁩).", panel.Visible, StringComparison.Ordinal);

        panel = await TapAsync(panel, "UTC");
        panel = await TapAsync(panel, "Africa/Tripoli");
        panel = await TapAsync(panel, "When");

        Assert.StartsWith("One message a day, at ⁨08:00⁩ (⁨Africa/Tripoli⁩).", panel.Visible, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_weekend_of_Friday_and_Saturday_is_offered()
    {
        var panel = await TapAsync(await AskAsync("/quiet"), "Friday + Saturday");
        panel = await TapAsync(panel, "22:00–06:00");
        Assert.Contains(
            "Quiet from ⁨22:00⁩ to ⁨06:00⁩ (⁨UTC⁩).\nQuiet on: ⁨Friday⁩, ⁨Saturday⁩.",
            panel.Visible,
            StringComparison.Ordinal
        );

        await TapAsync(panel, "No quiet hours");

        Assert.Equal("5,6", await StoredAsync("quiet_days"));
        Assert.Null(await StoredAsync("quiet_from"));
    }

    [Theory]
    [InlineData("/digest 7", "One message a day, at ⁨07:00⁩ (⁨UTC⁩).")]
    [InlineData("/digest ٠٧:٣٠", "One message a day, at ⁨07:30⁩ (⁨UTC⁩).")]
    [InlineData("/digest off", "What you need to know at once arrives at once, the rest together at 18:00 (⁨UTC⁩).")]
    [InlineData("/digest soon", "Please write hours as 08:00 or 18:30, six at most.")]
    [InlineData(
        "/quiet 22-6",
        "What you need to know at once arrives at once, the rest together at 18:00 (⁨UTC⁩).\nQuiet from ⁨22:00⁩ to "
            + "⁨06:00⁩ (⁨UTC⁩)."
    )]
    [InlineData(
        "/quiet الجمعة والسبت",
        "What you need to know at once arrives at once, the rest together at 18:00 (⁨UTC⁩).\n"
            + "Quiet on: ⁨Friday⁩, ⁨Saturday⁩."
    )]
    [InlineData(
        "/quiet ven-dim",
        "What you need to know at once arrives at once, the rest together at 18:00 (⁨UTC⁩).\nQuiet on: ⁨Friday⁩, "
            + "⁨Saturday⁩, ⁨Sunday⁩."
    )]
    [InlineData(
        "/quiet 21:30 to 6:15, sat",
        "What you need to know at once arrives at once, the rest together at 18:00 (⁨UTC⁩).\nQuiet from ⁨21:30⁩ to "
            + "⁨06:15⁩ (⁨UTC⁩).\nQuiet on: ⁨Saturday⁩."
    )]
    [InlineData("/quiet mon-sun", "I did not understand that. Example: /quiet 22:00-06:00 or /quiet fri-sat")]
    [InlineData("/quiet 25:00-26:00", "I did not understand that. Example: /quiet 22:00-06:00 or /quiet fri-sat")]
    [InlineData("/zone beirut", "Time zone: ⁨Asia/Beirut⁩.")]
    [InlineData(
        "/zone Tripolli",
        "I don’t know the time zone for ⁨Tripolli⁩. Try a capital: /zone Tripoli Did you mean ⁨Tripoli⁩?"
    )]
    public async Task Times_can_be_written_as_people_do(string text, string answer) =>
        Assert.StartsWith(answer, (await AskAsync(text)).Visible, StringComparison.Ordinal);

    [Fact]
    public async Task In_a_group_a_member_who_taps_is_told_and_nothing_changes()
    {
        _bot.Telegram.Admins.Add(88);
        var panel = await AskAsync("/topics", Group, user: 88);

        _bot.Telegram.Inbox.Press(panel, panel.Press("Topic 1"), user: 77);
        await AskAsync("/status", Group);

        Assert.Contains("Only administrators of this chat can change what it follows.", _bot.Telegram.Notices);
        Assert.Null(await StoredAsync("topics"));
    }

    [Fact]
    public async Task A_member_sees_the_topics_of_a_group_without_buttons() =>
        Assert.Empty((await AskAsync("/topics", Group)).Buttons);

    public static TheoryData<string> Foreign =>
        [
            """{"forward_origin":{"type":"user","date":1600000000,"sender_user":{"id":66,"is_bot":false"""
                + ""","first_name":"Other"}}}""",
            """{"forward_origin":{"type":"hidden_user","date":1600000000,"sender_user_name":"Other"}}""",
            """{"forward_origin":{"type":"channel","date":1600000000,"message_id":3,"chat":{"id":-1009"""
                + ""","type":"channel","title":"Other"}}}""",
            """{"via_bot":{"id":67,"is_bot":true,"first_name":"Inline"}}""",
        ];

    /// <summary>An administrator who forwards a command has not given it.</summary>
    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task Only_what_an_administrator_wrote_there_is_a_command(string more)
    {
        _bot.Telegram.Admins.Add(77);
        await AskAsync("/subscribe topic-1", Group);

        _bot.Telegram.Inbox.Write(Group, "/stop yes", more: System.Text.Json.Nodes.JsonNode.Parse(more)!.AsObject());
        await AskAsync("/status", Group);

        Assert.Equal("""["topic-1"]""", await StoredAsync("topics"));
        Assert.Equal(2, _bot.Telegram.Messages.Count);
    }

    [Fact]
    public async Task What_cannot_be_undone_is_asked_for_once_more()
    {
        await AskAsync("/subscribe topic-1");

        var question = await AskAsync("/stop");
        Assert.Equal("""["topic-1"]""", await StoredAsync("topics"));
        await TapAsync(question, "Stop and delete");

        Assert.Null(await StoredAsync("topics"));
    }

    [Fact]
    public async Task An_anonymous_administrator_is_one()
    {
        _bot.Telegram.Inbox.Write(Group, "/subscribe topic-1", user: 1087968824, senderChat: Group);
        await _bot.Telegram.WaitForAsync(all => all.Count > 0, TestContext.Current.CancellationToken);

        Assert.Equal("""["topic-1"]""", await StoredAsync("topics"));
    }

    [Fact]
    public async Task Who_writes_in_the_name_of_another_chat_is_not_answered()
    {
        _bot.Telegram.Inbox.Write(Group, "/subscribe topic-1", user: 136817688, senderChat: -100999);
        await AskAsync("/status", Group);

        Assert.Single(_bot.Telegram.Messages);
        Assert.Null(await StoredAsync("topics"));
    }

    [Fact]
    public async Task A_deep_link_may_name_several_topics()
    {
        await AskAsync("/start topic-1_topic-2");

        Assert.Equal("""["topic-1","topic-2"]""", await StoredAsync("topics"));
    }

    [Fact]
    public async Task Buttons_fit_into_what_networks_carry()
    {
        await using var bot = await TestBot.CreateAsync(rules: Some.ManyRules(200, idLength: 40));
        await bot.StartReceivingAsync();
        bot.Telegram.Inbox.Write(5, "/topics");
        var panel = (await bot.Telegram.WaitForAsync(all => all.Count > 0, TestContext.Current.CancellationToken))[0];

        Assert.All(panel.Buttons.SelectMany(row => row), button =>
            Assert.InRange(button.Data.Length, 1, Choice.MostCommand)
        );
    }

    [Fact]
    public async Task Menus_are_set_per_scope_and_language_and_only_when_they_changed()
    {
        await AskAsync("/help");
        var set = _bot.Telegram.MenusSet;
        Assert.Contains("export", _bot.Telegram.Menus["all_private_chats ar"]);
        Assert.Contains("stop", _bot.Telegram.Menus["all_chat_administrators"]);
        Assert.Equal(
            ["topics", "status", "latest", "preview", "why", "help"],
            _bot.Telegram.Menus["all_group_chats fr"]
        );

        await _bot.StopReceivingAsync();
        await _bot.RestartAsync();
        await _bot.StartReceivingAsync();
        await AskAsync("/help");

        Assert.Equal(set, _bot.Telegram.MenusSet);
    }
}
