using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Subscriptions.Commands.Arguments;
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

    public async Task<Reply> DigestAsync(CommandContext context, CancellationToken ct)
    {
        if (context.Words.Length == 0)
            return DigestPanel(context);
        if (DigestArgumentParser.Parse(context.Words)?.Apply(context.Subscription) is not { } changed)
            return DigestPanel(context, context.Texts.DigestWrong);
        await store.SaveAsync(changed, ct);
        return DigestPanel(context with { Subscription = changed });
    }

    public async Task<Reply> QuietAsync(CommandContext context, CancellationToken ct)
    {
        if (context.Words.Length == 0)
            return QuietPanel(context);
        if (TimeArgumentParser.ReadQuiet(context.Words) is not { } parsed)
            return QuietPanel(context, context.Texts.QuietWrong);
        var changed = parsed.Apply(context.Subscription);
        await store.SaveAsync(changed, ct);
        return QuietPanel(context with { Subscription = changed });
    }

    /// <summary><c>/only must</c>: nothing but what a desk has to know; <c>/only all</c>: the rest, too.</summary>
    public async Task<Reply> OnlyAsync(CommandContext context, CancellationToken ct)
    {
        if (context.Words.Length == 0)
            return OnlyPanel(context);
        var timing = TimingArgumentParser.ParseAlone(context.Words);
        var isMust = timing == TopicTiming.OnlyMust;
        if (!isMust && timing != TopicTiming.Usual && NameFilterParser.Parse(context.Words, []).Filter is null)
            return OnlyPanel(context, context.Texts.OnlyWrong);
        var send =
            isMust ? Sending.OnlyMust
            : context.Subscription.Send == Sending.OnlyMust ? Sending.Must
            : context.Subscription.Send;
        var changed = context.Subscription with { Send = send };
        await store.SaveAsync(changed, ct);
        return OnlyPanel(context with { Subscription = changed });
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
                _ => SafeText.Fill(texts.StatusMust, zone),
            },
            [var slot] => SafeText.Fill(texts.StatusDigest, $"{slot:HH:mm}", zone),
            var slots => SafeText.Fill(
                texts.StatusDigests,
                string.Join(texts.ListSeparator, slots.Select(slot => $"{slot:HH:mm}")),
                zone
            ),
        };
        if (subscription is { Slots.Count: > 0, Send: Sending.OnlyMust })
            yield return texts.StatusOnlyMust;
        if (subscription.Quiet is { } quiet)
            yield return SafeText.Fill(texts.StatusQuiet, $"{quiet.From:HH:mm}", $"{quiet.Until:HH:mm}", zone);
        if (subscription.QuietDays.Count > 0)
            yield return texts.StatusDays.Replace(
                "{0}",
                texts.List(subscription.QuietDays.Select(day => texts.DayName(day))),
                StringComparison.Ordinal
            );
        if (subscription.UrgentInQuiet)
            yield return texts.StatusUrgent;
    }

    private static Reply DigestPanel(CommandContext context, string? problem = null)
    {
        var current = context.Subscription.Slots;
        IEnumerable<IReadOnlyList<Choice>> choices =
        [
            [new Choice(CheckedChoices.Label(context.Texts.Buttons["now"], current.Count == 0), "digest off")],
            .. DigestHours.Select(row =>
                (IReadOnlyList<Choice>)
                    [.. row.Select(hour => HourChoice(hour, current.Any(slot => $"{slot:HH:mm}" == hour)))]
            ),
            [ZoneChoice(context)],
        ];
        return Panel(context, context.Texts.Digest, problem, choices);
    }

    private static Reply OnlyPanel(CommandContext context, string? problem = null)
    {
        var isMust = context.Subscription.Send == Sending.OnlyMust;
        IEnumerable<IReadOnlyList<Choice>> choices =
        [
            [new Choice(CheckedChoices.Label(context.Texts.Timings["must"], isMust), "only must")],
            [new Choice(CheckedChoices.Label(context.Texts.Buttons["everything"], !isMust), "only all")],
        ];
        return Panel(context, context.Texts.OnlyHow, problem, choices);
    }

    private static Reply QuietPanel(CommandContext context, string? problem = null)
    {
        var (hours, days) = (context.Subscription.Quiet, context.Subscription.QuietDays);
        IEnumerable<IReadOnlyList<Choice>> choices =
        [
            [
                .. QuietHoursOffered.Select(offer => new Choice(
                    CheckedChoices.Label(offer.Replace('-', '–'), hours == TimeArgumentParser.ReadQuiet(offer)!.Hours),
                    $"quiet {offer}"
                )),
            ],
            [new Choice(CheckedChoices.Label(context.Texts.Buttons["no-quiet"], hours is null), "quiet hours off")],
            [
                .. WeekendsOffered.Select(offer => new Choice(
                    CheckedChoices.Label(
                        DaysLabel(context, TimeArgumentParser.ReadQuiet(offer)!.Days!),
                        days.SequenceEqual(TimeArgumentParser.ReadQuiet(offer)!.Days!)
                    ),
                    $"quiet {offer}"
                )),
            ],
            [new Choice(CheckedChoices.Label(context.Texts.Buttons["no-days"], days.Count == 0), "quiet days off")],
            [
                new Choice(
                    CheckedChoices.Label(context.Texts.Buttons["urgent"], context.Subscription.UrgentInQuiet),
                    context.Subscription.UrgentInQuiet ? "quiet urgent off" : "quiet urgent on"
                ),
            ],
            [ZoneChoice(context)],
        ];
        return Panel(context, context.Texts.Quiet, problem, choices);
    }

    private static Reply Panel(
        CommandContext context,
        string how,
        string? problem,
        IEnumerable<IReadOnlyList<Choice>> choices
    )
    {
        var standing = string.Join('\n', Describe(context.Subscription, context.Texts));
        return context.Panel(
            problem is null ? $"{standing}\n\n{how}" : $"{problem}\n\n{standing}\n\n{how}",
            context.Subscription.ByOperator ? [] : choices
        );
    }

    private static Choice HourChoice(string hour, bool holds) =>
        new(CheckedChoices.Label(hour, holds), $"digest {(holds ? '-' : '+')}{hour}");

    private static string DaysLabel(CommandContext context, IReadOnlyList<IsoDayOfWeek> days) =>
        string.Join(" + ", days.Select(context.Texts.DayName));

    private static Choice ZoneChoice(CommandContext context) => new($"🕑 {context.Subscription.Zone.Id}", "zone 0");
}
