using AlertBot.Channels;
using Microsoft.Extensions.Time.Testing;

namespace AlertBot.Tests.Channels;

public sealed class SendRateLimiterTests
{
    private readonly FakeTimeProvider _clock = new(AlertBot.Tests.Support.Some.Time);

    /// <summary>Milliseconds at which sends that were all wished at once may leave.</summary>
    private List<int> Departures(SendRateLimiter pace, int sends)
    {
        var waiting = Enumerable
            .Range(0, sends)
            .Select(_ => pace.WaitAsync(TestContext.Current.CancellationToken))
            .ToList();
        var departures = new List<int>();
        for (var ms = 0; departures.Count < sends; ms++)
        {
            departures.AddRange(waiting.Where(w => w.IsCompleted).Select(_ => ms));
            waiting.RemoveAll(w => w.IsCompleted);
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }
        return departures;
    }

    [Theory]
    [InlineData(25)]
    [InlineData(30)]
    [InlineData(250)]
    public void A_full_queue_uses_the_rate_and_no_second_sees_more_than_a_twentieth_above_it(int rate)
    {
        var departures = Departures(new SendRateLimiter(rate, _clock), rate * 20);

        Assert.All(departures, start =>
            Assert.InRange(departures.Count(d => d >= start && d < start + 1000), 0, (int)(rate * 1.05) + 1)
        );
        Assert.True(
            departures.Count / (departures[^1] / 1000.0) >= 0.95 * rate,
            $"{departures.Count} in {departures[^1]} ms"
        );
    }

    [Fact]
    public void A_bot_that_was_too_fast_slows_down_and_finds_its_way_back()
    {
        var pace = new SendRateLimiter(25, _clock);
        pace.SlowDown();

        var departures = Departures(pace, 500);

        Assert.InRange(departures[25], 1300, 1600);
        Assert.InRange(departures[^1] - departures[^26], 950, 1050);
    }
}
