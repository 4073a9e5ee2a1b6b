using AlertBot.Storage;
using Microsoft.Data.Sqlite;
using MsOptions = Microsoft.Extensions.Options.Options;

namespace AlertBot.Tests.Support;

/// <summary>
/// A SQLite file that was upgraded once, for tests to begin with a copy of: all migrations, run anew for each of a
/// thousand tests, took a third of the suite's processor time. That they run is SchemaUpgradeTests' to hold.
/// </summary>
internal static class UpgradedStore
{
    private static readonly Lazy<byte[]> Bytes = new(Create);

    public static Task CopyToAsync(string file, CancellationToken ct) => File.WriteAllBytesAsync(file, Bytes.Value, ct);

    private static byte[] Create()
    {
        var folder = Directory.CreateTempSubdirectory("alertbot-upgraded-");
        try
        {
            var file = Path.Combine(folder.FullName, "store.db");
            var options = new StorageOptions { AlertBot = $"Data Source={file};Pooling=False" };
            using (var database = new Database(MsOptions.Create(options)))
                new Schema(database).Upgrade();
            SqliteConnection.ClearAllPools();
            return File.ReadAllBytes(file);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
