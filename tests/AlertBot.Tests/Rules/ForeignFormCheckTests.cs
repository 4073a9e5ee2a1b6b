using AlertBot.Localization;
using AlertBot.Rules.Words;

namespace AlertBot.Tests.Rules;

/// <summary>What <c>check</c> says of words that a common word of another sense meets.</summary>
public sealed class ForeignFormCheckTests
{
    [Theory]
    [InlineData("ar", "المجتمعون", "المجتمع")]
    [InlineData("en", "wells", "well")]
    public void A_common_word_of_another_sense_is_told(string language, string word, string stranger) =>
        Assert.Contains(Warnings($"a: {{{language}: [\"{word}\"]}}"), warning =>
            warning.StartsWith($"\"{word}\" is met by the common word \"{stranger}\"", StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("a: {ar: [\"exact:المجتمعون\"]}")]
    [InlineData("a: {ar: [\"name:المجتمعون\"]}")]
    [InlineData("a: {en: [wells], except: {en: [\"exact:well\"]}}")]
    [InlineData("a: {en: [\"exact:wells\"]}")]
    [InlineData("a: {ar: [ليبيا, نفط, هدنة, مفاوضات, ألمانيا], en: [oil, truce, talks], fr: [trêve, pétrole]}")]
    public void It_is_silent_where_nothing_is_wrong_or_the_operator_has_seen_to_it(string concept) =>
        Assert.DoesNotContain(Warnings(concept), warning =>
            warning.Contains("is met by the common word", StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("ar", 20000)]
    [InlineData("en", 10000)]
    [InlineData("fr", 10000)]
    public void The_lists_hold_common_words_by_their_count(string language, int least)
    {
        var words = CommonWords.For(LanguageCodes.Parse(language)!.Value).Words;

        Assert.True(words.Count >= least);
        Assert.Equal(words.Select(word => word.Count).OrderDescending(), words.Select(word => word.Count));
        Assert.Equal(words.Count, words.DistinctBy(word => word.Word).Count());
        Assert.All(words, word => Assert.DoesNotContain(' ', word.Word));
    }

    private static List<string> Warnings(string concept)
    {
        using var folder = new RulesFolder().With(
            "a.yaml",
            $"concepts:\n  {concept}\nrules: [{{id: a, title: {{en: A}}, when: a}}]"
        );
        Assert.NotNull(folder.Read());
        return [.. folder.Warnings.Select(warning => warning.Message)];
    }
}
