using AlertBot.Storage;

namespace AlertBot.Hosting;

/// <summary>
/// Brings back dates that a clock that was ahead has written: with it put right, what is due in a minute would wait for
/// as long as it was ahead. The store remembers the latest time it was told, so that it shows after a restart, too, and
/// on one node of several alone.
/// </summary>
internal sealed class ClockSteps(
    Database database,
    IEnumerable<IDatedRecords> owners,
    TimeProvider clock,
    ILogger<ClockSteps> log
)
{
    /// <summary>Clocks are put right by less all the time, and machines differ by as much.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    private const string Cursor = "clock";

    /// <summary>
    /// Writes the time down, and when it was later before, brings what is dated ahead back by as much.
    /// </summary>
    public Task MendAsync(CancellationToken ct) =>
        database.WriteAsync(
            async tx =>
            {
                var now = clock.GetUtcNow();
                var seen = await KeyValueStore.ReadAsync(tx, Cursor, ct) ?? await LastSignAsync(tx, ct);
                if (seen is { } ms && DateTimeOffset.FromUnixTimeMilliseconds(ms) - now is var back && back > Slack)
                {
                    log.ClockPutBack(back);
                    await BringBackAsync(tx, now, back, ct);
                }
                if (seen is null || Math.Abs(seen.Value - now.ToUnixTimeMilliseconds()) >= 1000)
                    await KeyValueStore.WriteAsync(tx, Cursor, now.ToUnixTimeMilliseconds(), ct);
            },
            ct
        );

    /// <summary>
    /// As <see cref="MendAsync"/>, and brings back whatever lies farther ahead than any rule of ours allows, however it
    /// came there.
    /// </summary>
    public async Task MendAllAsync(CancellationToken ct)
    {
        await MendAsync(ct);
        var tooFar = string.Concat(owners.SelectMany(owner => owner.Dates).Select(date => date.BringBackTooFar));
        await database.WriteAsync(tx => tx.ExecuteAsync(tooFar, new { now = clock.GetUtcNow() }, ct), ct);
    }

    private static async Task<long?> LastSignAsync(StoreTransaction tx, CancellationToken ct) =>
        (await tx.QueryAsync<long?>("SELECT max(seen) FROM nodes", null, ct))[0];

    private async Task BringBackAsync(StoreTransaction tx, DateTimeOffset now, TimeSpan back, CancellationToken ct)
    {
        foreach (var owner in owners)
        {
            var bringBack = string.Concat(owner.Dates.Select(date => date.BringBack));
            if (bringBack.Length > 0)
                await tx.ExecuteAsync(bringBack, new { now, back = (long)back.TotalMilliseconds }, ct);
            // Digests and the ends of quiet hours are times on the wall: they are worked out anew.
            await owner.RescheduleAsync(tx, now, back, ct);
        }
    }
}
