namespace AlertBot.Storage.Leases;

/// <summary>
/// The time all nodes go by: the database's, where they share one. Clocks of machines differ; by their own, a node a
/// minute ahead would take the others' leases for run out.
/// </summary>
internal sealed class NodeClock : TimeProvider
{
    private long _offset;

    public override DateTimeOffset GetUtcNow() =>
        System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    /// <summary>Asks the database; what the answer took counts half.</summary>
    public async Task SetAsync(Database database, CancellationToken ct)
    {
        if (!database.Dialect.IsShared)
            return;
        var asked = System.GetTimestamp();
        var seconds = (
            await database.QueryAsync<double>(
                "SELECT extract(epoch FROM clock_timestamp())::double precision",
                null,
                ct
            )
        )[0];
        var took = System.GetElapsedTime(asked);
        Interlocked.Exchange(
            ref _offset,
            (DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(seconds) + (took / 2) - System.GetUtcNow()).Ticks
        );
    }
}
