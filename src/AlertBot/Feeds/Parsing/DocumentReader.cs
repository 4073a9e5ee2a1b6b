using AlertBot.Runtime;

namespace AlertBot.Feeds.Parsing;

/// <summary>What came of reading a document within its budget.</summary>
/// <param name="Result">Null where the budget was used up first.</param>
/// <param name="Spent">Processor time it took.</param>
internal readonly record struct BudgetedReading<T>(T? Result, TimeSpan Spent)
    where T : class
{
    /// <summary>Whether it was never begun, as other costly documents took too long.</summary>
    public bool HasWaitedInVain => Result is null && Spent == TimeSpan.Zero;
}

/// <summary>
/// Reads what strangers wrote within a budget of processor time. Nearly all documents take some milliseconds and are
/// read where they arrive; one that takes more is begun anew on a thread of its own, one at a time, so that the costly
/// ones wait for each other and hold up no other feed. Work that is given up has stopped.
/// </summary>
internal sealed class DocumentReader : IDisposable
{
    /// <summary>Several times what a large feed takes.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(100);

    /// <summary>Longer than twenty costly documents take; what has waited for so long is given up.</summary>
    public static readonly TimeSpan LongestQueue = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Bytes, several times what a large feed takes. A reading that allocated more leaves a heap behind that the
    /// runtime would keep for long.
    /// </summary>
    private const long MuchMemory = 16_000_000;

    /// <summary>By then what was read is taken in and nothing of it is held any more.</summary>
    private static readonly TimeSpan BeforeTidying = TimeSpan.FromSeconds(10);

    /// <summary>
    /// When it is looked once more: the last of many large documents is still held at the first time, and an idle
    /// process collects nothing.
    /// </summary>
    private static readonly TimeSpan BetweenTidyings = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly IOptions<FeedsOptions> _options;
    private readonly ITimer _tidying;
    private int _tidyingsLeft;

    public DocumentReader(IOptions<FeedsOptions> options, TimeProvider clock)
    {
        _options = options;
        _tidying = clock.CreateTimer(_ => Tidy(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Of one document: reading it and matching its entries.</summary>
    public TimeSpan Budget => _options.Value.MostProcessorTime;

    /// <summary>Runs the work, at most twice, within the budget. What it throws comes through.</summary>
    public async Task<BudgetedReading<T>> ReadAsync<T>(Func<T> read, CancellationToken ct)
        where T : class
    {
        if (Within(Budget < AtOnce ? Budget : AtOnce, read) is { Result: not null } quick)
            return quick;
        if (!await _one.WaitAsync(LongestQueue, ct))
            return default;
        var work = Task.Factory.StartNew(
            () =>
            {
                try
                {
                    return Within(Budget, read);
                }
                finally
                {
                    _one.Release();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        return await work.WaitAsync(ct);
    }

    public void Dispose()
    {
        _tidying.Dispose();
        _one.Dispose();
    }

    private BudgetedReading<T> Within<T>(TimeSpan limit, Func<T> read)
        where T : class
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            return CpuBudget.TryRun(limit, read, out var result, out var spent)
                ? new BudgetedReading<T>(result, spent)
                : new BudgetedReading<T>(null, spent);
        }
        finally
        {
            if (
                GC.GetAllocatedBytesForCurrentThread() - before > MuchMemory
                && Interlocked.Exchange(ref _tidyingsLeft, 2) == 0
            )
                _tidying.Change(BeforeTidying, BetweenTidyings);
        }
    }

    /// <summary>
    /// Gives the system back what large documents took: ten seconds after the first of them, and every half minute
    /// until none came between two times.
    /// </summary>
    private void Tidy()
    {
        if (Interlocked.Decrement(ref _tidyingsLeft) <= 0)
        {
            Interlocked.Exchange(ref _tidyingsLeft, 0);
            _tidying.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
        UnusedMemory.GiveBack();
    }
}
