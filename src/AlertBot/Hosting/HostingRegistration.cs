using AlertBot.Runtime;
using Quartz;

namespace AlertBot.Hosting;

internal static class HostingRegistration
{
    /// <summary>What starts the jobs, one for each, by its name.</summary>
    public static IReadOnlyList<TriggerKey> Triggers { get; } =
    [
        .. new[]
        {
            typeof(PollDueFeeds),
            typeof(DeliverDueMessages),
            typeof(RewriteSummaries),
            typeof(ReloadConfiguration),
            typeof(WatchFeeds),
            typeof(AskHubs),
            typeof(BeatHeart),
            typeof(KeepHouse),
            typeof(FillSearchIndex),
            typeof(SendBriefs),
            typeof(LookForDamage),
        }.Select(job => new TriggerKey(job.Name)),
    ];

    public static IServiceCollection AddHosting(this IServiceCollection services)
    {
        services
            .AddOptions<ScheduleOptions>()
            .BindConfiguration("Schedule")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<ConfigMetrics>();
        services.AddSingleton<ConfigReloader>();
        services.AddSingleton<Housekeeping>();
        services.AddSingleton<StartUp>();
        services.AddSingleton<ShutdownTokens>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<ClockSteps>();
        services.AddSingleton<Heartbeat>();
        services.AddHostedService<ClockWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<Heartbeat>());
        services.AddQuartz(quartz =>
        {
            // Polls and sends may overlap with themselves while some of them wait for a slow server; a waiting run
            // holds a place, no thread.
            quartz.UseDefaultThreadPool(128);
            Every<PollDueFeeds>(quartz, o => o.PollTick);
            Every<DeliverDueMessages>(quartz, o => o.DeliverTick);
            Every<RewriteSummaries>(quartz, o => o.DeliverTick);
            Every<ReloadConfiguration>(quartz, o => o.ConfigTick);
            Every<WatchFeeds>(quartz, o => o.WatchTick);
            Every<AskHubs>(quartz, o => o.HubTick);
            Every<BeatHeart>(quartz, o => o.LifeTick);
            Every<KeepHouse>(quartz, o => o.HousekeepingTick);
            Every<SendBriefs>(quartz, o => o.HubTick);
            Every<FillSearchIndex>(quartz, o => o.HousekeepingTick);
            Every<LookForDamage>(quartz, o => o.DamageTick);
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return services;
    }

    private static void Every<TJob>(IQuartzBuilder quartz, Func<ScheduleOptions, TimeSpan> interval)
        where TJob : IJob =>
        quartz.ScheduleJob<TJob>(
            (services, trigger) =>
                trigger
                    .WithIdentity(typeof(TJob).Name)
                    .StartNow()
                    .WithSimpleSchedule(schedule =>
                        schedule
                            .WithInterval(interval(services.GetRequiredService<IOptions<ScheduleOptions>>().Value))
                            .RepeatForever()
                            .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)
                    ),
            (_, job) => job.WithIdentity(typeof(TJob).Name)
        );
}
