namespace AlertBot.Tests.Rules;

public sealed class FormsTests
{
    [Theory]
    [InlineData("ar")]
    [InlineData("en")]
    [InlineData("fr")]
    public void A_rule_finds_the_forms_of_its_words(string language) =>
        AssertNone(Pairs($"{language}.meet").Where(pair => !pair.Meets(language)));

    [Theory]
    [InlineData("ar")]
    [InlineData("en")]
    [InlineData("fr")]
    public void A_rule_leaves_other_words_alone(string language) =>
        AssertNone(Pairs($"{language}.apart").Where(pair => pair.Meets(language)));

    private static IReadOnlyList<FormPair> Pairs(string table)
    {
        var pairs = FormPair.Of(table);
        Assert.True(pairs.Count >= 250, $"{table} has only {pairs.Count} pairs");
        Assert.Equal(pairs.Count, pairs.DistinctBy(pair => (pair.Term, pair.Text)).Count());
        return pairs;
    }

    private static void AssertNone(IEnumerable<FormPair> pairs)
    {
        var lines = pairs.Select(pair => $"{pair}").ToList();
        Assert.True(lines.Count == 0, string.Join('\n', lines));
    }
}
