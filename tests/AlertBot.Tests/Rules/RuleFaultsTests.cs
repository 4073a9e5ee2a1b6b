namespace AlertBot.Tests.Rules;

/// <summary>Every fault of the files, in the words that the person who edits them reads.</summary>
public sealed class RuleFaultsTests
{
    private const string Words = "concepts: {oil: {en: [oil, crude]}, gas: {en: [gas]}, fuel: {en: [crude]}}\n";

    [Theory]
    [InlineData("concepts: {oil: {en: []}}", "1:12: concept \"oil\" has no words")]
    [InlineData("concepts: {oil: []}", "1:12: concept \"oil\" has no words")]
    [InlineData("concepts: {oil: {en: [oil], except: {en: []}}}", "1:12: concept \"oil\": except: has no words")]
    [InlineData("concepts: {oil: {en: [oil], any: [gaz]}, gas: {en: [gas]}}", "1:35: there is no concept \"gaz\"; did you mean \"gas\"?")]
    [InlineData("concepts: {oil: {en: [oil], de: [oel]}}", "1:29: unknown key \"de\"; known: except, ar, en, fr, all, any")]
    [InlineData("concepts: {a: {any: [b]}, b: {any: [c]}, c: {any: [a]}}", "1:12: concept \"a\" is made of itself: a > b > c > a")]
    [InlineData("concepts: {a: {en: [x], except: {any: [a]}}}", "1:12: concept \"a\" is made of itself: a > a")]
    [InlineData("concepts: {oil: [\"…!\"]}", "1:18: \"…!\" has no letter or digit, so it can never be found")]
    [InlineData("concepts: {oil: [\"oil ~x field\"]}", "1:18: \"~x\" is no gap; write ~1 to ~20, the most words in between")]
    [InlineData("concepts: {oil: [\"oil ~21 field\"]}", "1:18: \"~21\" is no gap; write ~1 to ~20, the most words in between")]
    [InlineData("concepts: {oil: [\"oil ~2\"]}", "1:18: \"oil ~2\": a gap stands between two words")]
    [InlineData("concepts: {oil: [\"~2 oil\"]}", "1:18: \"~2 oil\": a gap stands between two words")]
    [InlineData("concepts: {oil: [\"~2\"]}", "1:18: \"~2\": a gap stands between two words")]
    [InlineData("concepts: {oil: [\"*oil\"]}", "1:18: \"*\" stands at the end of a word, as in truc*")]
    [InlineData("concepts: {oil: [\"o*l\"]}", "1:18: \"*\" stands at the end of a word, as in truc*")]
    [InlineData("concepts: {oil: [\"o*\"]}", "1:18: \"*\" needs at least 2 letters before it")]
    [InlineData("concepts: {oil: [\"exact:Oil*\"]}", "1:18: exact: and * do not go together")]
    [InlineData("concepts: oil", "1:11: expected concepts (name: words), found \"oil\"")]
    [InlineData("concept: {oil: [oil]}", "1:1: unknown key \"concept\"; did you mean \"concepts\"?")]
    public void A_faulty_concept_is_told_with_its_place(string text, string fault) => Assert.Equal([fault], FaultsOf(text));

    [Theory]
    [InlineData("oill", "3:35: there is no concept \"oill\"; did you mean \"oil\"?")]
    [InlineData("[oil]", "3:35: expected the name of a concept, or any:, all:, near: …, found a list")]
    [InlineData("{}", "3:35: a condition needs any:, all:, none:, near: or at-least:")]
    [InlineData("{any: []}", "3:41: an empty list")]
    [InlineData("{none: [oil]}", "3:35: rule \"r\" would match an entry that has none of its words; add any: or all:")]
    [InlineData("{any: [oil, {none: [gas]}]}", "3:35: rule \"r\" would match an entry that has none of its words; add any: or all:")]
    [InlineData("{any: [oil], none: [oil]}", "3:35: none: \"oil\" forbids \"oil\", by which \"oil\" is to match")]
    [InlineData("{any: [oil], none: [gas, fuel]}", "3:35: none: \"fuel\" forbids \"crude\", by which \"oil\" is to match")]
    [InlineData("{in: title, any: [{in: body, any: [oil]}]}", "3:58: this can never match: the condition around it looks at other fields only")]
    [InlineData("{near: {all: [oil, gas], within: 0}}", "3:68: within: 0 is out of range; 1 to 100 words")]
    [InlineData("{near: {all: [oil, gas], within: 101}}", "3:68: within: 101 is out of range; 1 to 100 words")]
    [InlineData("{near: {all: [oil], within: 5}}", "3:48: near: needs at least two concepts")]
    [InlineData("{near: {all: [oil, {all: [gas, fuel]}], within: 5}}", "3:54: near: takes names of concepts, or any: [names]")]
    [InlineData("{at-least: 0, of: [oil, gas]}", "3:46: at-least: 0 is out of range; 1 or more")]
    [InlineData("{at-least: 3, of: [oil, gas]}", "3:46: at-least: 3 of 2 can never hold")]
    [InlineData("{at-least: 2}", "3:46: at-least: and of: go together")]
    [InlineData("{of: [oil]}", "3:40: at-least: and of: go together")]
    [InlineData("{any: [oil], in: tittle}", "3:52: expected one of title, summary, body, found \"tittle\"; did you mean \"title\"?")]
    public void A_faulty_condition_is_told_with_its_place(string when, string fault) =>
        Assert.Contains(fault, FaultsOf($"{Words}rules:\n  - {{id: r, title: {{en: R}}, when: {when}}}"));

