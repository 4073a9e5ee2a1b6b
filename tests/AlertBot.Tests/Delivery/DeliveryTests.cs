using AlertBot.Channels;
using AlertBot.Chats;
using AlertBot.Delivery;
using AlertBot.Delivery.Digests;
using AlertBot.Subscriptions;
using AlertBot.Tests.Support;
using NodaTime;

namespace AlertBot.Tests.Delivery;

public class DeliveryTests
{
    private const long Group = -1001;

    private static async Task<TestBot> BotWithOneAlertAsync(long chat = 1)
    {
        var bot = await TestBot.CreateAsync(feeds: "harbour");
        await bot.SubscribeAsync(chat);
        bot.Feeds.Serve("harbour", Some.Rss(("Truce in Libya", 5)));
        await bot.PollAsync();
        return bot;
    }

    [Fact]
    public async Task A_chat_that_asks_to_wait_is_left_alone_exactly_that_long()
    {
        await using var bot = await BotWithOneAlertAsync();
        bot.Telegram.Play(1, TelegramFault.TooMany(40));

        await bot.DeliverAsync();
        await bot.PassAsync(TimeSpan.FromSeconds(39));
        Assert.Empty(bot.Telegram.Messages);

        await bot.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Single(bot.Telegram.Messages);
    }

    [Fact]
    public async Task An_answer_that_comes_after_its_chat_has_ended_brings_no_message_back()
    {
        await using var bot = await BotWithOneAlertAsync();
        var ct = TestContext.Current.CancellationToken;
        var batch = Assert.Single(await bot.Get<Outbox>().LeaseDueAsync(1, ct));
        await bot.Get<ChatLifecycle>().EndWithTopicsAsync(new Chat("telegram", "1"), "blocked", ct);

        await bot.Get<DeliveryOutcomeWriter>()
            .WriteAsync(
                batch,
                new DeliveryOutcome.Later(TimeSpan.FromSeconds(1), "the server is busy"),
                TimeSpan.Zero,
                ct
            );

        Assert.Equal("gone", await bot.AskAsync<string>("SELECT state FROM outbox WHERE settled IS NOT NULL"));
    }

    [Fact]
    public async Task A_chat_that_must_wait_holds_no_other_up()
    {
        await using var bot = await BotWithOneAlertAsync();
        await bot.SubscribeAsync(2);
        bot.Feeds.Serve("harbour", Some.Rss(("Libya counts votes", 1), ("Truce in Libya", 5)));
        bot.Telegram.Play(1, TelegramFault.TooMany(600));

        await bot.PassAsync(TimeSpan.FromMinutes(16));

        Assert.Equal([2L], bot.Telegram.Messages.Select(m => m.Chat));
    }

    [Fact]
    public async Task Messages_of_one_chat_keep_their_order_over_a_failure()
    {
        await using var bot = await BotWithOneAlertAsync();
        bot.Feeds.Serve("harbour", Some.Rss(("Libya counts votes", 1), ("Truce in Libya", 5)));
        bot.Telegram.Play(1, TelegramFault.TooMany(30));
        await bot.DeliverAsync();

        await bot.PassAsync(TimeSpan.FromMinutes(16));
        await bot.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(
            ["Truce in Libya", "Libya counts votes"],
            bot.Telegram.Messages.Select(m => m.Visible.Split('\n')[0][3..])
        );
    }

    [Fact]
    public async Task A_blocked_bot_ends_the_subscription_and_forgets_what_waits()
    {
        await using var bot = await BotWithOneAlertAsync();
        bot.Telegram.Play(1, TelegramFault.Refused(403, "Forbidden: bot was blocked by the user"));

        await bot.DeliverAsync();

        Assert.Equal("ended", await bot.AskAsync<string>("SELECT state FROM subscriptions"));
        Assert.Equal("gone", await bot.AskAsync<string>("SELECT state FROM outbox"));
    }

    [Fact]
    public async Task A_group_that_became_a_supergroup_gets_its_message_at_the_new_address()
    {
        await using var bot = await BotWithOneAlertAsync(Group);
        bot.Telegram.Play(Group, TelegramFault.MovedTo(-100200300));

        await bot.DeliverAsync();

        Assert.Equal(-100200300, Assert.Single(bot.Telegram.Messages).Chat);
        Assert.Equal("telegram:-100200300", await bot.AskAsync<string>("SELECT chat FROM subscriptions"));
    }

    [Fact]
    public async Task Lost_rights_put_the_subscription_to_sleep_and_the_message_arrives_when_they_are_back()
    {
        await using var bot = await BotWithOneAlertAsync(Group);
        bot.Telegram.Play(
            Group,
            TelegramFault.Refused(400, "Bad Request: not enough rights to send text messages to the chat")
        );

        await bot.DeliverAsync();
        await bot.PassAsync(TimeSpan.FromMinutes(14));
        Assert.Empty(bot.Telegram.Messages);
        Assert.Equal("asleep", await bot.AskAsync<string>("SELECT state FROM subscriptions"));

        await bot.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Single(bot.Telegram.Messages);
        Assert.Equal("active", await bot.AskAsync<string>("SELECT state FROM subscriptions"));
    }

