using AlertBot.Runtime;
using AlertBot.Storage.Leases;

namespace AlertBot.Channels;

/// <summary>
/// Spaces sends evenly but for short bursts (generic cell rate algorithm): in no second do more leave than the rate and
/// what the burst takes (a twentieth of a second's worth unless told), and several nodes share that, so a 429 that
/// pacing could avoid does not happen. Told that the network found it too fast, it slows down and finds its way back.
/// </summary>
internal sealed class SendRateLimiter(
    int perSecond,
    TimeProvider clock,
    TimeSpan? burst = null,
    NodeShare? share = null
)
{
    private const double Slowest = 4;

    private readonly TimeSpan _burst = burst ?? TimeSpan.FromSeconds(0.05);
    private readonly TimeSpan _step = TimeSpan.FromSeconds(1.0 / perSecond);
    private readonly Lock _lock = new();
    private DateTimeOffset _next = DateTimeOffset.MinValue;
    private double _slowness = 1;

    /// <summary>Waits for this send's turn.</summary>
    public Task WaitAsync(CancellationToken ct)
    {
        TimeSpan wait;
        lock (_lock)
        {
            var now = clock.GetSteadyNow();
            var turn = _next > now ? _next : now;
            _next = turn + (_step * _slowness * (share?.Nodes ?? 1));
            // A hundred sends without complaint take back a half of what one complaint cost.
            _slowness = Math.Max(1, _slowness * 0.998);
            wait = turn - now - _burst;
        }
        return wait > TimeSpan.Zero ? Task.Delay(wait, clock, ct) : Task.CompletedTask;
    }

    /// <summary>The network said that all chats together were sent too much.</summary>
    public void SlowDown()
    {
        lock (_lock)
            _slowness = Math.Min(Slowest, _slowness * 1.5);
    }
}
