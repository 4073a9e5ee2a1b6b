using System.Text;
using AlertBot.Configuration;
using AlertBot.Configuration.Yaml;

namespace AlertBot.Tests.Rules;

/// <summary>
/// Files made to end the process, or to keep it busy: each is a fault with its place, like any other. Without a bound
/// most of these would take the whole test run with them.
/// </summary>
public sealed class HostileRulesTests
{
    private const string Rule = "rules:\n  - {id: a, title: {en: A}, when: ";

    /// <summary>Name, text, and what the fault says.</summary>
    public static TheoryData<string, string> Shapes =>
        new()
        {
            { "open brackets", "nested more than" },
            { "closed brackets", "nested more than" },
            { "open braces", "nested more than" },
            { "dashes", "nested more than" },
            { "question marks", "nested more than" },
            { "a list in itself", "contain itself" },
            { "a key in itself", "contain itself" },
            { "a mapping in itself", "contain itself" },
            { "aliases of aliases", "those that aliases repeat" },
            { "nested when", "nested more than" },
            { "nested near", "nested more than" },
            { "deep by aliases", "nested more than" },
            { "many aliases", "aliases" },
            { "a long text", "characters" },
            { "a chain of concepts", "levels deep" },
            { "a chain backwards", "levels deep" },
            { "a long phrase", "words" },
            { "many gaps", "more than 4 gaps" },
            { "many nears", "near: takes" },
            { "a near of many", "near: takes" },
            { "many conditions", "conditions in one rule" },
            { "many unknown names", "there is no concept" },
            { "many unknown keys", "unknown key" },
        };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_file_without_end_is_a_fault_with_its_place(string shape, string says)
    {
        using var folder = new RulesFolder().With("test.yaml", TextOf(shape));

        Assert.Null(folder.Read());

        Assert.Contains(folder.Faults.All, diagnostic => diagnostic.Message.Contains(says, StringComparison.Ordinal));
        Assert.All(folder.Faults.All, diagnostic =>
        {
            Assert.Equal("rules/test.yaml", diagnostic.Place.File);
            Assert.InRange(diagnostic.Place.Line, 1, int.MaxValue);
            Assert.InRange(diagnostic.Place.Column, 1, int.MaxValue);
        });
        Assert.InRange(folder.Faults.All.Count, 1, 500);
    }

    [Fact]
    public void The_place_is_where_the_bound_is_met()
    {
        var diagnostics = new DiagnosticBag();

        Assert.Null(YamlFile.Load($"a: 1\nb: {new string('[', 200)}", "x.yaml", diagnostics));

        Assert.Equal("x.yaml:2:67", diagnostics.All.Single().Place.ToString());
    }

    /// <summary>Only so many faults are kept; a file read after those is at fault all the same.</summary>
    [Fact]
    public void Many_faults_of_one_file_hide_none_of_another()
    {
        var diagnostics = new DiagnosticBag();
        for (var i = 1; i <= 1000; i++)
            diagnostics.Add(new SourceLocation("rules/a.yaml", i, 1), "wrong");
        using var folder = new RulesFolder().With("feeds.yaml", "feeds: [{url: nowhere, publisher: a}]");

        Assert.Null(AlertBot.Feeds.Lists.FeedList.Load(Path.Combine(folder.Path, "feeds.yaml"), diagnostics));

        Assert.Equal(1001, diagnostics.Count);
    }

    [Fact]
    public void What_people_write_with_aliases_is_read()
    {
        var diagnostics = new DiagnosticBag();

        Assert.NotNull(YamlFile.Load("a: &x [1, 2]\nb: [*x, *x]\nc: {d: *x}", "x.yaml", diagnostics));

        Assert.Empty(diagnostics.All);
    }

    [Fact]
    public void A_token_stops_what_takes_too_long()
    {
        var rules = RulesFolder.Of("concepts: {c: {en: [war]}}\n" + Rule + "c}");
        using var over = new CancellationTokenSource();
        over.Cancel();

        Assert.Throws<OperationCanceledException>(() => rules.Match(RulesFolder.Entry("War"), over.Token));
    }

