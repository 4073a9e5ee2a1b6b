using AlertBot.Alerts.Rewriting;
using AlertBot.Localization;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Alerts.Rewriting;

/// <summary>The reports a model is tried on, by the rules that are shipped.</summary>
public sealed class TestReportTests
{
    [Fact]
    public void There_are_twenty_in_three_languages() =>
        Assert.Equal(
            [(Language.Arabic, 7), (Language.English, 7), (Language.French, 6)],
            TestReport.All.CountBy(report => report.Language).Select(count => (count.Key, count.Value))
        );

    /// <summary>Else a model that does all that is asked of it would fail.</summary>
    [Fact]
    public void Each_telling_of_a_story_passes_as_a_wording_of_the_others()
    {
        var faults =
            from report in TestReport.All
            from other in TestReport.All
            where other.Story == report.Story && other.Language != report.Language
            let written = RewrittenText.Parse($"{other.Headline}\n\n{other.Text}", 400)
            let fault = written is null
                ? "no wording"
                : Faithfulness.Fault(
                    written,
                    other.Language,
                    report.Match(ShippedRules.Set, Some.Time),
                    ShippedRules.Set
                )
            where fault is not null
            select $"{report.Story} {report.Language} -> {other.Language}: {fault}";

        Assert.True(!faults.Any(), string.Join('\n', faults));
    }

    [Fact]
    public void Each_meets_a_rule() =>
        Assert.DoesNotContain(TestReport.All, report => report.Match(ShippedRules.Set, Some.Time).Matches.Count == 0);
}
