using AlertBot.Config;

namespace AlertBot.Tests.Rules;

public sealed class FormsTests
{
    [Theory]
    [InlineData("ar")]
    [InlineData("en")]
    [InlineData("fr")]
    public void A_rule_finds_the_forms_of_its_words(string language)
    {
        var missed = Pairs($"{language}.meet.tsv").Where(pair => !Meets(pair, language));

        AssertNone(missed);
    }

    [Theory]
    [InlineData("ar")]
    [InlineData("en")]
    [InlineData("fr")]
    public void A_rule_leaves_other_words_alone(string language)
    {
        var mistaken = Pairs($"{language}.apart.tsv").Where(pair => Meets(pair, language));

        AssertNone(mistaken);
    }

    private static void AssertNone(IEnumerable<(string Term, string Text)> pairs)
    {
        var lines = pairs.Select(pair => $"{pair.Term}\t{pair.Text}").ToList();
        Assert.True(lines.Count == 0, string.Join('\n', lines));
    }

    private static bool Meets((string Term, string Text) pair, string language) =>
        Meeting.Of(pair.Term, pair.Text, LanguageCodes.Parse(language)!.Value);

    /// <summary>Lines of a rule's word and a text's, parted by a tab; # begins a comment.</summary>
    private static List<(string Term, string Text)> Pairs(string file)
    {
        var pairs = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Rules", "Forms", file))
            .Select(line => line.Split('#')[0].TrimEnd())
            .Where(line => line.Length > 0)
            .Select(line => line.Split('\t'))
            .Select(columns => (columns[0], columns[1]))
            .ToList();
        Assert.True(pairs.Count >= 200, $"{file} has only {pairs.Count} pairs");
        return pairs;
    }
}
