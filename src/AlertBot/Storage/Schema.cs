using System.Reflection;
using AlertBot.Storage.Migrations;
using FluentMigrator.Runner;
using FluentMigrator.Runner.Initialization;

namespace AlertBot.Storage;

/// <summary>Brings the store to the schema this version knows.</summary>
internal sealed class Schema(Database database)
{
    private static readonly IReadOnlyList<long> Known =
    [
        .. typeof(M001Start)
            .Assembly.GetTypes()
            .Select(t => t.GetCustomAttribute<FluentMigrator.MigrationAttribute>()?.Version)
            .OfType<long>()
            .Order(),
    ];

    /// <summary>
    /// Creates or upgrades the schema; an older SQLite file is copied to <c>NAME.before-N</c> first. Throws
    /// <see cref="NewerSchemaException"/> for a store that a newer version has written.
    /// </summary>
    public void Upgrade()
    {
        if (NeedsUpgrade())
            database.Dialect.WithSchemaLock(UpgradeAlone);
    }

    /// <summary>
    /// Throws <see cref="NewerSchemaException"/> for a store that a newer version has written; nothing is changed, and
    /// one that is not there yet is fine.
    /// </summary>
    public void RequireKnown()
    {
        if (database.Dialect.Exists())
            NeedsUpgrade();
    }

    private void UpgradeAlone()
    {
        // Another node may have done it while this one waited.
        if (!NeedsUpgrade())
            return;
        if (database.Dialect.Applied().Count > 0)
            database.Dialect.BackUpBefore(Known[^1]);
        using var services = new ServiceCollection()
            .AddFluentMigratorCore()
            .ConfigureRunner(runner =>
            {
                database.Dialect.Configure(runner);
                runner
                    .WithGlobalConnectionString(database.Dialect.ConnectionString)
                    .ScanIn(typeof(M001Start).Assembly)
                    .For.Migrations();
            })
            .Configure<RunnerOptions>(options => options.TransactionPerSession = true)
            .BuildServiceProvider();
        services.GetRequiredService<IMigrationRunner>().MigrateUp();
    }

    /// <summary>
    /// All of them are asked for, not the newest alone: what two people added at once may come in either order.
    /// </summary>
    private bool NeedsUpgrade()
    {
        var applied = database.Dialect.Applied();
        return applied.Count > 0 && applied.Max() > Known[^1]
            ? throw new NewerSchemaException(database.Dialect.Place, applied.Max(), Known[^1])
            : !Known.All(applied.Contains);
    }
}

/// <summary>The store was written by a newer AlertBot.</summary>
internal sealed class NewerSchemaException(string place, long found, long known)
    : Exception(
        $"{place} has schema {found}, this version knows {known}; run the newer version, or restore the "
            + "copy made before its upgrade."
    );
