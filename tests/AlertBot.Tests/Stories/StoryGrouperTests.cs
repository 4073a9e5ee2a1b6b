using AlertBot.Feeds.Entries;
using AlertBot.Rules;
using AlertBot.Storage;
using AlertBot.Stories;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Stories;

/// <summary>The index in memory holds what the store holds, whatever becomes of a transaction.</summary>
public class StoryGrouperTests
{
    private const string First = "Sirte truce holds for a second day, officers say";
    private const string Second = "Officers say Sirte truce holds for second day";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<TestBot> BotAsync()
    {
        var bot = await TestBot.CreateAsync(feeds: ["one", "two"]);
        await bot.SubscribeAsync(1);
        bot.Feeds.Serve("one", Some.Rss((First, 30)));
        bot.Feeds.Serve("two", Some.Rss());
        await bot.PollAsync();
        return bot;
    }

    private static MatchedEntry Again(string title, long id) =>
        new(
            new StoredEntry(id, Some.Feed(), Some.Entry(title), Some.Time),
            [new Match(new Rule("libya", new AlertBot.Localization.LocalText { En = "Libya" }, Urgency.Normal), [])]
        );

    [Fact]
    public async Task What_a_transaction_that_was_not_committed_grouped_is_in_no_story_for_the_next_writer()
    {
        await using var bot = await TestBot.CreateAsync(feeds: "one");
        bot.Feeds.Serve("one", Some.Rss(("Weather in Malta", 30)));
        await bot.PollAsync();
        var stories = bot.Get<StoryGrouper>();
        Task<IReadOnlyList<StoryChange>> next;
        await using (var undone = await stories.BeginAsync(Ct))
        {
            await (await stories.GroupAsync(undone, [Again(First, 1)], Ct)).ReadAsync(Ct);
            // Waits for its turn, which it has as soon as the first transaction is over.
            next = GroupAndCommitAsync(stories, Again(Second, 2));
        }

        var story = Assert.Single(await next);

        Assert.Equal(1, await bot.AskAsync<long>($"SELECT count(*) FROM stories WHERE id = {story.StoryId}"));
        Assert.Equal(2, story.EventId);
    }

    [Fact]
    public async Task The_index_is_read_at_the_start_and_not_in_a_writers_turn()
    {
        await using var bot = await BotAsync();

        await bot.RestartAsync();

        Assert.True(bot.Get<StoryGrouper>().IsLoaded);
        // Were it read in the transaction, the story would not be known: the store has forgotten it.
        await bot.Get<Database>().WriteAsync(tx => tx.ExecuteAsync("UPDATE entries SET first_seen = 0", null, Ct), Ct);
        Assert.Equal(1, Assert.Single(await GroupAndCommitAsync(bot.Get<StoryGrouper>(), Again(Second, 2))).StoryId);
    }

    [Fact]
    public async Task After_an_undo_the_index_is_read_while_another_writes()
    {
        await using var bot = await BotAsync();
        var stories = bot.Get<StoryGrouper>();
        await using (var undone = await stories.BeginAsync(Ct))
            await (await stories.GroupAsync(undone, [Again(Second, 2)], Ct)).ReadAsync(Ct);
        Assert.False(stories.IsLoaded);

        await using (await bot.Get<Database>().BeginAsync(Ct))
            await stories.PrepareAsync(Ct);

        Assert.Equal(1, Assert.Single(await GroupAndCommitAsync(stories, Again(Second, 2))).StoryId);
    }

    private static async Task<IReadOnlyList<StoryChange>> GroupAndCommitAsync(StoryGrouper stories, MatchedEntry entry)
    {
        await using var tx = await stories.BeginAsync(Ct);
        var changes = await (await stories.GroupAsync(tx, [entry], Ct)).ReadAsync(Ct);
        await tx.CommitAsync(Ct);
        return changes;
    }
}
