using AlertBot.Storage;
using AlertBot.Storage.Leases;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace AlertBot.Hosting;

/// <summary>
/// Sees the clock put back while the bot runs, by time that only runs forward. The schedule goes by the clock on the
/// wall: until that is again where it was, nothing would be looked at.
/// </summary>
internal sealed class ClockWatch(
    ISchedulerFactory schedulers,
    ClockSteps steps,
    NodeClock nodeClock,
    Database database,
    JobRunner runner,
    TimeProvider clock
) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (wall, steady) = (clock.GetUtcNow(), clock.GetTimestamp());
        while (true)
        {
            await Task.Delay(BetweenLooks, clock, stoppingToken);
            var (nextWall, nextSteady) = (clock.GetUtcNow(), clock.GetTimestamp());
            var step = nextWall - wall - clock.GetElapsedTime(steady, nextSteady);
            (wall, steady) = (nextWall, nextSteady);
            if (step < -ClockSteps.Slack)
            {
                await RestartAsync(stoppingToken);
                await runner.RunAsync(MendAsync);
                wall = clock.GetUtcNow();
            }
        }
    }

    private async Task MendAsync(CancellationToken ct)
    {
        await nodeClock.SetAsync(database, ct);
        await steps.MendAsync(ct);
    }

    /// <summary>Every job runs at once and then at its pace.</summary>
    private async Task RestartAsync(CancellationToken ct)
    {
        var scheduler = await schedulers.GetScheduler(ct);
        foreach (var key in HostingRegistration.Triggers)
        {
            if (await scheduler.GetTrigger(key, ct) is { } trigger)
                await scheduler.RescheduleJob(key, trigger.GetTriggerBuilder().StartNow().Build(), ct);
        }
    }
}
