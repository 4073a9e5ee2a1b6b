using System.Reflection;
using AlertBot.Storage.Migrations;
using FluentMigrator.Runner;
using FluentMigrator.Runner.Initialization;
using Microsoft.Data.Sqlite;

namespace AlertBot.Storage;

/// <summary>Brings the store to the schema this version knows.</summary>
internal sealed class Schema(Database database)
{
    private static readonly IReadOnlyList<long> Known = [.. typeof(M001Start).Assembly.GetTypes()
        .Select(t => t.GetCustomAttribute<FluentMigrator.MigrationAttribute>()?.Version).OfType<long>().Order()];

    /// <summary>
    /// Creates or upgrades the schema; an older file is copied to <c>NAME.before-N</c> first. Throws <see cref="NewerSchemaException"/>
    /// for a file that a newer version has written.
    /// </summary>
    public void Upgrade()
    {
        var applied = Applied();
        if (applied.Count > 0 && applied.Max() > Known[^1])
            throw new NewerSchemaException(database.File, applied.Max(), Known[^1]);
        // All of them, not the newest alone: what two people added at once may come in either order.
        if (Known.All(applied.Contains))
            return;
        if (applied.Count > 0)
            Copy($"{database.File}.before-{Known[^1]}");
        using var services = new ServiceCollection()
            .AddFluentMigratorCore()
            .ConfigureRunner(runner => runner.AddSQLite().WithGlobalConnectionString(database.ConnectionString).ScanIn(typeof(M001Start).Assembly).For.Migrations())
            .Configure<RunnerOptions>(options => options.TransactionPerSession = true)
            .BuildServiceProvider();
        services.GetRequiredService<IMigrationRunner>().MigrateUp();
    }

    /// <summary>The migrations made, none in a new file. Asked directly: starting the migration framework costs more than the rest of the start.</summary>
    private HashSet<long> Applied()
    {
        using var connection = new SqliteConnection(database.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; SELECT count(*) FROM sqlite_master WHERE name = 'VersionInfo'";
        using (var reader = command.ExecuteReader())
        {
            reader.NextResult();
            reader.Read();
            if (reader.GetInt64(0) == 0)
                return [];
        }
        command.CommandText = "SELECT Version FROM VersionInfo";
        var applied = new HashSet<long>();
        using var versions = command.ExecuteReader();
        while (versions.Read())
            applied.Add(versions.GetInt64(0));
        return applied;
    }

    private void Copy(string path)
    {
        using var from = new SqliteConnection(database.ConnectionString);
        using var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path }.ToString());
        from.Open();
        to.Open();
        from.BackupDatabase(to);
    }
}

/// <summary>The store was written by a newer AlertBot.</summary>
internal sealed class NewerSchemaException(string file, long found, long known)
    : Exception($"{file} has schema {found}, this version knows {known}; run the newer version, or restore the copy made before its upgrade.");
