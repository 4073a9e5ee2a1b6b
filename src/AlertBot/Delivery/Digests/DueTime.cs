using AlertBot.Rules;
using AlertBot.Rules.Follows;
using AlertBot.Subscriptions;
using NodaTime;

namespace AlertBot.Delivery.Digests;

/// <summary>When a message is to go out, by the subscription's digests, quiet hours and quiet days.</summary>
/// <param name="At">Not before this moment.</param>
/// <param name="Gathered">It joins whatever else is due for the chat by then in one message.</param>
internal readonly record struct DueTime(DateTimeOffset At, bool Gathered)
{
    /// <param name="subscription">The chat's wishes.</param>
    /// <param name="now">When the message is written.</param>
    /// <param name="urgency">Of the rules the report meets.</param>
    /// <param name="weight">Of the event: what can wait is gathered, even where a chat wants alerts at once.</param>
    public static DueTime For(
        Subscription subscription,
        DateTimeOffset now,
        Urgency urgency = Urgency.Normal,
        Weight weight = Weight.Must
    )
    {
        if (urgency == Urgency.High && weight == Weight.Must && subscription.UrgentInQuiet)
            return new DueTime(now, Gathered: false);
        var local = Instant.FromDateTimeOffset(now).InZone(subscription.Zone);
        if (subscription.Slots.Count > 0)
            return new DueTime(AfterQuiet(subscription, NextSlot(subscription.Slots, local)), Gathered: true);
        if (weight == Weight.Nice && subscription.Send != Sending.All)
            return new DueTime(AfterQuiet(subscription, NextSlot(NiceSlots, local)), Gathered: true);
        var at = AfterQuiet(subscription, local);
        return at == now ? new DueTime(now, Gathered: false) : new DueTime(at, Gathered: true);
    }

    /// <summary>
    /// When a report is due by the topics for which a chat is told of it: the earliest of their moments; null where it
    /// is not sent for any.
    /// </summary>
    /// <param name="subscription">The chat's wishes.</param>
    /// <param name="topics">The topics, and rules of words that the chat follows.</param>
    /// <param name="now">When the message is written.</param>
    /// <param name="urgency">Of the rules the report meets.</param>
    /// <param name="weight">Of the event; what a chat follows in words of its own it has to know, whatever others make
    /// of it.</param>
    public static DueTime? ForTopics(
        Subscription subscription,
        IReadOnlyList<string> topics,
        DateTimeOffset now,
        Urgency urgency,
        Weight weight
    )
    {
        DueTime? first = null;
        foreach (var topic in topics)
        {
            var ofTopic = FollowExpression.IsRuleId(topic) ? Weight.Must : weight;
            var timing = subscription.Timings.GetValueOrDefault(topic);
            var adjusted = ForTiming(subscription, timing);
            if (!adjusted.Send.Takes(ofTopic))
                continue;
            var due = For(adjusted, now, urgency, ofTopic);
            if (first is not { } other || (due.At, due.Gathered).CompareTo((other.At, other.Gathered)) < 0)
                first = due;
        }
        return first;
    }

    /// <summary>The chat's wishes as they are for a topic of that timing.</summary>
    private static Subscription ForTiming(Subscription subscription, TopicTiming timing) =>
        timing switch
        {
            TopicTiming.Now => subscription with { Slots = [], Send = Sending.All },
            TopicTiming.Digest => subscription with
            {
                Slots = subscription.Slots.Count > 0 ? subscription.Slots : NiceSlots,
                Send = Sending.All,
            },
            TopicTiming.OnlyMust => subscription with { Send = Sending.OnlyMust },
            _ => subscription,
        };

    /// <summary>When what can wait comes to a chat that has set no digest: at the end of a working day.</summary>
    private static readonly LocalTime[] NiceSlots = [new(18, 0)];

    /// <summary>The first moment from then on that lies in no quiet hour and on no quiet day.</summary>
    private static DateTimeOffset AfterQuiet(Subscription subscription, ZonedDateTime moment)
    {
        // Seven quiet days cannot be set, so this ends; a day may be met twice, by its hours and as a day.
        for (var step = 0; step < 14; step++)
        {
            if (subscription.QuietDays.Contains(moment.DayOfWeek))
                moment = (
                    moment.Date.PlusDays(1)
                    + (subscription.Slots.Count > 0 ? subscription.Slots[0] : LocalTime.Midnight)
                ).InZoneLeniently(moment.Zone);
            else if (
                subscription.Slots.Count == 0
                && subscription.Quiet is { } quiet
                && Covers(quiet, moment.TimeOfDay)
            )
                moment = Next(moment, quiet.Until);
            else
                break;
        }
        return moment.ToInstant().ToDateTimeOffset();
    }

    private static bool Covers(QuietHours quiet, LocalTime time) =>
        quiet.From < quiet.Until ? time >= quiet.From && time < quiet.Until : time >= quiet.From || time < quiet.Until;

    private static ZonedDateTime NextSlot(IReadOnlyList<LocalTime> slots, ZonedDateTime local) =>
        slots.Select(slot => Next(local, slot)).MinBy(next => next.ToInstant());

    /// <summary>
    /// The next time the clock on the wall shows <paramref name="time"/>; where summer time skips it, the moment after
    /// the gap.
    /// </summary>
    private static ZonedDateTime Next(ZonedDateTime local, LocalTime time)
    {
        var date = time > local.TimeOfDay ? local.Date : local.Date.PlusDays(1);
        return (date + time).InZoneLeniently(local.Zone);
    }
}
