using AlertBot.Runtime;

namespace AlertBot.Channels.Discord.Api;

/// <summary>
/// Counts answers 401, 403 and 429 (but shared ones): 10,000 of them in 10 minutes ban the machine's address (Rate
/// Limits, read 2026-11-23). At a tenth of that something is wrong with us, and asking stops until the window has moved
/// on.
/// </summary>
internal sealed class InvalidRequests(TimeProvider clock)
{
    public const int Most = 1000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Queue<DateTimeOffset> _times = [];

    /// <summary>True for the one that fills the measure.</summary>
    public bool Count()
    {
        lock (_lock)
        {
            DropExpired();
            _times.Enqueue(clock.GetSteadyNow());
            return _times.Count == Most;
        }
    }

    /// <summary>Zero, or how long nothing may be asked.</summary>
    public TimeSpan RemainingPause()
    {
        lock (_lock)
        {
            DropExpired();
            return _times.Count < Most ? TimeSpan.Zero : _times.Peek() + Window - clock.GetSteadyNow();
        }
    }

    private void DropExpired()
    {
        while (_times.TryPeek(out var oldest) && clock.GetSteadyNow() - oldest >= Window)
            _times.Dequeue();
    }
}
