using Microsoft.Extensions.Time.Testing;

namespace AlertBot.Tests.Support;

/// <summary>
/// Makes a test's clock run fast while it lives, for what waits minutes between two steps: one second every ten
/// milliseconds.
/// </summary>
internal sealed class RunningClock : IDisposable
{
    private readonly ITimer _ticks;

    public RunningClock(FakeTimeProvider clock) =>
        _ticks = TimeProvider.System.CreateTimer(
            _ => clock.Advance(TimeSpan.FromSeconds(1)),
            null,
            TimeSpan.Zero,
            TimeSpan.FromMilliseconds(10)
        );

    public void Dispose() => _ticks.Dispose();
}
