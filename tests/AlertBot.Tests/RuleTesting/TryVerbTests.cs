using System.Text.Json;
using AlertBot.Cli;
using AlertBot.Runtime;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.RuleTesting;

public sealed class TryVerbTests : IDisposable
{
    private const string Rules = """
        concepts:
          libya: {ar: [ليبيا], en: [libya], any: [cities]}
          cities: {en: [sirte], ar: [سرت]}
          truce: {en: [truce, ceasefire], ar: [هدنة], except: {en: [price truce]}}
          film: {en: [film]}
        rules:
          - {id: libya, title: {en: Libya}, when: {any: [libya], in: [title, body]}}
          - {id: truce, title: {en: Truce}, when: {all: [truce], none: [film]}}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alertbot-try-");

    public TryVerbTests()
    {
        _folder.CreateSubdirectory("rules");
        File.WriteAllText(Path.Combine(_folder.FullName, "rules", "r.yaml"), Rules);
    }

    [Fact]
    public async Task Marked_words_stand_in_brackets_with_their_field_and_concept()
    {
        var (exit, output, _) = await TryAsync(
            false,
            "--text",
            "Ceasefire holds\nThe guns along the whole front are quiet in Sirte and Libya tonight, "
                + "so far as one can hear."
        );

        Assert.Equal(0, exit);
        Assert.Equal(
            """
            English: Ceasefire holds
              + libya
                  body    libya (cities)  … front are quiet in [Sirte] and Libya tonight, so …
                  body    libya           … are quiet in Sirte and [Libya] tonight, so far as one …
              + truce
                  title   truce  [Ceasefire] holds

            """,
            output
        );
    }

    [Fact]
    public async Task A_terminal_gets_colours_in_place_of_brackets()
    {
        var (_, output, _) = await TryAsync(true, "--text", "Truce", "--rule", "truce");

        Assert.Equal(
            "English: \u001b[1mTruce\u001b[0m\n  \u001b[32m+\u001b[0m truce\n"
                + "      title   truce  \u001b[32mTruce\u001b[0m\n",
            output
        );
    }

    [Fact]
    public async Task Arabic_text_does_not_turn_what_stands_beside_it()
    {
        var (_, output, _) = await TryAsync(false, "--text", "هدنة في سرت", "--rule", "truce");

        Assert.Equal(
            "Arabic: \u2068هدنة في سرت\u2069\n  + truce\n      title   truce  \u2068[هدنة] في سرت\u2069\n",
            output
        );
    }

    [Fact]
    public async Task Control_characters_of_a_text_do_not_reach_the_terminal()
    {
        var (_, output, _) = await TryAsync(false, "--text", "\u001b[2J Truce\u0007 \u202Eforged");

        Assert.DoesNotContain(output, c => char.IsControl(c) && c != '\n');
        Assert.DoesNotContain('\u202E', output);
        Assert.Contains("[Truce] forged", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_near_miss_shows_what_stands_there_and_what_is_missing()
    {
        var (exit, output, _) = await TryAsync(false, "--text", "A film on the truce and the price truce");

        Assert.Equal(1, exit);
        Assert.Equal(
            """
            English: A film on the truce and the price truce
              ~ truce
                  title   truce  A film on the [truce] and the price truce
                  "film" rules it out: "film"
              no rule matches; ~ are near misses

            """,
            output
        );
    }

    [Fact]
    public async Task One_rule_is_looked_at_even_when_none_of_its_words_is_there()
    {
        var (exit, output, _) = await TryAsync(false, "--text", "Libya and a price truce", "--rule", "truce");

        Assert.Equal(1, exit);
        Assert.Contains(
            "needs \"truce\"; its words stand only where except: \"price truce\" takes them out",
            output,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("libya", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no rule \"trcue\"; did you mean \"truce\"?", "--text", "x", "--rule", "trcue")]
    [InlineData("--lang de: write ar, en or fr", "--text", "x", "--lang", "de")]
    [InlineData("say what to try: --text \"…\", a file, a web address, or - for standard input")]
    [InlineData("nowhere.txt cannot be read", "nowhere.txt")]
    public async Task Wrong_use_says_what_to_change(string problem, params string[] args)
    {
        var (exit, _, problems) = await TryAsync(false, args);

        Assert.Equal(2, exit);
        Assert.Contains(problem, problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_files_pages_feeds_and_standard_input_are_read()
    {
        var text = Write("entry.txt", "Quiet night\nTruce in Sirte");
        var page = Write(
            "entry.html",
            "<html><head><title>Quiet night</title></head><body><p>Tr<b>uce</b> in Sirte</p></body></html>"
        );
        var feed = Write("feed.xml", Some.Rss(("Truce in Sirte", 5), ("Nothing", 4)));

        Assert.Equal(["title=Quiet night libya,truce"], await RulesOfAsync(text));
        Assert.Equal(["title=Quiet night libya,truce"], await RulesOfAsync(page));
        Assert.Equal(["title=Truce in Sirte libya,truce", "title=Nothing "], await RulesOfAsync(feed));
        Assert.Equal(["title=Truce libya,truce"], await RulesOfAsync("-"));
    }

    [Fact]
    public async Task A_feed_is_read_from_its_address()
    {
        await using var server = await FeedServer.StartAsync();
        server.Serve("harbour", Some.Rss(("Truce in Sirte", 5)));
        File.WriteAllText(
            Path.Combine(_folder.FullName, "appsettings.json"),
            "{\"Feeds\": {\"AllowPrivateAddresses\": true}}"
        );

        Assert.Equal(["title=Truce in Sirte libya,truce"], await RulesOfAsync(server.Url("harbour").ToString()));
    }

    [Fact]
    public async Task Json_tells_rules_spans_and_near_misses()
    {
        var (_, output, _) = await TryAsync(false, "--json", "--text", "A film on the truce in Sirte");

        Assert.Equal(
            """{"title":"A film on the truce in Sirte","lang":"en","rules":["libya"]"""
                + ""","spans":[{"rule":"libya","field":"title","start":23,"length":5,"text":"Sirte","concepts":"""
                + """["libya (cities)"]}],"nearMisses":[{"rule":"truce","missing":["\"film\" rules it out: \"film\""]"""
                + ""","spans":[{"rule":"truce","field":"title","start":14,"length":5"""
                + ""","text":"truce","concepts":["truce"]}]}]}"""
                + "\n",
            output
        );
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private async Task<IEnumerable<string>> RulesOfAsync(string source)
    {
        var (_, output, problems) = await TryAsync(false, source, "--json");
        Assert.Equal("", problems);
        return output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Select(entry =>
                $"title={entry.GetProperty("title").GetString()} "
                + $"{string.Join(',', entry.GetProperty("rules").EnumerateArray())}"
            );
    }

    private async Task<(int Exit, string Output, string Problems)> TryAsync(bool colours, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var problems = new StringWriter { NewLine = "\n" };
        using var given = new StringReader("Truce\nin Sirte");
        var exit = await CommandLine.RunAsync(
            ["try", .. args, "--config", _folder.FullName],
            new Terminal(given, output, problems, colours),
            TestContext.Current.CancellationToken
        );
        return (exit, $"{output}", $"{problems}");
    }
}
