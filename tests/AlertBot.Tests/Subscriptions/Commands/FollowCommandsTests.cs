using AlertBot.Rules.Follows;
using AlertBot.Storage;
using AlertBot.Subscriptions;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Subscriptions.Commands;

/// <summary>Words of a chat's own: what it is told by them, and that they are nobody else's.</summary>
public sealed class FollowCommandsTests : IAsyncLifetime
{
    private const long Chat = 5;
    private const long Other = 6;
    private TestBot _bot = null!;

    public async ValueTask InitializeAsync()
    {
        _bot = await TestBot.CreateAsync(feeds: "harbour");
        _bot.Feeds.Serve("harbour", Some.Rss(("Two mines found at the airport", 50), ("Officers hail a truce", 40)));
        await _bot.PollAsync();
        await _bot.StartReceivingAsync();
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<string> SayAsync(string text, long chat = Chat)
    {
        var before = _bot.Telegram.Messages.Count;
        _bot.Telegram.Inbox.Write(chat, text);
        return (await _bot.Telegram.WaitForAsync(all => all.Count > before, Ct))[before].Visible;
    }

    private async Task<IReadOnlyList<string>> TellAsync(long chat, params (string Title, int MinutesAgo)[] entries)
    {
        var before = _bot.Telegram.Messages.Count;
        _bot.Clock.Advance(TimeSpan.FromMinutes(30));
        _bot.Feeds.Serve("harbour", Some.Rss(_bot.Clock.GetUtcNow(), entries));
        await _bot.PollAsync();
        await _bot.DeliverAsync();
        // A chat whose last answer was noted only now rests a second from here.
        await _bot.PassAsync(TimeSpan.FromSeconds(5));
        return [.. _bot.Telegram.Messages.Skip(before).Where(m => m.Chat == chat).Select(m => m.Visible)];
    }

    [Fact]
    public async Task The_answer_says_what_the_words_would_have_brought()
    {
        var answer = await SayAsync("/follow mine airport");

        Assert.Contains("Now following \u20681\u2069: \u2068airport mine\u2069", answer, StringComparison.Ordinal);
        Assert.Contains("would have brought \u20681\u2069 report.", answer, StringComparison.Ordinal);
        Assert.Contains("• \u2068Two mines found at the airport\u2069", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_rule_knows_is_told_to_who_follows_it_and_to_nobody_else()
    {
        await SayAsync("/follow mine");
        await SayAsync("/subscribe all", Other);

        var told = await TellAsync(Chat, ("Mines wash up on the beach of Zuwara", 1));

        Assert.Contains("Mines wash up on the beach", Assert.Single(told), StringComparison.Ordinal);
        Assert.DoesNotContain(_bot.Telegram.Messages, m => m.Chat == Other && m.Visible.Contains("Mines"));
        Assert.Contains(
            "Your words \u2068mine\u2069: \u2068[Mines] wash",
            await SayAsync("/why"),
            StringComparison.Ordinal
        );
        Assert.Contains("Mines wash up", await SayAsync("/latest"), StringComparison.Ordinal);
        Assert.DoesNotContain("Mines wash up", await SayAsync("/latest", Other), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_a_rule_knows_too_is_told_once_and_the_words_stay_private()
    {
        await SayAsync("/subscribe ceasefire");
        await SayAsync("/follow sirte");
        await SayAsync("/subscribe all", Other);

        var told = await TellAsync(Chat, ("Truce signed in Sirte", 1));

        Assert.Contains("sirte", Assert.Single(told), StringComparison.Ordinal);
        var others = _bot.Telegram.Messages.Last(m => m.Chat == Other).Visible;
        Assert.Contains("Truce signed", others, StringComparison.Ordinal);
        Assert.DoesNotContain("sirte", others, StringComparison.Ordinal);
        Assert.DoesNotContain("Your words", await SayAsync("/why", Other), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_ended_is_told_no_more()
    {
        await SayAsync("/follow mine");
        await SayAsync("/follow beach");

        Assert.Contains(
            "No longer following: \u2068mine\u2069",
            await SayAsync("/unfollow 1"),
            StringComparison.Ordinal
        );
        Assert.Contains("2. \u2068beach\u2069", await SayAsync("/follows"), StringComparison.Ordinal);
        Assert.Empty(await TellAsync(Chat, ("Mines found near a school", 1)));
        Assert.Single(await TellAsync(Chat, ("Oil washes up on a beach", 1)));
    }

    [Fact]
    public async Task Fifty_are_the_most_and_the_same_counts_once()
    {
        await SayAsync("/follow word1");
        var store = _bot.Get<SubscriptionStore>();
        var subscription = (await store.FindAsync(AlertBot.Chats.Chat.Parse($"telegram:{Chat}"), Ct))!;
        await store.SaveAsync(subscription with { Follows = [.. Enumerable.Range(1, Follow.Most).Select(Word)] }, Ct);

        Assert.Contains("already, as number", await SayAsync("/follow WORD7"), StringComparison.Ordinal);
        Assert.Contains("End one first", await SayAsync("/follow more"), StringComparison.Ordinal);

        static Follow Word(int number) =>
            FollowExpression.TryParse($"word{number}", out var expression, out _)
                ? new Follow(number, expression)
                : throw new InvalidOperationException();
    }

    [Fact]
    public async Task They_are_exported_and_gone_with_the_chat()
    {
        await SayAsync("/follow mine");
        Assert.Equal(1, await _bot.AskAsync<long>("SELECT count(*) FROM subscriptions WHERE follows LIKE '%mine%'"));

        await SayAsync("/stop yes");

        Assert.Equal(0, await _bot.AskAsync<long>("SELECT count(*) FROM subscriptions WHERE follows LIKE '%mine%'"));
        Assert.Empty(await TellAsync(Chat, ("Mines found near a school", 1)));
    }

    [Fact]
    public async Task After_a_restart_they_are_followed_as_before()
    {
        await SayAsync("/follow mine");

        await _bot.RestartAsync();

        Assert.Single(await TellAsync(Chat, ("Mines found near a school", 1)));
    }

    [Fact]
    public async Task Another_node_learns_of_them()
    {
        using var node = new CurrentFollows(_bot.Get<Database>(), _bot.Get<KeyValueStore>());
        Assert.Empty((await node.ReadAsync(Ct)).Rules);

        await SayAsync("/follow mine");

        Assert.Single((await node.ReadAsync(Ct)).Match(Some.Entry("Mines found near a school"), Ct));
    }

    [Fact]
    public async Task The_operators_list_may_name_words()
    {
        _bot.Write(
            "subscriptions.yaml",
            "subscriptions:\n  - {chat: \"telegram:5\", topics: [], follow: [mine, '\"prisoner exchange\"']}"
        );
        await _bot.RestartAsync();

        Assert.Single(await TellAsync(Chat, ("Mines found", 1)));
        Assert.Single(await TellAsync(Chat, ("A prisoner exchange in Berlin", 1)));
    }
}
