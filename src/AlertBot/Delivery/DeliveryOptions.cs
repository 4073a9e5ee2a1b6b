using System.ComponentModel.DataAnnotations;

namespace AlertBot.Delivery;

/// <summary>How messages leave the outbox; section <c>Delivery</c>, checked at start.</summary>
internal sealed class DeliveryOptions
{
    /// <summary>
    /// Messages on their way at once, over all channels; so many silent servers it takes to hold up a healthy chat. 1
    /// to 256.
    /// </summary>
    [Range(1, 256)]
    public int Concurrency { get; set; } = 128;

    /// <summary>
    /// How long a node may hold a chat while it sends. Longer than any channel's time-out. 10 seconds to 1 hour.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>
    /// Rest before a message whose fate is unknown is sent once more: what was accepted late should have arrived by
    /// then.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan UnsureWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Rest before a message is edited because more publishers report its story: what they bring together is one edit.
    /// 0 to 1 day.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan EditWait { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Subscriptions of one channel that may end within an hour by what the network says; when they are more than a
    /// tenth of the channel's as well, it is rather a fault of ours or theirs, and no more end. 1 to 1,000,000.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MostEndings { get; set; } = 20;

    /// <summary>How long reports of things past wait for one another, to be one digest. 0 to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan LateWait { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Messages and reports older than this, left over from a down time, come as one digest. 10 minutes to 7 days.
    /// </summary>
    [Range(typeof(TimeSpan), "00:10:00", "7.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromHours(6);

    /// <summary>How long settled messages are kept, to answer "why did I get this?". 1 day to 10 years.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(90);
}
