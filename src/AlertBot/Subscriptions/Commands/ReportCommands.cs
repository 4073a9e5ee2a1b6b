using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Subscriptions.Commands.Arguments;

namespace AlertBot.Subscriptions.Commands;

/// <summary>
/// What of a story a chat is told: from how many sources on, each report or the story once, and how long.
/// </summary>
internal sealed class ReportCommands(SubscriptionStore store)
{
    private static readonly Corroboration[][] Offered =
    [
        [Corroboration.FirstSight],
        [new(2, 0), new(3, 0)],
        [new(1, 2), new(2, 2)],
    ];
    private static readonly int[] LengthsOffered = [200, 400, 800];

    public Task<Reply> AtLeastAsync(CommandContext context, CancellationToken ct) =>
        ChangeAsync(
            context,
            context.Words.Length == 0 ? context.Subscription
                : ReportArgumentParser.ReadAtLeast(context.Words) is { } parsed
                    ? context.Subscription with
                    {
                        AtLeast = parsed,
                    }
                : null,
            AtLeastPanel,
            context.Texts.AtLeastWrong,
            ct
        );

    public Task<Reply> EachAsync(CommandContext context, CancellationToken ct) =>
        ChangeAsync(
            context,
            context.Words.Length == 0 ? context.Subscription
                : OnOff.Parse(context.Words, whenEmpty: null) is { } each ? context.Subscription with { Each = each }
                : null,
            EachPanel,
            context.Texts.OnOffWrong,
            ct
        );

    public Task<Reply> SummaryAsync(CommandContext context, CancellationToken ct) =>
        ChangeAsync(
            context,
            context.Words.Length == 0 ? context.Subscription
                : ReportArgumentParser.ReadOwnLanguage(context.Words) is { } own
                    ? context.Subscription with
                    {
                        OwnLanguageOnly = own,
                    }
                : ReportArgumentParser.ReadLength(context.Words) is { } parsed
                    ? context.Subscription with
                    {
                        SummaryLength = parsed.Length,
                    }
                : null,
            SummaryPanel,
            context.Texts.SummaryWrong,
            ct
        );

    /// <summary>What differs from the usual, in lines.</summary>
    public static IEnumerable<string> Describe(Subscription subscription, ChatTexts texts)
    {
        if (subscription.AtLeast != Corroboration.FirstSight)
            yield return AtLeastLine(subscription, texts);
        if (subscription.Each)
            yield return texts.StatusEach;
        if (subscription.SummaryLength is { } length)
            yield return length == 0 ? texts.StatusNoSummary : SafeText.Fill(texts.StatusSummary, length);
        if (subscription.OwnLanguageOnly)
            yield return texts.StatusOwnLanguage;
    }

    private async Task<Reply> ChangeAsync(
        CommandContext context,
        Subscription? changed,
        Func<CommandContext, string?, Reply> panel,
        string problem,
        CancellationToken ct
    )
    {
        if (changed is null)
            return panel(context, problem);
        if (changed != context.Subscription)
            await store.SaveAsync(changed, ct);
        return panel(context with { Subscription = changed }, null);
    }

    private static Reply AtLeastPanel(CommandContext context, string? problem) =>
        Panel(
            context,
            AtLeastLine(context.Subscription, context.Texts),
            context.Texts.AtLeast,
            problem,
            Offered.Select(row =>
                (IReadOnlyList<Choice>)
                    [
                        .. row.Select(offer => new Choice(
                            CheckedChoices.Label(
                                offer == Corroboration.FirstSight
                                    ? context.Texts.Buttons["first-sight"]
                                    : Named(offer, context.Subscription, context.Texts),
                                offer == context.Subscription.AtLeast
                            ),
                            offer == Corroboration.FirstSight
                                ? "atleast off"
                                : $"atleast {offer.Families}{(offer.Camps > 0 ? $" {offer.Camps} camps" : "")}"
                        )),
                    ]
            )
        );

