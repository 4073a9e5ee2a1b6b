using System.Data.Common;
using AlertBot.Channels;
using AlertBot.Delivery;
using AlertBot.Storage;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Delivery;

/// <summary>What arrives while others write is written together, and each message stands for itself.</summary>
public class GroupedWritesTests : IAsyncLifetime
{
    private TestBot _bot = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bot = await TestBot.CreateAsync(feeds: "harbour");

    public async ValueTask DisposeAsync() => await _bot.DisposeAsync();

    [Fact]
    public async Task What_came_in_while_another_had_the_turn_is_one_transaction()
    {
        var transactions = new HashSet<StoreTransaction>();
        using var writes = Writes(tx => transactions.Add(tx));

        await WhileAnotherWritesAsync(() => [.. Enumerable.Range(0, 8).Select(n => writes.WriteAsync(n, Ct))]);

        Assert.Single(transactions);
        Assert.Equal(8, await CountAsync());
        Assert.True(await writes.WriteAsync(9, Ct));
        Assert.Equal(2, transactions.Count);
    }

    [Fact]
    public async Task One_that_fails_fails_for_all_that_were_written_with_it_and_for_nobody_else()
    {
        using var writes = Writes(_ => { });

        var written = new List<Task<bool>>();
        // Of a name that is there already, by the third.
        int[] names = [1, 2, 1, 3];
        await WhileAnotherWritesAsync(() =>
        {
            written.AddRange(names.Select(n => writes.WriteAsync(n, Ct)));
            return [.. written.Select(one => one.ContinueWith(_ => true, TaskScheduler.Default))];
        });

        foreach (var one in written)
            await Assert.ThrowsAnyAsync<DbException>(() => one);
        Assert.Equal(0, await CountAsync());
        Assert.True(await writes.WriteAsync(1, Ct));
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_holds_nobody_up()
    {
        using var writes = Writes(_ => { });
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        Task<bool>[] others;
        await using (await _bot.Get<Database>().BeginAsync(Ct))
        {
            var first = writes.WriteAsync(1, Ct);
            var left = writes.WriteAsync(2, gone.Token);
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
            others = [first, writes.WriteAsync(3, Ct)];
        }

        Assert.All(await Task.WhenAll(others), Assert.True);
        Assert.True(await writes.WriteAsync(4, Ct));
    }

    [Fact]
    public async Task A_message_whose_lease_was_lost_is_left_as_it_is_and_its_chat_is_not_woken()
    {
        for (var chat = 1; chat <= 3; chat++)
            await _bot.SubscribeAsync(chat);
        _bot.Feeds.Serve("harbour", Some.Rss(("Truce in Libya", 5)));
        await _bot.PollAsync();
        var batches = await _bot.Get<Outbox>().LeaseDueAsync(10, Ct);
        Assert.Equal(3, batches.Count);
        await RunAsync("UPDATE subscriptions SET state = 'asleep', naps = 1");
        await RunAsync("UPDATE chats SET leased_by = 'another' WHERE chat = 'telegram:2'");

        await WhileAnotherWritesAsync(() => [.. batches.Select(ArriveAsync)]);

        Assert.Equal(["sent", "sending", "sent"], await ListAsync("SELECT state FROM outbox ORDER BY chat"));
        Assert.Equal(["active", "asleep", "active"], await ListAsync("SELECT state FROM subscriptions ORDER BY chat"));
        Assert.Equal(
            ["telegram:1 0", "telegram:2 1", "telegram:3 0"],
            await ListAsync(
                "SELECT chat || ' ' || CASE WHEN leased_until > 0 THEN 1 ELSE 0 END FROM chats ORDER BY chat"
            )
        );
    }

    [Fact]
    public async Task What_arrived_is_written_again_by_itself_after_a_fault()
    {
        await _bot.SubscribeAsync(1);
        _bot.Feeds.Serve("harbour", Some.Rss(("Truce in Libya", 5)));
        await _bot.PollAsync();
        var batch = Assert.Single(await _bot.Get<Outbox>().LeaseDueAsync(10, Ct));

        await _bot.Get<DeliveryOutcomeWriter>()
            .WriteAgainAsync(batch, new DeliveryOutcome.Sent("7"), TimeSpan.FromSeconds(1), Ct);

        Assert.Equal(["sent 7"], await ListAsync("SELECT state || ' ' || message_id FROM outbox"));
    }

    private async Task<bool> ArriveAsync(OutboxBatch batch)
    {
        await _bot.Get<DeliveryOutcomeWriter>()
            .WriteAsync(batch, new DeliveryOutcome.Sent("7"), TimeSpan.FromSeconds(1), Ct);
        return true;
    }

    private GroupedWrites<int> Writes(Action<StoreTransaction> seen) => new(_bot.Get<Database>(), async (tx, n, ct) =>
        {
            seen(tx);
            await tx.QueueAsync("INSERT INTO cursors (name, value) VALUES (@name, 1)", NameOf(n), ct);
            return await tx.AskAsync<string>("SELECT name FROM cursors WHERE name = @name", NameOf(n), ct);
        });

    private static object NameOf(int n) => new { name = $"test{n}" };

    private async Task WhileAnotherWritesAsync(Func<Task<bool>[]> write)
    {
        Task<bool>[] written;
        await using (await _bot.Get<Database>().BeginAsync(Ct))
            written = write();
        await Task.WhenAll(written);
    }

    private async Task<long> CountAsync() =>
        await _bot.AskAsync<long>("SELECT count(*) FROM cursors WHERE name LIKE 'test%'");

    private Task<IReadOnlyList<string>> ListAsync(string sql) => _bot.Get<Database>().QueryAsync<string>(sql, null, Ct);

    private Task RunAsync(string sql) => _bot.Get<Database>().WriteAsync(tx => tx.ExecuteAsync(sql, null, Ct), Ct);
}
