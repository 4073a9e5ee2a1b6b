using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Subscriptions;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Subscriptions.Commands;

/// <summary>Choosing languages, sources, camps, weight and times of topics, in writing and by tapping.</summary>
public sealed class FilterCommandsTests : IAsyncLifetime
{
    private TestBot _bot = null!;

    public async ValueTask InitializeAsync()
    {
        _bot = await TestBot.CreateAsync();
        _bot.Write(
            "feeds.yaml",
            $$"""
            feeds:
              - {url: "{{_bot.Feeds.Url("a")}}", publisher: Harbour Dispatch, family: Harbour House, camp: east}
              - {url: "{{_bot.Feeds.Url("b")}}", publisher: شاهد المتوسط, title: Shahed politics, camp: united-states}
              - {url: "{{_bot.Feeds.Url("c")}}", publisher: AFP}
            """
        );
        await _bot.RestartAsync();
        await _bot.StartReceivingAsync();
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<Arrived> SayAsync(string text, string language = "en")
    {
        var before = _bot.Telegram.Messages.Count;
        _bot.Telegram.Inbox.Write(5, text, language: language);
        return (await _bot.Telegram.WaitForAsync(all => all.Count > before, Ct))[before];
    }

    private async Task<Arrived> TapAsync(Arrived message, string label)
    {
        _bot.Telegram.Inbox.Press(message, message.Press(label));
        var after = await _bot.Telegram.WaitForAsync(
            all => all.Single(m => m.Id == message.Id).Edits > message.Edits,
            Ct
        );
        return after.Single(m => m.Id == message.Id);
    }

    private async Task<Subscription> StoredAsync() =>
        (await _bot.Get<SubscriptionStore>().FindAsync(new Chat("telegram", "5"), Ct))!;

    [Theory]
    [InlineData("/languages ar fr", "Only from reports in: ⁨Arabic⁩, ⁨French⁩.")]
    [InlineData("/languages français", "Only from reports in: ⁨French⁩.")]
    [InlineData("/languages all", "Alerts are made from all sources, in all languages.")]
    [InlineData("/languages klingon", "Please write languages: /languages ar fr")]
    [InlineData("/sources only afp, harbour dispatch", "Only from these sources: ⁨AFP⁩, ⁨Harbour Dispatch⁩.")]
    [InlineData("/sources all but شاهد المتوسط", "From all sources but: ⁨شاهد المتوسط⁩.")]
    [InlineData("/sources sauf harbour house", "From all sources but: ⁨Harbour House⁩.")]
    [InlineData("/sources shahed politics and AFP", "Only from these sources: ⁨Shahed politics⁩, ⁨AFP⁩.")]
    [InlineData("/sources AFP2", "There is no source ⁨AFP2⁩. Did you mean ⁨AFP⁩?")]
    [InlineData("/sources only", "There is no source ⁨only⁩.")]
    [InlineData("/sources all", "Alerts are made from all sources, in all languages.")]
    [InlineData("/camps only eastern camp", "Only from sources of: ⁨eastern camp⁩.")]
    [InlineData("/camps all but no camp, États-Unis", "Not from sources of: ⁨no camp⁩, ⁨United States⁩.")]
    [InlineData("/camps north", "There is no camp ⁨north⁩.")]
    [InlineData("/only must", "Only what you need to know at once arrives; the rest is not sent.")]
    [InlineData("/only all", "What you need to know at once arrives at once")]
    [InlineData("/only perhaps", "Please write /only must or /only all.")]
    [InlineData("/when libya digest", "By topic: ⁨Libya – In the digest⁩.")]
    [InlineData("/when وقف إطلاق النار الآن", "By topic: ⁨Ceasefire – At once⁩.")]
    [InlineData("/when lybia now", "There is no topic ⁨lybia⁩. Did you mean ⁨libya⁩?")]
    [InlineData("/when", "All topics come at the usual time.")]
    public async Task They_can_be_written(string text, string answer) =>
        Assert.StartsWith(answer, (await SayAsync(text)).Visible, StringComparison.Ordinal);

    [Fact]
    public async Task They_can_be_tapped()
    {
        await SayAsync("/subscribe all");
        await TapAsync(await SayAsync("/languages"), "✅ français");
        await TapAsync(await TapAsync(await SayAsync("/sources"), "✅ AFP"), "✅ شاهد المتوسط");
        await TapAsync(await SayAsync("/camps"), "✅ eastern camp");
        await TapAsync(await TapAsync(await SayAsync("/when"), "Libya"), "In the digest");

        var stored = await StoredAsync();

        Assert.Equal([Language.Arabic, Language.English], stored.Filter.Languages);
        Assert.False(stored.Filter.Sources.IsOnly);
        Assert.Equal(["AFP", "شاهد المتوسط"], stored.Filter.Sources.Names);
        Assert.Equal(["east"], stored.Filter.Camps.Names);
        Assert.Equal(TopicTiming.Digest, Assert.Single(stored.Timings).Value);
        Assert.Contains(
            "Only from reports in: ⁨Arabic⁩, ⁨English⁩.\nFrom all sources but: ⁨AFP⁩, ⁨شاهد المتوسط⁩.\n"
                + "Not from sources of: ⁨eastern camp⁩.",
            (await SayAsync("/status")).Visible,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_last_of_few_that_is_taken_away_leaves_all()
    {
        var panel = await TapAsync(await SayAsync("/sources only AFP"), "✅ AFP");

        Assert.True((await StoredAsync()).Filter.Sources.IsEvery);
        Assert.Contains(panel.Buttons, row => row[0].Label == "✅ Harbour Dispatch");
    }

    [Fact]
    public async Task Words_of_the_chats_own_have_a_time_by_their_number()
    {
        await SayAsync("/follow prisoners");

        Assert.StartsWith(
            "By topic: ⁨prisoners – In the digest⁩",
            (await SayAsync("/when 1 digest")).Visible,
            StringComparison.Ordinal
        );
        Assert.StartsWith("All topics come", (await SayAsync("/when 1 usual")).Visible, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_is_in_the_file_of_the_chat_and_gone_with_it()
    {
        await SayAsync("/sources only AFP");
        await SayAsync("/brief sunday");

        var export = await _bot.Get<ChatExport>().ComposeAsync(new Chat("telegram", "5"), Ct);
        var text = System.Text.Json.JsonSerializer.Serialize(export);
        Assert.Contains("AFP", text, StringComparison.Ordinal);
        Assert.Contains("\"brief_day\":7", text, StringComparison.Ordinal);

        await TapAsync(await SayAsync("/stop"), "Stop and delete");
        Assert.Equal(0, await _bot.AskAsync<long>("SELECT count(*) FROM subscriptions"));
    }
}
