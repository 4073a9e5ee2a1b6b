using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using AlertBot.Configuration;
using Dapper;
using FluentMigrator.Runner;
using Microsoft.Data.Sqlite;

namespace AlertBot.Storage;

/// <summary>One file, one node.</summary>
internal sealed partial class SqliteDialect : IDialect, IDisposable
{
    /// <summary>
    /// Bytes the log keeps of the disk once a checkpoint has emptied it; every 1,000 pages (4 MB) SQLite makes one by
    /// itself.
    /// </summary>
    public const long LongestLog = 16 << 20;

    private const int Interrupted = 9;

    /// <summary>Some gigabytes are looked through in it.</summary>
    private static readonly TimeSpan LongestCheck = TimeSpan.FromSeconds(10);

    /// <summary>The handles whose settings are made.</summary>
    private readonly ConditionalWeakTable<object, object> _prepared = [];

    private readonly ConcurrentDictionary<string, string> _adapted = new(StringComparer.Ordinal);

    /// <summary>The connection of the one writer while none writes; null before the first and after a fault.</summary>
    private PreparedConnection? _writer;

    public SqliteDialect(string connectionString)
    {
        var given = new SqliteConnectionStringBuilder(connectionString) { Mode = SqliteOpenMode.ReadWriteCreate };
        if (given.Password.Length > 0)
            throw new SettingsException(
                "ConnectionStrings:AlertBot has a password, and a file of SQLite has none here; take it out"
            );
        if (string.IsNullOrWhiteSpace(given.DataSource))
            throw new SettingsException("ConnectionStrings:AlertBot names no file; write \"Data Source=FILE\"");
        if (
            !given.DataSource.StartsWith(':') && Path.GetDirectoryName(Path.GetFullPath(given.DataSource)) is { } folder
        )
            MakeFolder(folder);
        (ConnectionString, File) = (given.ToString(), given.DataSource);
    }

    /// <summary>A file on a disk that knows no users, or that is another's, is used as it is.</summary>
    private void CloseToOthers()
    {
        if (File.StartsWith(':') || File.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            return;
        try
        {
            foreach (var path in (string[])[File, $"{File}-wal", $"{File}-shm"])
            {
                if (path == File || System.IO.File.Exists(path))
                    PrivateFiles.Close(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // SQLite says what is wrong with it, if anything is.
        }
    }

    private static void MakeFolder(string folder)
    {
        try
        {
            if (!Directory.Exists(folder))
                PrivateFiles.MakeFolder(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException(
                $"ConnectionStrings:AlertBot names a file in {folder}, which is not there and cannot be made: "
                    + $"{e.Message}"
            );
        }
    }

    /// <summary>The file that holds everything.</summary>
    public string File { get; }

    public string Place => File;

    public bool IsShared => false;

    public string ConnectionString { get; }

    public bool Exists() => System.IO.File.Exists(File);

    /// <summary>The last writer's, with the statements it has prepared, or a new one.</summary>
    public async Task<DbConnection> OpenToWriteAsync(CancellationToken ct) =>
        Interlocked.Exchange(ref _writer, null) ?? new PreparedConnection((SqliteConnection)await OpenAsync(ct));

    public void KeepToWrite(DbConnection connection) =>
        Interlocked.Exchange(ref _writer, (PreparedConnection)connection)?.Dispose();

    public async Task<DbConnection> OpenAsync(CancellationToken ct)
    {
        var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync(ct);
        // A handle that comes from the pool keeps its settings.
        if (_prepared.TryGetValue(connection.Handle!, out _))
            return connection;
        // synchronous=NORMAL in WAL mode: a power cut may take the last commits with it, a killed process cannot.
        await connection.ExecuteAsync(
            new CommandDefinition(
                "PRAGMA busy_timeout=5000; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
                    + $"PRAGMA journal_size_limit={LongestLog};",
                cancellationToken: ct
            )
        );
        _prepared.TryAdd(connection.Handle!, connection.Handle!);
        return connection;
    }

    /// <summary>
    /// BEGIN IMMEDIATE: SQLite takes the write lock now, so that a read-then-write transaction cannot fail half-way as
    /// stale.
    /// </summary>
    public Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken ct) =>
        Task.FromResult(connection.BeginTransaction());

    public string? TakeTurn => null;

    /// <summary>
    /// A list is one parameter, so that the text is the same however long it is and its statement can be kept.
    /// </summary>
    public string Adapt(string sql) =>
        _adapted.GetOrAdd(sql, static plain => In().Replace(plain, "IN (SELECT value FROM json_each($1))"));

    public HashSet<long> Applied()
    {
        CloseToOthers();
        using var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        connection.Execute("PRAGMA journal_mode=WAL");
        return connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_master WHERE name = 'VersionInfo'") == 0
            ? []
            : [.. connection.Query<long>("SELECT Version FROM VersionInfo")];
    }

    /// <summary>The file's lock sees to it that no other node is there.</summary>
    public void WithSchemaLock(Action work) => work();

    /// <summary>
    /// The last to close the file takes what the log holds into it and removes the log: one that is left tells of a
    /// kill or a power cut, after which all is looked at. Else the pages are, as far as the time there is goes: a disk
    /// forgets, and a copy may have been half.
    /// </summary>
    public void CheckAtStart()
    {
        if (FindDamage(isWhole: new FileInfo($"{File}-wal") is { Exists: true, Length: > 0 }) is { } damage)
            throw new StoreUnavailableException(damage);
    }

    public string? FindDamage(bool isWhole)
    {
        if (!System.IO.File.Exists(File) || new FileInfo(File).Length == 0)
            return null;
        using var connection = new SqliteConnection(ConnectionString);
        try
        {
            connection.Open();
            using var over = new Timer(
                _ => SQLitePCL.raw.sqlite3_interrupt(connection.Handle),
                null,
                isWhole ? Timeout.InfiniteTimeSpan : LongestCheck,
                Timeout.InfiniteTimeSpan
            );
            return
                connection
                    .Query<string>(isWhole ? "PRAGMA integrity_check" : "PRAGMA quick_check")
                    .FirstOrDefault(line => line != "ok")
                    is { } fault
                ? StoreFault.Damaged(File, fault)
                : null;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == Interrupted)
        {
            // A store so large is looked through by "store check"; what is damaged shows when it is read.
            return null;
        }
        catch (SqliteException e) when (StoreFault.IsDamage(e))
        {
            return StoreFault.Explain(e, File);
        }
    }

    /// <summary>
    /// Into the file with the log, so that the file alone is the store. Only for who works on it alone.
    /// </summary>
    public void Close()
    {
        Dispose();
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

    public void BackUpBefore(long version)
    {
        PrivateFiles.Close($"{File}.before-{version}");
        using var from = new SqliteConnection(ConnectionString);
        using var to = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = $"{File}.before-{version}" }.ToString()
        );
        from.Open();
        to.Open();
        from.BackupDatabase(to);
    }

    public void Configure(IMigrationRunnerBuilder runner) => runner.AddSQLite();

    /// <summary>Lets go of the file.</summary>
    public void Dispose() => Interlocked.Exchange(ref _writer, null)?.Dispose();

    [GeneratedRegex(@"\bIN (@\w+)")]
    private static partial Regex In();
}
