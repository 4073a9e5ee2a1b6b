using AlertBot.Chats;
using AlertBot.Rules;
using AlertBot.Subscriptions;
using AlertBot.Subscriptions.Commands.Arguments;
using AlertBot.Tests.Support;
using NodaTime;

namespace AlertBot.Tests.Delivery;

/// <summary>Limits, brakes and what goes first.</summary>
public sealed class FloodTests
{
    [Fact]
    public async Task Three_chats_that_are_told_to_wait_at_once_hold_the_whole_bot_for_the_longest_wait()
    {
        await using var bot = await TestBot.CreateAsync();
        foreach (var chat in (long[])[1, 2, 3, 4])
            await bot.SubscribeAsync(chat);
        await StoryChanges.PutAsync(bot, happening: 1, sources: 1);
        bot.Telegram.Play(1, TelegramFault.TooMany(20));
        bot.Telegram.Play(2, TelegramFault.TooMany(50));
        bot.Telegram.Play(3, TelegramFault.TooMany(30));
        await bot.DeliverAsync();
        await StoryChanges.PutAsync(bot, happening: 1, sources: 1, story: 2);

        await bot.PassAsync(TimeSpan.FromSeconds(49));
        Assert.Equal([4L], bot.Telegram.Messages.Select(m => m.Chat));

        await bot.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal([1L, 2L, 3L, 4L], bot.Telegram.Messages.Select(m => m.Chat).Distinct().Order());
    }

    [Fact]
    public async Task A_chat_that_was_flooded_is_given_longer_rests_afterwards()
    {
        await using var bot = await TestBot.CreateAsync();
        await bot.SubscribeAsync(1);
        for (var story = 1; story <= 2; story++)
            await StoryChanges.PutAsync(bot, happening: 1, sources: 1, story: story);
        bot.Telegram.Play(1, TelegramFault.TooMany(5));
        await bot.DeliverAsync();
        await bot.PassAsync(TimeSpan.FromSeconds(5));

        await bot.PassAsync(TimeSpan.FromSeconds(1.9));
        Assert.Single(bot.Telegram.Messages);

        await bot.PassAsync(TimeSpan.FromSeconds(0.2));
        Assert.Equal(2, bot.Telegram.Messages.Count);
    }

    [Fact]
    public async Task Limits_of_the_server_are_kept_without_a_single_refusal()
    {
        await using var bot = await TestBot.CreateAsync();
        bot.Telegram.Limits = new TelegramLimits(bot.Clock);
        foreach (var chat in (long[])[1, -1001])
            await bot.SubscribeAsync(chat);
        for (var story = 1; story <= 30; story++)
            await StoryChanges.PutAsync(bot, happening: 1, sources: 1, story: story);

        for (var second = 0; second < 60; second++)
            await bot.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(0, bot.Telegram.Limits.Refused);
        Assert.Equal(30, bot.Telegram.Messages.Count(m => m.Chat == 1));
        Assert.Equal(20, bot.Telegram.Messages.Count(m => m.Chat == -1001));
    }

    [Fact]
    public async Task An_urgent_alert_overtakes_the_digests_of_other_chats()
    {
        await using var bot = await TestBot.CreateAsync();
        foreach (var chat in (long[])[1, 2, 3])
            await bot.Get<SubscriptionStore>()
                .SaveAsync(
                    Some.Subscription(new Chat("telegram", $"{chat}")) with
                    {
                        Slots = [new LocalTime(10, 0)],
                    },
                    TestContext.Current.CancellationToken
                );
        for (var story = 1; story <= 2; story++)
            await StoryChanges.PutAsync(bot, happening: 1, sources: 1, story: story);
        bot.Clock.Advance(TimeSpan.FromHours(1));
        await bot.SubscribeAsync(9);
        await StoryChanges.PutAsync(bot, happening: 1, sources: 1, story: 3, urgency: Urgency.Low);

        var first = await bot.Get<AlertBot.Delivery.Outbox>().LeaseDueAsync(1, TestContext.Current.CancellationToken);

        Assert.Equal("9", Assert.Single(first).Message.Chat.Address);
    }

