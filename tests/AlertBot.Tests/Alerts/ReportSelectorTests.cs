using AlertBot.Chats;
using AlertBot.Subscriptions;
using AlertBot.Subscriptions.Commands;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Alerts;

/// <summary>From which report, and from how many, a chat is told a story.</summary>
public class ReportSelectorTests
{
    private const string First = "Sirte truce holds for a second day, officers say";
    private const string Second = "Officers say Sirte truce holds for second day";
    private const string InArabic = "ضباط: هدنة سرت صامدة لليوم الثاني";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<TestBot> BotAsync(params string[] feeds)
    {
        var bot = await TestBot.CreateAsync();
        var listed = feeds.Select(feed => $"  - {{url: \"{bot.Feeds.Url(feed.Split(',')[0])}\", publisher: {feed}}}");
        bot.Write("feeds.yaml", $"feeds:\n{string.Join('\n', listed)}\n");
        await bot.RestartAsync();
        foreach (var feed in feeds)
            bot.Feeds.Serve(feed.Split(',')[0], Some.Rss());
        return bot;
    }

    private static Task SubscribeAsync(TestBot bot, Func<Subscription, Subscription> parsed) =>
        bot.Get<SubscriptionStore>().SaveAsync(parsed(Some.Subscription(new Chat("telegram", "1"))), Ct);

    /// <summary>Serves the reports one after the other, a quarter of an hour apart, and delivers.</summary>
    private static async Task ReportAsync(TestBot bot, params (string Feed, string Title)[] reports)
    {
        foreach (var (feed, title) in reports)
        {
            bot.Feeds.Serve(feed, Some.Rss((title, 30)));
            await bot.PassAsync(TimeSpan.FromMinutes(16));
            await bot.PassAsync(TimeSpan.FromMinutes(2));
        }
    }

