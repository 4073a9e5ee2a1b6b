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

/// <summary>The answers of one run, for who takes them in.</summary>
/// <param name="polled">Ends with the run.</param>
/// <param name="waiting">A slot for each answer of all runs that is not taken in.</param>
/// <param name="done">Ends with the run, and with what went wrong in leasing.</param>
internal sealed class PollRun(ChannelReader<PolledFeed> polled, ConcurrencyLimiter waiting, Task done)
{
    public Task Done => done;

    /// <summary>
    /// Waits for an answer, and gives those that have come in meanwhile with it, up to <paramref name="most"/>; none
    /// when the run has ended. Each is to be told to <see cref="TakenIn"/>.
    /// </summary>
    public async Task<IReadOnlyList<PolledFeed>> ReadAsync(int most, CancellationToken ct)
    {
        var batch = new List<PolledFeed>();
        while (batch.Count == 0 && await polled.WaitToReadAsync(ct))
        {
            while (batch.Count < most && polled.TryRead(out var answer))
                batch.Add(answer);
        }
        return batch;
    }

    /// <summary>What came of so many is in the store, or nothing will: others may answer.</summary>
    public void TakenIn(int count) => waiting.GiveBack(count);
}

/// <summary>Leases what is due and polls it, so many feeds at once.</summary>
internal sealed class DueFeedPoller(
    FeedStore feeds,
    FeedPoller poller,
    ArticleReader articles,
    ShutdownTokens shutdown,
    TimeProvider clock,
    IOptions<FeedsOptions> options
) : IDisposable
{
    /// <summary>
    /// Answers of all runs that wait to be taken in. One on top of another, runs that begin while the store is slow
    /// would lease every feed there is.
    /// </summary>
    private const int MostWaiting = 200;

    /// <summary>How long a poll may hold its slot; most servers have answered by then.</summary>
    private static readonly TimeSpan WaitForHost = TimeSpan.FromSeconds(2);

    /// <summary>Slots to be free before feeds are leased: one at a time, each would cost a transaction.</summary>
    private readonly int _leastPolls = Math.Max(1, options.Value.Concurrency / 2);

    private readonly ConcurrencyLimiter _polls = new(options.Value.Concurrency);
    private readonly ConcurrencyLimiter _waiting = new(MostWaiting);
    private bool _isLeasing;

    /// <summary>
    /// Null while another run still leases. A run lasts until its slowest feed has answered; meanwhile the next one
    /// leases what has become due.
    /// </summary>
    public PollRun? Begin(CancellationToken ct)
    {
        if (Interlocked.Exchange(ref _isLeasing, true))
            return null;
        var answers = Channel.CreateUnbounded<PolledFeed>();
        return new PollRun(answers.Reader, _waiting, PollInto(answers.Writer, ct));
    }

    public void Dispose()
    {
        _polls.Dispose();
        _waiting.Dispose();
    }

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
    /// servers would otherwise hold up ten thousand live ones. One that waits to be taken in holds a slot, in either
    /// case: documents that nobody has read yet are memory, and feeds that are leased in vain if this node dies.
    /// </summary>
    private async Task PollAsync(FeedLease lease, ChannelWriter<PolledFeed> answers, CancellationToken ct)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var poll = AnswerAsync();
        var isSlow = await Task.WhenAny(poll, Task.Delay(WaitForHost, clock, done.Token)) != poll;
        await done.CancelAsync();
        if (isSlow)
            _polls.GiveBack(1);
        var slots = isSlow ? 0 : 1;
        try
        {
            var polled = await poll;
            if (isSlow)
                await _polls.TakeOneAsync(shutdown.Abandon);
            slots = 1;
            await _waiting.TakeOneAsync(shutdown.Abandon);
            await answers.WriteAsync(polled, shutdown.Abandon);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Stopping, as above.
        }
        finally
        {
            _polls.GiveBack(slots);
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

/// <summary>When a feed is polled again.</summary>
internal sealed class PollScheduler(IOptions<FeedsOptions> options, Random chance)
{
    /// <summary>
    /// A feed that stays broken is asked ever more rarely, but never less than twice a day: it may come back.
    /// </summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(12);

    /// <summary>A server that asks for more has a fault; the feed would be lost without a word.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(7);

    /// <summary>
    /// Polls of a feed for each entry it publishes: an entry is then found after an eighth of the usual gap, on
    /// average.
    /// </summary>
    private const int PollsPerEntry = 4;

    /// <summary>How much of a pause chance may add, so that feeds taken up together do not stay together.</summary>
    private const double Jitter = 0.1;

    private TimeSpan Longest => options.Value.LongestInterval;

    /// <summary>
    /// The feed's interval, or what its server and document ask where that is longer, within bounds; after failures,
    /// doubled for each one in a row. A wait the server asks for is kept even beyond the longest pause.
    /// </summary>
    public DateTimeOffset NextAfter(Feed feed, Poll poll, DateTimeOffset now)
    {
        var interval = IntervalOf(feed, now);
        var hints = (poll as Poll.Fresh)?.Hints ?? feed.Hints;
        return poll switch
        {
            Poll.Later { At: { } at } => Latest(at < now + LongestWait ? at : now + LongestWait, now + interval)
                + JitterOf(interval),
            // It will cost the same at the next try, unless its site has mended it.
            Poll.TooCostly => now + Doubled(interval, feed.Failures + 1),
            Poll.Later or Poll.Broken => now + Doubled(interval, feed.Failures),
            _ => hints.FirstAllowed(now + Asked(feed, hints, poll, interval, now)),
        };
    }

    /// <summary>
    /// The operator's own interval; without one, by how often the feed publishes and how long it has been silent.
    /// </summary>
    public TimeSpan IntervalOf(Feed feed, DateTimeOffset now)
    {
        if (feed.Every is { } own)
            return own > options.Value.MinInterval ? own : options.Value.MinInterval;
        if (feed.Pace is not { } pace)
            return options.Value.MinInterval;
        // Every newsroom sleeps: a night without news must not make the next morning's news late.
        var silence = (now - (feed.LastNew ?? now)) / 8;
        return Clamped((pace > silence ? pace : silence) / PollsPerEntry);
    }

    /// <summary>
    /// The operator's interval goes before the document's wish, since half of all sites declare one they never thought
    /// of (WordPress: hourly), but not before the server's caching: until it runs out, the answer would be the same.
    /// </summary>
    private TimeSpan Asked(Feed feed, PollingHints hints, Poll poll, TimeSpan interval, DateTimeOffset now)
    {
        var asked = feed.Every is null && hints.Pause > interval ? Clamped(hints.Pause) : interval;
        var cached = poll.GoodUntil is { } until && until - now > asked ? Clamped(until - now) : asked;
        var longer = cached > asked ? cached : asked;
        return longer + JitterOf(longer);
    }

    private TimeSpan Doubled(TimeSpan interval, int failuresBefore)
    {
        var pause = interval * Math.Pow(2, Math.Min(failuresBefore, 10));
        var bounded =
            pause < LongestPause ? pause
            : LongestPause > interval ? LongestPause
            : interval;
        return bounded + JitterOf(bounded);
    }

    private TimeSpan Clamped(TimeSpan asked) =>
        asked < options.Value.MinInterval ? options.Value.MinInterval
        : asked > Longest ? Longest
        : asked;

    private TimeSpan JitterOf(TimeSpan pause) => pause * (Jitter * chance.NextDouble());

    private static DateTimeOffset Latest(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