    [Fact]
    public async Task When_most_chats_seem_gone_at_once_the_rest_are_kept()
    {
        await using var bot = await TestBot.CreateAsync();
        for (var chat = 1; chat <= 40; chat++)
        {
            await bot.SubscribeAsync(chat);
            bot.Telegram.Place(chat).BotStatus = "kicked";
        }
        await StoryChanges.PutAsync(bot, happening: 1, sources: 1);

        for (var second = 0; second < 20; second++)
            await bot.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(20, await bot.AskAsync<long>("SELECT count(*) FROM subscriptions WHERE state = 'ended'"));
        Assert.Equal(20, await bot.AskAsync<long>("SELECT count(*) FROM outbox WHERE settled IS NULL"));
    }

    [Fact]
    public async Task A_chat_not_found_ends_only_when_it_is_still_not_found_an_hour_later()
    {
        await using var bot = await TestBot.CreateAsync();
        await bot.SubscribeAsync(1);
        await StoryChanges.PutAsync(bot, happening: 1, sources: 1);
        bot.Telegram.Play(1, [.. Enumerable.Repeat(TelegramFault.Refused(400, "Bad Request: chat not found"), 2)]);

        await bot.PassAsync(TimeSpan.Zero);
        await bot.PassAsync(TimeSpan.FromMinutes(59));
        Assert.Equal("asleep", await bot.AskAsync<string>("SELECT state FROM subscriptions"));

        await bot.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("ended", await bot.AskAsync<string>("SELECT state FROM subscriptions"));
    }

    [Fact]
    public async Task A_topic_closed_for_two_days_ends_its_subscription_and_never_falls_back_to_the_main_chat()
    {
        await using var bot = await TestBot.CreateAsync();
        bot.Telegram.Add(new TelegramPlace(-1001) { Topics = [] });
        await bot.Get<SubscriptionStore>()
            .SaveAsync(Some.Subscription(new Chat("telegram", "-1001", "45")), TestContext.Current.CancellationToken);
        await StoryChanges.PutAsync(bot, happening: 1, sources: 1);

        for (var hour = 0; hour <= 60; hour++)
            await bot.PassAsync(TimeSpan.FromHours(1));

        Assert.Empty(bot.Telegram.Messages);
        Assert.Equal("ended", await bot.AskAsync<string>("SELECT state FROM subscriptions"));
    }

    [Fact]
    public async Task Rights_that_come_back_wake_the_chat_at_once()
    {
        await using var bot = await TestBot.CreateAsync();
        await bot.SubscribeAsync(-1001);
        bot.Telegram.Place(-1001).BotMayPost = false;
        await StoryChanges.PutAsync(bot, happening: 1, sources: 1);
        await bot.PassAsync(TimeSpan.Zero);
        await bot.StartReceivingAsync();

        bot.Telegram.Place(-1001).BotMayPost = true;
        bot.Telegram.Inbox.Standing(bot.Telegram.Place(-1001));
        bot.Telegram.Inbox.Write(-1001, "/status@" + FakeTelegram.Username);
        await bot.Telegram.WaitForAsync(all => all.Count > 0, TestContext.Current.CancellationToken);
        // The answer to the command makes the group rest for three seconds, from before or after the clock's next step:
        // two steps are enough.
        await bot.PassAsync(TimeSpan.FromSeconds(3));
        await bot.PassAsync(TimeSpan.FromSeconds(3));

        Assert.Equal(2, bot.Telegram.Messages.Count);
    }

    [Theory]
    [InlineData("fri,sat", "2026-01-15T12:00:00Z", "2026-01-15T12:00:00Z")] // a Thursday
    // Until Sunday in Tripoli, two hours ahead of UTC.
    [InlineData("fri,sat", "2026-01-16T12:00:00Z", "2026-01-17T22:00:00Z")]
    [InlineData("sat,sun", "2026-01-16T23:30:00Z", "2026-01-18T22:00:00Z")] // there it is Saturday already
    public void Quiet_days_hold_messages_until_they_are_over(string days, string now, string due)
    {
        var subscription = Some.Subscription() with
        {
            Zone = DateTimeZoneProviders.Tzdb["Africa/Tripoli"],
            QuietDays = TimeArgumentParser.ReadQuiet(days)!.Days!,
        };

        Assert.Equal(
            DateTimeOffset.Parse(due, null),
            AlertBot.Delivery.Digests.DueTime.For(subscription, DateTimeOffset.Parse(now, null)).At
        );
    }
}
