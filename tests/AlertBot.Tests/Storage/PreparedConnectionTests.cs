using AlertBot.Storage;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace AlertBot.Tests.Storage;

/// <summary>Statements that stay prepared from transaction to transaction give what new ones would.</summary>
public sealed class PreparedConnectionTests : IDisposable
{
    private const string Find =
        "SELECT name FROM feeds WHERE id IN @ids AND (@Host IS NULL OR host = @Host) ORDER BY id";

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"alertbot-{Path.GetRandomFileName()}.db");
    private readonly Database _database;

    public PreparedConnectionTests()
    {
        _database = new Database(Options.Create(new StorageOptions { AlertBot = $"Data Source={_file}" }));
        using var other = Other();
        other.Execute(
            "CREATE TABLE feeds (id INTEGER PRIMARY KEY, name TEXT UNIQUE, host TEXT); "
                + "INSERT INTO feeds VALUES (1, 'one', 'a'), (2, 'two', 'b'), (3, 'three', 'a')"
        );
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _database.Dispose();
        SqliteConnection.ClearAllPools();
        File.Delete(_file);
    }

    [Fact]
    public async Task One_run_again_takes_the_new_parameters_and_none_of_the_old()
    {
        Assert.Equal(["one", "three"], await FindAsync([1, 2, 3], "a"));
        Assert.Equal(["one", "two", "three"], await FindAsync([1, 2, 3], null));
        Assert.Empty(await FindAsync([], null));
        Assert.Equal(["two"], await FindAsync([2], null));
    }

    [Fact]
    public async Task A_list_of_texts_may_hold_any()
    {
        string[] names = ["it's \"one\"", "هدنة", "a,b", ""];
        await _database.WriteAsync(
            tx =>
                tx.QueueEachAsync(
                    "INSERT INTO feeds (name) VALUES (@name)",
                    [.. names.Select(name => new { name })],
                    Ct
                ),
            Ct
        );

        Assert.Equal(
            names.Order(StringComparer.Ordinal),
            await QueryAsync("SELECT name FROM feeds WHERE name IN @names ORDER BY name", new { names })
        );
        Assert.Equal(
            ["one", "three", "two"],
            await QueryAsync("SELECT name FROM feeds WHERE name NOT IN @names ORDER BY name", new { names })
        );
    }

    [Fact]
    public async Task One_that_failed_does_so_no_more_once_its_cause_is_gone()
    {
        const string Insert = "INSERT INTO feeds (name) VALUES (@name)";
        await _database.WriteAsync(tx => tx.ExecuteAsync(Insert, new { name = "four" }, Ct), Ct);

        await Assert.ThrowsAsync<SqliteException>(() =>
            _database.WriteAsync(tx => tx.ExecuteAsync(Insert, new { name = "four" }, Ct), Ct)
        );
        await _database.WriteAsync(tx => tx.ExecuteAsync(Insert, new { name = "five" }, Ct), Ct);

        Assert.Equal(["five", "four"], await QueryAsync("SELECT name FROM feeds WHERE id > 3 ORDER BY name", null));
    }

    [Fact]
    public async Task What_was_undone_is_not_seen_by_the_next()
    {
        await FindAsync([1], null);
        await using (var tx = await _database.BeginAsync(Ct))
            await tx.ExecuteAsync("DELETE FROM feeds", null, Ct);

        Assert.Equal(["one"], await FindAsync([1], null));
    }

    [Fact]
    public async Task A_table_that_was_changed_meanwhile_is_read_as_it_is()
    {
        Assert.Equal(["one"], await QueryAsync("SELECT name FROM feeds WHERE id = 1", null));
        using (var other = Other())
            other.Execute("ALTER TABLE feeds RENAME COLUMN name TO title; ALTER TABLE feeds ADD COLUMN name TEXT");

        Assert.Equal([null], await QueryAsync("SELECT name FROM feeds WHERE id = 1", null));
    }

    [Fact]
    public async Task More_texts_than_are_kept_are_run_all_the_same()
    {
        for (var n = 1; n <= 500; n++)
            Assert.Equal([$"{n} one"], await QueryAsync($"SELECT '{n} ' || name FROM feeds WHERE id = 1", null));
    }

    [Fact]
    public async Task Nothing_holds_the_file_after_the_end()
    {
        await FindAsync([1], null);
        _database.Dispose();
        SqliteConnection.ClearAllPools();

        Assert.False(File.Exists($"{_file}-wal"));
    }

    private SqliteConnection Other()
    {
        var other = new SqliteConnection($"Data Source={_file};Pooling=False");
        other.Open();
        other.Execute("PRAGMA journal_mode=WAL");
        return other;
    }

    private Task<IReadOnlyList<string?>> FindAsync(long[] ids, string? host) =>
        QueryAsync(Find, new { ids, Host = host });

    private async Task<IReadOnlyList<string?>> QueryAsync(string sql, object? args)
    {
        IReadOnlyList<string?> rows = [];
        await _database.WriteAsync(async tx => rows = await tx.QueryAsync<string?>(sql, args, Ct), Ct);
        return rows;
    }
}
