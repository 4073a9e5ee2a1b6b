namespace AlertBot.Runtime;

/// <summary>Time that only runs forward, for rests that live no longer than the process.</summary>
internal static class MonotonicTime
{
    /// <summary>
    /// A moment to compare with others of this process alone. The clock on the wall may be put back by a day, and a
    /// rest of a second would last that day.
    /// </summary>
    public static DateTimeOffset GetSteadyNow(this TimeProvider clock) =>
        DateTimeOffset.UnixEpoch.AddTicks(
            // In whole numbers: GetElapsedTime counts in floating point, which loses microseconds of a long uptime.
            (long)((Int128)clock.GetTimestamp() * TimeSpan.TicksPerSecond / clock.TimestampFrequency)
        );
}
