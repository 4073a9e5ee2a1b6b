using AlertBot.Storage;
using AlertBot.Tests.Support;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AlertBot.Tests.Storage;

/// <summary>The log beside an SQLite file.</summary>
public sealed class SqliteLogTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_large_transaction_took_of_the_disk_is_given_back()
    {
        await using var bot = await TestBot.CreateAsync();
        // The last to close the file removes the log, and any test that ends closes all that wait for work.
        await using var reader = new SqliteConnection($"{bot.Store};Pooling=False");
        await reader.OpenAsync(Ct);
        await reader.ExecuteScalarAsync<long>("SELECT count(*) FROM feeds");
        FileInfo Log() => new(Path.Combine(bot.ConfigFolder, "test.db-wal"));
        Task WriteAsync(string sql) => bot.Get<Database>().WriteAsync(tx => tx.ExecuteAsync(sql, null, Ct), Ct);

        await WriteAsync(
            $"CREATE TABLE large (blob BLOB); INSERT INTO large VALUES (randomblob({SqliteDialect.LongestLog * 2}))"
        );
        Assert.True(Log().Length > SqliteDialect.LongestLog);
        for (var commit = 0; commit < 5; commit++)
            await WriteAsync("INSERT INTO large VALUES (randomblob(10))");

        Assert.InRange(Log().Length, 0, SqliteDialect.LongestLog);
    }
}
