using NodaTime;

namespace AlertBot.Subscriptions.Commands.Arguments;

/// <summary>The hours of digests as someone wrote them.</summary>
/// <param name="Slots">The hours, in order; empty to have alerts at once.</param>
/// <param name="Change">Null when these are to be all; else whether they are to be among them (<c>+08:00</c>) or no
/// longer (<c>-08:00</c>).</param>
internal sealed record DigestArgumentParser(IReadOnlyList<LocalTime> Slots, bool? Change)
{
    /// <summary>Which events are to come at once, where the words say so; else null, and that stays as it is.</summary>
    public Sending? Send { get; init; }

    /// <summary>
    /// <c>08:00</c>, <c>8 18</c>, <c>08:00, 18:00</c>, <c>+18:00</c>, <c>-18:00</c>, <c>off</c>, <c>must</c>,
    /// <c>all</c>, <c>only must</c>; null for what cannot be read.
    /// </summary>
    public static DigestArgumentParser? Parse(string words)
    {
        if (OnOff.Parse(words, whenEmpty: null) == false)
            return new DigestArgumentParser([], null);
        if (Sendings.Parse(words) is { } sending)
            return new DigestArgumentParser([], null) { Send = sending };
        var text = TimeArgumentParser.AsciiDigits(words).Trim();
        bool? change =
            text.StartsWith('+') ? true
            : text.StartsWith('-') ? false
            : null;
        return TimeArgumentParser.ReadTimes(text.TrimStart('+', '-')) is { Count: <= Subscription.MostSlots } times
            ? new DigestArgumentParser([.. times.Distinct().Order()], change)
            : null;
    }

    /// <summary>Null when that would be more than there may be.</summary>
    public Subscription? Apply(Subscription subscription)
    {
        IReadOnlyList<LocalTime> slots = Change switch
        {
            true => [.. subscription.Slots.Union(Slots).Order()],
            false => [.. subscription.Slots.Except(Slots)],
            null => Slots,
        };
        return slots.Count > Subscription.MostSlots
            ? null
            : subscription with
            {
                Slots = slots,
                Send = Send ?? subscription.Send,
            };
    }
}
