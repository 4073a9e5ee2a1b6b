namespace AlertBot.Storage;

/// <summary>Numbers to be remembered: the next update to ask a network for, whether the operator was told.</summary>
internal sealed class KeyValueStore(Database database)
{
    public async Task<long?> ReadAsync(string name, CancellationToken ct) =>
        (
            await database.QueryAsync<long?>("SELECT value FROM cursors WHERE name = @name", new { name }, ct)
        ).FirstOrDefault();

    public Task WriteAsync(string name, long value, CancellationToken ct) =>
        database.WriteAsync(tx => WriteAsync(tx, name, value, ct), ct);

    public static async Task<long?> ReadAsync(StoreTransaction tx, string name, CancellationToken ct) =>
        (await tx.QueryAsync<long?>("SELECT value FROM cursors WHERE name = @name", new { name }, ct)).FirstOrDefault();

    public static Task WriteAsync(StoreTransaction tx, string name, long value, CancellationToken ct) =>
        tx.ExecuteAsync(
            "INSERT INTO cursors (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE "
                + "SET value = excluded.value",
            new { name, value },
            ct
        );
}
