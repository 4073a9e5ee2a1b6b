using AlertBot.Channels;
using AlertBot.Channels.Mail;
using AlertBot.Chats;
using AlertBot.Configuration;
using AlertBot.Localization;
using AlertBot.Tests.Support;
using MimeKit;

namespace AlertBot.Tests.Channels;

/// <summary>Alerts, digests and briefs in mailboxes, by real SMTP to a server on loopback.</summary>
public sealed class MailTests : IAsyncLifetime
{
    private const string Mailbox = "desk+libya@mission.example";

    private readonly FakeMailServer _server = new();
    private TestBot _bot = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bot = await TestBot.CreateAsync(
            subscriptions: $"subscriptions:\n  - {{chat: \"mail:{Mailbox}\", topics: [all], send: all}}\n",
            feeds: ["one", "two"]
        );
        _bot.More["Mail:Host"] = "127.0.0.1";
        _bot.More["Mail:Port"] = $"{_server.Port}";
        _bot.More["Mail:Security"] = "none";
        _bot.More["Mail:From"] = "AlertBot <alerts@desk.example>";
        _bot.More["Mail:SendTimeout"] = "00:00:20";
        await _bot.RestartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _server.DisposeAsync();
    }

    private Task<DeliveryOutcome> SendAsync(Message message)
    {
        Assert.True(_bot.Get<ChannelSet>().TryGet("mail", out var channel));
        return channel.SendAsync(message, Ct);
    }

    private static Message Message(Content? content = null, Language language = Language.English) =>
        new(new Chat("mail", Mailbox), language, content ?? Some.Alert()) { Key = "7" };

    private async Task<MimeMessage> SentAsync(Message message)
    {
        Assert.IsType<DeliveryOutcome.Sent>(await SendAsync(message));
        return _server.Taken[^1];
    }

    [Fact]
    public async Task From_feed_to_mailbox_an_alert_stands_once_and_a_development_answers_it()
    {
        _bot.Feeds.Serve(
            "one",
            Some.Rss(("Haftar and Sarraj agree to a truce in Sirte, Libya, after talks in Geneva", 30))
        );
        await _bot.PollAsync();
        await _bot.DeliverAsync();
        _bot.Feeds.Serve(
            "two",
            Some.Rss(("Sirte truce violated hours after Haftar and Sarraj agreed to it in Geneva", 5))
        );
        await _bot.PassAsync(TimeSpan.FromMinutes(16));
        await _bot.PassAsync(TimeSpan.FromSeconds(5));

        Assert.Equal([Mailbox, Mailbox], _server.Recipients);
        Assert.StartsWith(
            "🔴 Haftar and Sarraj agree to a truce in Sirte",
            _server.Taken[0].Subject,
            StringComparison.Ordinal
        );
        Assert.Equal(_server.Taken[0].MessageId, _server.Taken[1].InReplyTo);
        Assert.Equal(_server.Taken[0].MessageId, Assert.Single(_server.Taken[1].References));
        Assert.Contains("agreed → violated", _server.Taken[1].TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_says_that_a_machine_wrote_it_and_how_to_end_it()
    {
        var mail = await SentAsync(Message());

        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Equal(
            "<mailto:alerts%40desk.example?subject=unsubscribe%20desk%2Blibya%40mission.example>",
            mail.Headers[HeaderId.ListUnsubscribe]
        );
        Assert.Equal("AlertBot", Assert.Single(mail.From.Mailboxes).Name);
        Assert.Contains("write to \u2068alerts@desk.example\u2069", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal(
            ["text/plain", "text/html"],
            Assert.IsType<MultipartAlternative>(mail.Body).Select(p => p.ContentType.MimeType)
        );
    }

    [Fact]
    public async Task Arabic_runs_from_right_to_left_and_a_foreign_report_in_its_own_direction()
    {
        var arabic = await SentAsync(
            Message(
                Some.Alert("الهدنة صامدة في سرت") with
                {
                    TextLanguage = Language.Arabic,
                    Summary = "التزم الطرفان بها.",
                },
                Language.Arabic
            )
        );
        var foreign = await SentAsync(Message(language: Language.Arabic));

        Assert.Equal("🔴 الهدنة صامدة في سرت", arabic.Subject);
        Assert.StartsWith("\u200F🔴 الهدنة", arabic.TextBody, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"ar\" dir=\"rtl\">", arabic.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("<h1 lang=\"ar\" dir=\"rtl\">", arabic.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"ar\" dir=\"rtl\">", foreign.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("<h1 lang=\"en\" dir=\"ltr\">", foreign.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_from_outside_makes_no_header_no_markup_and_no_link()
    {
        var mail = await SentAsync(
            Message(
                Some.Alert("Truce\r\nBcc: all@evil.example\n<script>alert(1)</script>") with
                {
                    Summary = "<a href=\"https://evil.example\">here</a>",
                    Link = new Uri("javascript:alert(1)"),
                    Publisher = "\"><img src=x>",
                }
            )
        );

        Assert.Equal("🔴 Truce", mail.Subject);
        Assert.Empty(mail.Bcc);
        Assert.DoesNotContain("<script", mail.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", mail.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"", mail.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_digest_and_a_brief_are_one_mail_each()
    {
        var digest = await SentAsync(
            Message(
                new Digest([.. Enumerable.Range(1, Digest.Most).Select(n => Some.Alert($"Headline {n} of the day"))])
            )
        );
        var brief = await SentAsync(
            Message(
                new Brief(
                    "Brief of 15 January",
                    [
                        new BriefSection(
                            "Changed",
                            [new BriefItem("Truce holds", "agreed", new Uri("https://a.example/1"))]
                        ),
                    ]
                )
            )
        );

        Assert.All(Enumerable.Range(1, Digest.Most), n =>
        {
            Assert.Contains($"Headline {n} of", digest.TextBody, StringComparison.Ordinal);
            Assert.Contains($"Headline {n} of", digest.HtmlBody, StringComparison.Ordinal);
        });
        Assert.Equal("Brief of 15 January", brief.Subject);
        Assert.Contains("https://a.example/1", brief.TextBody, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://a.example/1\">", brief.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_brief_that_compares_carries_its_picture_and_asks_nobody_for_it()
    {
        var mail = await SentAsync(
            Message(
                new Brief("Brief", [new BriefSection("By topic", [new BriefItem("Oil", "2, 1 a week before", null)])])
                {
                    Counts = [new TopicCount("Oil", 2, 1)],
                }
            )
        );

        var picture = Assert.IsType<MimePart>(mail.BodyParts.Single(part => part.ContentType.IsMimeType("image", "*")));
        Assert.Contains($"src=\"cid:{picture.ContentId}\"", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("alt=\"\"", mail.HtmlBody, StringComparison.Ordinal);
        using var content = new MemoryStream();
        await picture.Content!.DecodeToAsync(content, Ct);
        Assert.Equal("PNG"u8.ToArray(), content.ToArray()[1..4]);
        Assert.Contains("2, 1 a week before", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_try_of_a_message_bears_one_id_and_another_message_another()
    {
        _server.HangsUpAfterText = true;
        var lost = Assert.IsType<DeliveryOutcome.Later>(await SendAsync(Message()));
        _server.HangsUpAfterText = false;
        var again = await SentAsync(Message());
        var other = await SentAsync(Message() with { Key = "8" });

        Assert.True(lost.Unsure);
        Assert.Equal(_server.Taken[0].MessageId, again.MessageId);
        Assert.NotEqual(again.MessageId, other.MessageId);
        Assert.DoesNotContain("mission", again.MessageId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RCPT", "450 4.2.0 Greylisted")]
    [InlineData("MAIL", "451 4.3.0 Try later")]
    [InlineData(".", "452 4.3.1 Insufficient storage")]
    [InlineData("DATA", "421 4.3.2 Shutting down")]
    public async Task What_passes_is_tried_again(string command, string answer)
    {
        _server.OnCommand = said => said == command ? answer : null;

        var later = Assert.IsType<DeliveryOutcome.Later>(await SendAsync(Message()));

        Assert.False(later.Unsure);
        Assert.False(later.WholeChannel);
        Assert.Contains(answer[..3], later.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RCPT", "550 5.1.1 No such user", true)]
    [InlineData(".", "554 5.7.1 Looks like spam", false)]
    [InlineData(".", "552 5.3.4 Too big", false)]
    public async Task What_is_refused_for_good_is_told(string command, string answer, bool lostRights)
    {
        _server.OnCommand = said => said == command ? answer : null;

        var refused = Assert.IsType<DeliveryOutcome.Refused>(await SendAsync(Message()));

        Assert.Equal(lostRights, refused.LostRights);
        Assert.DoesNotContain(Mailbox, refused.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sender_that_is_not_taken_and_a_password_that_is_wrong_hold_the_whole_channel()
    {
        _server.OnCommand = said => said == "MAIL" ? "553 5.7.1 Not your address" : null;
        var sender = Assert.IsType<DeliveryOutcome.Later>(await SendAsync(Message()));
        _server.OnCommand = null;
        _server.AsksForUser = true;
        _bot.More["Mail:User"] = FakeMailServer.User;
        _bot.More["Mail:Password"] = "wrong-s3cret";
        await _bot.RestartAsync();
        var password = Assert.IsType<DeliveryOutcome.Later>(await SendAsync(Message()));

        Assert.True(sender.WholeChannel);
        Assert.Contains("Mail:From", sender.Why, StringComparison.Ordinal);
        Assert.True(password.WholeChannel);
        Assert.DoesNotContain("s3cret", $"{password}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_an_account_signs_in()
    {
        _server.AsksForUser = true;
        _bot.More["Mail:User"] = FakeMailServer.User;
        _bot.More["Mail:Password"] = FakeMailServer.Password;
        await _bot.RestartAsync();

        Assert.IsType<DeliveryOutcome.Sent>(await SendAsync(Message()));
    }

    [Fact]
    public async Task No_server_means_later_and_surely_not_sent()
    {
        await _server.DisposeAsync();

        Assert.False(Assert.IsType<DeliveryOutcome.Later>(await SendAsync(Message())).Unsure);
    }

    [Fact]
    public async Task A_server_without_TLS_is_not_used_where_it_is_asked_for()
    {
        _bot.More["Mail:Security"] = "startTls";
        await _bot.RestartAsync();

        var later = Assert.IsType<DeliveryOutcome.Later>(await SendAsync(Message()));

        Assert.True(later.WholeChannel);
        Assert.Contains("Mail:Security", later.Why, StringComparison.Ordinal);
        Assert.Empty(_server.Taken);
    }

    [Fact]
    public async Task A_further_source_changes_nothing_that_was_sent() =>
        Assert.IsType<DeliveryOutcome.Refused>(await SendAsync(Message() with { Target = new Target.Edit("7") }));

    [Fact]
    public void A_sender_is_asked_for() =>
        Assert.Contains(
            "Mail:From",
            Assert.Throws<SettingsException>(() => new MailOptions { From = "nobody" }.Sender()).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("mail:a@b.example", true)]
    [InlineData("mail:first.last+tag@sub.mission.example", true)]
    [InlineData("mail:no-at-sign", false)]
    [InlineData("mail:a b@c.example", false)]
    [InlineData("mail:a@b.example\r\nRCPT TO:<x@y.example>", false)]
    [InlineData("mail:<a@b.example>", false)]
    public void A_chat_of_mail_is_an_address(string text, bool isChat) =>
        Assert.Equal(isChat, Chat.TryParse(text, out _));
}
