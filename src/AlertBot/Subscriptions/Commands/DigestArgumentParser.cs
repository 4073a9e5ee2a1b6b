using NodaTime;

namespace AlertBot.Subscriptions.Commands;

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
        var times = text.TrimStart('+', '-')
            .Split([' ', ',', '،', '+'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word is not ("and" or "et" or "و"))
            .Select(TimeArgumentParser.ReadTime)
            .ToList();
        return times.Count == 0 || times.Contains(null) || times.Count > Subscription.MostSlots
            ? null
            : new DigestArgumentParser([.. times.Select(time => time!.Value).Distinct().Order()], change);
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
