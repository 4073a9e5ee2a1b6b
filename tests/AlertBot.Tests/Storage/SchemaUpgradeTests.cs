using AlertBot.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace AlertBot.Tests.Storage;

public sealed class SchemaUpgradeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alertbot-schema-");

    private string File => Path.Combine(_folder.FullName, "new", "store.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private Database Open() => new(Options.Create(new StorageOptions { AlertBot = $"Data Source={File}" }));

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [Fact]
    public async Task A_new_store_is_made_with_its_folder_and_a_second_start_leaves_it()
    {
        using var database = Open();
        new Schema(database).Upgrade();
        new Schema(database).Upgrade();

        Assert.Empty(
            await database.QueryAsync<long>("SELECT id FROM feeds", null, TestContext.Current.CancellationToken)
        );
        Assert.Equal(
            ["store.db"],
            Directory
                .GetFiles(Path.GetDirectoryName(File)!, "store.db*")
                .Select(Path.GetFileName)
                .Where(f =>
                    !f!.EndsWith("-wal", StringComparison.Ordinal) && !f.EndsWith("-shm", StringComparison.Ordinal)
                )
        );
    }

    [Fact]
    public async Task A_migration_that_was_left_out_is_made_up_for()
    {
        using var database = Open();
        new Schema(database).Upgrade();
        Run("DELETE FROM VersionInfo WHERE Version = 62; ALTER TABLE feeds DROP COLUMN full_text");

        new Schema(database).Upgrade();

        Assert.Empty(
            await database.QueryAsync<long>("SELECT full_text FROM feeds", null, TestContext.Current.CancellationToken)
        );
        Assert.NotEmpty(Directory.GetFiles(Path.GetDirectoryName(File)!, "store.db.before-*"));
    }

    [Fact]
    public void A_store_of_a_newer_version_is_refused_with_what_to_do()
    {
        using var database = Open();
        new Schema(database).Upgrade();
        Run("INSERT INTO VersionInfo (Version, Description) VALUES (999, 'later')");

        var refusal = Assert.Throws<NewerSchemaException>(() => new Schema(database).Upgrade());

        Assert.Contains("schema 999", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("run the newer version", refusal.Message, StringComparison.Ordinal);
    }
}
