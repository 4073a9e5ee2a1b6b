using AlertBot.Configuration;
using AlertBot.Localization;
using AlertBot.Rules.Loading;
using AlertBot.Stories.TalksState;

namespace AlertBot.Training.Topics;

/// <summary>
/// <c>topics ITEMS.jsonl… [--errors]</c>: F1 of the shipped rules by topic and language, as a table for
/// docs/relevance.md.
/// </summary>
internal static class TopicEvaluation
{
    public static int Run(string[] args)
    {
        var diagnostics = new DiagnosticBag();
        if (RuleFiles.Load("config/rules", diagnostics, [], State.ReadForRules) is not { } rules)
        {
            Console.Error.WriteLine(string.Join('\n', diagnostics.All));
            return 1;
        }
        var score = TopicScore.Of(rules, args.Where(arg => arg != "--errors"));
        Console.WriteLine("| topic | Arabic | English | French | all |\n|---|---|---|---|---|");
        foreach (var rule in rules.Rules)
            Console.WriteLine($"| {rule.Id} {Row(score, rule.Id)}");
        Console.WriteLine($"| all {Row(score, null)}");
        foreach (var error in args.Contains("--errors") ? score.Errors : [])
            Console.WriteLine(error);
        return 0;
    }

    private static string Row(TopicScore score, string? topic) =>
        string.Concat(LanguageCodes.All.Select(language => Cell(score.F1(topic, language))))
        + Cell(score.F1(topic))
        + "|";

    private static string Cell(double f1) => FormattableString.Invariant($"| {f1:0.000} ");
}
