using System.ComponentModel.DataAnnotations;

namespace AlertBot.Alerts;

/// <summary>How messages leave the outbox; section <c>Delivery</c>, checked at start.</summary>
internal sealed class DeliveryOptions
{
    /// <summary>Messages on their way at once, over all channels. 1 to 256.</summary>
    [Range(1, 256)]
    public int Concurrency { get; set; } = 32;

    /// <summary>How long a node may hold a chat while it sends. Longer than any channel's time-out. 10 seconds to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>Rest before a message whose fate is unknown is sent once more: what was accepted late should have arrived by then.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan UnsureWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Messages older than this, left over from a down time, come as one digest. 10 minutes to 7 days.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "7.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromHours(6);

    /// <summary>How long settled messages are kept, to answer "why did I get this?". 1 day to 10 years.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(90);
}
