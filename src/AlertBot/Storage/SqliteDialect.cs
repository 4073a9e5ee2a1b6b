using System.Data.Common;
using Dapper;
using FluentMigrator.Runner;
using Microsoft.Data.Sqlite;

namespace AlertBot.Storage;

/// <summary>One file, one node.</summary>
internal sealed class SqliteDialect : IDialect
{
    /// <summary>
    /// Bytes the log keeps of the disk once a checkpoint has emptied it; every 1,000 pages (4 MB) SQLite makes one by
    /// itself.
    /// </summary>
    public const long LongestLog = 16 << 20;

    public SqliteDialect(string connectionString)
    {
        var given = new SqliteConnectionStringBuilder(connectionString) { Mode = SqliteOpenMode.ReadWriteCreate };
        if (Path.GetDirectoryName(Path.GetFullPath(given.DataSource)) is { } folder)
            Directory.CreateDirectory(folder);
        (ConnectionString, File) = (given.ToString(), given.DataSource);
    }

    /// <summary>The file that holds everything.</summary>
    public string File { get; }

    public string Place => File;

    public bool IsShared => false;

    public string ConnectionString { get; }

    public bool Exists() => System.IO.File.Exists(File);

    public async Task<DbConnection> OpenAsync(CancellationToken ct)
    {
        var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync(ct);
        // synchronous=NORMAL in WAL mode: a power cut may take the last commits with it, a killed process cannot.
        await connection.ExecuteAsync(
            new CommandDefinition(
                "PRAGMA busy_timeout=5000; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
                    + $"PRAGMA journal_size_limit={LongestLog};",
                cancellationToken: ct
            )
        );
        return connection;
    }

    /// <summary>
    /// BEGIN IMMEDIATE: SQLite takes the write lock now, so that a read-then-write transaction cannot fail half-way as
    /// stale.
    /// </summary>
    public Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken ct) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: false));

    public string Adapt(string sql) => sql;

    public HashSet<long> Applied()
    {
        using var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        connection.Execute("PRAGMA journal_mode=WAL");
        return connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_master WHERE name = 'VersionInfo'") == 0
            ? []
            : [.. connection.Query<long>("SELECT Version FROM VersionInfo")];
    }

    /// <summary>The file's lock sees to it that no other node is there.</summary>
    public void Alone(Action work) => work();

    /// <summary>
    /// The last to close the file takes what the log holds into it and removes the log: one that is left tells of a
    /// kill or a power cut.
    /// </summary>
    public void CheckAfterUncleanEnd()
    {
        if (!System.IO.File.Exists(File) || new FileInfo($"{File}-wal") is not { Exists: true, Length: > 0 })
            return;
        using var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        var faults = connection.Query<string>("PRAGMA integrity_check").Where(line => line != "ok").ToList();
        if (faults.Count > 0)
            throw new StoreUnavailableException(
                $"{File} was damaged when AlertBot was last ended: {faults[0]}; put your last backup in "
                    + "its place (alertbot store check lists all)"
            );
    }

    /// <summary>
    /// Into the file with the log, so that the file alone is the store. Only for who works on it alone.
    /// </summary>
    public void Close()
    {
        if (!Exists())
            return;
        try
        {
            using var connection = new SqliteConnection(ConnectionString) { DefaultTimeout = 2 };
            connection.Open();
            connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            SqliteConnection.ClearPool(connection);
        }
        catch (SqliteException)
        {
            // A disk that is full or gone: the next start takes the log in.
        }
    }

    public void Keep(long version)
    {
        using var from = new SqliteConnection(ConnectionString);
        using var to = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = $"{File}.before-{version}" }.ToString()
        );
        from.Open();
        to.Open();
        from.BackupDatabase(to);
    }

    public void Configure(IMigrationRunnerBuilder runner) => runner.AddSQLite();
}
