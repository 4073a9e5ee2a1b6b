using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AlertBot.Storage;

/// <summary>
/// Opens connections and transactions. SQLite lets one writer in at a time: transactions queue here, where the wait can be cancelled,
/// rather than in SQLite's busy handler, which blocks a thread.
/// </summary>
internal sealed class Database(IOptions<StorageOptions> options) : IDisposable
{
    private readonly string _connectionString = ConnectionStringOf(options.Value);
    private readonly SemaphoreSlim _writer = new(1, 1);

    static Database() => StoredTypes.Register();

    /// <summary>The file that holds everything.</summary>
    public string File => new SqliteConnectionStringBuilder(_connectionString).DataSource;

    public string ConnectionString => _connectionString;

    /// <summary>A transaction that may write; nothing of it stays unless it is committed.</summary>
    public async Task<StoreTransaction> BeginAsync(CancellationToken ct)
    {
        await _writer.WaitAsync(ct);
        DbConnection? connection = null;
        try
        {
            connection = await OpenAsync(ct);
            // BEGIN IMMEDIATE: SQLite takes the write lock now, so that a read-then-write transaction cannot fail half-way as stale.
            var transaction = ((SqliteConnection)connection).BeginTransaction(deferred: false);
            return new StoreTransaction(connection, transaction, _writer);
        }
        catch
        {
            connection?.Dispose();
            _writer.Release();
            throw;
        }
    }

    /// <summary>Runs one transaction and commits it.</summary>
    public async Task WriteAsync(Func<StoreTransaction, Task> work, CancellationToken ct)
    {
        await using var transaction = await BeginAsync(ct);
        await work(transaction);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Rows of a query outside any transaction.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? args, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        return (await connection.QueryAsync<T>(new CommandDefinition(sql, args, cancellationToken: ct))).AsList();
    }

    public void Dispose() => _writer.Dispose();

    private async Task<DbConnection> OpenAsync(CancellationToken ct)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(ct);
        // synchronous=NORMAL in WAL mode: a power cut may take the last commits with it, a killed process cannot.
        await connection.ExecuteAsync(new CommandDefinition("PRAGMA busy_timeout=5000; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;", cancellationToken: ct));
        return connection;
    }

    private static string ConnectionStringOf(StorageOptions options)
    {
        var given = new SqliteConnectionStringBuilder(options.AlertBot) { Mode = SqliteOpenMode.ReadWriteCreate };
        if (Path.GetDirectoryName(Path.GetFullPath(given.DataSource)) is { } folder)
            Directory.CreateDirectory(folder);
        return given.ToString();
    }
}
