using AlertBot.Cli;
using AlertBot.Feeds;
using AlertBot.Rules;

namespace AlertBot.Web;

/// <summary>What an edit of the rules would have gained and lost on the entries of the last days.</summary>
internal static class ComparedRules
{
    private const int MostShown = 100;

    public static async Task<Html> WriteAsync(
        Frame frame,
        RuleSet now,
        RuleSet edited,
        RecentEntries recent,
        BoundedWork work,
        CancellationToken ct
    )
    {
        var comparison = new Comparison(now, edited);
        var differences = new List<(PastEntry Past, Difference Difference)>();
        var stoppedAt = await recent.ReadAllAsync(
            some =>
                work.RunAsync(
                    token =>
                    {
                        foreach (var past in some)
                        {
                            token.ThrowIfCancellationRequested();
                            differences.AddRange(
                                comparison.Of(ReplayItem.Of(past)).Select(difference => (past, difference))
                            );
                        }
                        return some.Count;
                    },
                    ct
                ),
            ct
        );
        var texts = frame.Texts;
        return $"""
            <h2>{texts.TryResult}</h2>
            <p>{Frame.Fill(
                texts.TryChange,
                differences.Count(d => d.Difference.IsGained),
                differences.Count(d => !d.Difference.IsGained)
            )}</p>
            {(stoppedAt is null ? (Html)$"" : (Html)$"<p>{Frame.With(texts.TryPartial, stoppedAt.Value)}</p>")}
            {(
                differences.Count == 0
                    ? (Html)$""
                    : Table.Of(
                        [texts.Headline, texts.Rule, texts.TryEffect, texts.TryWords],
                        differences.Take(MostShown).Select(d => Row(frame, d.Past, d.Difference))
                    )
            )}
            """;
    }

    private static IReadOnlyList<Html> Row(Frame frame, PastEntry past, Difference difference) =>
        [
            FoundEntries.Button(past),
            Html.Bdi(difference.Rule),
            $"{(difference.IsGained ? frame.Texts.TryGained : frame.Texts.TryLost)}",
            $"{Html.Bdi(string.Join(", ", difference.Words))}",
        ];
}
