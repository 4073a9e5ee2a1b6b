using AlertBot.Configuration;
using Microsoft.Data.Sqlite;

namespace AlertBot.Storage.Backups;

/// <summary>A copy of the store that was made and checked.</summary>
internal sealed record Backup(string Path, long Bytes, IReadOnlyDictionary<string, long> Rows);

/// <summary>Copies the store while it is in use, and tells whether one is sound.</summary>
internal sealed class StoreBackup(Database database, Schema schema)
{
    private static readonly string[] Counted = ["feeds", "entries", "stories", "subscriptions", "outbox"];

    /// <summary>
    /// A copy as of one moment, in one file. It bears its name only once it is whole and SQLite finds nothing wrong
    /// with it. Throws <see cref="InvalidDataException"/> when there is no store, when the file exists, or when the
    /// copy is not sound.
    /// </summary>
    public async Task<Backup> CopyToAsync(string path, CancellationToken ct)
    {
        var sqlite = RequireStore();
        if (File.Exists(path))
            throw new InvalidDataException($"{path} exists; name a file that does not, a backup overwrites nothing");
        schema.RequireKnown();
        var part = $"{path}.part";
        File.Delete(part);
        try
        {
            PrivateFiles.Close(part);
            var rows = await CopyAsync(sqlite, part, ct);
            File.Move(part, path);
            return new Backup(path, new FileInfo(path).Length, rows);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>What SQLite finds wrong with the store; empty when nothing.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync(CancellationToken ct)
    {
        var sqlite = RequireStore();
        if (new FileInfo(sqlite.File).Length == 0)
            return [$"{sqlite.File} is empty: it holds no store"];
        await using var store = new SqliteConnection(sqlite.ConnectionString);
        await store.OpenAsync(ct);
        return await FaultsAsync(store, ct);
    }

    private async Task<IReadOnlyDictionary<string, long>> CopyAsync(
        SqliteDialect sqlite,
        string part,
        CancellationToken ct
    )
    {
        await using var from = new SqliteConnection(sqlite.ConnectionString);
        await using var to = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = part, Pooling = false }.ToString()
        );
        await from.OpenAsync(ct);
        await to.OpenAsync(ct);
        from.BackupDatabase(to);
        // Without a write-ahead log beside it, the copy is one file, to be moved and kept as such.
        await ReadAsync(to, "PRAGMA journal_mode=DELETE", ct);
        if (await FaultsAsync(to, ct) is { Count: > 0 } diagnostics)
            throw new InvalidDataException(
                $"the copy is not sound: {diagnostics[0]}; \"alertbot store check\" says whether the store is"
            );
        var rows = new Dictionary<string, long>();
        foreach (var table in Counted)
            rows[table] = long.Parse((await ReadAsync(to, $"SELECT count(*) FROM {table}", ct))[0], null);
        return rows;
    }

    private SqliteDialect RequireStore() =>
        database.Dialect switch
        {
            SqliteDialect sqlite when sqlite.Exists() => sqlite,
            SqliteDialect sqlite => throw new InvalidDataException(
                $"{sqlite.File}: there is no store yet; it is made by the first \"alertbot run\""
            ),
            var other => throw new InvalidDataException(
                $"the store is {other.Place}, a PostgreSQL database: pg_dump and pg_restore copy it, "
                    + "pg_amcheck checks it (docs/operations.md)"
            ),
        };

    private static async Task<IReadOnlyList<string>> FaultsAsync(SqliteConnection store, CancellationToken ct) =>
        [.. (await ReadAsync(store, "PRAGMA integrity_check", ct)).Where(line => line != "ok")];

    private static async Task<IReadOnlyList<string>> ReadAsync(SqliteConnection store, string sql, CancellationToken ct)
    {
        await using var command = store.CreateCommand();
        command.CommandText = sql;
        var lines = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            lines.Add($"{reader.GetValue(0)}");
        return lines;
    }
}
