using AlertBot.Rules;

namespace AlertBot.Web.Pages;

/// <summary>How often each rule matched on the last seven days.</summary>
internal sealed class RulesPage(PageStore store, CurrentRules rules, TimeProvider clock)
{
    private const int Days = 7;
    private const int BarWidth = 12;
    private const int Height = 32;

    public async Task<Html?> WriteAsync(PageLayout page, CancellationToken ct)
    {
        var today = clock.GetUtcNow().ToUnixTimeMilliseconds() / 86_400_000;
        var first = today - Days + 1;
        var counted = (
            await store.MatchesAsync(DateTimeOffset.FromUnixTimeMilliseconds(first * 86_400_000), ct)
        ).ToLookup(row => row.RuleId);
        return page.Render(
            page.Texts.Rules,
            Table.Render(
                [page.Texts.Rule, page.Texts.Total, page.Texts.Days],
                rules.Current.Rules.Select(rule =>
                {
                    var days = Enumerable
                        .Range(0, Days)
                        .Select(day => counted[rule.Id].Where(row => row.Day == first + day).Sum(row => row.Matches))
                        .ToList();
                    return (IReadOnlyList<Html>)
                        [
                            $"""{Html.Bdi(rule.Title.In(page.Language))} <span class="small">"""
                                + $"""<bdi dir="ltr">{rule.Id}</bdi></span>""",
                            $"{days.Sum()}",
                            Chart(page, days),
                        ];
                })
            )
        );
    }

    /// <summary>Time runs from left to right in every language, as the figures in its label do.</summary>
    private static Html Chart(PageLayout page, IReadOnlyList<long> days)
    {
        var most = Math.Max(1, days.Max());
        var label = PageLayout.Fill(page.Texts.Chart, string.Join(", ", days));
        return $"""
            <svg class="chart" role="img" aria-label="{label}" width="{Days
                * BarWidth}" height="{Height}" viewBox="0 0 {Days * BarWidth} {Height}">{days.Select(
                (count, day) => Bar(day, count == 0 ? 1 : 2 + (count * (Height - 2) / most))
            )}</svg>
            """;
    }

    private static Html Bar(int day, long height) =>
        $"""<rect x="{(day * BarWidth) + 1}" y="{Height - height}" width="{BarWidth - 2}" height="{height}"/>""";
}
