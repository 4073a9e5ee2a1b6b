using AlertBot.Bench.Topics;
using AlertBot.Config;
using AlertBot.Rules;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Rules.Relevance;

/// <summary>
/// The shipped rules on two sets of labelled entries that people wrote without knowing the rules. The floors are a
/// little under what was measured (docs/relevance.md): an edit of the word lists that loses more than it gains is told
/// here.
/// </summary>
public sealed class ShippedRulesTests
{
    private static readonly RuleSet Shipped = RuleFiles.Read(Repository.PathOf("config/rules"), new Faults(), [])
        ?? throw new InvalidOperationException("faults in config/rules");

    [Theory]
    [InlineData("first.jsonl", 0.92)]
    [InlineData("second.jsonl", 0.93)]
    public void Entries_stand_under_the_topics_a_reader_wants(string file, double floor)
    {
        var score = TopicScore.Of(Shipped, [PathOf(file)]);

        Assert.True(
            score.F1() >= floor,
            $"F1 is {score.F1():0.000}, under {floor}:\n{string.Join('\n', score.Errors)}"
        );
    }

    [Theory]
    [InlineData("ar")]
    [InlineData("en")]
    [InlineData("fr")]
    public void No_language_is_left_behind(string language)
    {
        string[] files = [PathOf("first.jsonl"), PathOf("second.jsonl")];

        Assert.True(TopicScore.Of(Shipped, files).F1(language: LanguageCodes.Parse(language)) >= 0.91);
    }

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Rules", "Relevance", file);
}
