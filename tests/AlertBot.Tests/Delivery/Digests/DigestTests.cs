using AlertBot.Chats;
using AlertBot.Rules;
using AlertBot.Subscriptions;
using AlertBot.Tests.Support;
using NodaTime;

namespace AlertBot.Tests.Delivery.Digests;

/// <summary>
/// What gathered for a chat, in one message: by topic and story, the most urgent and best corroborated first.
/// </summary>
public class DigestTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A bot whose chat 1 gets digests at 8 and 18 UTC; it is nine.</summary>
    private static async Task<TestBot> BotAsync(Func<Subscription, Subscription>? parsed = null)
    {
        var bot = await TestBot.CreateAsync();
        var subscription = Some.Subscription(new Chat("telegram", "1")) with
        {
            Slots = [new LocalTime(8, 0), new LocalTime(18, 0)],
        };
        await bot.Get<SubscriptionStore>().SaveAsync(parsed?.Invoke(subscription) ?? subscription, Ct);
        return bot;
    }

    private static Task PutAsync(
        TestBot bot,
        long story,
        string topic,
        Urgency urgency = Urgency.Normal,
        int sources = 1,
        long happening = 1,
        string? development = null
    ) => StoryChanges.PutAsync(bot, happening, sources, development, story, urgency, topic: topic);

    private static string[] Lines(Arrived message) => message.Visible.Split('\n');

    [Fact]
    public async Task Each_slot_brings_what_gathered_until_then()
    {
        await using var bot = await BotAsync();
        await PutAsync(bot, 1, "libya");
        await PutAsync(bot, 2, "libya");
        await bot.PassAsync(TimeSpan.FromHours(8.9));
        Assert.Empty(bot.Telegram.Messages);

        await bot.PassAsync(TimeSpan.FromHours(0.1));
        await PutAsync(bot, 3, "libya");
        await PutAsync(bot, 4, "libya");
        await bot.PassAsync(TimeSpan.FromHours(14));

        Assert.Equal(2, bot.Telegram.Messages.Count);
        Assert.All(bot.Telegram.Messages, message =>
            Assert.StartsWith("⁨2⁩ alerts", message.Visible, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Slots_missed_in_a_down_time_come_once()
    {
        await using var bot = await BotAsync();
        for (var story = 1; story <= 6; story++)
        {
            await PutAsync(bot, story, "libya");
            bot.Clock.Advance(TimeSpan.FromHours(8));
        }

        await bot.RestartAsync();
        for (var minute = 0; minute < 30; minute++)
            await bot.PassAsync(TimeSpan.FromMinutes(1));

        Assert.StartsWith("⁨6⁩ alerts", Assert.Single(bot.Telegram.Messages).Visible, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_of_one_story_stand_together_each_with_its_headline_in_their_order()
    {
        await using var bot = await BotAsync();
        await PutAsync(bot, 1, "libya");
        await PutAsync(bot, 2, "libya");
        await PutAsync(bot, 1, "libya", sources: 2, happening: 2, development: "agreed → violated");
        await PutAsync(bot, 1, "libya", sources: 3, happening: 3, development: "dead: 4 → 9");

        await bot.PassAsync(TimeSpan.FromHours(9));

        var message = Assert.Single(bot.Telegram.Messages);
        Assert.StartsWith("⁨4⁩ alerts", message.Visible, StringComparison.Ordinal);
        var shown = Lines(message).Where(line => line.Contains("Story", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            ["Story 1", "Story 1", "Story 1", "Story 2"],
            shown.Select(line => line[line.IndexOf('S', StringComparison.Ordinal)..][..7])
        );
        Assert.Contains("event 1", shown[0], StringComparison.Ordinal);
        Assert.Contains("event 3", shown[2], StringComparison.Ordinal);
        Assert.Contains("↻ ⁨agreed → violated⁩", message.Visible, StringComparison.Ordinal);
        Assert.Equal(0, await bot.AskAsync<long>("SELECT count(*) FROM outbox WHERE settled IS NULL"));
    }

    [Fact]
    public async Task A_digest_too_long_for_one_message_is_split_the_urgent_first_and_nothing_is_left_out()
    {
        await using var bot = await BotAsync();
        for (var story = 1; story <= 40; story++)
            await PutAsync(bot, story, story % 2 == 0 ? "oil" : "libya", story == 39 ? Urgency.High : Urgency.Normal);

        await bot.PassAsync(TimeSpan.FromHours(9));
        for (var second = 0; second < 10; second++)
            await bot.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(3, bot.Telegram.Messages.Count);
        Assert.Contains("Story 39 of Libya", Lines(bot.Telegram.Messages[0])[4], StringComparison.Ordinal);
        Assert.All(Enumerable.Range(1, 40), story =>
            Assert.Single(bot.Telegram.Messages, message =>
                message.Visible.Contains($"Story {story} of", StringComparison.Ordinal)
            )
        );
    }

    [Fact]
    public async Task A_digest_of_unknown_fate_is_repeated_as_it_was()
    {
        await using var bot = await BotAsync();
        for (var story = 1; story <= 20; story++)
            await PutAsync(bot, story, story % 3 == 0 ? "oil" : "libya", sources: 1 + (story % 5));
        bot.Telegram.Play(1, TelegramFault.Cut(accepts: true));

        await bot.PassAsync(TimeSpan.FromHours(9));
        await PutAsync(bot, 99, "oil", Urgency.High, sources: 9);
        await bot.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(bot.Telegram.Messages[0].Visible, bot.Telegram.Messages[1].Visible);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task An_urgent_alert_comes_before_the_digest_only_where_the_chat_allows(bool allows, int messages)
    {
        await using var bot = await BotAsync(subscription => subscription with { UrgentInQuiet = allows });
        await PutAsync(bot, 1, "libya", Urgency.High);
        await PutAsync(bot, 2, "libya");

        await bot.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(messages, bot.Telegram.Messages.Count);
    }
}
