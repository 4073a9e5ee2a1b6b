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

    public Task<Reply> AtLeastAsync(Asking asking, CancellationToken ct) =>
        ChangeAsync(
            asking,
            asking.Words.Length == 0 ? asking.Subscription
                : ReportWish.ReadAtLeast(asking.Words) is { } wish ? asking.Subscription with { AtLeast = wish }
                : null,
            AtLeastPanel,
            asking.Texts.AtLeastWrong,
            ct
        );

    public Task<Reply> EachAsync(Asking asking, CancellationToken ct) =>
        ChangeAsync(
            asking,
            asking.Words.Length == 0 ? asking.Subscription
                : OnOff.Read(asking.Words, whenEmpty: null) is { } each ? asking.Subscription with { Each = each }
                : null,
            EachPanel,
            asking.Texts.OnOffWrong,
            ct
        );

    public Task<Reply> SummaryAsync(Asking asking, CancellationToken ct) =>
        ChangeAsync(
            asking,
            asking.Words.Length == 0 ? asking.Subscription
                : ReportWish.ReadLength(asking.Words) is { } wish
                    ? asking.Subscription with
                    {
                        SummaryLength = wish.Length,
                    }
                : null,
            SummaryPanel,
            asking.Texts.SummaryWrong,
            ct
        );

    /// <summary>What differs from the usual, in lines.</summary>
    public static IEnumerable<string> Describe(Subscription subscription, ChatTexts texts)
    {
        if (subscription.AtLeast != Corroboration.FirstSight)
            yield return texts.StatusAtLeast.Replace(
                "{0}",
                Named(subscription.AtLeast, subscription, texts),
                StringComparison.Ordinal
            );
        if (subscription.Each)
            yield return texts.StatusEach;
        if (subscription.SummaryLength is { } length)
            yield return length == 0 ? texts.StatusNoSummary : ChatTexts.Fill(texts.StatusSummary, length);
    }

    private async Task<Reply> ChangeAsync(
        Asking asking,
        Subscription? changed,
        Func<Asking, string?, Reply> panel,
        string problem,
        CancellationToken ct
    )
    {
        if (changed is null)
            return panel(asking, problem);
        if (changed != asking.Subscription)
            await store.SaveAsync(changed, ct);
        return panel(asking with { Subscription = changed }, null);
    }

    private static Reply AtLeastPanel(Asking asking, string? problem) =>
        Panel(
            asking,
            asking.Texts.AtLeast,
            problem,
            Offered.Select(row =>
                (IReadOnlyList<Choice>)
                    [
                        .. row.Select(offer => new Choice(
                            Ticked.Label(
                                offer == Corroboration.FirstSight
                                    ? asking.Texts.Buttons["first-sight"]
                                    : Named(offer, asking.Subscription, asking.Texts),
                                offer == asking.Subscription.AtLeast
                            ),
                            offer == Corroboration.FirstSight
                                ? "atleast off"
                                : $"atleast {offer.Families}{(offer.Camps > 0 ? $" {offer.Camps} camps" : "")}"
                        )),
                    ]
            )
        );

    private static Reply EachPanel(Asking asking, string? problem) =>
        Panel(
            asking,
            asking.Texts.Each,
            problem,
            [
                [
                    new Choice(
                        Ticked.Label(asking.Texts.Buttons["one-per-story"], !asking.Subscription.Each),
                        "each off"
                    ),
                ],
                [new Choice(Ticked.Label(asking.Texts.Buttons["each-report"], asking.Subscription.Each), "each on")],
            ]
        );

    private static Reply SummaryPanel(Asking asking, string? problem) =>
        Panel(
            asking,
            asking.Texts.Summary,
            problem,
            [
                [
                    new Choice(
                        Ticked.Label(asking.Texts.Buttons["no-summary"], asking.Subscription.SummaryLength == 0),
                        "summary off"
                    ),
                    new Choice(
                        Ticked.Label(asking.Texts.Buttons["usual-length"], asking.Subscription.SummaryLength is null),
                        "summary default"
                    ),
                ],
                [
                    .. LengthsOffered.Select(length => new Choice(
                        Ticked.Label($"{length}", asking.Subscription.SummaryLength == length),
                        $"summary {length}"
                    )),
                ],
            ]
        );

    private static Reply Panel(Asking asking, string how, string? problem, IEnumerable<IReadOnlyList<Choice>> choices)
    {
        string[] parts = [.. problem is null ? [] : new[] { problem }, .. Standing(asking), how];
        return asking.Panel(string.Join("\n\n", parts), asking.Subscription.ByOperator ? [] : choices);
    }

    private static IEnumerable<string> Standing(Asking asking)
    {
        var lines = string.Join('\n', Describe(asking.Subscription, asking.Texts));
        return lines.Length > 0 ? [lines] : [];
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
