namespace AlertBot.Tests.Support;

/// <summary>Lets tests wait for something to happen rather than for time to pass.</summary>
internal sealed class Signal
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Done at the next <see cref="Raise"/>. Take it before looking, so that nothing is missed in between.
    /// </summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Raise() =>
        Interlocked
            .Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))
            .TrySetResult();
}
