using System.ComponentModel.DataAnnotations;

namespace AlertBot.Hosting;

/// <summary>How often it is looked what is due; section <c>Schedule</c>, checked at start.</summary>
internal sealed class ScheduleOptions
{
    /// <summary>For feeds to poll. 100 ms to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan PollTick { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>For messages to send. 100 ms to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan DeliverTick { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>For changed config files. 100 ms to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan ConfigTick { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>For feeds the operator should hear of. 1 second to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan WatchTick { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>For hubs to ask (WebSub), for news they told of, and for briefs. 100 ms to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan HubTick { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// For the sign of life: a node without one for 12 seconds is taken for dead. 100 ms to 5 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:05", ParseLimitsInInvariantCulture = true)]
    public TimeSpan LifeTick { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>For damage to the store's pages, some seconds each time. 1 second to 7 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan DamageTick { get; set; } = TimeSpan.FromHours(1);

    /// <summary>For what is past its time. 1 second to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan HousekeepingTick { get; set; } = TimeSpan.FromSeconds(30);
}
