using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Ar;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Analysis.Util;
using Lucene.Net.Util;

namespace AlertBot.Tests.Rules;

/// <summary>
/// Lucene's stemmers as a second opinion: where they decide otherwise, a class of <c>Forms/lucene.tsv</c> says why.
/// </summary>
public sealed class LuceneOracleTests
{
    private const LuceneVersion Version = LuceneVersion.LUCENE_48;

    private static readonly string[] Tables = ["ar.meet", "ar.apart", "en.meet", "en.apart", "fr.meet", "fr.apart"];

    [Theory]
    [InlineData("ar")]
    [InlineData("en")]
    [InlineData("fr")]
    public void Each_difference_from_Lucene_is_explained(string language)
    {
        using var analyzer = AnalyzerOf(language);
        var meet = FormPair.Of($"{language}.meet").Where(pair => (pair.Class is not null) == Meets(pair, analyzer));
        var apart = FormPair.Of($"{language}.apart").Where(pair => (pair.Class is not null) != Meets(pair, analyzer));

        var wrong = meet.Concat(apart).Select(pair => $"{pair}").ToList();

        Assert.True(
            wrong.Count == 0,
            $"A difference without a class, or a class without a difference:\n{string.Join('\n', wrong)}"
        );
    }

    [Fact]
    public void Classes_are_those_that_are_explained_and_each_has_pairs()
    {
        var used = Tables
            .SelectMany(table =>
                FormPair.Of(table).Where(pair => pair.Class is not null).Select(pair => $"{table[..2]} {pair.Class}")
            )
            .ToHashSet();

        Assert.Equal(
            FormPair.Lines("lucene").Select(c => $"{c[0]} {c[1]}").Order(StringComparer.Ordinal),
            used.Order(StringComparer.Ordinal)
        );
        Assert.All(FormPair.Lines("lucene"), c => Assert.True(c[2].Length > 20));
    }

    /// <summary>Without stop words: the tables ask about words, and some of these are listed.</summary>
    private static Analyzer AnalyzerOf(string language) =>
        language switch
        {
            "ar" => new ArabicAnalyzer(Version, CharArraySet.Empty),
            "en" => new EnglishAnalyzer(Version, CharArraySet.Empty),
            _ => new FrenchAnalyzer(Version, CharArraySet.Empty),
        };

    private static bool Meets(FormPair pair, Analyzer analyzer) =>
        $" {Stems(pair.Text, analyzer)} ".Contains($" {Stems(pair.Term, analyzer)} ", StringComparison.Ordinal);

    private static string Stems(string text, Analyzer analyzer)
    {
        var stems = new List<string>();
        using var tokens = analyzer.GetTokenStream("text", text);
        var term = tokens.GetAttribute<ICharTermAttribute>();
        tokens.Reset();
        while (tokens.IncrementToken())
            stems.Add($"{term}");
        tokens.End();
        return string.Join(' ', stems);
    }
}
