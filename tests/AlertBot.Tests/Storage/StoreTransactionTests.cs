using System.Data.Common;
using AlertBot.Storage;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Storage;

/// <summary>Statements that wait to be sent with others take effect as if each had been run at once.</summary>
public class StoreTransactionTests : IAsyncLifetime
{
    private const string Insert = "INSERT INTO cursors (name, value) VALUES (@name, @value)";
    private const string Count = "SELECT count(*) FROM cursors WHERE name LIKE 'test%'";

    private TestBot _bot = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private protected Database Database => _bot.Get<Database>();

    public async ValueTask InitializeAsync() => _bot = await TestBot.CreateAsync();

    public async ValueTask DisposeAsync() => await _bot.DisposeAsync();

    [Fact]
    public async Task They_take_effect_in_order_and_each_question_sees_what_was_before_it()
    {
        await using var tx = await Database.BeginAsync(Ct);
        await tx.QueueAsync(Insert, new { name = "test", value = 1 }, Ct);
        var first = await tx.AskAsync<long>("SELECT value FROM cursors WHERE name = @name", new { name = "test" }, Ct);
        await tx.QueueAsync("UPDATE cursors SET value = 2 WHERE name = 'test'", null, Ct);
        var second = await tx.AskAsync<long>("SELECT value FROM cursors WHERE name = 'test'", null, Ct);
        await tx.QueueAsync("UPDATE cursors SET value = value * 10 WHERE name = 'test'", null, Ct);

        Assert.Equal(20, await tx.ScalarAsync<long>("SELECT value FROM cursors WHERE name = 'test'", null, Ct));
        Assert.Equal([1L], await first.ReadAsync(Ct));
        Assert.Equal([2L], await second.ReadAsync(Ct));
        await tx.QueueAsync("UPDATE cursors SET value = 3 WHERE name = 'test'", null, Ct);
        await tx.CommitAsync(Ct);
        Assert.Equal([3L], await Database.QueryAsync<long>("SELECT value FROM cursors WHERE name = 'test'", null, Ct));
    }

    [Fact]
    public async Task An_answer_that_nothing_else_sends_for_is_sent_for_when_it_is_read_or_comes_with_the_commit()
    {
        await using var tx = await Database.BeginAsync(Ct);
        Assert.Equal([0L], await (await tx.AskAsync<long>(Count, null, Ct)).ReadAsync(Ct));
        await tx.QueueAsync(Insert, new { name = "test", value = 1 }, Ct);
        var answer = (await tx.AskAsync<long>(Count, null, Ct)).Map(rows => rows.Select(row => $"{row} there"));
        await tx.CommitAsync(Ct);

        Assert.Equal(["1 there"], await answer.ReadAsync(Ct));
    }

    [Fact]
    public async Task A_count_of_changed_rows_is_that_of_its_own_statement()
    {
        await using var tx = await Database.BeginAsync(Ct);
        Assert.Equal(1, await tx.ExecuteAsync(Insert, new { name = "test1", value = 1 }, Ct));
        await tx.QueueAsync(Insert, new { name = "test2", value = 1 }, Ct);
        await tx.QueueAsync("UPDATE cursors SET value = 5 WHERE name LIKE 'test%'", null, Ct);

        Assert.Equal(1, await tx.ExecuteAsync("DELETE FROM cursors WHERE name = 'test2'", null, Ct));
        Assert.Equal(0, await tx.ExecuteAsync("DELETE FROM cursors WHERE name = 'test2'", null, Ct));
    }

    [Fact]
    public async Task However_many_there_are_each_is_run_once_with_its_own_values()
    {
        var rows = Enumerable.Range(0, 250).Select(n => new { name = $"test{n:000}", value = n }).ToList();
        await Database.WriteAsync(tx => tx.QueueEachAsync(Insert, rows, Ct), Ct);

        IReadOnlyList<IReadOnlyList<long>> read = [];
        await Database.WriteAsync(
            async tx => read = await tx.QueryEachAsync<long>("SELECT value FROM cursors WHERE name = @name", rows, Ct),
            Ct
        );

        Assert.Equal(Enumerable.Range(0, 250).Select(n => (long)n), read.Select(one => Assert.Single(one)));
    }

