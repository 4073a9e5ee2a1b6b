using AlertBot.Feeds;
using AlertBot.Hosting;
using AlertBot.Storage;
using AlertBot.Storage.Leases;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Storage;

/// <summary>Two nodes on one database, their clock in the test's hand.</summary>
[OnPostgres]
public sealed class NodesTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(16);

    private TestBot _one = null!;
    private TestBot _two = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _one = await TestBot.CreateAsync(feeds: [.. Enumerable.Range(0, 12).Select(i => $"feed{i}")]);
        _two = await _one.JoinAsync();
        await SignAsync(_one, _two);
    }

    public async ValueTask DisposeAsync()
    {
        await _two.DisposeAsync();
        await _one.DisposeAsync();
    }

    private static async Task SignAsync(params TestBot[] nodes)
    {
        foreach (var node in nodes)
            await node.Get<Heartbeat>().SignAsync(Ct);
    }

    private Task BothAsync(Func<TestBot, Task> work) => Task.WhenAll(work(_one), work(_two));

    [Fact]
    public async Task Every_feed_is_polled_by_one_and_every_message_sent_by_one()
    {
        for (var chat = 1; chat <= 20; chat++)
            await _one.SubscribeAsync(chat);
        for (var feed = 0; feed < 12; feed++)
            _one.Feeds.Serve(
                $"feed{feed}",
                Some.Rss(($"Truce number {feed} in Libya's town {(char)('A' + feed)}{feed}x", 5))
            );

        await BothAsync(node => node.PollAsync());
        await BothAsync(node => node.DeliverAsync());
        for (var pass = 0; pass < 30; pass++)
        {
            _one.Clock.Advance(TimeSpan.FromSeconds(5));
            await BothAsync(node => node.DeliverAsync());
        }

        Assert.All(Enumerable.Range(0, 12), feed => Assert.Equal(1, _one.Feeds.Polls($"feed{feed}")));
        Assert.Equal(_one.Telegram.Messages.Count, _one.Telegram.Messages.DistinctBy(m => (m.Chat, m.Visible)).Count());
        Assert.Equal(
            await _one.AskAsync<long>("SELECT count(*) FROM outbox WHERE state = 'sent' AND revision = 0"),
            _one.Telegram.Messages.Count
        );
        Assert.Equal(
            0,
            await _one.AskAsync<long>("SELECT count(*) FROM outbox WHERE settled IS NULL AND revision = 0")
        );
    }

    [Fact]
    public async Task A_report_that_another_node_takes_in_joins_the_story_of_the_first()
    {
        await _one.SubscribeAsync(1);
        _one.Feeds.Serve(
            "feed0",
            Some.Rss(("Haftar and Sarraj agree to a truce in Sirte, Libya, after talks in Geneva", 30))
        );
        await _one.PollAsync();
        await _one.DeliverAsync();
        _one.Feeds.Serve(
            "feed1",
            Some.Rss(("Truce agreed in Sirte, Libya, by Haftar and Sarraj after Geneva talks", 20))
        );
        _one.Clock.Advance(Soon);
        await _two.PollAsync();
        await _two.DeliverAsync();

        Assert.Single(_one.Telegram.Messages);
        Assert.Equal(1, await _one.AskAsync<long>("SELECT count(*) FROM stories"));
    }

    [Fact]
    public async Task What_a_dead_node_had_leased_is_taken_over_within_half_a_minute()
    {
        await _one.SubscribeAsync(1);
        await _one.Get<Database>()
            .WriteAsync(
                tx =>
                    tx.ExecuteAsync(
                        "UPDATE feeds SET leased_by = @Name, leased_until = 99999999999999",
                        new { _one.Get<Node>().Name },
                        Ct
                    ),
                Ct
            );
        _one.Feeds.Serve("feed0", Some.Rss(("Truce in Libya", 5)));

        await _two.PollAsync();
        Assert.Equal(0, _one.Feeds.Polls("feed0"));

        _one.Clock.Advance(TimeSpan.FromSeconds(25));
        await SignAsync(_two);
        await _two.PollAsync();
        await _two.DeliverAsync();

        Assert.Single(_one.Telegram.Messages);
    }

    /// <summary>A document that ends the process would else end one node after the other.</summary>
    [Fact]
    public async Task What_was_polled_at_two_ends_of_nodes_in_a_row_is_put_off_ever_more()
    {
        var waits = new List<TimeSpan>();
        for (var end = 0; end < 4; end++)
        {
            var (dying, other) = end % 2 == 0 ? (_one, _two) : (_two, _one);
            await SignAsync(_one, _two);
            Assert.Equal(12, (await dying.Get<FeedStore>().LeaseDueAsync(100, Ct)).Count);
            _one.Clock.Advance(TimeSpan.FromSeconds(25));
            await SignAsync(other);
            waits.Add(await UntilNextPollAsync());
            await dying.RestartAsync();
            Assert.Equal(waits[^1], await UntilNextPollAsync());
            _one.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.True(waits[0] <= TimeSpan.Zero);
        Assert.Equal([10, 20, 40], waits.Skip(1).Select(wait => (int)wait.TotalSeconds));
        await SignAsync(_one, _two);
        await _two.PollAsync();
        Assert.Equal(1, _one.Feeds.Polls("feed0"));
    }

    [Fact]
    public async Task What_the_one_node_was_polling_at_its_end_is_known_at_the_next_start()
    {
        await _two.Get<Heartbeat>().StopAsync(Ct);
        await _one.Get<FeedStore>().LeaseDueAsync(100, Ct);
        _one.Clock.Advance(TimeSpan.FromMinutes(10));

        await _one.RestartAsync();

        Assert.Equal(12, await _one.AskAsync<long>("SELECT count(*) FROM feeds WHERE failures = 1"));
    }

    private async Task<TimeSpan> UntilNextPollAsync() =>
        DateTimeOffset.FromUnixTimeMilliseconds(await _one.AskAsync<long>("SELECT max(next_poll) FROM feeds"))
        - _one.Clock.GetUtcNow();

    [Fact]
    public async Task A_message_that_a_dead_node_was_sending_is_of_unknown_fate_and_repeated_by_the_other()
    {
        await _one.SubscribeAsync(1);
        _one.Feeds.Serve("feed0", Some.Rss(("Truce in Libya", 5)));
        await _one.PollAsync();
        await _one.Get<Database>()
            .WriteAsync(
                tx =>
                    tx.ExecuteAsync(
                        "UPDATE chats SET leased_by = @Name, leased_until = 99999999999999; "
                            + "UPDATE outbox SET state = 'sending', attempts = 1, parcel = id",
                        new { _one.Get<Node>().Name },
                        Ct
                    ),
                Ct
            );

        _one.Clock.Advance(TimeSpan.FromSeconds(25));
        await SignAsync(_two);
        await _two.DeliverAsync();
        Assert.Empty(_one.Telegram.Messages);

        _one.Clock.Advance(TimeSpan.FromMinutes(3));
        await SignAsync(_two);
        await _two.DeliverAsync();
        Assert.Single(_one.Telegram.Messages);
    }

    [Fact]
    public async Task A_node_paused_past_its_leases_writes_nothing_by_them()
    {
        await _one.SubscribeAsync(1);
        _one.Feeds.Serve("feed0", Some.Rss(("Truce in Libya", 5)));
        var leases = await _one.Get<FeedStore>().LeaseDueAsync(100, Ct);
        _one.Clock.Advance(TimeSpan.FromSeconds(25));
        await SignAsync(_two);
        await _two.PollAsync();
        await _two.DeliverAsync();

        foreach (var lease in leases)
            await _one.Get<Database>()
                .WriteAsync(
                    async tx =>
                        Assert.False(
                            await _one.Get<FeedStore>().RecordPollAsync(tx, lease, new Poll.Broken("late"), Ct)
                        ),
                    Ct
                );

        Assert.Single(_one.Telegram.Messages);
        Assert.Equal(0, await _one.AskAsync<long>("SELECT count(*) FROM feeds WHERE last_fault = 'late'"));
    }

    [Fact]
    public async Task A_node_with_older_rules_polls_nothing_until_its_files_are_as_new()
    {
        await _one.SubscribeAsync(1);
        _one.Clock.Advance(TimeSpan.FromSeconds(1));
        _one.Write("rules/all.yaml", TestBot.Rules.Replace("sirte", "sirte, derna", StringComparison.Ordinal));
        await _one.Get<ConfigReloader>().ReloadChangesAsync(Ct);
        _one.Feeds.Serve("feed0", Some.Rss(("Derna counts votes", 5)));

        await _two.PollAsync();
        Assert.Equal(0, _one.Feeds.Polls("feed0"));
        await _one.PollAsync();
        await _one.DeliverAsync();
        Assert.Single(_one.Telegram.Messages);

        _two.Write("rules/all.yaml", TestBot.Rules.Replace("sirte", "sirte, derna", StringComparison.Ordinal));
        await _two.Get<ConfigReloader>().ReloadChangesAsync(Ct);
        _one.Clock.Advance(Soon);
        await _two.PollAsync();
        Assert.Equal(2, _one.Feeds.Polls("feed0"));
    }

    [Fact]
    public async Task One_node_listens_and_the_other_takes_over_within_half_a_minute()
    {
        var lease = _one.Get<ListenerLease>();
        Assert.True(await lease.HoldAsync("telegram", Ct));
        Assert.False(await _two.Get<ListenerLease>().HoldAsync("telegram", Ct));

        _one.Clock.Advance(TimeSpan.FromSeconds(25));

        Assert.True(await _two.Get<ListenerLease>().HoldAsync("telegram", Ct));
        Assert.False(await lease.HoldAsync("telegram", Ct));
    }

    [Fact]
    public async Task What_a_network_allows_is_shared_by_the_nodes_that_live()
    {
        await SignAsync(_one, _two);
        Assert.Equal(2, _one.Get<NodeShare>().Nodes);

        _one.Clock.Advance(TimeSpan.FromSeconds(25));
        await SignAsync(_one);
        Assert.Equal(1, _one.Get<NodeShare>().Nodes);

        await SignAsync(_two);
        await _two.Get<Heartbeat>().StopAsync(Ct);
        await SignAsync(_one);
        Assert.Equal(1, _one.Get<NodeShare>().Nodes);
    }
}
