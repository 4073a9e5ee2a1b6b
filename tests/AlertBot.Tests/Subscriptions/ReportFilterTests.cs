using AlertBot.Chats;
using AlertBot.Configuration;
using AlertBot.Feeds;
using AlertBot.Localization;
using AlertBot.Subscriptions;
using AlertBot.Subscriptions.Briefs;
using AlertBot.Tests.Support;
using NodaTime;

namespace AlertBot.Tests.Subscriptions;

/// <summary>From which reports a chat is told, and when single topics come.</summary>
public class ReportFilterTests
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

    private static Task SubscribeAsync(TestBot bot, Func<Subscription, Subscription> wishes) =>
        bot.Get<SubscriptionStore>().SaveAsync(wishes(Some.Subscription(new Chat("telegram", "1"))), Ct);

    private static async Task ReportAsync(TestBot bot, string feed, string title)
    {
        bot.Feeds.Serve(feed, Some.Rss((title, 30)));
        await bot.PassAsync(TimeSpan.FromMinutes(16));
        await bot.PassAsync(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task An_event_whose_first_report_does_not_pass_is_told_by_the_first_that_does()
    {
        await using var bot = await BotAsync("one", "two", "three");
        await SubscribeAsync(bot, s =>
            s with
            {
                Filter = ReportFilter.Open with { Sources = new NameFilter(IsOnly: true, ["TWO"]) },
            }
        );

        await ReportAsync(bot, "one", First);
        Assert.Empty(bot.Telegram.Messages);
        await ReportAsync(bot, "two", Second);
        var alert = Assert.Single(bot.Telegram.Messages);
        Assert.Contains(Second, alert.Visible, StringComparison.Ordinal);
        Assert.Contains("two", alert.Visible, StringComparison.Ordinal);

        // Others still count as sources of what was told.
        await ReportAsync(bot, "three", "Sirte truce holds second day, officers say");
        Assert.Contains("⁨3⁩ sources", Assert.Single(bot.Telegram.Messages).Visible, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_language_that_is_left_out_tells_nothing_and_ends_nothing()
    {
        await using var bot = await BotAsync("one", "two");
        await SubscribeAsync(bot, s => s with { Filter = ReportFilter.Open with { Languages = [Language.Arabic] } });

        await ReportAsync(bot, "one", First);
        Assert.Empty(bot.Telegram.Messages);
        await ReportAsync(bot, "two", InArabic);

        Assert.Contains("هدنة سرت", Assert.Single(bot.Telegram.Messages).Visible, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Camps_are_chosen_and_so_are_sources_of_none()
    {
        await using var bot = await BotAsync("one, camp: west", "two, camp: east", "three");
        await SubscribeAsync(bot, s =>
            s with
            {
                Filter = ReportFilter.Open with { Camps = new NameFilter(IsOnly: false, ["west", "none"]) },
            }
        );

        await ReportAsync(bot, "one", First);
        await ReportAsync(bot, "three", Second);
        Assert.Empty(bot.Telegram.Messages);
        await ReportAsync(bot, "two", "Sirte truce holds second day, officers say");

        Assert.Single(bot.Telegram.Messages);
    }

    [Theory]
    [InlineData("one", 1)]
    [InlineData("four", 2)]
    public async Task Sources_that_are_left_out_do_not_corroborate_anything(string left, int after)
    {
        await using var bot = await BotAsync("one", "two", "three", "four");
        await SubscribeAsync(bot, s =>
            s with
            {
                AtLeast = new Corroboration(2, 0),
                Filter = ReportFilter.Open with { Sources = new NameFilter(IsOnly: false, [left]) },
            }
        );

        await ReportAsync(bot, "one", First);
        await ReportAsync(bot, "two", Second);
        Assert.Equal(after - 1, bot.Telegram.Messages.Count);
        await ReportAsync(bot, "three", "Sirte truce holds second day, officers say");

        Assert.Single(bot.Telegram.Messages);
    }

    [Fact]
    public async Task A_topic_has_a_time_of_its_own()
    {
        await using var bot = await BotAsync("one");
        await SubscribeAsync(bot, s => s with { Slots = [new LocalTime(18, 0)], Timings = new Dictionary<
                    string,
                    TopicTiming
                >
                {
                    ["ceasefire"] = TopicTiming.Now,
                } });

        await ReportAsync(bot, "one", "Libya reopens a port");
        Assert.Empty(bot.Telegram.Messages);
        await ReportAsync(bot, "one", "Truce signed in Yemen");
        Assert.Contains("Yemen", Assert.Single(bot.Telegram.Messages).Visible, StringComparison.Ordinal);

        bot.Clock.Advance(Some.Time.Date.AddHours(18) - bot.Clock.GetUtcNow().UtcDateTime);
        await bot.DeliverAsync();
        Assert.Contains("reopens a port", bot.Telegram.Messages[^1].Visible, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_earliest_of_the_topics_of_a_report_counts()
    {
        await using var bot = await BotAsync("one");
        await SubscribeAsync(bot, s => s with { Timings = new Dictionary<string, TopicTiming>
                {
                    ["libya"] = TopicTiming.Digest,
                    ["ceasefire"] = TopicTiming.Now,
                } });

        await ReportAsync(bot, "one", "Libya reopens a port");
        Assert.Empty(bot.Telegram.Messages);
        await ReportAsync(bot, "one", "Truce signed in Tripoli");

        Assert.Single(bot.Telegram.Messages);
    }

    [Fact]
    public async Task The_file_of_the_operator_says_the_same()
    {
        await using var bot = await TestBot.CreateAsync();
        bot.Write(
            "subscriptions.yaml",
            """
            subscriptions:
              - chat: telegram:1
                topics: [libya]
                languages: ar fr
                sources: all but Harbour Dispatch, AFP
                camps: only east
                topic-when: [libya digest]
                brief: sunday 09:00
            """
        );
        var diagnostics = new DiagnosticBag();
        IReadOnlyList<FeedSource> feeds = [new("Harbour Dispatch", null, null, "east"), new("AFP", null, null, null)];

        var read = Assert.Single(Load(bot, diagnostics, feeds)!);

        Assert.Empty(diagnostics.All);
        Assert.Equal([Language.Arabic, Language.French], read.Filter.Languages);
        Assert.Equal((false, "Harbour Dispatch"), (read.Filter.Sources.IsOnly, read.Filter.Sources.Names[0]));
        Assert.Equal("east", Assert.Single(read.Filter.Camps.Names));
        Assert.Equal(TopicTiming.Digest, read.Timings["libya"]);
        Assert.Equal(new BriefTime(new LocalTime(9, 0), IsoDayOfWeek.Sunday), read.Brief);
    }

    [Theory]
    [InlineData("languages: de", "write some of ar, en and fr")]
    [InlineData("sources: only Harbor Dispatch", "did you mean \"Harbour Dispatch\"?")]
    [InlineData("camps: only north", "there is no camp \"north\"")]
    [InlineData("topic-when: [lybia now]", "there is no rule \"lybia\"; did you mean \"libya\"?")]
    [InlineData("topic-when: [libya]", "write a topic and now, digest, must or usual")]
    [InlineData("brief: soon", "write \"08:00\" or \"sunday 08:00\"")]
    public async Task What_cannot_be_read_is_told_with_what_to_write(string line, string said)
    {
        await using var bot = await TestBot.CreateAsync();
        bot.Write("subscriptions.yaml", $"subscriptions:\n  - chat: telegram:1\n    topics: [libya]\n    {line}\n");
        var diagnostics = new DiagnosticBag();

        Assert.Null(Load(bot, diagnostics, [new("Harbour Dispatch", null, null, "east")]));

        Assert.Contains(said, Assert.Single(diagnostics.All).Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Subscription>? Load(
        TestBot bot,
        DiagnosticBag diagnostics,
        IReadOnlyList<FeedSource> feeds
    ) =>
        SubscriptionFiles.Load(
            Path.Combine(bot.ConfigFolder, "subscriptions.yaml"),
            ["libya", "ceasefire"],
            diagnostics,
            feeds
        );
}
