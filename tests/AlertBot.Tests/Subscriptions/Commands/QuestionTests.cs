using AlertBot.Tests.Support;

namespace AlertBot.Tests.Subscriptions.Commands;

/// <summary>What a subscriber asks: why an alert came, what is newest, what a text would do, what is stored.</summary>
public sealed class QuestionTests : IAsyncLifetime
{
    private const long Chat = 5;
    private TestBot _bot = null!;

    public async ValueTask InitializeAsync()
    {
        _bot = await TestBot.CreateAsync(feeds: "harbour");
        await _bot.SubscribeAsync(Chat, "libya");
        await _bot.SubscribeAsync(-1001, "all");
        _bot.Feeds.Serve("harbour", Some.Rss(("Officers hail a truce near Tripoli after days of fighting", 5)));
        await _bot.PollAsync();
        await _bot.DeliverAsync();
        await _bot.StartReceivingAsync();
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    private Arrived Alert => _bot.Telegram.Messages.First(m => m.Chat == Chat);

    private async Task<Arrived> NextAsync(Action write)
    {
        var before = _bot.Telegram.Messages.Count;
        write();
        return (await _bot.Telegram.WaitForAsync(all => all.Count > before, TestContext.Current.CancellationToken))[
            before
        ];
    }

    private Task<Arrived> AskAsync(string text, int? replyTo = null, string language = "en", long chat = Chat) =>
        NextAsync(() => _bot.Telegram.Inbox.Write(chat, text, language: language, replyTo: replyTo));

    [Fact]
    public async Task The_button_under_an_alert_says_why_it_came()
    {
        var answer = await NextAsync(() => _bot.Telegram.Inbox.Press(Alert, Alert.Press("Why?")));

        Assert.Equal(
            """
            Why you got ⁨Officers hail a truce near Tripoli after days of fighting⁩:
            • ⁨Libya⁩ (⁨libya⁩): ⁨…a truce near [Tripoli] after days of…⁩
            Source: ⁨harbour⁩
            https://harbour.example.org/Officers%20hail%20a%20truce%20near%20Tripoli%20after%20days%20of%20fighting
            Published ⁨2026-01-15 08:55 UTC⁩, seen here ⁨2026-01-15 09:00 UTC⁩
            Version of the rules:
            """,
            answer.Visible[..answer.Visible.LastIndexOf(' ')]
        );
        Assert.Equal(Alert.Id, answer.ReplyTo);
    }

    [Fact]
    public async Task A_reply_to_an_alert_asks_the_same() =>
        Assert.StartsWith(
            "Why you got ⁨Officers hail",
            (await AskAsync("/why", Alert.Id)).Visible,
            StringComparison.Ordinal
        );

    [Fact]
    public async Task Why_without_a_reply_is_about_the_last_alert() =>
        Assert.StartsWith("Why you got ⁨Officers hail", (await AskAsync("/why")).Visible, StringComparison.Ordinal);

    [Fact]
    public async Task Why_of_another_message_is_turned_away() =>
        Assert.Equal(
            "That message is not an alert. Press “Why?” under an alert to see why you got it.",
            (await AskAsync("/why", replyTo: 999)).Visible
        );

    [Fact]
    public async Task In_a_channel_why_is_answered_to_whoever_pressed_alone()
    {
        var place = new TelegramPlace(-1001) { Type = "channel" };
        var alert = _bot.Telegram.Messages.First(m => m.Chat == -1001);

        _bot.Telegram.Inbox.Press(alert, alert.Press("Why?"), place: place);
        await AskAsync("/help", chat: -1001);

        Assert.StartsWith("Why you got ⁨Officers hail", Assert.Single(_bot.Telegram.Notices), StringComparison.Ordinal);
        Assert.InRange(_bot.Telegram.Notices.First().Length, 1, 200);
    }

    [Fact]
    public async Task The_newest_reports_are_shown_again() =>
        Assert.Equal(
            "The newest stories:\n\n• ⁨Officers hail a truce near Tripoli after days of fighting⁩\n"
                + "⁨agreed⁩ · ⁨harbour⁩ · ⁨2026-01-15 08:55 UTC⁩\n"
                + "https://harbour.example.org/"
                + "Officers%20hail%20a%20truce%20near%20Tripoli%20after%20days%20of%20fighting",
            (await AskAsync("/latest")).Visible
        );

    [Fact]
    public async Task Nothing_new_is_said_so()
    {
        _bot.Clock.Advance(TimeSpan.FromDays(8));

        Assert.StartsWith(
            "There has been nothing",
            (await AskAsync("/latest libya")).Visible,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_text_is_tested_with_its_words_marked()
    {
        Assert.StartsWith(
            "This text matches:\n• ⁨Ceasefire⁩ (⁨ceasefire⁩): ⁨Both sign a [truce]⁩",
            (await AskAsync("/test Both sign a truce")).Visible,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "‏يطابق هذا النص:\n‏• ⁨Libya⁩ (⁨libya⁩): ⁨عاد الهدوء إلى [طرابلس]⁩".Replace(
                "Libya⁩ (",
                "ليبيا⁩ (",
                StringComparison.Ordinal
            ),
            (await AskAsync("/test عاد الهدوء إلى طرابلس", chat: 6, language: "ar")).Visible,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "No topic matches this text.",
            (await AskAsync("/test A film festival in Berlin")).Visible,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "Write the text after the command:",
            (await AskAsync("/test")).Visible,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task All_that_is_stored_on_a_chat_comes_as_a_file()
    {
        _bot.Telegram.Inbox.Write(Chat, "/export");
        await _bot.Telegram.WaitForAsync(_ => !_bot.Telegram.Files.IsEmpty, TestContext.Current.CancellationToken);

        var file = Assert.Single(_bot.Telegram.Files);
        Assert.Equal("alertbot-telegram-5.json", file.Name);
        using var json = System.Text.Json.JsonDocument.Parse(file.Content);
        Assert.Equal("telegram:5", json.RootElement.GetProperty("chat").GetString());
        Assert.Equal(1, json.RootElement.GetProperty("messages").GetArrayLength());
    }

    [Fact]
    public async Task Stop_leaves_no_row_that_names_the_chat()
    {
        await AskAsync("/stop yes");

        foreach (var table in (string[])["subscriptions", "outbox", "chats", "updates"])
            Assert.Equal(
                0,
                await _bot.AskAsync<long>(
                    $"SELECT count(*) FROM {table} WHERE chat = 'telegram:5' AND '{table}' <> 'updates'"
                )
            );
    }
}
