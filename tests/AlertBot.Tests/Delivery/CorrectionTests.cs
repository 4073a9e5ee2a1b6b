using AlertBot.Chats;
using AlertBot.Cli;
using AlertBot.Runtime;
using AlertBot.Subscriptions;
using AlertBot.Tests.Support;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace AlertBot.Tests.Delivery;

/// <summary>What was told wrong is put right where it was read.</summary>
public class CorrectionTests : IAsyncLifetime
{
    private TestBot _bot = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bot = await TestBot.CreateAsync(feeds: "feed");
        _bot.Write(
            "appsettings.json",
            System.Text.Json.JsonSerializer.Serialize(new { ConnectionStrings = new { AlertBot = _bot.Store } })
        );
        _bot.Feeds.Serve("feed", Some.Rss(("Truce agreed in Sirte, Libya", 5)));
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    private async Task<(int Exit, string Output)> CorrectAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var exit = await CommandLine.RunAsync(
            ["correct", .. args, "--config", _bot.ConfigFolder],
            new Terminal(TextReader.Null, output, output, false),
            Ct
        );
        return (exit, $"{output}");
    }

    [Fact]
    public async Task Every_message_of_the_story_says_so_and_nothing_is_done_unasked()
    {
        await _bot.SubscribeAsync(1);
        await _bot.SubscribeAsync(2);
        await _bot.PollAsync();
        await _bot.DeliverAsync();

        var (exit, output) = await CorrectAsync("1", "There is no truce; the agency has withdrawn its report.");
        Assert.Equal(
            (
                0,
                "Truce agreed in Sirte, Libya\n2 messages to edit, 0 to answer with a message of their "
                    + "own\nnothing is done yet; add --yes\n"
            ),
            (exit, output)
        );
        await _bot.PassAsync(TimeSpan.FromMinutes(1));
        Assert.DoesNotContain(_bot.Telegram.Messages, m => m.Visible.Contains("withdrawn", StringComparison.Ordinal));

        Assert.Equal(
            0,
            (await CorrectAsync("1", "There is no truce; the agency has withdrawn its report.", "--yes")).Exit
        );
        // The verb runs in a process of its own, by the machine's clock.
        _bot.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        await _bot.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(2, _bot.Telegram.Messages.Count);
        Assert.All(_bot.Telegram.Messages, m =>
            Assert.Contains(
                "⚠ Correction: ⁨There is no truce; the agency has withdrawn its report.⁩",
                m.Visible,
                StringComparison.Ordinal
            )
        );
        Assert.All(_bot.Telegram.Messages, m =>
            Assert.Contains("Truce agreed in Sirte", m.Visible, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task What_waits_is_corrected_before_it_leaves()
    {
        await _bot.SubscribeAsync(1);
        await _bot.PollAsync();

        Assert.Equal(0, (await CorrectAsync("1", "Withdrawn.", "--yes")).Exit);
        await _bot.DeliverAsync();

        Assert.Contains(
            "Correction: ⁨Withdrawn.⁩",
            Assert.Single(_bot.Telegram.Messages).Visible,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_chat_that_got_the_story_in_a_digest_is_told_below_it_and_its_other_stories_stay()
    {
        await _bot.Get<SubscriptionStore>()
            .SaveAsync(Some.Subscription(new Chat("telegram", "1")) with { Slots = [new LocalTime(10, 0)] }, Ct);
        _bot.Feeds.Serve(
            "feed",
            Some.Rss(("Truce agreed in Sirte, Libya", 5), ("Libya elects a new speaker in Tripoli", 9))
        );
        await _bot.PollAsync();
        await _bot.PassAsync(TimeSpan.FromHours(1));
        var digest = Assert.Single(_bot.Telegram.Messages).Visible;
        var story = await _bot.AskAsync<long>("SELECT story_id FROM outbox WHERE content LIKE '%Truce%'");

        Assert.Contains(
            "0 messages to edit, 1 to answer",
            (await CorrectAsync($"{story}", "Withdrawn.", "--yes")).Output,
            StringComparison.Ordinal
        );
        _bot.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        await _bot.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(2, _bot.Telegram.Messages.Count);
        Assert.Equal(digest, _bot.Telegram.Messages[0].Visible);
        Assert.Contains("Truce agreed in Sirte", _bot.Telegram.Messages[1].Visible, StringComparison.Ordinal);
        Assert.Contains("Withdrawn.", _bot.Telegram.Messages[1].Visible, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_which_cannot_edit_gets_a_message_of_its_own()
    {
        var posted = new List<string>();
        _bot.Feeds.Answer("hook", async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            posted.Add(await reader.ReadToEndAsync(Ct));
            await http.Response.WriteAsync("ok", Ct);
        });
        _bot.More["Webhooks:desk:Url"] = $"{_bot.Feeds.Url("hook")}";
        _bot.More["Webhooks:desk:Kind"] = "slack";
        await _bot.RestartAsync();
        await _bot.Get<SubscriptionStore>().SaveAsync(Some.Subscription(new Chat("webhook", "desk")), Ct);
        await _bot.PollAsync();
        await _bot.DeliverAsync();
        Assert.Single(posted);

        Assert.Contains(
            "0 messages to edit, 1 to answer",
            (await CorrectAsync("1", "Withdrawn.", "--yes")).Output,
            StringComparison.Ordinal
        );
        _bot.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        await _bot.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(2, posted.Count);
        Assert.Contains("Withdrawn.", posted[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_story_that_nobody_was_told_and_words_that_are_none_are_told()
    {
        Assert.Equal(1, (await CorrectAsync("77", "x")).Exit);
        Assert.Equal(2, (await CorrectAsync("1", "  ")).Exit);
        Assert.Equal(2, (await CorrectAsync("1", new string('x', 501))).Exit);
    }
}
