using AlertBot.Storage;
using AlertBot.Tests.Support;
using Dapper;

namespace AlertBot.Tests.Storage;

/// <summary>How a file of SQLite is opened.</summary>
public sealed class SqliteDialectTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_connection_has_its_settings_also_one_that_waited_in_the_pool()
    {
        await using var bot = await TestBot.CreateAsync();
        var dialect = new SqliteDialect($"{bot.Store};Pooling=True");

        for (var round = 0; round < 3; round++)
        {
            await using var first = await dialect.OpenAsync(Ct);
            await using var second = await dialect.OpenAsync(Ct);
            foreach (var connection in (System.Data.Common.DbConnection[])[first, second])
            {
                Assert.Equal(5000, await connection.ExecuteScalarAsync<long>("PRAGMA busy_timeout"));
                Assert.Equal(1, await connection.ExecuteScalarAsync<long>("PRAGMA synchronous"));
                Assert.Equal(1, await connection.ExecuteScalarAsync<long>("PRAGMA foreign_keys"));
                Assert.Equal(
                    SqliteDialect.LongestLog,
                    await connection.ExecuteScalarAsync<long>("PRAGMA journal_size_limit")
                );
            }
        }
    }
}
