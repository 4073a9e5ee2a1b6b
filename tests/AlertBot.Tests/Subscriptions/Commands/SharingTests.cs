using AlertBot.Tests.Support;

namespace AlertBot.Tests.Subscriptions.Commands;

/// <summary>Handing on what a chat follows, and seeing it before following it.</summary>
public sealed partial class SharingTests : IAsyncLifetime
{
    private const long Giver = 5;
    private const long Taker = 6;
    private TestBot _bot = null!;

    public async ValueTask InitializeAsync()
    {
        _bot = await TestBot.CreateAsync(feeds: ["harbour", "quay"]);
        await _bot.StartReceivingAsync();
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Task<Arrived> SayAsync(string text, long chat = Giver) =>
        NextAsync(() => _bot.Telegram.Inbox.Write(chat, text));

    private async Task<Arrived> NextAsync(Action write)
    {
        var before = _bot.Telegram.Messages.Count;
        write();
        return (await _bot.Telegram.WaitForAsync(all => all.Count > before, Ct))[before];
    }

    private async Task<string> ShareAsync()
    {
        await SayAsync("/subscribe libya");
        await SayAsync("/follow \"prisoner exchange\" -film");
        await SayAsync("/quiet 22:00-06:00");
        await SayAsync("/atleast 2");
        await SayAsync("/mute libya 3h");
        return Code().Match((await SayAsync("/share")).Visible).Groups[1].Value;
    }

    private Task<string?> TopicsAsync(long chat) =>
        _bot.AskAsync<string>(
            "SELECT coalesce(max(topics || follows || coalesce(quiet_from, '') || at_least || mutes), '') "
                + $"FROM subscriptions WHERE chat = 'telegram:{chat}'"
        );

    [Fact]
    public async Task What_is_shared_is_shown_and_asked_for_before_it_is_set()
    {
        var code = await ShareAsync();

        var shown = await SayAsync($"/start share-{code}", Taker);

        Assert.StartsWith("What was shared with you would set this:", shown.Visible, StringComparison.Ordinal);
        Assert.Contains("This chat follows: ⁨Libya⁩.", shown.Visible, StringComparison.Ordinal);
        Assert.Contains("prisoner exchange", shown.Visible, StringComparison.Ordinal);
        Assert.Contains("Quiet from ⁨22:00⁩", shown.Visible, StringComparison.Ordinal);
        Assert.Contains("2⁩ independent sources", shown.Visible, StringComparison.Ordinal);
        Assert.DoesNotContain("takes the place", shown.Visible, StringComparison.Ordinal);
        Assert.Equal("", await TopicsAsync(Taker));

        _bot.Telegram.Inbox.Press(shown, shown.Press("Use this here"));
        await _bot.Telegram.WaitForAsync(all => all.Single(m => m.Id == shown.Id).Edits > 0, Ct);

        Assert.Equal(
            """["libya"][{"number":1,"text":"\u0022prisoner exchange\u0022 -film"}]22:002[]""",
            await TopicsAsync(Taker)
        );
    }

    [Fact]
    public async Task What_a_chat_follows_already_is_replaced_and_it_is_told_so()
    {
        var code = await ShareAsync();
        await SayAsync("/subscribe ceasefire", Taker);

        Assert.Contains(
            "takes the place of what",
            (await SayAsync($"/share {code}", Taker)).Visible,
            StringComparison.Ordinal
        );

        await SayAsync($"/share {code} yes", Taker);
        Assert.StartsWith("""["libya"]""", await TopicsAsync(Taker), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_stays_the_same_follows_what_is_shared_anew_and_ends()
    {
        var code = await ShareAsync();
        await SayAsync("/subscribe ceasefire");

        Assert.Contains(code, (await SayAsync("/share")).Visible, StringComparison.Ordinal);
        Assert.Contains("Ceasefire", (await SayAsync($"/share {code}", Taker)).Visible, StringComparison.Ordinal);

        _bot.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Contains("no such code", (await SayAsync($"/share {code}", Taker)).Visible, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_ends_when_asked_to_and_with_its_chat()
    {
        var code = await ShareAsync();
        await SayAsync("/share off");
        Assert.Contains("no such code", (await SayAsync($"/share {code}", Taker)).Visible, StringComparison.Ordinal);

        await SayAsync("/share");
        await SayAsync("/stop yes");
        Assert.Equal(0, await _bot.AskAsync<long>("SELECT count(*) FROM shares"));
    }

    [Fact]
    public async Task An_exported_chat_has_its_code_readable_dates_and_no_node()
    {
        var code = await ShareAsync();

        _bot.Telegram.Inbox.Write(Giver, "/export");
        await _bot.Telegram.WaitForAsync(_ => !_bot.Telegram.Files.IsEmpty, Ct);
        var file = Assert.Single(_bot.Telegram.Files).Content;

        Assert.Contains(code, file, StringComparison.Ordinal);
        Assert.Contains("\"created\": \"2026-01-15T", file, StringComparison.Ordinal);
        Assert.DoesNotContain("leased_by", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_alerts_on_a_topic_are_shown_before_it_is_followed()
    {
        _bot.Feeds.Serve("harbour", Some.Rss(("Weather in Malta", 50)));
        await _bot.PollAsync();
        foreach (
            var (title, feed) in new[] { ("Tripoli reopens its port", "harbour"), ("Truce signed in Sirte", "quay") }
        )
        {
            _bot.Clock.Advance(TimeSpan.FromMinutes(30));
            _bot.Feeds.Serve(feed, Some.Rss(_bot.Clock.GetUtcNow(), (title, 0)));
            await _bot.PollAsync();
        }

        var shown = await SayAsync("/preview libya");

        Assert.StartsWith("The last alerts on ⁨Libya⁩, as they would come:", shown.Visible, StringComparison.Ordinal);
        Assert.Contains("Tripoli reopens its port", shown.Visible, StringComparison.Ordinal);
        Assert.Contains("#Libya", shown.Visible, StringComparison.Ordinal);
        Assert.Contains("⁨harbour⁩", shown.Visible, StringComparison.Ordinal);

        await NextAsync(() => _bot.Telegram.Inbox.Press(shown, shown.Press("Follow this")));
        Assert.StartsWith("""["libya"]""", await TopicsAsync(Giver), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_that_the_bot_is_added_to_is_greeted()
    {
        var group = new TelegramPlace(-100500)
        {
            Type = "supergroup",
            Title = "Desk",
            BotStatus = "member",
        };
        _bot.Telegram.Add(group);

        var greeting = await NextAsync(() => _bot.Telegram.Inbox.Standing(group, before: "left"));

        Assert.Equal(-100500, greeting.Chat);
        Assert.Contains("shows the topics", greeting.Visible, StringComparison.Ordinal);
        Assert.Contains("Administrators of this group choose", greeting.Visible, StringComparison.Ordinal);
    }

    [System.Text.RegularExpressions.GeneratedRegex("/share ([a-z0-9]{10})")]
    private static partial System.Text.RegularExpressions.Regex Code();
}