    private static Reply EachPanel(CommandContext context, string? problem) =>
        Panel(
            context,
            context.Subscription.Each ? context.Texts.StatusEach : context.Texts.StatusOnePerStory,
            context.Texts.Each,
            problem,
            [
                [
                    new Choice(
                        CheckedChoices.Label(context.Texts.Buttons["one-per-story"], !context.Subscription.Each),
                        "each off"
                    ),
                ],
                [
                    new Choice(
                        CheckedChoices.Label(context.Texts.Buttons["each-report"], context.Subscription.Each),
                        "each on"
                    ),
                ],
            ]
        );

    private static Reply SummaryPanel(CommandContext context, string? problem) =>
        Panel(
            context,
            SummaryLines(context.Subscription, context.Texts),
            context.Texts.Summary,
            problem,
            [
                [
                    new Choice(
                        CheckedChoices.Label(
                            context.Texts.Buttons["no-summary"],
                            context.Subscription.SummaryLength == 0
                        ),
                        "summary off"
                    ),
                    new Choice(
                        CheckedChoices.Label(
                            context.Texts.Buttons["usual-length"],
                            context.Subscription.SummaryLength is null
                        ),
                        "summary default"
                    ),
                ],
                [
                    new Choice(
                        CheckedChoices.Label(
                            context.Texts.Buttons["own-language"],
                            context.Subscription.OwnLanguageOnly
                        ),
                        context.Subscription.OwnLanguageOnly ? "summary any" : "summary own"
                    ),
                ],
                [
                    .. LengthsOffered.Select(length => new Choice(
                        CheckedChoices.Label($"{length}", context.Subscription.SummaryLength == length),
                        $"summary {length}"
                    )),
                ],
            ]
        );

    private static Reply Panel(
        CommandContext context,
        string standing,
        string how,
        string? problem,
        IEnumerable<IReadOnlyList<Choice>> choices
    )
    {
        string[] parts = [.. problem is null ? [] : new[] { problem }, standing, how];
        return context.Panel(string.Join("\n\n", parts), context.Subscription.ByOperator ? [] : choices);
    }

    /// <summary>How long summaries are, the usual too: who has just gone back to it wants to see that.</summary>
    private static string SummaryLines(Subscription subscription, ChatTexts texts)
    {
        var length = subscription.SummaryLength switch
        {
            null => texts.StatusUsualSummary,
            0 => texts.StatusNoSummary,
            var some => SafeText.Fill(texts.StatusSummary, some),
        };
        return subscription.OwnLanguageOnly ? $"{length}\n{texts.StatusOwnLanguage}" : length;
    }

    private static string AtLeastLine(Subscription subscription, ChatTexts texts)
    {
        var (atLeast, language) = (subscription.AtLeast, subscription.Language);
        if (atLeast == Corroboration.FirstSight)
            return texts.StatusFirstSight;
        var families = texts.Independent.For(language, atLeast.Families);
        var camps = texts.OfCamps.For(language, atLeast.Camps);
        var what =
            atLeast.Camps == 0 ? families
            : atLeast.Families < 2 ? camps
            : texts
                .IndependentOfCamps.Replace("{0}", families, StringComparison.Ordinal)
                .Replace("{1}", camps, StringComparison.Ordinal);
        return texts.StatusAtLeast.Replace("{0}", what, StringComparison.Ordinal);
    }

    private static string Named(Corroboration atLeast, Subscription subscription, ChatTexts texts)
    {
        var parts = new List<string>();
        if (atLeast.Families > 1 || atLeast.Camps == 0)
            parts.Add(texts.Sources.For(subscription.Language, atLeast.Families));
        if (atLeast.Camps > 0)
            parts.Add(texts.Camps.For(subscription.Language, atLeast.Camps));
        return string.Join(texts.ListSeparator, parts);
    }
}
