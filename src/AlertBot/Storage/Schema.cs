using System.Reflection;
using AlertBot.Storage.Migrations;
using FluentMigrator.Runner;
using FluentMigrator.Runner.Initialization;
using Microsoft.Data.Sqlite;

namespace AlertBot.Storage;

/// <summary>Brings the store to the schema this version knows.</summary>
internal sealed class Schema(Database database)
{
    private static readonly long Known = typeof(M001Start).Assembly.GetTypes()
        .Select(t => t.GetCustomAttribute<FluentMigrator.MigrationAttribute>()?.Version ?? 0).Max();

    /// <summary>
    /// Creates or upgrades the schema; an older file is copied to <c>NAME.before-N</c> first. Throws <see cref="NewerSchemaException"/>
    /// for a file that a newer version has written.
    /// </summary>
    public void Upgrade()
    {
        var current = CurrentVersion();
        if (current == Known)
            return;
        if (current > Known)
            throw new NewerSchemaException(database.File, current, Known);
        if (current > 0)
            Copy($"{database.File}.before-{Known}");
        using var services = new ServiceCollection()
            .AddFluentMigratorCore()
            .ConfigureRunner(runner => runner.AddSQLite().WithGlobalConnectionString(database.ConnectionString).ScanIn(typeof(M001Start).Assembly).For.Migrations())
            .Configure<RunnerOptions>(options => options.TransactionPerSession = true)
            .BuildServiceProvider();
        services.GetRequiredService<IMigrationRunner>().MigrateUp();
    }

    /// <summary>0 for a new file. Asked directly, because starting the migration framework costs more than the rest of the start.</summary>
    private long CurrentVersion()
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
                return 0;
        }
        command.CommandText = "SELECT max(Version) FROM VersionInfo";
        return command.ExecuteScalar() is long version ? version : 0;
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
