using NodaTime;

namespace AlertBot.Subscriptions.Briefs;

/// <summary>When a chat gets its brief.</summary>
/// <param name="At">The hour, in the chat's zone.</param>
/// <param name="Day">The day of the week; null for every day.</param>
internal sealed record BriefTime(LocalTime At, IsoDayOfWeek? Day)
{
    public static readonly LocalTime UsualHour = new(8, 0);

    /// <summary>The time a brief looks back on.</summary>
    public TimeSpan Length => TimeSpan.FromDays(Day is null ? 1 : 7);

    /// <summary>The next moment after then. A brief of every day leaves quiet days out.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset now, DateTimeZone zone, IReadOnlyList<IsoDayOfWeek> quietDays)
    {
        var local = Instant.FromDateTimeOffset(now).InZone(zone);
        var date = local.TimeOfDay < At ? local.Date : local.Date.PlusDays(1);
        while (Day is { } day ? date.DayOfWeek != day : quietDays.Contains(date.DayOfWeek))
            date = date.PlusDays(1);
        var next = (date + At).InZoneLeniently(zone).ToInstant().ToDateTimeOffset();
        // Where summer time skips the hour, what is lenient may lie behind.
        return next > now
            ? next
            : (date.PlusDays(Day is null ? 1 : 7) + At).InZoneLeniently(zone).ToInstant().ToDateTimeOffset();
    }
}
