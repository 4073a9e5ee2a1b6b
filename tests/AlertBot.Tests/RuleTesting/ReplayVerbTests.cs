using System.Text.Json;
using AlertBot.Cli;
using AlertBot.Runtime;
using AlertBot.Tests.Rules;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.RuleTesting;

public sealed class ReplayVerbTests
{
    private const string Entries =
        """{"id": "a", "lang": "ar", "publisher": "شاهد", "url": "https://a.example.org/1","""
        + """ "published": "2026-01-15T08:00:00Z", "title": "ولليبيا هدنة جديدة","""
        + """ "summary": "<p>وقف فوري وشامل &laquo;لإطلاق النار&raquo; في البلاد منذ الفجر.</p>"}"""
        + "\n"
        + """{"id": "b", "title": "Nothing to see", "body": "Read more"}""";

    private static async Task<(int Exit, string[] Lines, string Report)> ReplayAsync(string input, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var report = new StringWriter { NewLine = "\n" };
        using var given = new StringReader(input);
        string[] all =
        [
            "replay",
            .. args,
            .. args.Contains("--config") ? [] : new[] { "--config", Repository.PathOf("config") },
        ];
        var exit = await CommandLine.RunAsync(
            all,
            new Terminal(given, output, report, false),
            TestContext.Current.CancellationToken
        );
        return (exit, $"{output}".Split('\n', StringSplitOptions.RemoveEmptyEntries), $"{report}");
    }

    [Fact]
    public async Task Every_line_is_answered_in_order_in_the_promised_form()
    {
        var (exit, lines, report) = await ReplayAsync(Entries, "-", "--json");

        Assert.Equal(0, exit);
        Assert.Equal(2, lines.Length);
        using var first = JsonDocument.Parse(lines[0]);
        Assert.Equal(
            ["id", "rules", "story", "state", "summary", "spans", "event", "message", "about", "weight"],
            first.RootElement.EnumerateObject().Select(p => p.Name)
        );
        Assert.Equal(
            ["ceasefire", "libya"],
            first.RootElement.GetProperty("rules").EnumerateArray().Select(r => r.GetString())
        );
        using var second = JsonDocument.Parse(lines[1]);
        Assert.Equal("b", second.RootElement.GetProperty("id").GetString());
        Assert.Empty(second.RootElement.GetProperty("rules").EnumerateArray());
        Assert.Matches(@"^2 entries in \d+\.\d+ s, \d+ entries a second\n$", report);
    }

    [Fact]
    public async Task A_file_parted_by_language_is_grouped_by_time_and_answered_in_its_order()
    {
        var file = Path.GetTempFileName();
        string[] entries =
        [
            Line("ar-1", "ar", "2026-01-15T08:00:00Z", "ليبيا: الطرفان يوقعان اتفاق وقف إطلاق النار في سرت"),
            Line("ar-2", "ar", "2026-01-29T08:00:00Z", "ليبيا: افتتاح معرض الكتاب في طرابلس"),
            Line("en-1", "en", "2026-01-15T08:20:00Z", "Libya: the two sides sign a ceasefire agreement in Sirte"),
        ];
        await File.WriteAllLinesAsync(file, entries, TestContext.Current.CancellationToken);

        var (_, lines, _) = await ReplayAsync("", file, "--json");

        var answers = lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["ar-1", "ar-2", "en-1"], answers.Select(a => a.GetProperty("id").GetString()));
        Assert.Equal(answers[0].GetProperty("event").GetString(), answers[2].GetProperty("event").GetString());

