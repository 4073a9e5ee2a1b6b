using AlertBot.Channels;
using AlertBot.Channels.Telegram;
using AlertBot.Channels.Telegram.Api;
using AlertBot.Channels.Telegram.Sending;
using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Subscriptions.Briefs;
using AlertBot.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AlertBot.Tests.Channels.Telegram;

public sealed class TelegramChannelTests : ChannelContract, IAsyncLifetime
{
    private const long Id = 4001;
    private FakeTelegram _telegram = null!;

    protected override string Secret => FakeTelegram.Token.Split(':')[1];

    private protected override Chat Chat => new("telegram", $"{Id}");

    public async ValueTask InitializeAsync() => _telegram = await FakeTelegram.StartAsync();

    public ValueTask DisposeAsync() => _telegram.DisposeAsync();

    private protected override async Task<DeliveryOutcome> SendAsync(Answer answer, Message message)
    {
        _telegram.RefuseToken = answer == Answer.BadToken;
        _telegram.Play(
            Id,
            answer switch
            {
                Answer.BadGateway => [TelegramFault.ServerError(502)],
                Answer.Forbidden => [TelegramFault.Refused(403, "Forbidden: bot was blocked by the user")],
                Answer.BadRequest => [TelegramFault.Refused(400, "Bad Request: message is too long")],
                Answer.TooMany => [TelegramFault.TooMany(17)],
                Answer.Silence => [TelegramFault.Silence()],
                Answer.CutAfterAccepting => [TelegramFault.Cut(accepts: true)],
                _ => [],
            }
        );
        return await SendAsync(
            message,
            answer == Answer.NoConnection ? "http://127.0.0.1:9" : _telegram.Url,
            answer == Answer.Silence ? TimeSpan.FromSeconds(1) : null
        );
    }

    /// <summary>Telegram's links call the General topic 1, and its Bot API refuses that number.</summary>
    [Fact]
    public async Task The_General_topic_of_a_forum_is_the_group()
    {
        _telegram.Add(new TelegramPlace(-1001234567890) { Topics = [45] });

        var chat = Chat.Parse("telegram:-1001234567890/1");

        Assert.Equal(Chat.Parse("telegram:-1001234567890"), chat);
        Assert.IsType<DeliveryOutcome.Sent>(await SendAsync(Some.Message(chat: chat), _telegram.Url));
        Assert.Null(_telegram.Messages.Single().Thread);
    }

    /// <summary>
    /// Every row of the table of answers: words of Telegram's own server, and what they mean for the outbox.
    /// </summary>
    [Theory]
    [InlineData(403, "Forbidden: bot was blocked by the user", "gone")]
    [InlineData(403, "Forbidden: user is deactivated", "gone")]
    [InlineData(403, "Forbidden: bot can't initiate conversation with a user", "gone")]
    [InlineData(403, "Forbidden: bots can't send messages to bots", "gone")]
    [InlineData(403, "Forbidden: the bot can't send messages to the bot", "gone")]
    [InlineData(403, "Forbidden: bot was kicked from the supergroup chat", "gone")]
    [InlineData(403, "Forbidden: bot is not a member of the channel chat", "gone")]
    [InlineData(403, "Forbidden: the group chat was deleted", "gone")]
    [InlineData(400, "Bad Request: group chat was deactivated", "gone")]
    [InlineData(400, "Bad Request: USER_DELETED", "gone")]
    [InlineData(400, "Bad Request: chat not found", "asleep")]
    [InlineData(400, "Bad Request: PEER_ID_INVALID", "asleep")]
    [InlineData(400, "Bad Request: CHANNEL_PRIVATE", "asleep")]
    [InlineData(400, "Bad Request: have no write access to the chat", "asleep")]
    [InlineData(400, "Bad Request: need administrator rights in the channel chat", "asleep")]
    [InlineData(400, "Bad Request: CHAT_ADMIN_REQUIRED", "asleep")]
    [InlineData(400, "Bad Request: not enough rights to send text messages to the chat", "asleep")]
    [InlineData(400, "Bad Request: CHAT_WRITE_FORBIDDEN", "asleep")]
    [InlineData(400, "Bad Request: CHAT_RESTRICTED", "asleep")]
    [InlineData(400, "Bad Request: ALLOW_PAYMENT_REQUIRED_5", "asleep")]
    [InlineData(400, "Bad Request: TOPIC_CLOSED", "asleep")]
    [InlineData(400, "Bad Request: message thread not found", "asleep")]
    [InlineData(400, "Bad Request: SLOWMODE_WAIT_30", "later 30")]
    [InlineData(400, "Bad Request: message is too long", "refused")]
    [InlineData(400, "Bad Request: message text is empty", "refused")]
    [InlineData(400, "Bad Request: something nobody has seen before", "refused")]
    [InlineData(500, "Internal Server Error: restart", "later unsure")]
    public async Task An_answer_means(int code, string words, string outcome)
    {
        _telegram.Play(Id, TelegramFault.Refused(code, words));

        var deliveryOutcome = await SendAsync(Some.Message(chat: Chat), _telegram.Url);

        Assert.Equal(
            outcome,
            deliveryOutcome switch
            {
                DeliveryOutcome.Gone => "gone",
                DeliveryOutcome.Refused { LostRights: true } => "asleep",
                DeliveryOutcome.Refused => "refused",
                DeliveryOutcome.Later { Unsure: true } => "later unsure",
                DeliveryOutcome.Later later => $"later {later.Wait.TotalSeconds}",
                _ => $"{deliveryOutcome}",
            }
        );
    }

