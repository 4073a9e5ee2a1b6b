using AlertBot.Storage;
using AlertBot.Storage.Migrations;
using FluentMigrator.Runner;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AlertBot.Tests.Support;

/// <summary>A store as a former version left it: brought up to one of the schema's steps and no further.</summary>
internal static class FormerStore
{
    public static void Make(string connectionString, long version)
    {
        using var database = new Database(Options.Create(new StorageOptions { AlertBot = connectionString }));
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
            .BuildServiceProvider();
        services.GetRequiredService<IMigrationRunner>().MigrateUp(version);
    }
}
