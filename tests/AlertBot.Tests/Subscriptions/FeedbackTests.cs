using AlertBot.Cli;
using AlertBot.Runtime;
using AlertBot.Storage;
using AlertBot.Subscriptions;
using AlertBot.Tests.Support;
using AlertBot.Tests.Web;

namespace AlertBot.Tests.Subscriptions;

/// <summary>What readers say was wrong with an alert, and what analysts get to see of it.</summary>
public sealed class FeedbackTests : IAsyncLifetime
{
    private const long Chat = 5;
    private TestBot _bot = null!;

    public async ValueTask InitializeAsync()
    {
        _bot = await TestBot.CreateAsync(feeds: "harbour");
        await _bot.SubscribeAsync(Chat, "libya");
        _bot.Feeds.Serve("harbour", Some.Rss(("Tripoli's \"Truce\" wins a film prize, rivals sign a deal", 5)));
        await _bot.PollAsync();
        await _bot.DeliverAsync();
        await _bot.StartReceivingAsync();
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Arrived Alert => _bot.Telegram.Messages.First(m => m.Chat == Chat);

    private async Task<Arrived> NextAsync(Action write)
    {
        var before = _bot.Telegram.Messages.Count;
        write();
        return (await _bot.Telegram.WaitForAsync(all => all.Count > before, Ct))[before];
    }

    private async Task<Arrived> PressAsync(Arrived message, string label)
    {
        _bot.Telegram.Inbox.Press(message, message.Press(label));
        var all = await _bot.Telegram.WaitForAsync(
            all => all.Single(m => m.Id == message.Id).Edits > message.Edits,
            Ct
        );
        return all.Single(m => m.Id == message.Id);
    }

    [Fact]
    public async Task It_is_said_below_the_alert_with_one_further_tap()
    {
        var asked = await NextAsync(() => _bot.Telegram.Inbox.Press(Alert, Alert.Press("Not for us")));
        await PressAsync(asked, "Wrong place");

        var rules = await _bot.Get<FeedbackStore>().SumUpAsync(_bot.Now.AddDays(-1), Ct);
        Assert.Equal("place", Assert.Single(Assert.Single(rules[1].Unwanted).Reasons));
        Assert.Equal(0, Alert.Edits);
    }

    private async Task SayItWasOldAsync()
    {
        var why = await NextAsync(() => _bot.Telegram.Inbox.Press(Alert, Alert.Press("Why?")));
        var asked = await PressAsync(why, "Not for us");
        Assert.Contains("What was wrong", asked.Visible, StringComparison.Ordinal);
        Assert.Contains("Thank you", (await PressAsync(asked, "Old news")).Visible, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alert_that_was_not_wanted_counts_for_its_rules_once_and_nothing_of_the_chat_is_kept()
    {
        await SayItWasOldAsync();
        await SayItWasOldAsync();

        var rules = await _bot.Get<FeedbackStore>().SumUpAsync(_bot.Now.AddDays(-1), Ct);

        Assert.Equal(["ceasefire", "libya"], rules.Select(rule => rule.RuleId));
        var libya = rules[1];
        Assert.Equal(1, libya.Told);
        var report = Assert.Single(libya.Unwanted);
        Assert.Equal(("harbour", "old", "Tripoli"), (report.Publisher, report.Reasons.Single(), report.Words.Single()));
        Assert.Equal(
            "entry_id,reason,given",
            await _bot.AskAsync<string>("SELECT group_concat(name) FROM pragma_table_info('feedback')")
        );
    }

    [Fact]
    public async Task Nobody_counts_an_alert_that_their_chat_was_not_sent()
    {
        Assert.False(
            await _bot.Get<FeedbackStore>().RecordAsync(AlertBot.Chats.Chat.Parse("telegram:99"), 1, "old", Ct)
        );
        Assert.Equal(0, await _bot.AskAsync<long>("SELECT count(*) FROM feedback"));
    }

    [Theory]
    [InlineData("ar", "⁨1⁩ من ⁨1⁩ (⁨100⁩ %)", "خبر قديم")]
    [InlineData("en", "⁨1⁩ of ⁨1⁩ (⁨100⁩ %)", "Old news")]
    [InlineData("fr", "⁨1⁩ sur ⁨1⁩ (⁨100⁩ %)", "Nouvelle ancienne")]
    public async Task The_page_shows_analysts_the_same_in_their_language(string language, string share, string reason)
    {
        await SayItWasOldAsync();
        using var http = await WebServerTests.OpenAsync(_bot);

        var page = System.Net.WebUtility.HtmlDecode(await http.GetStringAsync($"/feedback?lang={language}", Ct));

        Assert.Contains(share, page, StringComparison.Ordinal);
        Assert.Contains(reason, page, StringComparison.Ordinal);
        Assert.Contains("⁨Tripoli⁩", page, StringComparison.Ordinal);
        Assert.Contains(
            "no-match:\n  - \"Tripoli's \\\"Truce\\\" wins a film prize, rivals sign a deal\"</pre>",
            page,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_page_says_that_nobody_has_said_anything()
    {
        using var http = await WebServerTests.OpenAsync(_bot);

        Assert.Contains(
            "Nobody has said so",
            await http.GetStringAsync("/feedback?lang=en", Ct),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_analyst_gets_examples_to_paste()
    {
        await SayItWasOldAsync();
        await _bot.StopReceivingAsync();
        _bot.Write(
            "appsettings.json",
            System.Text.Json.JsonSerializer.Serialize(new { ConnectionStrings = new { AlertBot = _bot.Store } })
        );
        // The program's own clock is not the test's.
        await _bot.Get<Database>()
            .WriteAsync(
                tx =>
                    tx.ExecuteAsync(
                        "UPDATE feedback SET given = @Now; UPDATE outbox SET settled = @Now",
                        new { Now = TimeProvider.System.GetUtcNow() },
                        Ct
                    ),
                Ct
            );
        using var output = new StringWriter();

        var code = await CommandLine.RunAsync(
            ["feedback", "--config", _bot.ConfigFolder],
            new Terminal(TextReader.Null, output, output, false),
            Ct
        );

        Assert.Equal(0, code);
        Assert.Contains("libya: 1 of 1 alerts not wanted (100 %): old", output.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            "    - \"Tripoli's \\\"Truce\\\" wins a film prize, rivals sign a deal\"",
            output.ToString(),
            StringComparison.Ordinal
        );
    }
}
