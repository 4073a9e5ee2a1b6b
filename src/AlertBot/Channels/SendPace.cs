namespace AlertBot.Channels;

/// <summary>Spaces sends evenly: a network that counts per second meets no bursts, and a 429 that pacing could avoid does not happen.</summary>
internal sealed class SendPace(int perSecond, TimeProvider clock)
{
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
            wait = turn - now;
        }
        return wait > TimeSpan.Zero ? Task.Delay(wait, clock, ct) : Task.CompletedTask;
    }
}
