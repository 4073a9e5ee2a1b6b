using AlertBot.Rules;
using AlertBot.Schedule;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Schedule;

public class LiveConfigTests
{
    private static Task LookAsync(TestBot bot) =>
        bot.Get<LiveConfig>().TakeUpChangesAsync(TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_changed_rule_is_in_force_at_the_next_look()
    {
        await using var bot = await TestBot.CreateAsync();

        bot.Write("rules/all.yaml", TestBot.Rules.Replace("id: libya", "id: maghreb", StringComparison.Ordinal));
        await LookAsync(bot);

        Assert.Equal(["ceasefire", "maghreb"], bot.Get<RuleBook>().Current.Rules.Select(r => r.Id));
    }

    [Fact]
    public async Task A_faulty_change_keeps_the_old_set_and_is_told_until_it_is_mended()
    {
        await using var bot = await TestBot.CreateAsync();
        var before = bot.Get<RuleBook>().Current;

        bot.Write("rules/all.yaml", TestBot.Rules.Replace("when: libya", "when: lybia", StringComparison.Ordinal));
        await LookAsync(bot);
        Assert.Same(before, bot.Get<RuleBook>().Current);
        Assert.StartsWith(
            "rules/all.yaml:5:",
            Assert.Single(bot.Get<LiveConfig>().Faults).ToString(),
            StringComparison.Ordinal
        );

        bot.Write("rules/all.yaml", TestBot.Rules);
        await LookAsync(bot);
        Assert.Empty(bot.Get<LiveConfig>().Faults);
    }

    [Fact]
    public async Task A_half_written_file_changes_nothing()
    {
        await using var bot = await TestBot.CreateAsync(feeds: "harbour");

        bot.Write("feeds.yaml", "");
        await LookAsync(bot);

        Assert.Equal(1, await bot.AskAsync<long>("SELECT count(*) FROM feeds WHERE enabled = 1"));
    }

    [Fact]
    public async Task A_feed_that_left_the_list_is_polled_no_more_and_one_that_joined_is()
    {
        await using var bot = await TestBot.CreateAsync(feeds: "one");
        bot.Feeds.Serve("two", Some.Rss());

        bot.Write("feeds.yaml", $"feeds: [{{url: \"{bot.Feeds.Url("two")}\", publisher: two}}]");
        await LookAsync(bot);
        await bot.PollAsync();

        Assert.Equal((0, 1), (bot.Feeds.Polls("one"), bot.Feeds.Polls("two")));
    }

    [Fact]
    public async Task The_operators_chats_follow_the_file()
    {
        await using var bot = await TestBot.CreateAsync(
            subscriptions: "subscriptions: [{chat: 'telegram:1', topics: [libya], send: all}, {chat: 'telegram:2', topics: [all], send: all}]"
        );

        bot.Write("subscriptions.yaml", "subscriptions: [{chat: 'telegram:2', topics: [libya], send: all}]");
        await LookAsync(bot);

        Assert.Equal(
            "telegram:2 [\"libya\"]",
            await bot.AskAsync<string>("SELECT chat || ' ' || topics FROM subscriptions WHERE state = 'active'")
        );
    }
}