    [Theory]
    [InlineData("{id: Oil, title: {en: O}, when: oil}", "3:10: rule id \"Oil\": small letters a-z, digits and hyphens, at most 40")]
    [InlineData("{id: oil, title: {}, when: oil}", "3:10: rule \"oil\" has no title; write title: {ar: …, en: …, fr: …}")]
    [InlineData("{id: oil, when: oil}", "3:5: \"title:\" is missing")]
    [InlineData("{id: oil, title: {en: O}}", "3:5: \"when:\" is missing")]
    [InlineData("{id: oil, title: {en: O}, when: oil, examples: {match: [Crude fell, Gas rose]}}", "3:73: rule \"oil\" should match this and does not: none of its words stands in it")]
    [InlineData("{id: oil, title: {en: O}, when: {all: [oil, gas]}, examples: {match: [Oil fell]}}", "3:75: rule \"oil\" should match this and does not: \"gas\"")]
    [InlineData("{id: oil, title: {en: O}, when: oil, examples: {no-match: [Price of oil]}}", "3:64: rule \"oil\" should not match this and does, by \"oil\"")]
    public void A_faulty_rule_is_told_with_its_place(string rule, string fault) =>
        Assert.Equal([fault], FaultsOf($"{Words}rules:\n  - {rule}"));

    [Fact]
    public void Names_stand_once_in_all_files_together()
    {
        using var folder = new RulesFolder()
            .With("a.yaml", Words + "rules:\n  - {id: r, title: {en: R}, when: oil}")
            .With("b.yaml", "concepts: {oil: {en: [petrol]}}\nrules:\n  - {id: r, title: {en: R}, when: gas}\n  - {id: s, title: {en: S}, when: {any: [oil]}}");

        Assert.Null(folder.Read());
        Assert.Equal(
            [
                "rules/b.yaml:1:12: concept \"oil\" stands already at rules/a.yaml:1:12",
                "rules/b.yaml:3:10: rule \"r\" stands already at rules/a.yaml:3:10",
                "rules/b.yaml:4:10: rule \"s\" asks the same as \"r\" at rules/a.yaml:3:10; keep one",
            ],
            folder.Faults.All.Select(fault => fault.ToString()));
    }

    [Fact]
    public void An_empty_folder_is_no_rule_set()
    {
        using var folder = new RulesFolder();

        Assert.Null(folder.Read());
        Assert.Equal("rules:1:1: there is no rule file (*.yaml) here", Assert.Single(folder.Faults.All).ToString());
    }

    [Fact]
    public void What_is_hardly_meant_is_a_warning()
    {
        using var folder = new RulesFolder().With("a.yaml", """
            concepts:
              oil: {en: [oil, oils, "price of oil", "crude ~1 oil", exact:Oil]}
              gas: {en: [gas, gas]}
            rules:
              - {id: oil, title: {en: Oil}, when: oil}
            """);

        Assert.NotNull(folder.Read());
        Assert.Equal(
            [
                "rules/a.yaml:3:3: concept \"gas\" is used by no rule",
                "rules/a.yaml:2:19: \"oils\" is found by \"oil\" as well",
                "rules/a.yaml:2:25: \"price of oil\" is found by \"oil\" as well",
                "rules/a.yaml:3:19: \"gas\" stands twice",
                "rules/a.yaml:5:10: rule \"oil\" has no examples to be tried on",
            ],
            folder.Warnings.Select(warning => warning.ToString()));
    }

    [Fact]
    public void The_version_follows_the_content()
    {
        using var folder = new RulesFolder().With("a.yaml", Words + "rules:\n  - {id: r, title: {en: R}, when: oil}");
        var first = folder.Read()!.Version;

        Assert.Equal(first, folder.Read()!.Version);
        Assert.NotEqual(first, folder.With("a.yaml", Words + "rules:\n  - {id: r, title: {en: R}, when: gas}").Read()!.Version);
    }

    private static IEnumerable<string> FaultsOf(string text)
    {
        using var folder = new RulesFolder().With("a.yaml", text);
        Assert.Null(folder.Read());
        return folder.Faults.All.Select(fault => fault.ToString()["rules/a.yaml:".Length..]);
    }
}
