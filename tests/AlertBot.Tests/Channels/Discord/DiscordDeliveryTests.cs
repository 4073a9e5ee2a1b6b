using AlertBot.Chats;
using AlertBot.Subscriptions;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Channels.Discord;

/// <summary>
/// From feed to Discord through the real outbox, with what can go wrong on the way going wrong. ALERTBOT_TORTURE=long
/// takes 500 channels.
/// </summary>
public class DiscordDeliveryTests : IAsyncLifetime
{
    private static readonly int Rooms = Environment.GetEnvironmentVariable("ALERTBOT_TORTURE") == "long" ? 500 : 60;

    /// <summary>So different that none is taken for a report of another's story.</summary>
    private static readonly string[] Titles =
    [
        "Truce holds in Sirte overnight",
        "Ceasefire talks open over Aden port",
        "Rebels near Goma sign truce on mines",
        "Khartoum hospitals see first truce convoy",
        "Donetsk truce monitors expelled by gunmen",
        "Tripoli airport reopens after long closure",
    ];

    private FakeDiscord _discord = null!;
    private TestBot _bot = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _discord = await FakeDiscord.StartAsync();
        _bot = await TestBot.CreateAsync(feeds: "harbour");
        await _bot.UseDiscordAsync(_discord);
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        Assert.Empty(_discord.Violations);
        await _discord.DisposeAsync();
    }

    /// <summary>
    /// Unlike Telegram, Discord tells repeats by their nonce: what was taken in and not answered, or answered by half,
    /// comes once.
    /// </summary>
    [MachineSuite]
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Under_faults_every_message_arrives_once_and_in_order(int seed)
    {
        var random = new Random(seed);
        var rooms = Enumerable.Range(0, Rooms).Select(i => $"{800000000000001000 + i}").ToList();
        foreach (var room in rooms)
        {
            await _bot.Get<SubscriptionStore>().SaveAsync(Some.Subscription(new Chat("discord", room)), Ct);
            _discord.Play(room, [.. Enumerable.Range(0, 8).Select(_ => Fault(random)).OfType<DiscordFault>()]);
        }
        _bot.Feeds.Serve("harbour", Some.Rss([.. Titles.Select((title, i) => (title, 60 - i))]));

        for (var round = 0; round < 60 && _discord.Messages.Count < Rooms * Titles.Length; round++)
            await _bot.PassAsync(TimeSpan.FromSeconds(40));

        Assert.All(rooms, room =>
        {
            var titles = _discord.Messages.Where(m => m.Channel == room).Select(m => m.Title).ToList();
            Assert.Equal(Titles.Length, titles.Count);
            Assert.Equal(titles.Distinct().Count(), titles.Count);
        });
        Assert.Single(
            rooms
                .Select(room => string.Join('|', _discord.Messages.Where(m => m.Channel == room).Select(m => m.Title)))
                .Distinct()
        );
        Assert.Equal(Rooms, (await _bot.Get<SubscriptionStore>().ListAsync(Ct)).Count);
    }

    /// <summary>
    /// A repeat under the same nonce does no harm, so it is not given up as an unknown outcome is elsewhere.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task However_often_no_answer_comes_the_message_is_not_given_up(bool accepts)
    {
        const string room = "800000000000000001";
        await _bot.Get<SubscriptionStore>().SaveAsync(Some.Subscription(new Chat("discord", room)), Ct);
        _discord.Play(room, [.. Enumerable.Repeat(DiscordFault.Cut(accepts), 7)]);
        _bot.Feeds.Serve("harbour", Some.Rss(("Truce holds in Sirte", 5)));

        for (var round = 0; round < 8; round++)
            await _bot.PassAsync(TimeSpan.FromSeconds(15));

        Assert.Single(_discord.Messages);
        Assert.Equal("sent", await _bot.AskAsync<string>("SELECT state FROM outbox"));
    }

    [Fact]
    public async Task A_lost_right_keeps_the_messages_and_its_return_sends_them()
    {
        const string room = "800000000000000001";
        _discord.Room(room).Refusal = (403, 50013);
        await _bot.Get<SubscriptionStore>().SaveAsync(Some.Subscription(new Chat("discord", room)), Ct);
        _bot.Feeds.Serve("harbour", Some.Rss(("Truce holds in Sirte", 5)));
        await _bot.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Empty(_discord.Messages);
        Assert.Equal("asleep", await _bot.AskAsync<string>("SELECT state FROM subscriptions"));

        _discord.Room(room).Refusal = null;
        await _discord.Gateway.WaitAsync("ready", 1, Ct);
        await _discord.Gateway.DispatchAsync("CHANNEL_UPDATE", _discord.Room(room).ToJson());
        await (await _discord.Interactions.CommandAsync("800000000000000099", "help")).AnswerAsync(Ct);
        await _bot.FinishEventsAsync();
        await _bot.DeliverAsync();

        Assert.Single(_discord.Messages);
    }

    [Fact]
    public async Task A_deleted_channel_ends_its_subscription_only()
    {
        foreach (var room in (string[])["800000000000000001", "800000000000000002"])
            await _bot.Get<SubscriptionStore>().SaveAsync(Some.Subscription(new Chat("discord", room)), Ct);
        _discord.Room("800000000000000001").Refusal = (404, 10003);
        _bot.Feeds.Serve("harbour", Some.Rss(("Truce holds in Sirte", 5)));

        await _bot.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(
            "800000000000000002",
            Assert.Single(await _bot.Get<SubscriptionStore>().ListAsync(Ct)).Chat.Address
        );
        Assert.Single(_discord.Messages);
    }

    /// <summary>
    /// SQLite counts rows from 1 again once all are deleted: a nonce made of a row's number would come again, and
    /// Discord would hand back the old message in place of the new alert.
    /// </summary>
    [Fact]
    public async Task An_alert_after_everything_was_forgotten_is_no_repeat_of_the_first()
    {
        var room = new Chat("discord", "800000000000000001");
        foreach (var (title, i) in Titles.Take(3).Select((title, i) => (title, i)))
        {
            await _bot.Get<SubscriptionStore>().SaveAsync(Some.Subscription(room), Ct);
            _bot.Feeds.Serve("harbour", Some.Rss(_bot.Clock.GetUtcNow(), (title, 5)));
            await _bot.PassAsync(TimeSpan.FromMinutes(20));
            Assert.Equal(i + 1, _discord.Messages.Count);
            await _bot.Get<ChatLifecycle>().ForgetAsync(room, Ct);
        }

        Assert.Equal(Titles.Take(3), _discord.Messages.Select(m => m.Title?[2..].Trim()));
    }

    private static DiscordFault? Fault(Random random) =>
        random.Next(8) switch
        {
            0 => DiscordFault.TooMany(1 + random.Next(20), random.Next(4) == 0 ? "shared" : "user"),
            1 => DiscordFault.Page(502),
            2 => DiscordFault.Cut(accepts: true),
            3 => DiscordFault.Cut(accepts: false),
            4 => DiscordFault.CutInAnswer(),
            5 => DiscordFault.Refused(503, 130000),
            6 => DiscordFault.Refused(500, 0),
            _ => null,
        };
}
