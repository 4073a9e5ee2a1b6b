using AlertBot.Tests.Support;

namespace AlertBot.Tests.Delivery;

/// <summary>What a chat sees of a story that grows and moves on after it was told.</summary>
public class EditTests
{
    private const string First = "Sirte truce holds for a second day, officers say";
    private const string Second = "Officers say Sirte truce holds for second day";

    /// <summary>A bot that has told chat 1 a story, of which a second publisher then reports.</summary>
    private static async Task<TestBot> BotWithGrowingStoryAsync(bool sendFirst = true)
    {
        var bot = await TestBot.CreateAsync(feeds: ["one", "two"]);
        await bot.SubscribeAsync(1);
        bot.Feeds.Serve("one", Some.Rss((First, 30)));
        bot.Feeds.Serve("two", Some.Rss());
        await bot.PollAsync();
        if (sendFirst)
            await bot.DeliverAsync();
        bot.Feeds.Serve("two", Some.Rss((Second, 20)));
        bot.Clock.Advance(TimeSpan.FromMinutes(16));
        await bot.PollAsync();
        return bot;
    }

    [Fact]
    public async Task A_second_publisher_edits_the_message_that_stands()
    {
        await using var bot = await BotWithGrowingStoryAsync();

        await bot.PassAsync(TimeSpan.FromMinutes(1));

        var message = Assert.Single(bot.Telegram.Messages);
        Assert.Equal(1, message.Edits);
        Assert.StartsWith($"🔴 {First}", message.Visible, StringComparison.Ordinal);
        Assert.Contains("⁨2⁩ sources", message.Visible, StringComparison.Ordinal);
        Assert.Equal("Why?", message.Buttons[0][0].Label);
    }

    [Fact]
    public async Task A_second_publisher_corrects_a_message_that_still_waits()
    {
        await using var bot = await BotWithGrowingStoryAsync(sendFirst: false);

        await bot.PassAsync(TimeSpan.FromMinutes(2));

        var message = Assert.Single(bot.Telegram.Messages);
        Assert.Equal(0, message.Edits);
        Assert.Contains("⁨2⁩ sources", message.Visible, StringComparison.Ordinal);
        Assert.Equal(0, await bot.AskAsync<long>("SELECT count(*) FROM outbox WHERE revision > 0"));
    }

    [Fact]
    public async Task An_edit_of_a_deleted_message_is_given_up_and_nothing_is_sent_anew()
    {
        await using var bot = await BotWithGrowingStoryAsync();
        bot.Telegram.Chats.Delete(bot.Telegram.Messages[0].Id);

        await bot.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Empty(bot.Telegram.Messages);
        Assert.Equal("refused", await bot.AskAsync<string>("SELECT state FROM outbox WHERE revision > 0"));
        Assert.Equal(0, await bot.AskAsync<long>("SELECT count(*) FROM outbox WHERE message_id IS NOT NULL"));
    }

    [Fact]
    public async Task An_edit_whose_answer_is_lost_is_made_again_and_is_no_unknown()
    {
        await using var bot = await BotWithGrowingStoryAsync();
        bot.Telegram.Play(1, TelegramFault.Cut(accepts: true));

        await bot.PassAsync(TimeSpan.FromMinutes(1));
        await bot.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(1, Assert.Single(bot.Telegram.Messages).Edits);
        Assert.Equal("sent", await bot.AskAsync<string>("SELECT state FROM outbox WHERE revision > 0"));
        Assert.Equal(0, await bot.AskAsync<long>("SELECT max(repeats) FROM outbox"));
    }

    [Fact]
    public async Task A_real_development_answers_the_message_that_told_the_story()
    {
        await using var bot = await TestBot.CreateAsync(feeds: ["one", "two"]);
        await bot.SubscribeAsync(1);
        await StoryChanges.PutAsync(bot, happening: 1, sources: 1);
        await bot.DeliverAsync();

        await StoryChanges.PutAsync(bot, happening: 2, sources: 2, development: "talks → agreed");
        await bot.PassAsync(TimeSpan.FromSeconds(2));

        var answer = bot.Telegram.Messages[1];
        Assert.Equal(bot.Telegram.Messages[0].Id, answer.ReplyTo);
        Assert.Contains("\n↻ What changed: ⁨talks → agreed⁩\n", answer.Visible, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_that_joins_later_is_told_a_development_as_news()
    {
        await using var bot = await TestBot.CreateAsync();
        await StoryChanges.PutAsync(bot, happening: 1, sources: 1);
        await bot.SubscribeAsync(1);

        await StoryChanges.PutAsync(bot, happening: 2, sources: 2);
        await bot.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Null(Assert.Single(bot.Telegram.Messages).ReplyTo);
    }

    [Fact]
    public async Task Many_publishers_in_a_short_time_make_one_edit()
    {
        await using var bot = await TestBot.CreateAsync();
        await bot.SubscribeAsync(1);
        await StoryChanges.PutAsync(bot, happening: 1, sources: 1);
        await bot.DeliverAsync();

        for (var sources = 2; sources <= 9; sources++)
            await StoryChanges.PutAsync(bot, happening: 1, sources);
        await bot.PassAsync(TimeSpan.FromMinutes(2));

        var message = Assert.Single(bot.Telegram.Messages);
        Assert.Equal(1, message.Edits);
        Assert.Contains("⁨9⁩ sources", message.Visible, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_came_in_a_digest_is_not_edited()
    {
        await using var bot = await TestBot.CreateAsync();
        await bot.SubscribeAsync(1);
        await StoryChanges.PutAsync(bot, happening: 1, sources: 1);
        await StoryChanges.PutAsync(bot, happening: 1, sources: 1, story: 2);
        await bot.PassAsync(TimeSpan.FromHours(7)); // older than Delivery:MaxAge, so both come as one digest

        await StoryChanges.PutAsync(bot, happening: 1, sources: 5);
        await bot.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(0, Assert.Single(bot.Telegram.Messages).Edits);
        Assert.Equal("dropped", await bot.AskAsync<string>("SELECT state FROM outbox WHERE revision > 0"));
    }
}
