namespace AlertBot.Storage;

/// <summary>How far something was read: the next update to ask a network for.</summary>
internal sealed class CursorStore(Database database)
{
    public async Task<long?> ReadAsync(string name, CancellationToken ct) =>
        (await database.QueryAsync<long?>("SELECT value FROM cursors WHERE name = @name", new { name }, ct)).FirstOrDefault();

    public Task WriteAsync(string name, long value, CancellationToken ct) => database.WriteAsync(
        tx => tx.ExecuteAsync("INSERT INTO cursors (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value", new { name, value }, ct),
        ct);
}
