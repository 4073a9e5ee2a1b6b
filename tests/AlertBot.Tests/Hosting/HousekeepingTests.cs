using AlertBot.Hosting;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Hosting;

public class HousekeepingTests
{
    [Fact]
    public async Task What_is_past_its_time_is_forgotten_but_not_what_the_feed_still_lists()
    {
        await using var bot = await TestBot.CreateAsync(feeds: "harbour");
        await bot.SubscribeAsync(1);
        bot.Feeds.Serve("harbour", Some.Rss(("Libya reopens a port", 5), ("Truce in Libya", 5)));
        await bot.PollAsync();
        await bot.DeliverAsync();
        await bot.PassAsync(TimeSpan.FromSeconds(2));

        bot.Feeds.Serve("harbour", Some.Rss(("Truce in Libya", 5)));
        await bot.PassAsync(TimeSpan.FromDays(91));
        await bot.Get<Housekeeping>().RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal("Truce in Libya", await bot.AskAsync<string>("SELECT string_agg(title, ',') FROM entries"));
        Assert.Equal(1, await bot.AskAsync<long>("SELECT count(*) FROM stories"));
        Assert.Equal(0, await bot.AskAsync<long>("SELECT count(*) FROM outbox"));
        await bot.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(2, bot.Telegram.Messages.Count);
    }

    [Fact]
    public async Task A_sign_of_life_is_left_in_the_store()
    {
        await using var bot = await TestBot.CreateAsync();

        await bot.Get<Heartbeat>().SignAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            bot.Clock.GetUtcNow().ToUnixTimeMilliseconds(),
            await bot.AskAsync<long>("SELECT max(seen) FROM nodes")
        );
    }

    [Fact]
    public async Task A_chat_that_threw_the_bot_out_is_forgotten_after_ninety_days()
    {
        await using var bot = await TestBot.CreateAsync(feeds: "feed");
        await bot.SubscribeAsync(1);
        await bot.SubscribeAsync(2);
        bot.Feeds.Serve("feed", Some.Rss(("Truce in Libya", 5)));
        bot.Telegram.Place(1).BotStatus = "kicked";
        await bot.PollAsync();
        await bot.DeliverAsync();
        bot.Clock.Advance(TimeSpan.FromDays(89));
        await bot.Get<Housekeeping>().RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, await bot.AskAsync<long>("SELECT count(*) FROM subscriptions"));

        bot.Clock.Advance(TimeSpan.FromDays(2));
        await bot.Get<Housekeeping>().RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal("telegram:2", await bot.AskAsync<string>("SELECT string_agg(chat, ',') FROM subscriptions"));
        Assert.Equal(0, await bot.AskAsync<long>("SELECT count(*) FROM chats WHERE chat = 'telegram:1'"));
        Assert.Equal(0, await bot.AskAsync<long>("SELECT count(*) FROM outbox WHERE chat = 'telegram:1'"));
    }
}
