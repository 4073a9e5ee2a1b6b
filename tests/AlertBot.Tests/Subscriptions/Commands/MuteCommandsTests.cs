using AlertBot.Subscriptions.Commands.Arguments;
using AlertBot.Tests.Support;
using NodaTime;

namespace AlertBot.Tests.Subscriptions.Commands;

/// <summary>What a chat does not want for a while: topics, words it follows, the story of an alert.</summary>
public sealed class MuteCommandsTests : IAsyncLifetime
{
    private const long Chat = 5;
    private TestBot _bot = null!;

    public async ValueTask InitializeAsync()
    {
        _bot = await TestBot.CreateAsync(feeds: "harbour");
        await _bot.SubscribeAsync(Chat, "all");
        _bot.Feeds.Serve("harbour", Some.Rss(("Weather in Malta", 50)));
        await _bot.PollAsync();
        await _bot.StartReceivingAsync();
        await SayAsync("/digest all");
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Task<Arrived> SayAsync(string text, int? replyTo = null) =>
        NextAsync(() => _bot.Telegram.Inbox.Write(Chat, text, replyTo: replyTo));

    private async Task<Arrived> NextAsync(Action write)
    {
        var before = _bot.Telegram.Messages.Count;
        write();
        return (await _bot.Telegram.WaitForAsync(all => all.Count > before, Ct))[before];
    }

    /// <summary>What the chat is told of a headline that comes in a while later.</summary>
    private async Task<IReadOnlyList<Arrived>> TellAsync(string title, TimeSpan? later = null)
    {
        var before = _bot.Telegram.Messages.Count;
        _bot.Clock.Advance(later ?? TimeSpan.FromMinutes(30));
        _bot.Feeds.Serve("harbour", Some.Rss(_bot.Clock.GetUtcNow(), (title, 0)));
        await _bot.PollAsync();
        await _bot.DeliverAsync();
        // The chat may rest from an answer.
        await _bot.PassAsync(TimeSpan.FromSeconds(5));
        return [.. _bot.Telegram.Messages.Skip(before)];
    }

    [Fact]
    public async Task A_muted_topic_is_not_told_until_the_mute_is_over()
    {
        var answer = (await SayAsync("/mute libya 3h")).Visible;
        Assert.Contains("Libya\u2069 is muted until \u20682026-01-15 12:00 UTC", answer, StringComparison.Ordinal);

        Assert.Empty(await TellAsync("Tripoli reopens its port"));
        Assert.Single(await TellAsync("Truce signed in Tripoli"));
        Assert.Contains("1\u2069 thing is muted", (await SayAsync("/status")).Visible, StringComparison.Ordinal);
        Assert.Single(await TellAsync("Sirte names a mayor", TimeSpan.FromHours(3)));
    }

    [Fact]
    public async Task What_was_missed_comes_at_the_end_where_that_was_asked_for()
    {
        await SayAsync("/mute libya 2h digest");

        Assert.Empty(await TellAsync("Tripoli reopens its port"));
        Assert.Empty(await TellAsync("Sirte names a mayor"));

        _bot.Clock.Advance(TimeSpan.FromHours(2));
        await _bot.DeliverAsync();
        var missed = _bot.Telegram.Messages[^1].Visible;
        Assert.Contains("Tripoli reopens its port", missed, StringComparison.Ordinal);
        Assert.Contains("Sirte names a mayor", missed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_story_is_muted_by_a_reply_and_by_the_button_below_its_explanation()
    {
        var alert = Assert.Single(await TellAsync("Truce signed in Tripoli"));

        var why = await NextAsync(() => _bot.Telegram.Inbox.Press(alert, alert.Press("Why?")));
        _bot.Telegram.Inbox.Press(why, why.Press("Mute this story for a day"));
        var all = await _bot.Telegram.WaitForAsync(all => all.Single(m => m.Id == why.Id).Edits > why.Edits, Ct);
        Assert.Contains(
            "Truce signed in Tripoli\u2069 is muted",
            all.Single(m => m.Id == why.Id).Visible,
            StringComparison.Ordinal
        );

        Assert.Contains("Nothing is muted", (await SayAsync("/unmute all")).Visible, StringComparison.Ordinal);
        Assert.Contains(
            "Truce signed in Tripoli\u2069 is muted",
            (await SayAsync("/mute 3h", replyTo: alert.Id)).Visible,
            StringComparison.Ordinal
        );
    }

    private async Task<Arrived> PressAsync(Arrived panel, string label)
    {
        _bot.Telegram.Inbox.Press(panel, panel.Press(label));
        var all = await _bot.Telegram.WaitForAsync(all => all.Single(m => m.Id == panel.Id).Edits > panel.Edits, Ct);
        return all.Single(m => m.Id == panel.Id);
    }

    [Fact]
    public async Task The_story_and_the_topics_of_an_alert_are_muted_by_its_button()
    {
        var alert = Assert.Single(await TellAsync("Truce signed in Tripoli"));

        var asked = await NextAsync(() => _bot.Telegram.Inbox.Press(alert, alert.Press("Mute")));
        Assert.StartsWith("What should be muted?", asked.Visible, StringComparison.Ordinal);
        Assert.Equal(["This story", "Ceasefire", "Libya"], asked.Buttons.SelectMany(row => row).Select(b => b.Label));
        var length = await PressAsync(asked, "This story");
        Assert.StartsWith("For how long should ⁨Truce signed", length.Visible, StringComparison.Ordinal);
        var muted = await PressAsync(length, "3 days");

        Assert.Contains("Tripoli\u2069 is muted until \u20682026-01-18", muted.Visible, StringComparison.Ordinal);
        Assert.Equal(0, _bot.Telegram.Messages.Single(m => m.Id == alert.Id).Edits);
    }

    [Fact]
    public async Task Topics_and_words_are_muted_by_buttons_with_a_digest_at_the_end_if_wished()
    {
        await SayAsync("/follow beach");

        var panel = await PressAsync(await SayAsync("/mute"), "beach");
        panel = await PressAsync(panel, "12 hours, then a digest");
        Assert.Contains(
            "beach\u2069 is muted until \u20682026-01-15 21:00 UTC",
            panel.Visible,
            StringComparison.Ordinal
        );
        Assert.Contains("what is missed comes then", panel.Visible, StringComparison.Ordinal);
        Assert.DoesNotContain(panel.Buttons.SelectMany(row => row), button => button.Label == "beach");

        panel = await PressAsync(await PressAsync(panel, "Libya"), "1 week");
        Assert.Contains(
            "Libya\u2069 is muted until \u20682026-01-22 09:00 UTC",
            panel.Visible,
            StringComparison.Ordinal
        );
        panel = await PressAsync(panel, "✕ beach");
        Assert.Single(panel.Visible.Split('\n'), line => line.StartsWith('•'));
        Assert.Empty(await TellAsync("Tripoli reopens its port"));
    }

    [Fact]
    public async Task Words_that_are_followed_are_muted_by_their_number()
    {
        await SayAsync("/follow beach");

        Assert.Contains("beach\u2069 is muted", (await SayAsync("/mute 1 12h")).Visible, StringComparison.Ordinal);

        Assert.Empty(await TellAsync("Oil washes up on a beach"));
        await SayAsync("/unmute 1");
        Assert.Single(await TellAsync("Whales strand on a beach"));
    }

    [Fact]
    public async Task What_is_not_understood_changes_nothing()
    {
        Assert.StartsWith("For how long", (await SayAsync("/mute libya")).Visible, StringComparison.Ordinal);
        Assert.Contains("for how long", (await SayAsync("/mute libya 300d")).Visible, StringComparison.Ordinal);
        Assert.Contains("no topic", (await SayAsync("/mute xyz 3d")).Visible, StringComparison.Ordinal);
        Assert.Contains("has not been sent", (await SayAsync("/mute 3d")).Visible, StringComparison.Ordinal);
        Assert.Single(await TellAsync("Tripoli reopens its port"));
    }

    [Theory]
    [InlineData("oil 7d", "oil", 7 * 24)]
    [InlineData("oil 12 hours", "oil", 12)]
    [InlineData("pétrole 3j résumé", "pétrole", 72)]
    [InlineData("2 12h", "2", 12)]
    [InlineData("1w", "", 168)]
    [InlineData("النفط ٧ أيام", "النفط", 7 * 24)]
    [InlineData("oil until 2026-01-20", "oil", 4 * 24 + 13)]
    [InlineData("oil jusqu'au 20/01/2026", "oil", 4 * 24 + 13)]
    public void A_time_is_read_in_three_languages(string words, string what, int hours)
    {
        var parsed = MuteArgumentParser.Parse(words, DateTimeZoneProviders.Tzdb["Africa/Tripoli"], Some.Time);

        Assert.Equal(what, parsed.What);
        Assert.Equal(Some.Time.AddHours(hours), parsed.Until);
    }

    [Theory]
    [InlineData("oil")]
    [InlineData("oil 0d")]
    [InlineData("oil 91d")]
    [InlineData("oil until 2026-01-01")]
    [InlineData("oil until 2026-13-01")]
    public void What_is_no_time_is_none(string words) =>
        Assert.Null(MuteArgumentParser.Parse(words, DateTimeZone.Utc, Some.Time).Until);
}
