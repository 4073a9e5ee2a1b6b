using NodaTime;

namespace AlertBot.Subscriptions.Commands;

/// <summary>When a chat is told: at once or at hours of the day, and when it is not to be disturbed.</summary>
internal sealed class TimeCommands(SubscriptionStore store)
{
    private static readonly string[][] DigestHours =
    [
        ["06:00", "07:00", "08:00", "09:00"],
        ["12:00", "15:00", "18:00", "21:00"],
    ];
    private static readonly string[] QuietHoursOffered = ["21:00-07:00", "22:00-06:00", "23:00-07:00"];
    private static readonly string[] WeekendsOffered = ["fri-sat", "sat-sun", "fri"];

    public async Task<Reply> DigestAsync(Asking asking, CancellationToken ct)
    {
        if (asking.Words.Length == 0)
            return DigestPanel(asking);
        if (DigestWish.Read(asking.Words)?.Apply(asking.Subscription) is not { } changed)
            return DigestPanel(asking, asking.Texts.DigestWrong);
        await store.SaveAsync(changed, ct);
        return DigestPanel(asking with { Subscription = changed });
    }

    public async Task<Reply> QuietAsync(Asking asking, CancellationToken ct)
    {
        if (asking.Words.Length == 0)
            return QuietPanel(asking);
        if (TimeWish.ReadQuiet(asking.Words) is not { } wish)
            return QuietPanel(asking, asking.Texts.QuietWrong);
        var changed = wish.Apply(asking.Subscription);
        await store.SaveAsync(changed, ct);
        return QuietPanel(asking with { Subscription = changed });
    }

    /// <summary>When the chat is told, in lines.</summary>
    public static IEnumerable<string> Describe(Subscription subscription, ChatTexts texts)
    {
        var zone = subscription.Zone.Id;
        yield return subscription.Slots switch
        {
            [] => subscription.Send switch
            {
                Sending.All => texts.StatusNow,
                Sending.OnlyMust => texts.StatusOnlyMust,
                _ => ChatTexts.Fill(texts.StatusMust, zone),
            },
            [var slot] => ChatTexts.Fill(texts.StatusDigest, $"{slot:HH:mm}", zone),
            var slots => ChatTexts.Fill(
                texts.StatusDigests,
                string.Join(texts.ListSeparator, slots.Select(slot => $"{slot:HH:mm}")),
                zone
            ),
        };
        if (subscription.Quiet is { } quiet)
            yield return ChatTexts.Fill(texts.StatusQuiet, $"{quiet.From:HH:mm}", $"{quiet.Until:HH:mm}", zone);
        if (subscription.QuietDays.Count > 0)
            yield return texts.StatusDays.Replace(
                "{0}",
                texts.List(subscription.QuietDays.Select(day => texts.DayName(day))),
                StringComparison.Ordinal
            );
        if (subscription.UrgentInQuiet)
            yield return texts.StatusUrgent;
    }

    private static Reply DigestPanel(Asking asking, string? problem = null)
    {
        var current = asking.Subscription.Slots;
        IEnumerable<IReadOnlyList<Choice>> choices =
        [
            [new Choice(Ticked.Label(asking.Texts.Buttons["now"], current.Count == 0), "digest off")],
            .. DigestHours.Select(row =>
                (IReadOnlyList<Choice>)
                    [.. row.Select(hour => HourChoice(hour, current.Any(slot => $"{slot:HH:mm}" == hour)))]
            ),
            [ZoneChoice(asking)],
        ];
        return Panel(asking, asking.Texts.Digest, problem, choices);
    }

    private static Reply QuietPanel(Asking asking, string? problem = null)
    {
        var (hours, days) = (asking.Subscription.Quiet, asking.Subscription.QuietDays);
        IEnumerable<IReadOnlyList<Choice>> choices =
        [
            [
                .. QuietHoursOffered.Select(offer => new Choice(
                    Ticked.Label(offer.Replace('-', '–'), hours == TimeWish.ReadQuiet(offer)!.Hours),
                    $"quiet {offer}"
                )),
            ],
            [new Choice(Ticked.Label(asking.Texts.Buttons["no-quiet"], hours is null), "quiet hours off")],
            [
                .. WeekendsOffered.Select(offer => new Choice(
                    Ticked.Label(
                        DaysLabel(asking, TimeWish.ReadQuiet(offer)!.Days!),
                        days.SequenceEqual(TimeWish.ReadQuiet(offer)!.Days!)
                    ),
                    $"quiet {offer}"
                )),
            ],
            [new Choice(Ticked.Label(asking.Texts.Buttons["no-days"], days.Count == 0), "quiet days off")],
            [
                new Choice(
                    Ticked.Label(asking.Texts.Buttons["urgent"], asking.Subscription.UrgentInQuiet),
                    asking.Subscription.UrgentInQuiet ? "quiet urgent off" : "quiet urgent on"
                ),
            ],
            [ZoneChoice(asking)],
        ];
        return Panel(asking, asking.Texts.Quiet, problem, choices);
    }

    private static Reply Panel(Asking asking, string how, string? problem, IEnumerable<IReadOnlyList<Choice>> choices)
    {
        var standing = string.Join('\n', Describe(asking.Subscription, asking.Texts));
        return asking.Panel(
            problem is null ? $"{standing}\n\n{how}" : $"{problem}\n\n{standing}\n\n{how}",
            asking.Subscription.ByOperator ? [] : choices
        );
    }

    private static Choice HourChoice(string hour, bool holds) =>
        new(Ticked.Label(hour, holds), $"digest {(holds ? '-' : '+')}{hour}");

    private static string DaysLabel(Asking asking, IReadOnlyList<IsoDayOfWeek> days) =>
        string.Join(" + ", days.Select(asking.Texts.DayName));

    private static Choice ZoneChoice(Asking asking) => new($"🕑 {asking.Subscription.Zone.Id}", "zone 0");
}
