using System.Text.Json;
using AlertBot.Cli;
using AlertBot.Runtime;

namespace AlertBot.Tests.RuleTesting;

/// <summary><c>check --against</c>: what each word of the rules does over real text.</summary>
public sealed class CheckAgainstTests : IDisposable
{
    private const string Rules = """
        concepts:
          wells: {en: [oil, gusher, "exact:Wells"], ar: [نفط, بئر]}
          none-such: {en: ["olive oil"], fr: [pétrole]}
        rules:
          - id: oil
            title: {en: Oil}
            when: {any: [wells], none: [none-such]}
            examples: {match: [Oil], no-match: ["Olive oil"]}
        """;

    private const string Text = """
        {"id": "a", "lang": "en", "title": "Oil and more oil"}
        {"id": "b", "lang": "en", "title": "Oil's price"}
        {"id": "c", "lang": "en", "title": "Olive oil for lunch"}
        {"id": "d", "lang": "ar", "title": "أسعار النفط"}
        {"id": "e", "lang": "en", "title": "A quiet day"}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alertbot-against-");

    public CheckAgainstTests()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "feeds.yaml"), "feeds: []");
        File.WriteAllText(Path.Combine(_folder.CreateSubdirectory("rules").FullName, "r.yaml"), Rules);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Each_rules_words_are_told_by_the_entries_they_bring_in_and_those_never_seen()
    {
        var (exit, output, _) = await CheckAsync(Text, "--against", "-");

        Assert.Equal(0, exit);
        Assert.Equal(
            [
                "oil: 3 entries",
                "  brought in by: \"oil\" 2 (Oil 2); \"\u2068نفط\u2069\" 1 (\u2068النفط\u2069 1)",
                "  never seen, 3 of 5: \"\u2068بئر\u2069\"; \"gusher\"; \"exact:Wells\"",
            ],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..]
        );
    }

    [Fact]
    public async Task Forms_that_are_rather_of_another_word_are_told()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "rules", "r.yaml"),
            "concepts: {w: {en: [wells]}}\nrules: [{id: w, title: {en: W}, when: w, examples: "
                + "{match: [Wells], no-match: [Ill]}}]",
            TestContext.Current.CancellationToken
        );

        var (_, output, _) = await CheckAsync(
            "{\"id\": \"a\", \"lang\": \"en\", \"title\": \"All is well\"}",
            "--against",
            "-"
        );

        Assert.Contains(
            "  strangers: \"well\" for \"wells\", rather of \"well\", 1 entry, first a",
            output.Split('\n')
        );
    }

    [Fact]
    public async Task Json_has_every_word()
    {
        var (_, output, _) = await CheckAsync(Text, "--against", "-", "--json");

        using var delivered = JsonDocument.Parse(output);
        var against = delivered.RootElement.GetProperty("against");
        Assert.Equal(5, against.GetProperty("entries").GetInt32());
        var rule = Assert.Single(against.GetProperty("rules").EnumerateArray());
        Assert.Equal(
            ["oil", "نفط"],
            rule.GetProperty("words").EnumerateArray().Select(word => word.GetProperty("word").GetString())
        );
        Assert.Equal(3, rule.GetProperty("unseen").GetArrayLength());
    }

    [Theory]
    [InlineData("- has no entries", "", "-")]
    [InlineData("-:1:", "no json", "-")]
    [InlineData("-:2:", "{\"id\": \"a\", \"title\": \"b\"}\n{\"id\": 5}", "-")]
    [InlineData("nowhere.jsonl cannot be read", "", "nowhere.jsonl")]
    public async Task Bad_input_is_told_by_its_place(string problem, string input, string path)
    {
        var (exit, output, problems) = await CheckAsync(input, "--against", path);

        Assert.Equal(2, exit);
        Assert.Empty(output);
        Assert.Contains(problem, problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faulty_rules_are_told_and_nothing_is_counted()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "rules", "r.yaml"),
            "rules: [{id: a, title: {en: A}, when: nosuch}]",
            TestContext.Current.CancellationToken
        );

        var (exit, output, problems) = await CheckAsync(Text, "--against", "-");

        Assert.Equal(1, exit);
        Assert.Empty(output);
        Assert.Contains("there is no concept \"nosuch\"", problems, StringComparison.Ordinal);
    }

    private async Task<(int Exit, string Output, string Problems)> CheckAsync(string input, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var problems = new StringWriter { NewLine = "\n" };
        var exit = await CommandLine.RunAsync(
            ["check", .. args, "--config", _folder.FullName],
            new Terminal(new StringReader(input), output, problems, false),
            TestContext.Current.CancellationToken
        );
        return (exit, output.ToString(), problems.ToString());
    }
}
