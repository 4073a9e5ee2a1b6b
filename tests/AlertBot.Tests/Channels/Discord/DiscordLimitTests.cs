using AlertBot.Channels;
using AlertBot.Channels.Discord.Api;
using AlertBot.Chats;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Channels.Discord;

public sealed class DiscordLimitTests : IAsyncLifetime
{
    private static readonly Chat One = new("discord", "800000000000000001");
    private static readonly Chat Other = new("discord", "800000000000000002");

    private FakeDiscord _discord = null!;
    private DiscordBench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        _discord = await FakeDiscord.StartAsync();
        _bench = new DiscordBench(_discord.Url);
    }

    public async ValueTask DisposeAsync()
    {
        _bench.Dispose();
        Assert.Empty(_discord.Violations);
        await _discord.DisposeAsync();
    }

    [Fact]
    public async Task A_channel_whose_bucket_is_empty_rests_and_the_others_do_not()
    {
        _discord.Limits = new FakeDiscordLimits(most: 2, seconds: 60);

        await SendAsync(One, "1");
        Assert.Equal(TimeSpan.Zero, _bench.Channel.PauseAfter(One));
        await SendAsync(One, "2");

        Assert.InRange(_bench.Channel.PauseAfter(One).TotalSeconds, 50, 60);
        Assert.IsType<DeliveryOutcome.Later>(await SendAsync(One, "3"));
        Assert.IsType<DeliveryOutcome.Sent>(await SendAsync(Other, "4"));
        // Our own count said it: Discord was not asked a third time.
        Assert.Equal(2, _discord.Requests.Count(r => r == $"POST channels/{One.Address}/messages"));
    }

    [Theory]
    [InlineData("user", false)]
    [InlineData("shared", false)]
    [InlineData("global", true)]
    public async Task Too_many_holds_the_channel_or_the_whole_bot_by_its_scope(string scope, bool wholeBot)
    {
        _discord.Play(One.Address, DiscordFault.TooMany(7.5, scope));

        var later = Assert.IsType<DeliveryOutcome.Later>(await SendAsync(One, "1"));

        Assert.Equal((TimeSpan.FromSeconds(7.5), wholeBot), (later.Wait, later.WholeChannel));
        Assert.IsType<DeliveryOutcome.Later>(await SendAsync(One, "1"));
        Assert.Equal(wholeBot, await SendAsync(Other, "2") is DeliveryOutcome.Later { WholeChannel: true });
        _bench.Clock.Advance(TimeSpan.FromSeconds(8));
        Assert.IsType<DeliveryOutcome.Sent>(await SendAsync(One, "1"));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(403)]
    public async Task A_page_instead_of_JSON_is_a_ban_and_holds_everything(int status)
    {
        _discord.Play(One.Address, DiscordFault.Page(status));

        Assert.True(
            Assert.IsType<DeliveryOutcome.Later>(await SendAsync(One, "1"))
                is { WholeChannel: true, Wait.TotalMinutes: 10 }
        );
        Assert.IsType<DeliveryOutcome.Later>(await SendAsync(Other, "2"));
    }

    [Fact]
    public void A_thousand_refused_requests_in_ten_minutes_stop_everything_until_the_window_moved_on()
    {
        var filled = Enumerable
            .Range(0, InvalidRequests.Most)
            .Select(_ =>
            {
                _bench.Clock.Advance(TimeSpan.FromMilliseconds(100));
                return _bench.Invalid.Count();
            })
            .ToList();

        Assert.Equal(
            [InvalidRequests.Most - 1],
            filled.Select((full, i) => (full, i)).Where(x => x.full).Select(x => x.i)
        );
        Assert.Equal(TimeSpan.FromSeconds(600 - 99.9), _bench.Invalid.RemainingPause());
        _bench.Clock.Advance(TimeSpan.FromSeconds(600));
        Assert.Equal(TimeSpan.Zero, _bench.Invalid.RemainingPause());
    }

    [Theory]
    [InlineData(403, 50013, 1)]
    [InlineData(401, 0, 1)]
    [InlineData(404, 10003, 0)]
    [InlineData(400, 50035, 0)]
    public async Task Refusals_for_want_of_rights_count_toward_the_ban(int status, int code, int counted)
    {
        for (var i = 0; i < InvalidRequests.Most - 1; i++)
            _bench.Invalid.Count();
        _discord.Play(One.Address, DiscordFault.Refused(status, code));

        await SendAsync(One, "1", new Notice("hello"));

        Assert.Equal(counted == 1, _bench.Invalid.RemainingPause() > TimeSpan.Zero);
        Assert.Equal(counted == 1, await SendAsync(Other, "2") is DeliveryOutcome.Later { WholeChannel: true });
    }

    [Fact]
    public async Task Shared_limits_do_not_count_toward_the_ban()
    {
        for (var i = 0; i < InvalidRequests.Most - 1; i++)
            _bench.Invalid.Count();
        _discord.Play(One.Address, DiscordFault.TooMany(5, "shared"));

        await SendAsync(One, "1");

        Assert.Equal(TimeSpan.Zero, _bench.Invalid.RemainingPause());
    }

    private Task<DeliveryOutcome> SendAsync(Chat chat, string key, Content? content = null) =>
        _bench.Channel.SendAsync(Some.Message(content, chat) with { Key = key }, TestContext.Current.CancellationToken);
}
