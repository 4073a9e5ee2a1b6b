using AlertBot.Chats;
using AlertBot.Hosting;
using AlertBot.Subscriptions;
using AlertBot.Tests.Support;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NodaTime;

namespace AlertBot.Tests.Hosting;

/// <summary>A clock that was ahead and is put right stops nothing for as long as it was ahead.</summary>
[OnPostgres]
public sealed class ClockTests : IAsyncLifetime
{
    private TestBot _bot = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bot = await TestBot.CreateAsync(feeds: "harbour");

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    [Theory]
    [InlineData("1.00:00:00", true)]
    [InlineData("1.00:00:00", false)]
    [InlineData("01:00:00", true)]
    [InlineData("01:00:00", false)]
    [InlineData("00:01:00", true)]
    [InlineData("00:01:00", false)]
    public async Task Polling_and_sending_go_on_after_it(string ahead, bool atStart)
    {
        _bot.ClockOff = TimeSpan.Parse(ahead, null);
        await _bot.RestartAsync();
        await _bot.SubscribeAsync(1);
        _bot.Feeds.Serve("harbour", Some.Rss(_bot.Now, ("Truce holds in Sirte overnight", 5)));
        await _bot.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Single(_bot.Telegram.Messages);

        _bot.ClockOff = TimeSpan.Zero;
        if (atStart)
            await _bot.RestartAsync();
        else
            await _bot.Get<Heartbeat>().SignAsync(Ct);
        _bot.Feeds.Serve("harbour", Some.Rss(_bot.Now, ("Rebels near Goma sign truce on mines", 5)));
        await _bot.PassAsync(TimeSpan.FromMinutes(15.2));

        Assert.Equal(2, _bot.Telegram.Messages.Count);
    }

    /// <summary>Hours on the wall are not moved along with the clock: they are worked out anew.</summary>
    [Fact]
    public async Task A_digest_comes_at_its_hour()
    {
        _bot.ClockOff = TimeSpan.FromHours(5);
        await _bot.RestartAsync();
        await _bot.Get<SubscriptionStore>()
            .SaveAsync(Some.Subscription(new Chat("telegram", "1")) with { Slots = [new LocalTime(12, 0)] }, Ct);
        _bot.Feeds.Serve("harbour", Some.Rss(_bot.Now, ("Truce holds in Sirte overnight", 5)));
        await _bot.PassAsync(TimeSpan.FromSeconds(1));

        _bot.ClockOff = TimeSpan.Zero;
        await _bot.Get<Heartbeat>().SignAsync(Ct);

        await _bot.PassAsync(TimeSpan.FromHours(2.9));
        Assert.Empty(_bot.Telegram.Messages);
        await _bot.PassAsync(TimeSpan.FromHours(0.2));
        Assert.Single(_bot.Telegram.Messages);
    }

    [Fact]
    public async Task A_mute_lasts_as_long_as_was_said_and_until_the_day_that_was_said()
    {
        await _bot.SubscribeAsync(1);
        await _bot.StartReceivingAsync();
        await SayAsync("/mute ceasefire 6h");
        _bot.ClockOff = TimeSpan.FromHours(5);
        await _bot.Get<Heartbeat>().SignAsync(Ct);
        await SayAsync("/mute libya 2h");
        await SayAsync("/follow mine");
        await SayAsync("/mute 1 until 2026-01-20");
        var set = _bot.Now;

        _bot.ClockOff = TimeSpan.Zero;
        await _bot.Get<Heartbeat>().SignAsync(Ct);

        var mutes = (await _bot.Get<SubscriptionStore>().FindAsync(new Chat("telegram", "1"), Ct))!.Mutes;
        Assert.Equal(
            [
                set + TimeSpan.FromHours(1),
                set - TimeSpan.FromHours(3),
                new DateTimeOffset(2026, 1, 20, 0, 0, 0, TimeSpan.Zero),
            ],
            mutes.Select(mute => mute.Until)
        );

        async Task SayAsync(string text)
        {
            var before = _bot.Telegram.Messages.Count;
            _bot.Telegram.Inbox.Write(1, text);
            await _bot.Telegram.WaitForAsync(all => all.Count > before, Ct);
        }
    }

    [Fact]
    public async Task What_is_dated_beyond_all_rules_is_brought_back_at_the_start()
    {
        await _bot.SubscribeAsync(1);
        _bot.Feeds.Serve("harbour", Some.Rss(_bot.Now, ("Truce holds in Sirte overnight", 5)));
        await _bot.PollAsync();
        await _bot.Get<AlertBot.Storage.Database>()
            .WriteAsync(
                tx =>
                    tx.ExecuteAsync(
                        "UPDATE chats SET rest_until = @Far; UPDATE feeds SET next_poll = @Far; UPDATE outbox "
                            + "SET due = @Far",
                        new { Far = _bot.Now.AddYears(3) },
                        Ct
                    ),
                Ct
            );

        await _bot.RestartAsync();
        await _bot.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Single(_bot.Telegram.Messages);
        Assert.InRange(
            (await _bot.AskAsync<DateTimeOffset>("SELECT next_poll FROM feeds")) - _bot.Now,
            TimeSpan.Zero,
            TimeSpan.FromHours(1)
        );
    }

    [Fact]
    public async Task A_clock_put_back_is_not_ready_until_it_is_mended()
    {
        _bot.Feeds.Serve("harbour", Some.Rss(_bot.Now, ("Truce holds in Sirte overnight", 5)));
        await _bot.PollAsync();
        var poller = new AlertBot.Web.Api.PollerCheck(
            _bot.Get<AlertBot.Web.Pages.PageStore>(),
            _bot.Get<TimeProvider>()
        );

        _bot.ClockOff = TimeSpan.FromDays(-1);
        Assert.Equal(HealthStatus.Unhealthy, (await poller.CheckHealthAsync(new(), Ct)).Status);
        await _bot.Get<Heartbeat>().SignAsync(Ct);

        Assert.Equal(HealthStatus.Healthy, (await poller.CheckHealthAsync(new(), Ct)).Status);
    }
}
