using System.Data.Common;
using AlertBot.Delivery;
using AlertBot.Feeds;
using AlertBot.Feeds.Scheduling;
using AlertBot.Rules;
using AlertBot.Runtime;

namespace AlertBot.Ingestion;

/// <summary>
/// The whole flow: what is due is polled, taken in (matched, grouped, written, put in the outbox), and delivered.
/// </summary>
internal sealed class Pipeline(
    RuleVersionConsensus agreement,
    DueFeedPoller due,
    FeedStore feeds,
    PollIngestor pollIngestor,
    Outbox outbox,
    DeliveryWorker delivery,
    ShutdownTokens shutdown,
    IOptions<DeliveryOptions> sending
) : IDisposable
{
    /// <summary>Unchanged polls written in one commit; more would keep other writers waiting.</summary>
    private const int MostInOneCommit = 500;

    /// <summary>
    /// Messages leased in one go. What is leased when the process dies is of unknown fate, so no more are taken than
    /// leave at once; slow answers do not hold up the rest, since runs overlap.
    /// </summary>
    private const int MostInOneLease = 16;

    /// <summary>
    /// Polls in one run that leave memory worth giving back: a first sweep, or one after a down time.
    /// </summary>
    private const int Burst = 1_000;

    private readonly ConcurrencyLimiter _sends = new(sending.Value.Concurrency);

    /// <summary>
    /// Polls every feed that is due, unless other nodes have newer rules: then nothing would come of it.
    /// </summary>
    public async Task PollDueFeedsAsync(CancellationToken ct)
    {
        if (await agreement.OtherInForceAsync(ct) is not null || due.Begin(ct) is not { } run)
            return;
        try
        {
            if (await IngestAsync(run) >= Burst)
                UnusedMemory.GiveBack();
        }
        finally
        {
            // Where the store cannot be used, nobody takes in what was polled; left waiting, it would hold its slots
            // for ever.
            while (await run.ReadAsync(MostInOneCommit, shutdown.Abandon) is { Count: > 0 } rest)
            {
                feeds.Abandon(rest.Select(polled => polled.Lease));
                run.TakenIn(rest.Count);
            }
        }
        await run.Done;
    }

    /// <summary>
    /// Sends every message that is due. Runs may overlap: a chat's messages keep their order by its lease.
    /// </summary>
    public async Task DeliverDueMessagesAsync(CancellationToken ct)
    {
        while (
            !ct.IsCancellationRequested
            && _sends.Free is > 0 and var free
            && await outbox.LeaseDueAsync(Math.Min(free, MostInOneLease), ct) is { Count: > 0 } batches
        )
            await Task.WhenAll(
                batches.Select(outboxBatch =>
                    _sends.RunAsync(() => delivery.DeliverAsync(outboxBatch, shutdown.Abandon), shutdown.Abandon)
                )
            );
    }

    public void Dispose() => _sends.Dispose();

    /// <summary>Takes in all answers, those together that have come in meanwhile, and counts them.</summary>
    private async Task<int> IngestAsync(PollRun run)
    {
        var count = 0;
        while (await run.ReadAsync(MostInOneCommit, shutdown.Abandon) is { Count: > 0 } batch)
        {
            var leases = batch.Select(polled => polled.Lease).ToList();
            try
            {
                await pollIngestor.IngestAsync(batch, shutdown.Abandon);
            }
            catch (DbException)
            {
                feeds.Abandon(leases);
                throw;
            }
            finally
            {
                run.TakenIn(batch.Count);
            }
            feeds.Release(leases);
            count += batch.Count;
        }
        return count;
    }
}