    [Fact]
    public async Task A_text_that_is_missing_beside_others_is_stored_as_such()
    {
        await Database.WriteAsync(
            async tx =>
            {
                await tx.QueueAsync(Insert, new { name = "test", value = 1 }, Ct);
                Assert.Null(
                    await tx.ScalarAsync<string>(
                        "SELECT coalesce(@one, @other)",
                        new { one = (string?)null, other = (string?)null },
                        Ct
                    )
                );
            },
            Ct
        );

        Assert.Equal([1L], await Database.QueryAsync<long>(Count, null, Ct));
    }

    [Fact]
    public async Task One_that_fails_is_heard_of_before_the_commit_and_undoes_what_was_before_and_behind_it()
    {
        var isUndone = false;
        await Assert.ThrowsAnyAsync<DbException>(() =>
            Database.WriteAsync(
                async tx =>
                {
                    tx.OnUndo(() => isUndone = true);
                    await tx.QueueAsync(Insert, new { name = "test1", value = 1 }, Ct);
                    await tx.QueueAsync("INSERT INTO cursors (name, value) VALUES ('test2', NULL)", null, Ct);
                    await tx.QueueAsync(Insert, new { name = "test3", value = 1 }, Ct);
                },
                Ct
            )
        );

        Assert.True(isUndone);
        Assert.Equal([0L], await Database.QueryAsync<long>(Count, null, Ct));
        // The next writer has its turn.
        await Database.WriteAsync(tx => tx.QueueAsync(Insert, new { name = "test4", value = 1 }, Ct), Ct);
        Assert.Equal([1L], await Database.QueryAsync<long>(Count, null, Ct));
    }

    [Fact]
    public async Task A_question_behind_one_that_fails_is_not_answered()
    {
        await using var tx = await Database.BeginAsync(Ct);
        var asked = await Assert.ThrowsAnyAsync<DbException>(async () =>
        {
            await tx.QueueAsync("INSERT INTO cursors (name, value) VALUES ('test', NULL)", null, Ct);
            await tx.QueryAsync<long>(Count, null, Ct);
        });
        Assert.NotNull(asked);
    }

    [Fact]
    public async Task Two_that_read_and_then_write_lose_nothing_of_each_other()
    {
        await Database.WriteAsync(tx => tx.QueueAsync(Insert, new { name = "test", value = 0 }, Ct), Ct);

        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(_ =>
                    Database.WriteAsync(
                        async tx =>
                        {
                            var value = await tx.ScalarAsync<long>(
                                "SELECT value FROM cursors WHERE name = 'test'",
                                null,
                                Ct
                            );
                            await tx.QueueAsync(
                                "UPDATE cursors SET value = @Next WHERE name = 'test'",
                                new { Next = value + 1 },
                                Ct
                            );
                        },
                        Ct
                    )
                )
        );

        Assert.Equal([20L], await Database.QueryAsync<long>("SELECT value FROM cursors WHERE name = 'test'", null, Ct));
    }
}

[OnPostgres]
public sealed class StoreTransactionOnPostgres : StoreTransactionTests
{
    /// <summary>The server would undo it at the commit and not say so.</summary>
    [Fact]
    public async Task What_failed_is_not_committed_even_where_the_fault_was_caught()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var tx = await Database.BeginAsync(ct);
        await tx.QueueAsync("INSERT INTO cursors (name, value) VALUES ('test', 1)", null, ct);
        await Assert.ThrowsAnyAsync<DbException>(() => tx.ExecuteAsync("SELECT 1 / 0", null, ct));

        await Assert.ThrowsAsync<InvalidOperationException>(() => tx.CommitAsync(ct));
    }

    [Fact]
    public async Task Another_node_waits_for_the_turn_from_the_first_statement_on()
    {
        var ct = TestContext.Current.CancellationToken;
        using var other = new Database(
            Microsoft.Extensions.Options.Options.Create(
                new StorageOptions { AlertBot = Database.Dialect.ConnectionString }
            )
        );
        await using var first = await Database.BeginAsync(ct);
        await first.QueueAsync("INSERT INTO cursors (name, value) VALUES ('test', 1)", null, ct);
        Assert.Equal(1, await first.ScalarAsync<long>("SELECT value FROM cursors WHERE name = 'test'", null, ct));
        await using var second = await other.BeginAsync(ct);
        var read = second.QueryAsync<long>("SELECT value FROM cursors WHERE name = 'test'", null, ct);
        Assert.False(read.IsCompleted);

        await first.QueueAsync("UPDATE cursors SET value = 2 WHERE name = 'test'", null, ct);
        await first.CommitAsync(ct);

        Assert.Equal([2L], await read);
    }
}
