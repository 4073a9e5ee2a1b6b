using AlertBot.RuleTesting;
using AlertBot.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace AlertBot.Tests.RuleTesting;

/// <summary>
/// What readers of the page ask for is stopped when they have gone, and waits for no more than one other.
/// </summary>
public sealed class BoundedWorkTests
{
    [Fact]
    public async Task Work_stops_when_its_reader_has_gone()
    {
        using var work = new BoundedWork(TimeProvider.System);
        using var gone = new CancellationTokenSource();
        var (begun, stopped) = (new TaskCompletionSource(), new TaskCompletionSource());

        var asked = work.RunAsync(
            token =>
            {
                begun.SetResult();
                token.WaitHandle.WaitOne();
                stopped.SetResult();
                token.ThrowIfCancellationRequested();
                return 1;
            },
            gone.Token
        );
        await begun.Task;
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await stopped.Task.WaitAsync(HangLimit.Span, TestContext.Current.CancellationToken);
        Assert.Equal(2, await work.RunAsync(_ => 2, TestContext.Current.CancellationToken));
    }

    /// <summary>A fault of its thread would end the process.</summary>
    [Fact]
    public async Task Work_that_runs_on_when_the_program_stops_ends_well()
    {
        var work = new BoundedWork(TimeProvider.System);
        using var mayEnd = new ManualResetEventSlim();
        var begun = new TaskCompletionSource();

        var asked = work.RunAsync(
            _ =>
            {
                begun.SetResult();
                mayEnd.Wait(CancellationToken.None);
                return 1;
            },
            TestContext.Current.CancellationToken
        );
        await begun.Task;
        work.Dispose();
        mayEnd.Set();

        Assert.Equal(1, await asked);
    }

    [Fact]
    public async Task Work_beyond_its_budget_is_told_so()
    {
        var time = new FakeTimeProvider();
        using var work = new BoundedWork(time);
        var begun = new TaskCompletionSource();

        var asked = work.RunAsync<int>(
            token =>
            {
                begun.SetResult();
                token.WaitHandle.WaitOne();
                throw new OperationCanceledException(token);
            },
            TestContext.Current.CancellationToken
        );
        await begun.Task;
        time.Advance(BoundedWork.Budget - TimeSpan.FromTicks(1));
        Assert.False(asked.IsCompleted);
        time.Advance(TimeSpan.FromTicks(1));

        await Assert.ThrowsAsync<TooCostlyException>(() => asked);
    }

    [Fact]
    public async Task A_fault_reaches_whoever_asked()
    {
        using var work = new BoundedWork(TimeProvider.System);

        await Assert.ThrowsAsync<InvalidDataException>(() =>
            work.RunAsync<int>(_ => throw new InvalidDataException(), TestContext.Current.CancellationToken)
        );
    }
}
