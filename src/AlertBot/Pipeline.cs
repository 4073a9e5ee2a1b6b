using System.Data.Common;
using System.Threading.Channels;
using AlertBot.Alerts;
using AlertBot.Config;
using AlertBot.Feeds;
using AlertBot.Rules;

namespace AlertBot;

/// <summary>
/// The whole flow: what is due is polled, taken in (matched, grouped, written, put in the outbox), and delivered.
/// </summary>
internal sealed class Pipeline(
    RuleAgreement agreement,
    DuePolls due,
    FeedStore feeds,
    Intake intake,
    Outbox outbox,
    ParcelDelivery delivery,
    StopGrace grace,
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

    private readonly Slots _sends = new(sending.Value.Concurrency);

    /// <summary>
    /// Polls every feed that is due, unless other nodes have newer rules: then nothing would come of it.
    /// </summary>
    public async Task PollDueFeedsAsync(CancellationToken ct)
    {
        if (await agreement.OtherInForceAsync(ct) is not null || due.Begin(ct) is not var (answers, done))
            return;
        try
        {
            await TakeInAsync(answers);
        }
        finally
        {
            // Where the store cannot be used, nobody takes in what was polled; left waiting, it would hold its slots
            // for ever.
            await foreach (var answer in answers.ReadAllAsync(grace.Over))
                feeds.Forget([answer.Lease]);
        }
        await done;
    }

    /// <summary>
    /// Sends every message that is due. Runs may overlap: a chat's messages keep their order by its lease.
    /// </summary>
    public async Task DeliverDueMessagesAsync(CancellationToken ct)
    {
        while (
            !ct.IsCancellationRequested
            && _sends.Free is > 0 and var free
            && await outbox.LeaseDueAsync(Math.Min(free, MostInOneLease), ct) is { Count: > 0 } parcels
        )
            await Task.WhenAll(
                parcels.Select(parcel => _sends.RunAsync(() => delivery.DeliverAsync(parcel, grace.Over), grace.Over))
            );
    }

    public void Dispose() => _sends.Dispose();

    /// <summary>What has come in meanwhile is taken in together.</summary>
    private async Task TakeInAsync(ChannelReader<Answer> answers)
    {
        while (await answers.WaitToReadAsync(grace.Over))
        {
            var batch = new List<Answer>();
            while (batch.Count < MostInOneCommit && answers.TryRead(out var answer))
                batch.Add(answer);
            var leases = batch.ConvertAll(answer => answer.Lease);
            try
            {
                await intake.TakeInAsync(batch, grace.Over);
            }
            catch (DbException)
            {
                feeds.Forget(leases);
                throw;
            }
            feeds.LetGo(leases);
        }
    }
}
