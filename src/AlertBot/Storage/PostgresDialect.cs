using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.RegularExpressions;
using AlertBot.Configuration;
using Dapper;
using FluentMigrator.Runner;
using Npgsql;

namespace AlertBot.Storage;

/// <summary>A database that several nodes share.</summary>
internal sealed partial class PostgresDialect : IDialect, IDisposable
{
    /// <summary>
    /// One writer at a time, as in SQLite, in all nodes: what a transaction reads (the stories, what chats were told)
    /// must not change under it. The keys are ours alone: "Aler", "tBot". Called by a block, since a query would give a
    /// row before those of the statements it is sent with.
    /// </summary>
    private const string Turn = "DO $$ BEGIN PERFORM pg_advisory_xact_lock(1097621874, 1950510964); END $$";

    /// <summary>
    /// How long a node waits for another that upgrades the schema: a step over a large store takes minutes.
    /// </summary>
    private static readonly TimeSpan LongestUpgrade = TimeSpan.FromMinutes(10);

    private const string TakeSchema = "SELECT pg_advisory_lock(1097621874, 1399023981)";

    /// <summary>
    /// A node that is stopped or cut off in the midst of a transaction must not keep the others waiting for longer.
    /// </summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(10);

    private readonly NpgsqlDataSource _source;
    private readonly ConcurrentDictionary<string, string> _adapted = new(StringComparer.Ordinal);

    public PostgresDialect(string connectionString)
    {
        var given = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "alertbot",
            Enlist = false,
        };
        if (string.IsNullOrWhiteSpace(given.Host))
            throw new SettingsException(
                "ConnectionStrings:AlertBot names no server; write \"Host=SERVER;Database=NAME;Username=USER\""
            );
        var silence = (int)LongestSilence.TotalMilliseconds;
        // A message leaves milliseconds after its row is committed. A server set to confirm before it has written would
        // forget in a crash what chats were told, and they would be told again with no word that it may be twice.
        // What the operator sets himself comes last and holds.
        given.Options = (
            $"-c idle_in_transaction_session_timeout={silence} -c tcp_user_timeout={silence} "
            + $"-c synchronous_commit=on -c timezone=UTC {given.Options}"
        ).TrimEnd();
        ConnectionString = given.ToString();
        Place = $"{given.Database} on {given.Host}";
        _source = NpgsqlDataSource.Create(given);
    }

    public string Place { get; }

    public bool IsShared => true;

    public string ConnectionString { get; }

    public bool Exists() => Applied().Count > 0;

    public async Task<DbConnection> OpenAsync(CancellationToken ct) => await _source.OpenConnectionAsync(ct);

    public Task<DbConnection> OpenToWriteAsync(CancellationToken ct) => OpenAsync(ct);

    public void KeepToWrite(DbConnection connection) => connection.Dispose();

    public async Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken ct) =>
        await connection.BeginTransactionAsync(ct);

    public string? TakeTurn => Turn;

    public string Adapt(string sql) =>
        _adapted.GetOrAdd(sql, static plain =>
            In()
                .Replace(plain, match =>
                    match.Groups["not"].Success ? $"<> ALL({match.Groups["list"]})" : $"= ANY({match.Groups["list"]})"
                )
                .Replace("/*skip locked*/", "FOR UPDATE SKIP LOCKED", StringComparison.Ordinal)
        );

    public HashSet<long> Applied()
    {
        using var connection = _source.OpenConnection();
        return
            connection.ExecuteScalar<long>(
                "SELECT count(*) FROM pg_tables WHERE tablename = 'VersionInfo' AND schemaname = current_schema()"
            ) == 0
            ? []
            : [.. connection.Query<long>("SELECT \"Version\" FROM \"VersionInfo\"")];
    }

    public void WithSchemaLock(Action work)
    {
        using var connection = _source.OpenConnection();
        connection.Execute(TakeSchema, commandTimeout: (int)LongestUpgrade.TotalSeconds);
        try
        {
            work();
        }
        finally
        {
            connection.Execute(TakeSchema.Replace("pg_advisory_lock", "pg_advisory_unlock", StringComparison.Ordinal));
        }
    }

    /// <summary>The server sees to it itself.</summary>
    public void CheckAtStart() { }

    public string? FindDamage(bool isWhole) => null;

    /// <summary>
    /// Backups of a server are its operator's (docs/operations.md); migrations run in one transaction.
    /// </summary>
    public void BackUpBefore(long version) { }

    public void Configure(IMigrationRunnerBuilder runner) => runner.AddPostgres15_0();

    public void Dispose() => _source.Dispose();

    [GeneratedRegex(@"(?<not>\bNOT )?\bIN (?<list>@\w+)")]
    private static partial Regex In();
}
