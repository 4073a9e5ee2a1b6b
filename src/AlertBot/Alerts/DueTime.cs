using AlertBot.Subscriptions;
using NodaTime;

namespace AlertBot.Alerts;

/// <summary>When a message is to go out, by the subscription's digest and quiet hours.</summary>
/// <param name="At">Not before this moment.</param>
/// <param name="Gathered">It joins whatever else is due for the chat by then in one message.</param>
internal readonly record struct DueTime(DateTimeOffset At, bool Gathered)
{
    public static DueTime For(Subscription subscription, DateTimeOffset now)
    {
        var local = Instant.FromDateTimeOffset(now).InZone(subscription.Zone);
        if (subscription.DigestAt is { } slot)
            return new DueTime(Next(local, slot), Gathered: true);
        if (subscription.Quiet is { } quiet && Covers(quiet, local.TimeOfDay))
            return new DueTime(Next(local, quiet.Until), Gathered: true);
        return new DueTime(now, Gathered: false);
    }

    private static bool Covers(QuietHours quiet, LocalTime time) =>
        quiet.From < quiet.Until ? time >= quiet.From && time < quiet.Until : time >= quiet.From || time < quiet.Until;

    /// <summary>The next time the clock on the wall shows <paramref name="time"/>; where summer time skips it, the moment after the gap.</summary>
    private static DateTimeOffset Next(ZonedDateTime local, LocalTime time)
    {
        var date = time > local.TimeOfDay ? local.Date : local.Date.PlusDays(1);
        return (date + time).InZoneLeniently(local.Zone).ToInstant().ToDateTimeOffset();
    }
}