        static string Line(string id, string lang, string published, string title) =>
            JsonSerializer.Serialize(
                new
                {
                    id,
                    lang,
                    publisher = id,
                    published,
                    title,
                }
            );
    }

    [Fact]
    public async Task Without_json_a_line_is_id_story_state_rules_and_summary()
    {
        const string talks =
            "{\"id\": \"x\", \"title\": \"Rivals sign truce in Libya\", \"body\": \"Both sides signed the "
            + "truce in Sirte on Monday.\"}";

        var (_, lines, _) = await ReplayAsync(talks, "-");
        var (_, json, _) = await ReplayAsync(talks, "-", "--json");

        Assert.Equal(
            "x\tstory-1\tsigned\tceasefire libya\tBoth sides signed the truce in Sirte on Monday.",
            Assert.Single(lines)
        );
        using var answer = JsonDocument.Parse(json[0]);
        Assert.Equal(
            ["story-1", "signed", "Both sides signed the truce in Sirte on Monday."],
            ((string[])["story", "state", "summary"]).Select(name => answer.RootElement.GetProperty(name).GetString())
        );
    }

    [Fact]
    public async Task Spans_point_into_the_field_as_plain_text()
    {
        var (_, lines, _) = await ReplayAsync(Entries, "-", "--json");

        using var answer = JsonDocument.Parse(lines[0]);
        var spans = answer
            .RootElement.GetProperty("spans")
            .EnumerateArray()
            .Select(s =>
                (
                    s.GetProperty("rule").GetString(),
                    s.GetProperty("field").GetString(),
                    s.GetProperty("start").GetInt32(),
                    s.GetProperty("length").GetInt32(),
                    s.GetProperty("text").GetString()
                )
            )
            .ToList();
        Assert.Contains(("libya", "title", 0, "ولليبيا".Length, "ولليبيا"), spans);
        Assert.Contains(
            ("ceasefire", "summary", 0, "وقف فوري وشامل «لإطلاق النار".Length, "وقف فوري وشامل «لإطلاق النار"),
            spans
        );
    }

    [Theory]
    [InlineData(
        "fr",
        "L&#8217;accord de <b>cessez&#8209;le&#8209;feu</b> &amp; le p&eacute;trole&nbsp;libyen",
        "L’accord de cessez\u2011le\u2011feu & le pétrole libyen",
        "cessez\u2011le\u2011feu",
        "pétrole",
        "libyen"
    )]
    [InlineData(
        "ar",
        "&#x1F600; &laquo;&#x202B;ه&#x64F;دنة&#x202C;&raquo; في لي&#x200D;بي&#x640;ا",
        "\U0001F600 «\u202Bه\u064Fدنة\u202C» في لي\u200Dبي\u0640ا",
        "ه\u064Fدنة",
        "لي\u200Dبي\u0640ا"
    )]
    [InlineData(
        "ar",
        "وقف&zwnj;إطلاق&zwnj;النار في ﻟﻴﺒﻴﺎ",
        "وقف\u200Cإطلاق\u200Cالنار في ﻟﻴﺒﻴﺎ",
        "وقف\u200Cإطلاق\u200Cالنار",
        "ﻟﻴﺒﻴﺎ"
    )]
    [InlineData(
        "en",
        "The &quot;cease-fire&quot; in Libya&#39;s west, told twice: &amp;amp; no more",
        "The \"cease-fire\" in Libya's west, told twice: &amp; no more",
        "cease-fire",
        "Libya"
    )]
    public async Task Spans_count_in_the_text_that_entities_and_tags_stand_for(
        string lang,
        string html,
        string plain,
        params string[] marked
    )
    {
        var (_, lines, _) = await ReplayAsync(
            JsonSerializer.Serialize(
                new
                {
                    id = "a",
                    lang,
                    title = html,
                }
            ),
            "-",
            "--json"
        );

        using var answer = JsonDocument.Parse(lines[0]);
        var spans = answer
            .RootElement.GetProperty("spans")
            .EnumerateArray()
            .Select(s =>
                (
                    Text: s.GetProperty("text").GetString(),
                    InPlace: plain.Substring(s.GetProperty("start").GetInt32(), s.GetProperty("length").GetInt32())
                )
            )
            .ToList();
        Assert.All(spans, span => Assert.Equal(span.InPlace, span.Text));
        Assert.Superset(marked.ToHashSet(), spans.Select(span => span.Text!).ToHashSet());
    }

    [Fact]
    public async Task A_line_that_is_no_entry_is_told_by_file_and_line()
    {
        var (exit, _, report) = await ReplayAsync("{\"id\": \"a\", \"title\": \"t\"}\n{\"id\": 5", "-", "--json");

        Assert.Equal(2, exit);
        Assert.Contains("-:2:", report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("400", 0, 400)]
    [InlineData("120", 0, 120)]
    [InlineData("12", 2, 0)]
    public async Task Summaries_are_as_long_as_the_settings_say(string length, int expected, int longest)
    {
        using var config = new ConfigWithRules(TestBot.Rules);
        File.WriteAllText(
            Path.Combine(config.Path, "appsettings.json"),
            $"{{\"Summaries\": {{\"Length\": {length}}}}}"
        );
        var body = string.Concat(
            Enumerable.Repeat("The truce in Sirte holds and the officers of both sides walk the line. ", 8)
        );

        var (exit, lines, report) = await ReplayAsync(
            JsonSerializer.Serialize(
                new
                {
                    id = "a",
                    title = "Truce holds",
                    body,
                }
            ),
            "-",
            "--json",
            "--config",
            config.Path
        );

        Assert.Equal(expected, exit);
        Assert.Equal(expected == 0, !report.Contains("appsettings.json:1:", StringComparison.Ordinal));
        Assert.All(lines, line =>
            Assert.InRange(
                JsonDocument.Parse(line).RootElement.GetProperty("summary").GetString()!.Length,
                longest - 75,
                longest
            )
        );
    }

    [Fact]
    public async Task Comparing_with_another_folder_tells_what_it_would_gain_and_lose_and_by_which_words()
    {
        using var now = new ConfigWithRules(TestBot.Rules);
        using var other = new RulesFolder().With(
            "r.yaml",
            "concepts: {seen: {en: [see], ar: [ليبيا]}}\nrules: [{id: seen, title: {en: Seen}, when: "
                + "seen}, {id: libya, title: {en: L}, when: {any: [seen], in: body}}]"
        );

        var (exit, lines, report) = await ReplayAsync(Entries, "-", "--compare", other.Path, "--config", now.Path);

        Assert.Equal(0, exit);
        Assert.Equal(
            [
                "+ seen       a             \u2068ولليبيا هدنة جديدة\u2069",
                "                           \u2068[ولليبيا]\u2069  before: the rule is new",
                "- ceasefire  a             \u2068ولليبيا هدنة جديدة\u2069",
                "                           \u2068[هدنة]\u2069 \u2068[وقف فوري وشامل «لإطلاق النار]\u2069 "
                    + " now: the rule is gone",
                "- libya      a             \u2068ولليبيا هدنة جديدة\u2069",
                "                           \u2068[ولليبيا]\u2069  now: needs \"seen\" in the body; "
                    + "it stands in the title only",
                "+ seen       b             Nothing to see",
                "                           [see]  before: the rule is new",
                "rule       gained    lost  alerts a day: now    then",
                "ceasefire       0       1                1.0     0.0",
                "libya           0       1                1.0     0.0",
                "seen            2       0                0.0     2.0",
                "all             2       2                1.0     2.0",
            ],
            lines
        );
        Assert.Matches("^2 entries, rules [0-9a-f]{12} and [0-9a-f]{12}: 2 gained, 2 lost\n$", report);
    }

    [Fact]
    public async Task A_comparison_as_json_is_one_line_for_each_difference()
    {
        using var now = new ConfigWithRules(
            "concepts: {night: {en: [night]}, rain: {en: [rain]}}\nrules: [{id: n, title: {en: N}, when: "
                + "{any: [night], none: [rain]}}]"
        );
        using var other = new ConfigWithRules(
            "concepts: {night: {en: [night, evening]}}\nrules: [{id: n, title: {en: N}, when: night}]"
        );

        var (_, lines, _) = await ReplayAsync(
            """{"id": "x", "title": "A night of rain"}""" + "\n" + """{"id": "y", "title": "An evening"}""",
            "-",
            "--json",
            "--compare",
            other.Path,
            "--config",
            now.Path
        );

        Assert.Equal(
            [
                """{"id":"x","rule":"n","change":"gained","words":["night"],"why":["\"rain\" rules it """
                    + """out: \"rain\""],"title":"A night of rain"}""",
                """{"id":"y","rule":"n","change":"gained","words":["evening"],"why":["needs """
                    + """\"night\""],"title":"An evening"}""",
            ],
            lines
        );
    }

    [Fact]
    public async Task The_same_rules_compared_differ_in_nothing()
    {
        var (exit, lines, report) = await ReplayAsync(Entries, "-", "--compare", Repository.PathOf("config"));

        Assert.Equal(0, exit);
        Assert.Empty(lines);
        Assert.Matches("^2 entries, rules ([0-9a-f]{12}) and \\1: 0 gained, 0 lost\n$", report);
    }

    [Fact]
    public async Task The_store_is_replayed_each_entry_once_and_in_order()
    {
        await using var bot = await TestBot.CreateAsync(feeds: "harbour");
        bot.Feeds.Serve(
            "harbour",
            Some.Rss([
                .. Enumerable
                    .Range(1, 1203)
                    .Select(n => (n == 1200 ? "Truce in Libya &amp;lt;b&amp;gt;" : $"Night {n}", 1300 - n)),
            ])
        );
        await bot.PollAsync();
        bot.Write(
            "appsettings.json",
            $"{{\"ConnectionStrings\": {{\"AlertBot\": \"Data "
                + $"Source={Path.Combine(bot.ConfigFolder, "test.db").Replace('\\', '/')}\"}}}}"
        );

        var (exit, lines, report) = await ReplayAsync("", "--days", "3650", "--config", bot.ConfigFolder);

        Assert.Equal(0, exit);
        Assert.Equal(await bot.AskAsync<long>("SELECT count(*) FROM entries"), lines.Length);
        Assert.Equal(lines.Length, lines.Select(line => line.Split('\t')[0]).Distinct().Count());
        Assert.Equal(
            "ceasefire libya",
            Assert.Single(lines.Select(line => line.Split('\t')[3]), rules => rules.Length > 0)
        );
        Assert.StartsWith($"{lines.Length} entries", report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("say what to replay: a file, - for standard input, or --days N")]
    [InlineData("a file and --days N do not go together", "-", "--days", "3")]
    [InlineData("--days 0: write 1 to 3650", "--days", "0")]
    [InlineData("nowhere.jsonl cannot be read", "nowhere.jsonl")]
    [InlineData("nowhere: there is no such folder", "-", "--compare", "nowhere")]
    public async Task Wrong_use_says_what_to_change(string problem, params string[] args)
    {
        var (exit, lines, report) = await ReplayAsync(Entries, args);

        Assert.Equal(2, exit);
        Assert.Empty(lines);
        Assert.Contains(problem, report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_of_the_other_folder_are_told_as_its_own()
    {
        using var other = new RulesFolder().With("r.yaml", "rules: [{id: a, title: {en: A}, when: nosuch}]");

        var (exit, _, report) = await ReplayAsync(Entries, "-", "--compare", other.Path);

        Assert.Equal(2, exit);
        Assert.StartsWith(
            $"{other.Path}: rules/r.yaml:1:39: there is no concept \"nosuch\"",
            report,
            StringComparison.Ordinal
        );
    }

    /// <summary>A config folder with one rule file that lasts as long as a test.</summary>
    private sealed class ConfigWithRules : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alertbot-config-");

        public ConfigWithRules(string rules) =>
            File.WriteAllText(System.IO.Path.Combine(_folder.CreateSubdirectory("rules").FullName, "r.yaml"), rules);

        public string Path => _folder.FullName;

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