    [Fact]
    public async Task Both_camps_are_waited_for_where_a_chat_asks_for_two_and_named_in_the_alert()
    {
        await using var bot = await BotAsync("one, camp: west", "two, camp: west", "three, camp: east");
        await SubscribeAsync(bot, s => s with { AtLeast = new Corroboration(1, 2) });

        await ReportAsync(bot, ("one", First), ("two", Second));
        Assert.Empty(bot.Telegram.Messages);

        await ReportAsync(bot, ("three", "Sirte truce holds second day, officers say"));
        Assert.EndsWith(
            "⁨3⁩ sources · both camps\nRead the report",
            Assert.Single(bot.Telegram.Messages).Visible,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Why_names_the_sources_of_the_story_with_their_camps()
    {
        await using var bot = await BotAsync("one, camp: west", "two, camp: east", "three");
        await SubscribeAsync(bot, s => s);
        await ReportAsync(
            bot,
            ("one", First),
            ("two", Second),
            ("three", "Sirte truce holds second day, officers say")
        );

        var answer = await bot.Get<ChatCommands>()
            .AnswerAsync(new ChatCommand(new Chat("telegram", "1"), "why", "", MayChange: true, null), Ct);

        Assert.Contains(
            "Sources of the story: ⁨one (western camp) · two (eastern camp) · three⁩",
            answer.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Sources_of_one_camp_are_called_so()
    {
        await using var bot = await BotAsync("one, camp: west", "two, camp: west", "three, camp: east");
        await SubscribeAsync(bot, s => s);

        await ReportAsync(bot, ("one", First), ("two", Second));

        Assert.Contains(
            "⁨2⁩ sources · one camp only",
            Assert.Single(bot.Telegram.Messages).Visible,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Outlets_of_one_house_do_not_corroborate_each_other()
    {
        await using var bot = await BotAsync("one, family: house", "two, family: house");
        await SubscribeAsync(bot, s => s with { AtLeast = new Corroboration(2, 0) });

        await ReportAsync(bot, ("one", First), ("two", Second));

        Assert.Empty(bot.Telegram.Messages);
    }

    [Fact]
    public async Task A_second_source_whose_words_meet_no_rule_corroborates_all_the_same()
    {
        await using var bot = await TestBot.CreateAsync(
            "concepts: {truce: {en: [truce]}}\nrules: [{id: ceasefire, title: {en: Ceasefire}, when: truce}]",
            feeds: ["one", "two"]
        );
        bot.Feeds.Serve("two", Some.Rss());
        await SubscribeAsync(bot, s => s with { AtLeast = new Corroboration(2, 0) });

        await ReportAsync(
            bot,
            ("one", "Haftar and Sarraj agree to a truce in Sirte, Libya, after talks in Geneva"),
            ("two", "Haftar and Sarraj reach agreement on Sirte, Libya, after talks in Geneva")
        );

        var message = Assert.Single(bot.Telegram.Messages);
        Assert.Contains("a truce in Sirte", message.Visible, StringComparison.Ordinal);
        Assert.Contains("⁨2⁩ sources", message.Visible, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_that_asks_for_each_report_gets_each_once()
    {
        await using var bot = await BotAsync("one", "two", "three");
        await SubscribeAsync(bot, s => s with { Each = true });

        await ReportAsync(
            bot,
            ("one", First),
            ("two", Second),
            ("three", "Sirte truce holds second day, officers say")
        );

        Assert.Equal(3, bot.Telegram.Messages.Count);
        Assert.All(bot.Telegram.Messages, message => Assert.Equal((0, null), (message.Edits, message.ReplyTo)));
    }

    [Fact]
    public async Task A_chat_that_asks_for_each_report_gets_both_of_one_poll()
    {
        await using var bot = await BotAsync("one");
        await SubscribeAsync(bot, s => s with { Each = true });

        bot.Feeds.Serve("one", Some.Rss((First, 30), (Second, 29)));
        await bot.PassAsync(TimeSpan.FromMinutes(16));
        await bot.PassAsync(TimeSpan.FromMinutes(2));
        await bot.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(2, bot.Telegram.Messages.Count);
    }

    [Fact]
    public async Task Words_of_another_language_are_marked_and_give_way_to_the_chats_own()
    {
        await using var bot = await BotAsync("one, lang: ar", "two, lang: en");
        await SubscribeAsync(bot, s => s);

        await ReportAsync(bot, ("one", InArabic));
        var before = Assert.Single(bot.Telegram.Messages);
        Assert.Contains(InArabic, before.Visible, StringComparison.Ordinal);
        Assert.Contains("⁨one⁩ · source in Arabic ·", before.Visible, StringComparison.Ordinal);

        await ReportAsync(bot, ("two", First));
        var after = Assert.Single(bot.Telegram.Messages);
        Assert.StartsWith($"🔴 {First}", after.Visible, StringComparison.Ordinal);
        Assert.Contains("⁨two⁩ · ⁨", after.Visible, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_story_that_waited_for_sources_is_told_in_the_chats_own_language()
    {
        await using var bot = await BotAsync("one, lang: en", "two, lang: ar");
        await SubscribeAsync(bot, s => s with { AtLeast = new Corroboration(2, 0) });

        await ReportAsync(bot, ("one", First), ("two", InArabic));

        Assert.StartsWith($"🔴 {First}", Assert.Single(bot.Telegram.Messages).Visible, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Summaries_are_as_long_as_the_chat_asks()
    {
        await using var bot = await TestBot.CreateAsync();
        await SubscribeAsync(bot, s => s with { SummaryLength = 100 });
        await bot.Get<SubscriptionStore>()
            .SaveAsync(Some.Subscription(new Chat("telegram", "2")) with { SummaryLength = 0 }, Ct);
        await bot.Get<SubscriptionStore>().SaveAsync(Some.Subscription(new Chat("telegram", "3")), Ct);
        var body = string.Join(
            ' ',
            Enumerable.Range(10, 30).Select(n => $"In the town {n} fighters of the brigade laid down their arms.")
        );

        await StoryChanges.PutAsync(bot, happening: 1, sources: 1, body: body);
        await bot.DeliverAsync();

        var lengths = bot.Telegram.Messages.ToDictionary(
            m => m.Chat,
            m => m.Visible.Split("\n\n") is [_, var summary, _] ? summary.Length : 0
        );
        Assert.InRange(lengths[1], 50, 100);
        Assert.Equal(0, lengths[2]);
        Assert.InRange(lengths[3], 200, 400);
    }
}
