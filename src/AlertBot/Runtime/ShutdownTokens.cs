using Microsoft.Extensions.Hosting;

namespace AlertBot.Runtime;

/// <summary>
/// Gives what is in flight a moment after the host was told to stop: a send cut off at once has an unknown fate and is
/// sent twice.
/// </summary>
internal sealed class ShutdownTokens : IDisposable
{
    /// <summary>Within the 5 seconds a stop may take, with time left to close the store.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _over = new();
    private readonly CancellationTokenRegistration _stopping;

    public ShutdownTokens(IHostApplicationLifetime lifetime)
    {
        Stopping = lifetime.ApplicationStopping;
        _stopping = Stopping.Register(() => _over.CancelAfter(Length));
    }

    /// <summary>Cancelled when no new work may be begun.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Cancelled when work that was begun is abandoned.</summary>
    public CancellationToken Abandon => _over.Token;

    /// <summary>Runs work that begins nothing new after the stop; being cut short by it is no fault.</summary>
    public async ValueTask UntilStoppedAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(Stopping);
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
        {
            // What was cut short is still due, and found so at the next start.
        }
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _over.Dispose();
    }
}
