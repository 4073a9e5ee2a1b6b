using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace AlertBot.Storage.Backups;

/// <summary>Moves what one file holds to a server that several nodes can share.</summary>
internal sealed class StoreCopy(Database database, Schema schema)
{
    /// <summary>Others refer to these; they come first, in this order.</summary>
    private static readonly string[] First = ["feeds", "stories", "entries"];

    /// <summary>
    /// Of this moment and this machine: which nodes live, which of them listens, the framework's list of migrations.
    /// </summary>
    private static readonly string[] Left = ["VersionInfo", "nodes", "listeners"];

    /// <summary>The index of words, which each database keeps in its own way: the next start makes it.</summary>
    private const string Index = "entry_words";

    /// <summary>
    /// Copies every table, all or nothing, and counts on both sides. Throws <see cref="InvalidDataException"/> with
    /// what to change: when the target is no PostgreSQL or holds something, when the file is missing, in use, or of
    /// another schema.
    /// </summary>
    /// <returns>Rows by table.</returns>
    public async Task<IReadOnlyDictionary<string, long>> FromAsync(string file, CancellationToken ct)
    {
        if (database.Dialect is not PostgresDialect target)
            throw new InvalidDataException(
                "the store to copy into is set by ConnectionStrings:AlertBot, and that is a file; "
                    + "set one that begins with Host="
            );
        if (!File.Exists(file))
            throw new InvalidDataException($"{file}: there is no such file");
        using var held = Hold(file);
        schema.Upgrade();
        await using var source = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            }.ToString()
        );
        await source.OpenAsync(ct);
        if (!target.Applied().SetEquals(await AppliedAsync(source, ct)))
            throw new InvalidDataException(
                $"{file} was written by another version; start this version on it once, then copy"
            );

        await using var connection = (NpgsqlConnection)await target.OpenAsync(ct);
        await using var transaction = (NpgsqlTransaction)await target.BeginAsync(connection, ct);
        var copied = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in await TablesAsync(source, ct))
            copied[table] = await CopyAsync(source, connection, table, ct);
        // Whoever had leased something is not among the nodes of the new store.
        await connection.ExecuteAsync(
            new CommandDefinition(
                "UPDATE feeds SET leased_until = 0; UPDATE chats SET leased_until = 0; "
                    + "UPDATE rewrites SET leased_until = 0; DELETE FROM cursors WHERE name = 'search'",
                transaction: transaction,
                cancellationToken: ct
            )
        );
        await transaction.CommitAsync(ct);
        return copied;
    }

    private static FileStream Hold(string file)
    {
        try
        {
            return new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new InvalidDataException(
                $"an AlertBot runs on {file}; stop it first: what it does from now on would be missing in the copy"
            );
        }
    }

    private static async Task<IEnumerable<long>> AppliedAsync(SqliteConnection source, CancellationToken ct) =>
        await source.ExecuteScalarAsync<long>(
            new CommandDefinition(
                "SELECT count(*) FROM sqlite_master WHERE name = 'VersionInfo'",
                cancellationToken: ct
            )
        ) == 0
            ? []
            : await source.QueryAsync<long>(
                new CommandDefinition("SELECT Version FROM VersionInfo", cancellationToken: ct)
            );

    private static async Task<IReadOnlyList<string>> TablesAsync(SqliteConnection source, CancellationToken ct)
    {
        var tables = await source.QueryAsync<string>(
            new CommandDefinition(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
                cancellationToken: ct
            )
        );
        return
        [
            .. tables
                .Except(Left)
                .Where(table => !table.StartsWith(Index, StringComparison.Ordinal))
                .OrderBy(table => Array.IndexOf(First, table) is >= 0 and var place ? place : First.Length)
                .ThenBy(table => table, StringComparer.Ordinal),
        ];
    }

    private static async Task<long> CopyAsync(
        SqliteConnection source,
        NpgsqlConnection target,
        string table,
        CancellationToken ct
    )
    {
        var columns = (
            await target.QueryAsync<(string Name, string Type)>(
                new CommandDefinition(
                    "SELECT column_name, data_type FROM information_schema.columns "
                        + "WHERE table_schema = current_schema() AND table_name = @table "
                        + "ORDER BY ordinal_position",
                    new { table },
                    cancellationToken: ct
                )
            )
        ).AsList();
        if (
            await target.ExecuteScalarAsync<bool>(
                new CommandDefinition($"SELECT EXISTS (SELECT 1 FROM {table})", cancellationToken: ct)
            )
        )
            throw new InvalidDataException(
                $"the store to copy into is not empty: {table} holds rows; copy into a new database"
            );
        var names = string.Join(", ", columns.Select(column => column.Name));
        await WriteAsync(
            source,
            target,
            $"SELECT {names} FROM {table}",
            $"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)",
            [.. columns.Select(column => column.Type)],
            ct
        );
        if (
            columns.Exists(column => column.Name == "id")
            && await target.ExecuteScalarAsync<string?>(
                new CommandDefinition(
                    "SELECT pg_get_serial_sequence(@table, 'id')",
                    new { table },
                    cancellationToken: ct
                )
            )
                is { } sequence
        )
            await target.ExecuteAsync(
                new CommandDefinition(
                    $"SELECT setval(@sequence::regclass, (SELECT coalesce(max(id), 0) + 1 FROM {table}), false)",
                    new { sequence },
                    cancellationToken: ct
                )
            );
        var (here, there) = (await CountAsync(source, table, ct), await CountAsync(target, table, ct));
        return here == there
            ? there
            : throw new InvalidDataException($"{table}: {here} rows in the file, {there} arrived; nothing was copied");
    }

    private static async Task WriteAsync(
        SqliteConnection source,
        NpgsqlConnection target,
        string select,
        string copy,
        IReadOnlyList<string> types,
        CancellationToken ct
    )
    {
        await using var command = source.CreateCommand();
        command.CommandText = select;
        await using var rows = await command.ExecuteReaderAsync(ct);
        await using var writer = await target.BeginBinaryImportAsync(copy, ct);
        while (await rows.ReadAsync(ct))
        {
            await writer.StartRowAsync(ct);
            for (var i = 0; i < types.Count; i++)
                await WriteAsync(writer, rows, i, types[i], ct);
        }
        await writer.CompleteAsync(ct);
    }

    private static Task WriteAsync(
        NpgsqlBinaryImporter writer,
        DbDataReader rows,
        int i,
        string type,
        CancellationToken ct
    ) =>
        type switch
        {
            _ when rows.IsDBNull(i) => writer.WriteNullAsync(ct),
            "bigint" => writer.WriteAsync(rows.GetInt64(i), NpgsqlDbType.Bigint, ct),
            "double precision" => writer.WriteAsync(rows.GetDouble(i), NpgsqlDbType.Double, ct),
            // The one character that PostgreSQL's text cannot hold.
            _ => writer.WriteAsync(
                rows.GetString(i).Replace("\0", "", StringComparison.Ordinal),
                NpgsqlDbType.Text,
                ct
            ),
        };

    private static Task<long> CountAsync(DbConnection connection, string table, CancellationToken ct) =>
        connection.ExecuteScalarAsync<long>(
            new CommandDefinition($"SELECT count(*) FROM {table}", cancellationToken: ct)
        );
}
