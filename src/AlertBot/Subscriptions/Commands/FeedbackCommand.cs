using System.Globalization;
using AlertBot.Chats;

namespace AlertBot.Subscriptions.Commands;

/// <summary>
/// <c>wrong</c> and <c>wrong 12</c>, said by buttons: what was wrong with an alert, with the report 12; <c>wrong 12
/// old</c> keeps the answer. It changes nothing by itself, and is kept without who said it.
/// </summary>
internal sealed class FeedbackCommand(FeedbackStore feedback, DeliveredMessages delivered)
{
    private const int ButtonsInRow = 2;

    public async Task<Reply> WrongAsync(CommandContext context, CancellationToken ct)
    {
        var words = context.Words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return await AskBelowAlertAsync(context, ct);
        if (
            words is not [var number, .. var rest]
            || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var entry)
        )
            return context.Reply(context.Texts.WhyNotMine);
        if (rest is [var reason] && FeedbackStore.Reasons.Contains(reason))
        {
            var isKept = await feedback.RecordAsync(context.Command.Chat, entry, reason, ct);
            return context.Panel(isKept ? context.Texts.FeedbackKept : context.Texts.WhyNotMine, []);
        }
        return Ask(entry, context);
    }

    /// <summary>The alert stays, and the question comes below it.</summary>
    private async Task<Reply> AskBelowAlertAsync(CommandContext context, CancellationToken ct)
    {
        var entries = await delivered.BehindAsync(context.Command.Chat, context.Command.About, 1, ct);
        return entries is [{ } entry]
            ? Ask(entry, context) with
            {
                Replaces = false,
            }
            : context.Reply(context.Texts.WhyNotMine);
    }

    /// <summary>Anyone may say it: it changes nothing, and each reason counts once for a report.</summary>
    private static Reply Ask(long entry, CommandContext context) =>
        context.Panel(
            context.Texts.FeedbackAsk,
            FeedbackStore
                .Reasons.Select(offered => new Choice(
                    context.Texts.Buttons[$"wrong-{offered}"],
                    string.Create(CultureInfo.InvariantCulture, $"wrong {entry} {offered}")
                ))
                .Chunk(ButtonsInRow),
            forAnyone: true
        );

    /// <summary>The button that asks, for below what explains an alert.</summary>
    public static Choice ChoiceFor(long entry, ChatTexts texts) =>
        new(texts.Buttons["wrong"], string.Create(CultureInfo.InvariantCulture, $"wrong {entry}"));
}
