using AlertBot.Tests.Support;

namespace AlertBot.Tests.Subscriptions.Commands;

/// <summary>Commands as a subscriber sends them: through Telegram's long polling into the real host.</summary>
public class ChatCommandTests : IAsyncLifetime
{
    private const long Group = -1001;
    private TestBot _bot = null!;

    public async ValueTask InitializeAsync()
    {
        _bot = await TestBot.CreateAsync();
        await _bot.StartReceivingAsync();
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    private async Task<string> AskAsync(
        string text,
        long chat = 5,
        string language = "en",
        long user = 77,
        int? topic = null
    )
    {
        var before = _bot.Telegram.Messages.Count;
        _bot.Telegram.Inbox.Write(chat, text, user, language, topic);
        var messages = await _bot.Telegram.WaitForAsync(
            all => all.Count > before,
            TestContext.Current.CancellationToken
        );
        return messages[before].Visible;
    }

    [Fact]
    public async Task Subscribing_by_id_is_confirmed_in_the_words_of_the_chat()
    {
        Assert.Equal("This chat now follows: ⁨Libya⁩.", await AskAsync("/subscribe libya"));
        Assert.Equal("This chat now follows: ⁨Libya⁩, ⁨Ceasefire⁩.", await AskAsync("/subscribe ceasefire"));
        Assert.Equal(
            "This chat follows: ⁨Libya⁩, ⁨Ceasefire⁩.\nWhat you need to know at once arrives at once, the "
                + "rest together at 18:00 (⁨UTC⁩).",
            await AskAsync("/status")
        );
    }

    [Fact]
    public async Task Someone_whose_Telegram_is_Arabic_is_answered_in_Arabic()
    {
        Assert.Equal(
            "‏تتابع هذه المحادثة من الآن: ⁨وقف إطلاق النار⁩.",
            await AskAsync("/subscribe وقف اطلاق النار", language: "ar")
        );
        Assert.Equal(
            "‏تتابع هذه المحادثة موضوعاً واحداً. اضغط موضوعاً لمتابعته (✓) أو لإلغاء متابعته:\n"
                + "‏✓ ⁨وقف إطلاق النار⁩ – ⁨ceasefire⁩\n‏· ⁨ليبيا⁩ – ⁨libya⁩",
            await AskAsync("/topics", language: "ar")
        );
    }

    [Fact]
    public async Task French_speaks_French()
    {
        Assert.Equal(
            "Cette discussion suit désormais : ⁨Cessez-le-feu⁩.",
            await AskAsync("/subscribe cessez le feu", language: "fr")
        );
        Assert.Equal(
            "Cette discussion ne suit plus rien. /topics montre les thèmes.",
            await AskAsync("/unsubscribe all", language: "fr")
        );
    }

    [Fact]
    public async Task A_misspelt_topic_is_asked_back() =>
        Assert.Equal("There is no topic ⁨lybia⁩. Did you mean ⁨libya⁩? /topics", await AskAsync("/subscribe lybia"));

    [Fact]
    public async Task The_language_can_be_changed_and_stays()
    {
        Assert.Equal("Je réponds désormais en français.", await AskAsync("/language fr"));
        Assert.StartsWith("Cette discussion suit ⁨0⁩ thème.", await AskAsync("/topics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_forgets_the_chat_entirely()
    {
        await AskAsync("/subscribe all");

        Assert.StartsWith("Done.", await AskAsync("/stop yes"), StringComparison.Ordinal);
        Assert.Equal(0, await _bot.AskAsync<long>("SELECT count(*) FROM subscriptions"));
    }

    [Fact]
    public async Task A_deep_link_subscribes_to_its_topic() =>
        Assert.Equal("This chat now follows: ⁨Libya⁩.", await AskAsync("/start libya"));

    [Fact]
    public async Task Talk_in_a_private_chat_gets_help_rather_than_silence() =>
        Assert.StartsWith("I only understand commands.", await AskAsync("hello?"), StringComparison.Ordinal);

    [Fact]
    public async Task In_a_group_only_administrators_may_change_anything()
    {
        Assert.Equal(
            "Only administrators of this chat can change what it follows.",
            await AskAsync("/subscribe libya", Group)
        );

        _bot.Telegram.Admins.Add(88);
        Assert.Equal("This chat now follows: ⁨Libya⁩.", await AskAsync("/subscribe libya", Group, user: 88));
    }

    [Fact]
    public async Task In_a_group_other_bots_commands_and_talk_are_left_alone()
    {
        _bot.Telegram.Inbox.Write(Group, "/weather@OtherBot today");
        _bot.Telegram.Inbox.Write(Group, "good morning");
        _bot.Telegram.Inbox.Write(Group, "/weather");

        Assert.StartsWith(
            "This chat follows nothing yet.",
            await AskAsync($"/status@{FakeTelegram.Username}", Group),
            StringComparison.Ordinal
        );
        Assert.Single(_bot.Telegram.Messages);
    }

    [Fact]
    public async Task A_forum_topic_subscribes_by_itself()
    {
        _bot.Telegram.Admins.Add(88);

        await AskAsync("/subscribe libya", Group, user: 88, topic: 45);

        Assert.Equal(45, _bot.Telegram.Messages[0].Thread);
        Assert.Equal("telegram:-1001/45", await _bot.AskAsync<string>("SELECT chat FROM subscriptions"));
    }

    [Fact]
    public async Task A_kicked_bot_ends_the_subscriptions_of_the_whole_chat()
    {
        await _bot.SubscribeAsync(Group);

        _bot.Telegram.Inbox.Standing(new TelegramPlace(Group) { BotStatus = "kicked" });
        await AskAsync("/help", Group);

        Assert.Equal(
            "ended",
            await _bot.AskAsync<string>("SELECT state FROM subscriptions WHERE chat LIKE 'telegram:-1001%'")
        );
    }

    [Fact]
    public async Task A_group_that_moved_takes_its_subscription_along()
    {
        await _bot.SubscribeAsync(Group);

        _bot.Telegram.Inbox.Migrate(Group, -100555);
        await AskAsync("/help", Group);

        Assert.Equal(
            "telegram:-100555",
            await _bot.AskAsync<string>("SELECT chat FROM subscriptions WHERE topics LIKE '%all%'")
        );
    }

    [Fact]
    public async Task What_was_answered_is_confirmed_and_not_answered_again_after_a_restart()
    {
        await AskAsync("/help");
        await _bot.StopReceivingAsync();
        await _bot.RestartAsync();
        await _bot.StartReceivingAsync();

        await AskAsync("/topics");

        Assert.Equal(2, _bot.Telegram.Messages.Count);
    }
}
