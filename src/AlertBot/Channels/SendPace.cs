namespace AlertBot.Channels;

/// <summary>
/// Spaces sends evenly but for short bursts (generic cell rate algorithm): in no second do more than the rate and a fifth of it leave, so
/// a 429 that pacing could avoid does not happen.
/// </summary>
internal sealed class SendPace(int perSecond, TimeProvider clock)
{
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(0.2);

    private readonly TimeSpan _step = TimeSpan.FromSeconds(1.0 / perSecond);
    private readonly Lock _lock = new();
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>Waits for this send's turn.</summary>
    public Task WaitAsync(CancellationToken ct)
    {
        TimeSpan wait;
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var turn = _next > now ? _next : now;
            _next = turn + _step;
            wait = turn - now - Burst;
        }
        return wait > TimeSpan.Zero ? Task.Delay(wait, clock, ct) : Task.CompletedTask;
    }
}