    [Fact]
    public async Task A_moved_group_says_where_to()
    {
        _telegram.Play(Id, TelegramFault.MovedTo(-100777));

        Assert.Equal(
            new DeliveryOutcome.Moved(new Chat("telegram", "-100777", "45")),
            await SendAsync(Some.Message(chat: Chat with { Thread = "45" }), _telegram.Url)
        );
    }

    [Fact]
    public async Task A_forum_topic_is_sent_to_its_thread()
    {
        await SendAsync(Some.Message(chat: Chat with { Thread = "45" }), _telegram.Url);

        Assert.Equal(45, Assert.Single(_telegram.Messages).Thread);
    }

    [Fact]
    public async Task An_Arabic_alert_reads_right_to_left_with_what_is_foreign_isolated()
    {
        var alert = Some.Alert("هدنة في سرت", "التزم الطرفان بها ليومين.", Language.Arabic) with
        {
            Topics = [new Topic("ceasefire", "وقف إطلاق النار"), new Topic("military-dialogue", "مسار 5+5")],
            Sources = 3,
        };

        await SendAsync(Some.Message(alert, Chat, Language.Arabic), _telegram.Url);

        Assert.Equal(
            """
            ‏🔴 <b>هدنة في سرت</b>

            ‏التزم الطرفان بها ليومين.

            ‏#وقف_إطلاق_النار #مسار_5_5
            ‏⁨Harbour Dispatch⁩ · ⁨2026-01-15 09:00 UTC⁩ · ⁨3⁩ مصادر
            ‏<a href="https://harbour.example.org/1">قراءة الخبر</a>
            """,
            Assert.Single(_telegram.Messages).Text
        );
    }

    [Theory]
    [InlineData("<b>bold</b> & \"quoted\" <script>alert(1)</script>")]
    [InlineData("\u202Ereversed\u202C and \u2067isolated\u2069 \u0007bell")]
    [InlineData("\u200B\u200E\u2060")]
    [InlineData("👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦")]
    [InlineData("e\u0301\u0301\u0301 \uD800 lone surrogate")]
    public async Task Hostile_text_arrives_as_text(string text)
    {
        var deliveryOutcome = await SendAsync(Some.Message(Some.Alert(text, text), Chat), _telegram.Url);

        Assert.IsType<DeliveryOutcome.Sent>(deliveryOutcome);
        Assert.DoesNotContain('\u202E', Assert.Single(_telegram.Messages).Text);
        Assert.DoesNotContain("<script", Assert.Single(_telegram.Messages).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_of_any_length_are_cut_to_what_Telegram_takes()
    {
        var endless = string.Concat(Enumerable.Repeat("كلمة طويلة جدا 👨‍👩‍👧 & <x> ", 5000));

        await SendAsync(Some.Message(Some.Alert(endless, endless, Language.Arabic), Chat), _telegram.Url);
        await SendAsync(
            Some.Message(new Digest([.. Enumerable.Repeat(Some.Alert(endless, endless), 40)]), Chat),
            _telegram.Url
        );

        Assert.Equal(2, _telegram.Messages.Count);
        Assert.All(_telegram.Messages, m => Assert.InRange(m.Visible.Length, 1, TelegramMarkup.MostVisible));
    }

    private static async Task<DeliveryOutcome> SendAsync(Message message, string url, TimeSpan? timeout = null)
    {
        var options = Options.Create(
            new TelegramOptions
            {
                Token = FakeTelegram.Token,
                ApiBaseUrl = url,
                SendTimeout = timeout ?? HangLimit.Span,
            }
        );
        using var client = new TelegramClient(options);
        using var charts = new BriefChart(NullLogger<BriefChart>.Instance);
        var channel = new TelegramChannel(
            client,
            new SendRateLimiter(1000, TimeProvider.System),
            new FloodDetector(TimeProvider.System),
            charts,
            options,
            NullLogger<TelegramChannel>.Instance
        );
        return await channel.SendAsync(message, TestContext.Current.CancellationToken);
    }
}
