using System.Diagnostics;
using System.Threading.Channels;
using AlertBot.Feeds.Articles;
using AlertBot.Feeds.Fetching;
using AlertBot.Runtime;

namespace AlertBot.Feeds.Scheduling;

/// <summary>A feed that was polled, and what came of it.</summary>
internal sealed record PolledFeed(FeedLease Lease, Poll Poll)
{
    /// <summary>The span of the poll, as a W3C trace context; none while nobody traces.</summary>
    public IReadOnlyList<string> Traces { get; init; } = [];
}

/// <summary>Leases what is due and polls it, so many feeds at once; the answers are for who takes them in.</summary>
internal sealed class DueFeedPoller(
    FeedStore feeds,
    FeedPoller poller,
    ArticleReader articles,
    ShutdownTokens shutdown,
    TimeProvider clock,
    IOptions<FeedsOptions> options
) : IDisposable
{
    /// <summary>Answers that wait to be taken in.</summary>
    private const int MostWaiting = 200;

    /// <summary>How long a poll may hold its slot; most servers have answered by then.</summary>
    private static readonly TimeSpan WaitForHost = TimeSpan.FromSeconds(2);

    /// <summary>Slots to be free before feeds are leased: one at a time, each would cost a transaction.</summary>
    private readonly int _leastPolls = Math.Max(1, options.Value.Concurrency / 2);

    private readonly ConcurrencyLimiter _polls = new(options.Value.Concurrency);
    private bool _isLeasing;

    /// <summary>
    /// Null while another run still leases. A run lasts until its slowest feed has answered; meanwhile the next one
    /// leases what has become due. The answers end with it, and so does what went wrong in leasing.
    /// </summary>
    public (ChannelReader<PolledFeed> Answers, Task Done)? Begin(CancellationToken ct)
    {
        if (Interlocked.Exchange(ref _isLeasing, true))
            return null;
        var answers = Channel.CreateBounded<PolledFeed>(MostWaiting);
        return (answers.Reader, PollInto(answers.Writer, ct));
    }

    public void Dispose() => _polls.Dispose();

    private async Task PollInto(ChannelWriter<PolledFeed> answers, CancellationToken ct)
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

    private async Task LeaseInto(List<Task> polls, ChannelWriter<PolledFeed> answers, CancellationToken ct)
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
    private async Task StartDueAsync(List<Task> polls, ChannelWriter<PolledFeed> answers, CancellationToken ct)
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
    /// A poll that must wait for its server gives its slot to another: waiting costs nothing, and a hundred dead
    /// servers would otherwise hold up ten thousand live ones. One that waits to be taken in keeps it: documents that
    /// nobody has read yet are memory.
    /// </summary>
    private async Task PollAsync(FeedLease lease, ChannelWriter<PolledFeed> answers, CancellationToken ct)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var poll = AnswerAsync();
        var isSlow = await Task.WhenAny(poll, Task.Delay(WaitForHost, clock, done.Token)) != poll;
        await done.CancelAsync();
        if (isSlow)
            _polls.GiveBack(1);
        try
        {
            await answers.WriteAsync(await poll, shutdown.Abandon);
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

        async Task<PolledFeed> AnswerAsync()
        {
            using var span = Telemetry
                .Spans.StartActivity("feed.poll", ActivityKind.Client)
                ?.SetTag("feed.id", lease.Feed.Id);
            return new PolledFeed(
                lease,
                await articles.FillAsync(lease.Feed, await poller.PollAsync(lease.Feed, ct), ct)
            )
            {
                Traces = span?.Id is { } id ? [id] : [],
            };
        }
    }
}
