using System.Data.Common;
using System.Diagnostics;
using System.Threading.Channels;
using AlertBot.Alerts;
using AlertBot.Channels;
using AlertBot.Config;
using AlertBot.Feeds;
using AlertBot.Feeds.Articles;
using AlertBot.Rules;
using AlertBot.Storage;

namespace AlertBot;

/// <summary>The whole flow: what is due is polled, taken in (matched, grouped, written, put in the outbox), and delivered.</summary>
internal sealed class Pipeline(
    RuleAgreement agreement, FeedStore feeds, FeedPoller poller, ArticleReader articles, Intake intake, Outbox outbox, ChannelSet channels, Settlement settlement, StopGrace grace,
    TimeProvider clock, IOptions<FeedsOptions> polling, IOptions<DeliveryOptions> sending, ILogger<Pipeline> log) : IDisposable
{
    /// <summary>Unchanged polls written in one commit; more would keep other writers waiting.</summary>
    private const int MostInOneCommit = 500;

    /// <summary>Answers that wait to be taken in.</summary>
    private const int MostWaiting = 200;

    /// <summary>
    /// Messages leased in one go. What is leased when the process dies is of unknown fate, so no more are taken than leave at once; slow
    /// answers do not hold up the rest, since runs overlap.
    /// </summary>
    private const int MostInOneLease = 16;

    /// <summary>How long a poll may hold its slot; most servers have answered by then.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Slots to be free before feeds are leased: one at a time, each would cost a transaction.</summary>
    private readonly int _leastPolls = Math.Max(1, polling.Value.Concurrency / 2);

    private readonly Slots _polls = new(polling.Value.Concurrency);
    private readonly Slots _sends = new(sending.Value.Concurrency);
    private bool _isLeasing;

    /// <summary>
    /// Polls every feed that is due. A run lasts until its slowest feed has answered; meanwhile the next one leases what has become due.
    /// </summary>
    public async Task PollDueFeedsAsync(CancellationToken ct)
    {
        if (await agreement.OtherInForceAsync(ct) is not null)
            return;
        if (Interlocked.Exchange(ref _isLeasing, true))
            return;
        var answers = Channel.CreateBounded<Answer>(MostWaiting);
        var polls = PollInto(answers.Writer, ct);
        try
        {
            while (await answers.Reader.WaitToReadAsync(grace.Over))
            {
                var batch = new List<Answer>();
                while (batch.Count < MostInOneCommit && answers.Reader.TryRead(out var answer))
                    batch.Add(answer);
                await TakeInAsync(batch);
            }
        }
        finally
        {
            // Where the store cannot be used, nobody takes in what was polled; left waiting, it would hold its slots for ever.
            while (await answers.Reader.WaitToReadAsync(grace.Over))
            {
                if (answers.Reader.TryRead(out var answer))
                    feeds.Forget([answer.Lease]);
            }
        }
        await polls;
    }

    /// <summary>Sends every message that is due. Runs may overlap: a chat's messages keep their order by its lease.</summary>
    public async Task DeliverDueMessagesAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested && _sends.Free is > 0 and var free && await outbox.LeaseDueAsync(Math.Min(free, MostInOneLease), ct) is { Count: > 0 } parcels)
            await Task.WhenAll(parcels.Select(parcel => _sends.RunAsync(() => DeliverAsync(parcel, grace.Over), grace.Over)));
    }

    public void Dispose()
    {
        _polls.Dispose();
        _sends.Dispose();
    }

    private async Task TakeInAsync(List<Answer> batch)
    {
        var leases = batch.Select(answer => answer.Lease);
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

    private async Task PollInto(ChannelWriter<Answer> answers, CancellationToken ct)
    {
        var polls = new List<Task>();
        try
        {
            await LeaseInto(polls, answers, ct);
            await Task.WhenAll(polls);
        }
        finally
        {
            answers.Complete();
        }
    }

    private async Task LeaseInto(List<Task> polls, ChannelWriter<Answer> answers, CancellationToken ct)
    {
        try
        {
            await StartDueAsync(polls, answers, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Stopping: what was leased and not answered is polled again when its lease has run out.
        }
        finally
        {
            Volatile.Write(ref _isLeasing, false);
        }
    }

    /// <summary>Starts polls as slots become free, a batch for each lease, until nothing is due.</summary>
    private async Task StartDueAsync(List<Task> polls, ChannelWriter<Answer> answers, CancellationToken ct)
    {
        while (true)
        {
            var slots = await _polls.TakeAsync(_leastPolls, ct);
            IReadOnlyList<FeedLease> leases = [];
            try
            {
                leases = await feeds.LeaseDueAsync(slots, ct);
            }
            finally
            {
                _polls.GiveBack(slots - leases.Count);
            }
            if (leases.Count == 0)
                return;
            polls.RemoveAll(poll => poll.IsCompletedSuccessfully);
            polls.AddRange(leases.Select(lease => PollAsync(lease, answers, ct)));
        }
    }

    /// <summary>
    /// A poll that must wait for its server gives its slot to another: waiting costs nothing, and a hundred dead servers would otherwise
    /// hold up ten thousand live ones. One that waits to be taken in keeps it: documents that nobody has read yet are memory.
    /// </summary>
    private async Task PollAsync(FeedLease lease, ChannelWriter<Answer> answers, CancellationToken ct)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var poll = AnswerAsync();
        var isSlow = await Task.WhenAny(poll, Task.Delay(Patience, clock, done.Token)) != poll;
        await done.CancelAsync();
        if (isSlow)
            _polls.GiveBack(1);
        try
        {
            await answers.WriteAsync(await poll, grace.Over);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Stopping, as above.
        }
        finally
        {
            if (!isSlow)
                _polls.GiveBack(1);
        }

        async Task<Answer> AnswerAsync()
        {
            using var span = Telemetry.Spans.StartActivity("feed.poll", ActivityKind.Client)?.SetTag("feed.id", lease.Feed.Id);
            return new Answer(lease, await articles.FillAsync(lease.Feed, await poller.PollAsync(lease.Feed, ct), ct)) { Traces = span?.Id is { } id ? [id] : [] };
        }
    }

    private async Task DeliverAsync(Parcel parcel, CancellationToken ct)
    {
        var chat = parcel.Message.Chat;
        using var span = Telemetry.GoOn("alert.deliver", parcel.Traces)?.SetTag("channel", chat.Channel);
        try
        {
            var (delivery, rest) = channels.TryGet(chat.Channel, out var channel)
                ? (await channel.SendAsync(parcel.Message, ct), channel.RestAfter(chat))
                : (new Delivery.Later(TimeSpan.FromMinutes(10), "the channel is switched off"), TimeSpan.Zero);
            await SettleAsync(parcel, delivery, rest, ct);
        }
#pragma warning disable CA1031 // A fault of ours with one message must not stop the others; the lease runs out and it is tried again.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            log.Failed(e, parcel.Rows[0], chat.Channel);
        }
        finally
        {
            outbox.LetGo(parcel);
        }
    }

    /// <summary>What arrived while the store could not be written must not be sent again for it: it waits for the store as long as it has its lease.</summary>
    private async Task SettleAsync(Parcel parcel, Delivery delivery, TimeSpan rest, CancellationToken ct)
    {
        try
        {
            await settlement.SettleAsync(parcel, delivery, rest, ct);
        }
        catch (DbException)
        {
            log.FateWaits(parcel.Rows[0], parcel.Message.Chat.Channel);
            await Database.OutlastAsync(() => settlement.SettleAsync(parcel, delivery, rest, ct), parcel.LeasedUntil, clock, ct);
        }
    }
}

/// <summary>A feed that was polled, and what came of it.</summary>
internal sealed record Answer(FeedLease Lease, Poll Poll)
{
    /// <summary>The span of the poll, as a W3C trace context; none while nobody traces.</summary>
    public IReadOnlyList<string> Traces { get; init; } = [];
}