    [Fact]
    public async Task Rights_lost_for_over_a_week_end_the_subscription()
    {
        await using var bot = await BotWithOneAlertAsync(Group);
        bot.Telegram.Play(
            Group,
            [.. Enumerable.Repeat(TelegramFault.Refused(400, "Bad Request: CHAT_WRITE_FORBIDDEN"), 20)]
        );

        for (var day = 0; day < 10; day++)
            await bot.PassAsync(TimeSpan.FromDays(1));

        Assert.Equal("ended", await bot.AskAsync<string>("SELECT state FROM subscriptions"));
    }

    [Fact]
    public async Task A_refused_token_holds_the_channel_and_keeps_queue_and_subscriptions()
    {
        await using var bot = await BotWithOneAlertAsync();
        bot.Telegram.RefuseToken = true;
        await bot.DeliverAsync();
        Assert.Equal("active", await bot.AskAsync<string>("SELECT state FROM subscriptions"));

        bot.Telegram.RefuseToken = false;
        await bot.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Single(bot.Telegram.Messages);
    }

    [Fact]
    public async Task A_mended_token_and_a_restart_send_at_once()
    {
        await using var bot = await BotWithOneAlertAsync();
        bot.Telegram.RefuseToken = true;
        await bot.DeliverAsync();

        bot.Telegram.RefuseToken = false;
        await bot.RestartAsync();
        await bot.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Single(bot.Telegram.Messages);
    }

