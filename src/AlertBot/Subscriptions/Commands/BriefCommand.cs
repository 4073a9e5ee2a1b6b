using System.Text;
using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Subscriptions.Briefs;
using AlertBot.Subscriptions.Commands.Arguments;
using NodaTime;

namespace AlertBot.Subscriptions.Commands;

/// <summary><c>/brief 08:00</c>, <c>/brief sunday</c>, <c>/brief now</c>: what happened, in one message.</summary>
internal sealed class BriefCommand(SubscriptionStore store, BriefComposer composer, BriefChart charts)
{
    /// <summary>What every network shows of an answer; Discord's messages are the shortest.</summary>
    private const int MostInAnswer = 1900;

    private static readonly string[] HoursOffered = ["07:00", "08:00", "09:00"];
    private static readonly string[] DaysOffered = ["friday", "sunday", "monday"];

    public async Task<Reply> BriefAsync(CommandContext context, CancellationToken ct)
    {
        if (context.Words.Length == 0)
            return Panel(context);
        var parsed = BriefArgumentParser.Parse(context.Words);
        switch (parsed.Kind)
        {
            case BriefKind.Unclear:
                return Panel(context, context.Texts.BriefWrong);
            case BriefKind.Off or BriefKind.At:
                var changed = context.Subscription with { Brief = parsed.Time };
                await store.SaveAsync(changed, ct);
                return Panel(context with { Subscription = changed, IsKnown = true });
            default:
                return await NowAsync(context, parsed, ct);
        }
    }

    /// <summary>When the chat gets its brief, in one line; none where it gets none.</summary>
    public static IEnumerable<string> Describe(Subscription subscription, ChatTexts texts) =>
        subscription.Brief is not { } brief
            ? []
            :
            [
                brief.Day is { } day
                    ? SafeText.Fill(
                        texts.StatusBriefWeek,
                        texts.DayName(day),
                        $"{brief.At:HH:mm}",
                        subscription.Zone.Id
                    )
                    : SafeText.Fill(texts.StatusBriefDay, $"{brief.At:HH:mm}", subscription.Zone.Id),
            ];

    private async Task<Reply> NowAsync(CommandContext context, BriefArgumentParser parsed, CancellationToken ct)
    {
        var isFile = parsed.Kind != BriefKind.Now;
        var length =
            parsed.IsWeek ? TimeSpan.FromDays(7)
            : context.Subscription.Brief is { } set ? set.Length
            : TimeSpan.FromDays(1);
        var brief = await composer.ComposeAsync(context.Subscription, length, isWhole: isFile, ct);
        var chart = charts.Draw(brief, context.Language);
        if (!isFile)
            return context.Reply(BriefDocument.ToText(brief, MostInAnswer)) with { Document = chart };
        var (name, text) =
            parsed.Kind == BriefKind.Html
                ? ("brief.html", BriefDocument.ToHtml(brief, context.Language, chart))
                : ("brief.md", BriefDocument.ToMarkdown(brief));
        return context.Reply(brief.Title) with { Document = new ReplyDocument(name, Encoding.UTF8.GetBytes(text)) };
    }

    private static Reply Panel(CommandContext context, string? problem = null)
    {
        var (brief, texts) = (context.Subscription.Brief, context.Texts);
        var standing = Describe(context.Subscription, texts).DefaultIfEmpty(texts.StatusNoBrief);
        string[] parts = [.. problem is null ? [] : new[] { problem }, .. standing, texts.BriefHow];
        IEnumerable<IReadOnlyList<Choice>> choices =
        [
            [
                .. HoursOffered.Select(hour => new Choice(
                    CheckedChoices.Label(hour, brief is { Day: null } && $"{brief.At:HH:mm}" == hour),
                    $"brief {hour}"
                )),
            ],
            [
                .. DaysOffered.Select(name =>
                {
                    var day = Enum.Parse<IsoDayOfWeek>(name, ignoreCase: true);
                    return new Choice(CheckedChoices.Label(texts.DayName(day), brief?.Day == day), $"brief {name}");
                }),
            ],
            [new Choice(CheckedChoices.Label(texts.Buttons["no-brief"], brief is null), "brief off")],
        ];
        return context.Panel(string.Join("\n\n", parts), context.Subscription.ByOperator ? [] : choices);
    }
}
