using AlertBot.Feeds.Entries;
using AlertBot.Rules;
using AlertBot.RuleTesting;

namespace AlertBot.Web.Pages;

/// <summary>What an edit of the rules would have gained and lost on the entries of the last days.</summary>
internal static class ComparedRules
{
    private const int MostShown = 100;

    public static async Task<Html> WriteAsync(
        PageLayout page,
        RuleSet now,
        RuleSet edited,
        RecentEntries recent,
        BoundedWork work,
        CancellationToken ct
    )
    {
        var ruleSetComparison = new RuleSetComparison(now, edited);
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
                                ruleSetComparison
                                    .Compare(ReplayItem.From(past))
                                    .Select(difference => (past, difference))
                            );
                        }
                        return some.Count;
                    },
                    ct
                ),
            ct
        );
        var texts = page.Texts;
        return $"""
            <h2>{texts.TryResult}</h2>
            <p>{PageLayout.Fill(
                texts.TryChange,
                differences.Count(d => d.Difference.IsGained),
                differences.Count(d => !d.Difference.IsGained)
            )}</p>
            {(stoppedAt is null ? (Html)$"" : (Html)$"<p>{PageLayout.With(texts.TryPartial, stoppedAt.Value)}</p>")}
            {(
                differences.Count == 0
                    ? (Html)$""
                    : Table.Render(
                        [texts.Headline, texts.Rule, texts.TryEffect, texts.TryWords],
                        differences.Take(MostShown).Select(d => Row(page, d.Past, d.Difference))
                    )
            )}
            """;
    }

    private static IReadOnlyList<Html> Row(PageLayout page, PastEntry past, Difference difference) =>
        [
            FoundEntries.Button(past),
            Html.Bdi(difference.Rule),
            $"{(difference.IsGained ? page.Texts.TryGained : page.Texts.TryLost)}",
            $"{Html.Bdi(string.Join(", ", difference.Words))}",
        ];
}