    [Fact]
    public async Task A_refused_token_is_one_line_in_the_log_however_many_messages_are_under_way()
    {
        await using var bot = await TestBot.CreateAsync(feeds: "harbour");
        var heard = new Cli.LogTests.HeardLogs();
        bot.Heard = heard;
        bot.More["Logging:LogLevel:Default"] = "Warning";
        await bot.RestartAsync();
        foreach (var chat in Enumerable.Range(1, 12))
            await bot.SubscribeAsync(chat);
        bot.Feeds.Serve("harbour", Some.Rss(("Truce holds in Sirte", 5)));
        await bot.PollAsync();
        bot.Telegram.RefuseToken = true;

        await bot.DeliverAsync();

        Assert.Single(heard.Lines, line => line.Contains("Nothing is sent on telegram", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_cut_off_before_it_was_taken_in_is_sent_once_more_after_a_wait()
    {
        await using var bot = await BotWithOneAlertAsync();
        bot.Telegram.Play(1, TelegramFault.Cut(accepts: false));

        await bot.DeliverAsync();
        await bot.PassAsync(TimeSpan.FromSeconds(29));
        Assert.Empty(bot.Telegram.Messages);

        await bot.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Single(bot.Telegram.Messages);
        Assert.Equal(1, await bot.AskAsync<long>("SELECT repeats FROM outbox"));
    }

    [Fact]
    public async Task A_message_that_twice_gets_no_answer_while_others_do_is_not_sent_a_third_time()
    {
        await using var bot = await BotWithOneAlertAsync();
        bot.Telegram.Play(1, TelegramFault.Cut(accepts: true), TelegramFault.Cut(accepts: true));

        await bot.DeliverAsync();
        await bot.SubscribeAsync(2);
        await StoryChanges.PutAsync(bot, happening: 99, sources: 1, story: 99);
        await bot.PassAsync(TimeSpan.FromSeconds(10));
        await bot.PassAsync(TimeSpan.FromMinutes(1));
        await bot.PassAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(
            2,
            bot.Telegram.Messages.Count(m => m.Chat == 1 && m.Visible.Contains("Truce", StringComparison.Ordinal))
        );
        Assert.Equal(
            "given-up",
            await bot.AskAsync<string>("SELECT state FROM outbox WHERE settled IS NOT NULL AND repeats > 0")
        );
    }

    /// <summary>In a storm connections of many chats are cut, some before the message was taken in.</summary>
    [Fact]
    public async Task In_a_storm_of_cut_connections_nothing_is_given_up()
    {
        await using var bot = await TestBot.CreateAsync(feeds: "harbour");
        foreach (var chat in Enumerable.Range(1, 6))
            await bot.SubscribeAsync(chat);
        foreach (var chat in Enumerable.Range(1, 5))
            bot.Telegram.Play(chat, [.. Enumerable.Repeat(TelegramFault.Cut(accepts: false), 2 + chat)]);
        bot.Feeds.Serve("harbour", Some.Rss(("Truce holds in Sirte", 5)));
        await bot.PollAsync();
        await bot.DeliverAsync();
        Assert.Equal(6, Assert.Single(bot.Telegram.Messages).Chat);

        for (var round = 0; round < 40; round++)
            await bot.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal([1, 2, 3, 4, 5, 6], bot.Telegram.Messages.Select(m => m.Chat).Order());
        Assert.Equal(0, await bot.AskAsync<long>("SELECT count(*) FROM outbox WHERE state <> 'sent'"));
    }

    [Fact]
    public async Task Our_own_death_does_not_count_as_a_send_without_an_answer()
    {
        await using var bot = await BotWithOneAlertAsync();
        await bot.Get<AlertBot.Delivery.Outbox>().LeaseDueAsync(1, TestContext.Current.CancellationToken);
        await bot.RestartAsync();
        await bot.SubscribeAsync(2);
        await StoryChanges.PutAsync(bot, happening: 1, sources: 1, story: 99);
        bot.Telegram.Play(1, TelegramFault.Cut(accepts: false));

        await bot.PassAsync(TimeSpan.FromSeconds(1));
        for (var minute = 0; minute < 5; minute++)
            await bot.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Contains(bot.Telegram.Messages, m =>
            m.Chat == 1 && m.Visible.Contains("Truce", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_outage_in_which_nobody_answers_loses_nothing()
    {
        await using var bot = await BotWithOneAlertAsync();
        bot.Telegram.Play(1, [.. Enumerable.Repeat(TelegramFault.Cut(accepts: false), 8)]);

        for (var minute = 0; minute < 180; minute++)
            await bot.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Single(bot.Telegram.Messages);
    }

    [Fact]
    public async Task A_server_that_says_it_failed_is_asked_again_however_often()
    {
        await using var bot = await BotWithOneAlertAsync();
        bot.Telegram.Play(1, [.. Enumerable.Repeat(TelegramFault.ServerError(502), 5)]);
        await bot.SubscribeAsync(2);

        for (var minute = 0; minute < 60; minute++)
        {
            await StoryChanges.PutAsync(bot, happening: 1, sources: 1, story: 100 + minute);
            await bot.PassAsync(TimeSpan.FromMinutes(1));
        }

        Assert.Contains(bot.Telegram.Messages, m =>
            m.Chat == 1 && m.Visible.Contains("Truce", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Markup_that_Telegram_cannot_read_is_sent_again_as_plain_text()
    {
        await using var bot = await BotWithOneAlertAsync();
        bot.Telegram.Play(1, TelegramFault.Refused(400, "Bad Request: can't parse entities: Unsupported start tag"));

        await bot.DeliverAsync();

        Assert.Null(Assert.Single(bot.Telegram.Messages).ParseMode);
    }

    [Fact]
    public async Task What_gathers_for_a_digest_comes_as_one_message_at_its_hour()
    {
        await using var bot = await TestBot.CreateAsync(feeds: "harbour");
        var zone = DateTimeZoneProviders.Tzdb["Africa/Tripoli"];
        await bot.Get<SubscriptionStore>()
            .SaveAsync(
                Some.Subscription() with
                {
                    Slots = [new LocalTime(12, 0)],
                    Zone = zone,
                },
                TestContext.Current.CancellationToken
            );
        bot.Feeds.Serve("harbour", Some.Rss(("Truce in Libya", 5), ("Libya counts votes", 4)));

        await bot.PassAsync(TimeSpan.Zero);
        await bot.PassAsync(TimeSpan.FromMinutes(59));
        Assert.Empty(bot.Telegram.Messages);

        await bot.PassAsync(TimeSpan.FromMinutes(1)); // 12:00 in Tripoli is 10:00 UTC
        Assert.StartsWith("⁨2⁩ alerts", Assert.Single(bot.Telegram.Messages).Visible, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_left_over_from_a_long_down_time_come_as_one_digest()
    {
        await using var bot = await BotWithOneAlertAsync();
        bot.Feeds.Serve("harbour", Some.Rss(("Libya counts votes", 1), ("Truce in Libya", 5)));
        bot.Clock.Advance(TimeSpan.FromMinutes(16));
        await bot.PollAsync();

        await bot.RestartAsync();
        await bot.PassAsync(TimeSpan.FromHours(7));

        Assert.Contains("2", Assert.Single(bot.Telegram.Messages).Visible, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("22:00", "06:00", 23, 30, "2026-01-16T06:00:00Z", true)]
    [InlineData("22:00", "06:00", 5, 0, "2026-01-15T06:00:00Z", true)]
    [InlineData("22:00", "06:00", 7, 0, "2026-01-15T07:00:00Z", false)]
    [InlineData("12:00", "13:00", 12, 15, "2026-01-15T13:00:00Z", true)]
    public void Quiet_hours_hold_messages_until_their_end(
        string from,
        string until,
        int hour,
        int minute,
        string due,
        bool gathered
    )
    {
        var quiet = new QuietHours(Time(from), Time(until));
        var now = new DateTimeOffset(2026, 1, 15, hour, minute, 0, TimeSpan.Zero);

        Assert.Equal(
            new DueTime(DateTimeOffset.Parse(due, null), gathered),
            DueTime.For(Some.Subscription() with { Quiet = quiet }, now)
        );
    }

    private static LocalTime Time(string text) =>
        NodaTime.Text.LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text).Value;
}
