using AlertBot.Storage.Backups;
using AlertBot.Storage.Leases;
using AlertBot.Web.Pages;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AlertBot.Web.Api;

/// <summary>
/// Whether the bot does its work, one health check for each part. One that cannot read the store throws, which
/// <see cref="HealthEndpoints"/> tells as the store's fault.
/// </summary>
internal static class ReadinessChecks
{
    /// <summary>In the order they are told in.</summary>
    public static void AddReadiness(this IHealthChecksBuilder checks) =>
        checks
            .AddCheck<StoreCheck>("store")
            .AddCheck<ScheduleCheck>("schedule")
            .AddCheck<PollerCheck>("poller")
            .AddCheck<ChannelsCheck>("channels")
            .AddCheck<QueueCheck>("queue");

    public static HealthCheckResult Result(bool isFine, string says) =>
        isFine ? HealthCheckResult.Healthy(says) : HealthCheckResult.Unhealthy(says);

    public static string Seconds(TimeSpan? time) => $"{time?.TotalSeconds:0} s";
}

/// <summary>Whether the store was found damaged.</summary>
internal sealed class StoreCheck(StoreDamage damage) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken ct) =>
        Task.FromResult(
            damage.What is null ? ReadinessChecks.Result(true, "answers") : ReadinessChecks.Result(false, "is damaged")
        );
}

/// <summary>Whether jobs run.</summary>
internal sealed class ScheduleCheck(NodeStore nodes, TimeProvider clock) : IHealthCheck
{
    /// <summary>Four times the usual time between signs of life.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken ct)
    {
        var silence = clock.GetUtcNow() - await nodes.LastSignAsync(ct);
        return ReadinessChecks.Result(
            silence < LongestSilence,
            silence is null ? "no sign of life yet" : $"last sign of life {ReadinessChecks.Seconds(silence)} ago"
        );
    }
}

/// <summary>Whether feeds that are due are polled.</summary>
internal sealed class PollerCheck(PageStore store, TimeProvider clock) : IHealthCheck
{
    /// <summary>Feeds wait for a slot in a sweep; none does so for ten minutes.</summary>
    private static readonly TimeSpan LongestOverdue = TimeSpan.FromMinutes(10);

    /// <summary>Between clocks of several nodes.</summary>
    private static readonly TimeSpan LongestAhead = TimeSpan.FromMinutes(1);

    /// <summary>The longest pause between two polls of one feed that a server may ask for, and some.</summary>
    private static readonly TimeSpan LongestUntilNext = TimeSpan.FromDays(8);

    /// <summary>A clock put back leaves no feed due for as long as it was ahead: that is no idle poller.</summary>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var overdue = now - await store.OldestDueFeedAsync(now, ct);
        var polls = await store.PollsAsync(ct);
        var (ahead, untilNext) = (polls.Last - now, polls.Next - now);
        return ahead > LongestAhead
                ? ReadinessChecks.Result(
                    false,
                    $"the last poll lies {ReadinessChecks.Seconds(ahead)} ahead; the clock was put back"
                )
            : untilNext > LongestUntilNext
                ? ReadinessChecks.Result(false, $"nothing is polled for another {ReadinessChecks.Seconds(untilNext)}")
            : overdue is null ? ReadinessChecks.Result(true, "no feed is due")
            : ReadinessChecks.Result(
                overdue < LongestOverdue,
                $"the feed longest due has been so for {ReadinessChecks.Seconds(overdue)}"
            );
    }
}

/// <summary>Whether all channels that are switched on may send.</summary>
internal sealed class ChannelsCheck(PageStore store, TimeProvider clock) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken ct)
    {
        var held = await store.HeldAsync(clock.GetUtcNow(), ct);
        return held.Count == 0
            ? ReadinessChecks.Result(true, "all that are switched on may send")
            : ReadinessChecks.Result(false, $"paused: {string.Join(", ", held.Select(channel => channel.Name))}");
    }
}

/// <summary>Whether messages leave.</summary>
internal sealed class QueueCheck(PageStore store, TimeProvider clock) : IHealthCheck
{
    /// <summary>
    /// A flooded chat's messages may wait for minutes; all of a channel's only when it is held, which is told by
    /// itself.
    /// </summary>
    private static readonly TimeSpan LongestQueued = TimeSpan.FromMinutes(15);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var queue = await store.QueueAsync(now, ct);
        var late = now - queue.Oldest;
        return late is null
            ? ReadinessChecks.Result(true, "nothing is due")
            : ReadinessChecks.Result(
                late < LongestQueued,
                $"{queue.Waiting} wait, the oldest has been due for {ReadinessChecks.Seconds(late)}"
            );
    }
}