    private static string TextOf(string shape) =>
        shape switch
        {
            "open brackets" => "concepts: " + new string('[', 900_000),
            "closed brackets" => "concepts: " + new string('[', 150_000) + new string(']', 150_000),
            "open braces" => "concepts: " + Fill("{a: ", 50_000),
            "dashes" => Fill("- ", 50_000) + "a",
            "question marks" => Fill("? ", 50_000) + "a",
            "a list in itself" => "concepts: &x [*x]",
            "a key in itself" => "concepts:\n  ? &x [*x]\n  : {en: [war]}",
            "a mapping in itself" => "concepts: &x {a: {en: [war], b: *x}}",
            "aliases of aliases" => Aliases(levels: 12, each: 9),
            "nested when" => Rule + Fill("{all: [", 20_000) + "c" + Fill("]}", 20_000) + "}",
            "nested near" => Rule + Fill("{near: {within: 5, all: [c, ", 20_000) + "c" + Fill("]}}", 20_000) + "}",
            "deep by aliases" => Chain(100),
            "many aliases" => "concepts: &x {}\nrules: [" + Fill("*x, ", 20_000) + "]",
            "a long text" => $"concepts: {{c: {{en: [\"{new string('a', 200_000)}\"]}}}}\n{Rule}c}}",
            "a chain of concepts" => Concepts(2000, i => i + 1) + Rule + "c0}",
            "a chain backwards" => Concepts(2000, i => i - 1) + Rule + "c0}",
            "a long phrase" => $"concepts: {{c: {{en: [\"{Fill("ab ", 90)}\"]}}}}\n{Rule}c}}",
            "many gaps" => $"concepts: {{c: {{en: [\"war{Fill(" ~20 war", 9)}\"]}}}}\n{Rule}c}}",
            "many nears" => "concepts: {c: {en: [war]}, d: {en: [oil]}}\n"
                + Rule
                + "{any: ["
                + string.Join(
                    ", ",
                    Enumerable.Range(1, 300).Select(i => $"{{near: {{within: {(i % 99) + 1}, all: [c, d]}}}}")
                )
                + "]}}",
            "a near of many" => Concepts(900, _ => -1)
                + Rule
                + "{near: {within: 5, all: ["
                + string.Join(", ", Enumerable.Range(0, 900).Select(i => $"c{i}"))
                + "]}}}",
            "many conditions" => Concepts(1, _ => -1) + Rule + "{any: [" + Fill("{any: [c0]}, ", 2000) + "c0]}}",
            "many unknown names" => Concepts(3000, _ => -1)
                + Rule
                + "{any: ["
                + string.Join(", ", Enumerable.Range(0, 900).Select(i => $"unknown-name-that-is-long-{i}"))
                + "]}}",
            "many unknown keys" => "rules:\n  - {"
                + string.Join(", ", Enumerable.Range(0, 50_000).Select(i => $"key-{i}: 1"))
                + "}",
            _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, null),
        };

    private static string Fill(string what, int times) => new StringBuilder().Insert(0, what, times).ToString();

    private static string Aliases(int levels, int each)
    {
        var text = new StringBuilder("concepts:\n  l0: &l0 [war]\n");
        for (var level = 1; level <= levels; level++)
            text.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"  l{level}: &l{level} [{string.Join(", ", Enumerable.Repeat($"*l{level - 1}", each))}]\n"
            );
        return text.ToString();
    }

    /// <summary>Each level is one step deeper than what it names.</summary>
    private static string Chain(int levels)
    {
        var text = new StringBuilder("concepts:\n  l0: &l0 [war]\n");
        for (var level = 1; level <= levels; level++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"  l{level}: &l{level} [*l{level - 1}]\n");
        return text.ToString();
    }

    private static string Concepts(int count, Func<int, int> partOf) =>
        "concepts:\n"
        + string.Concat(
            Enumerable
                .Range(0, count)
                .Select(i =>
                    partOf(i) is var part && part >= 0 && part < count
                        ? $"  c{i}: {{en: [word{i}x], any: [c{part}]}}\n"
                        : $"  c{i}: {{en: [word{i}x]}}\n"
                )
        );
}
