using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Rules.Relevance;

/// <summary>
/// Entries for each kind of error that was found on real days and mended: a deal in passing, a truce that is broken, a
/// power as the target. They tell of other wars than those days did, and name the topics that must and must not be met.
/// </summary>
public sealed class KindsTests
{
    [Theory]
    [InlineData("kinds.tsv", "ar")]
    [InlineData("kinds.tsv", "en")]
    [InlineData("kinds.tsv", "fr")]
    [InlineData("unseen.tsv", "ar")]
    [InlineData("unseen.tsv", "en")]
    [InlineData("unseen.tsv", "fr")]
    [InlineData("further.tsv", "ar")]
    [InlineData("further.tsv", "en")]
    [InlineData("further.tsv", "fr")]
    public void Nearly_all_entries_of_a_mended_kind_are_read_aright(string file, string language)
    {
        var entries = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Rules", "Relevance", file))
            .Select(line => line.Split('\t'))
            .Where(line => line[0] == language)
            .ToList();

        var wrong = entries.Where(line => !IsReadAright(line, MetBy(line, language))).ToList();

        Assert.True(
            wrong.Count <= entries.Count * 0.05,
            string.Join(
                '\n',
                wrong.Select(line => $"{line[1]}: {line[4]} > {string.Join(", ", MetBy(line, language))}")
            )
        );
    }

    private static bool IsReadAright(string[] line, HashSet<string> met) =>
        TopicsIn(line[2]).All(met.Contains) && !TopicsIn(line[3]).Any(met.Contains);

    private static string[] TopicsIn(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static HashSet<string> MetBy(string[] line, string language) =>
        [
            .. ShippedRules
                .Set.Match(
                    new Entry
                    {
                        Identity = line[4],
                        Title = line[4],
                        Summary = line[5],
                        Language = LanguageCodes.Parse(language)!.Value,
                    }
                )
                .Select(match => match.Rule.Id),
        ];
}
