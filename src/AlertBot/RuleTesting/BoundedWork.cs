namespace AlertBot.RuleTesting;

/// <summary>
/// Runs what a reader of the page asks for beside the service's own work: one at a time, on a thread of its own that
/// comes after all others, no longer than its budget, and not on after the reader has gone.
/// </summary>
/// <param name="time">What the budget is counted by.</param>
internal sealed class BoundedWork(TimeProvider time) : IDisposable
{
    public static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LongestQueue = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>
    /// Throws <see cref="TooCostlyException"/> when it takes longer than the budget, or another still runs.
    /// </summary>
    public async Task<T> RunAsync<T>(Func<CancellationToken, T> work, CancellationToken ct)
    {
        if (!await _one.WaitAsync(LongestQueue, ct))
            throw new TooCostlyException("another trial is still running; try again in a moment");
        var over = new CancellationTokenSource(Budget, time);
        var either = CancellationTokenSource.CreateLinkedTokenSource(ct, over.Token);
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => Run(work, done, over, either))
        {
            IsBackground = true,
            Priority = ThreadPriority.BelowNormal,
            Name = "trial",
        }.Start();
        try
        {
            return await done.Task.WaitAsync(ct);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TooCostlyException($"this takes longer than {Budget.TotalSeconds} seconds; try less at once");
        }
    }

    public void Dispose() => _one.Dispose();

    private void Run<T>(
        Func<CancellationToken, T> work,
        TaskCompletionSource<T> done,
        CancellationTokenSource over,
        CancellationTokenSource either
    )
    {
        Action tell;
        try
        {
            var result = work(either.Token);
            tell = () => done.SetResult(result);
        }
        catch (OperationCanceledException)
        {
            tell = () => done.SetCanceled(CancellationToken.None);
        }
#pragma warning disable CA1031 // Told to whoever waits for it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            tell = () => done.SetException(e);
        }
        either.Dispose();
        over.Dispose();
        try
        {
            _one.Release();
        }
        catch (ObjectDisposedException)
        {
            // The program has stopped meanwhile, and a fault of this thread would end it as a crash.
        }
        tell();
    }
}

/// <summary>A reader asked for more than there is time for; the message says so to them.</summary>
internal sealed class TooCostlyException(string message) : Exception(message);
