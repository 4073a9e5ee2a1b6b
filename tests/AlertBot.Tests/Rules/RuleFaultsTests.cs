using AlertBot.Configuration;
using AlertBot.Configuration.Yaml;
using AlertBot.Rules.Loading;
using AlertBot.Stories.TalksState;
using AlertBot.Tests.Support;
using CsCheck;

namespace AlertBot.Tests.Rules;

/// <summary>Every fault of the files, in the words that the person who edits them reads.</summary>
public sealed class RuleFaultsTests
{
    private const string Words =
        "concepts: {oil: {en: [oil, crude]}, gas: {en: [gas]}, fuel: {en: [crude]}, fields: {en: "
        + "[\"oil ~2 field\", \"field of gas\"]}, energy: {any: [oil, gas]}, gaz: {fr: [gaz]}}\n";

    [Theory]
    [InlineData("concepts: {oil: {en: []}}", "1:12: concept \"oil\" has no words")]
    [InlineData("concepts: {oil: []}", "1:12: concept \"oil\" has no words")]
    [InlineData("concepts: {oil: {en: [oil], except: {en: []}}}", "1:12: concept \"oil\": except: has no words")]
    [InlineData(
        "concepts: {oil: {en: [oil], any: [gaz]}, gas: {en: [gas]}}",
        "1:35: there is no concept \"gaz\"; did you mean \"gas\"?"
    )]
    [InlineData(
        "concepts: {oil: {en: [oil], de: [oel]}}",
        "1:29: unknown key \"de\"; known: except, member-of, ar, en, fr, all, any"
    )]
    [InlineData(
        "concepts: {a: {any: [b]}, b: {any: [c]}, c: {any: [a]}}",
        "1:12: concept \"a\" is made of itself: a > b > c > a"
    )]
    [InlineData("concepts: {a: {en: [x], except: {any: [a]}}}", "1:12: concept \"a\" is made of itself: a > a")]
    [InlineData("concepts: {oil: [\"…!\"]}", "1:18: \"…!\" has no letter or digit, so it can never be found")]
    [InlineData(
        "concepts: {oil: [\"oil ~x field\"]}",
        "1:18: \"~x\" is no gap; write ~1 to ~20, the most words in between"
    )]
    [InlineData(
        "concepts: {oil: [\"oil ~21 field\"]}",
        "1:18: \"~21\" is no gap; write ~1 to ~20, the most words in between"
    )]
    [InlineData("concepts: {oil: [\"oil ~2\"]}", "1:18: \"oil ~2\": a gap stands between two words")]
    [InlineData("concepts: {oil: [\"~2 oil\"]}", "1:18: \"~2 oil\": a gap stands between two words")]
    [InlineData("concepts: {oil: [\"~2\"]}", "1:18: \"~2\": a gap stands between two words")]
    [InlineData("concepts: {oil: [\"*oil\"]}", "1:18: \"*\" stands at the end of a word, as in truc*")]
    [InlineData("concepts: {oil: [\"o*l\"]}", "1:18: \"*\" stands at the end of a word, as in truc*")]
    [InlineData("concepts: {oil: [\"o*\"]}", "1:18: \"*\" needs at least 2 letters before it")]
    [InlineData("concepts: {oil: [\"exact:Oil*\"]}", "1:18: exact: and * do not go together")]
    [InlineData("concepts: {oil: [\"Exact:US\"]}", "1:18: \"Exact:US\": write exact: in small letters")]
    [InlineData(
        "concepts: {oil: [exact: US, oil]}",
        "1:18: expected a text, found names with values; put a text with a colon in quotes"
    )]
    [InlineData(
        "concepts: {oil: [\"oil~2 field\"]}",
        "1:18: \"oil~2 field\": a gap stands by itself, with a space on either side"
    )]
    [InlineData(
        "concepts: {oil: [\"oil | gas\"]}",
        "1:18: \"oil | gas\": \"or\" has no meaning inside a word; write two words"
    )]
    [InlineData(
        "concepts: {oil: {ar: [نفط، خام]}}",
        "1:23: \"نفط، خام\" is read as one phrase; words of a list are parted by the comma of Latin script: ,"
    )]
    [InlineData(
        "concepts: {oil: {en: [\"oil ~2 field\"], except: {en: [oil]}}}",
        "1:12: concept \"oil\" can never be found: except: takes out every word of it"
    )]
    [InlineData(
        "concepts: {a: {any: [b], except: {en: [price]}}, b: {en: [\"price truce\"]}}",
        "1:12: concept \"a\" can never be found: except: takes out every word of it"
    )]
    [InlineData("concepts: oil", "1:11: expected concepts (name: words), found \"oil\"")]
    [InlineData("concept: {oil: [oil]}", "1:1: unknown key \"concept\"; did you mean \"concepts\"?")]
    public void A_faulty_concept_is_told_with_its_place(string text, string fault) =>
        Assert.Equal([fault], FaultsOf(text));

    [Theory]
    [InlineData("oill", "3:35: there is no concept \"oill\"; did you mean \"oil\"?")]
    [InlineData("[oil]", "3:35: expected the name of a concept, or any:, all:, near: …, found a list")]
    [InlineData("{}", "3:35: a condition needs any:, all:, none:, near:, sentence:, about: or at-least:")]
    [InlineData("{any: []}", "3:41: an empty list")]
    [InlineData("{none: [oil]}", "3:35: rule \"r\" would match an entry that has none of its words; add any: or all:")]
    [InlineData(
        "{any: [oil, {none: [gas]}]}",
        "3:35: rule \"r\" would match an entry that has none of its words; add any: or all:"
    )]
    [InlineData(
        "{any: [oil], none: [oil]}",
        "3:55: none: \"oil\" is asked for at 3:42 and ruled out here; take it out of one of them"
    )]
    [InlineData(
        "{all: [oil, {none: [oil]}]}",
        "3:55: none: \"oil\" is asked for at 3:42 and ruled out here; take it out of one of them"
    )]
    [InlineData(
        "{at-least: 2, of: [gas, {in: title, any: [oil]}], none: [{any: [oil]}]}",
        "3:99: none: \"oil\" is asked for at 3:77 and ruled out here; take it out of one of them"
    )]
    [InlineData(
        "{any: [fuel, gas], none: [oil]}",
        "3:61: none: \"oil\" stands wherever \"fuel\" does, so \"fuel\" can never match here; take \"oil\" out of none:"
    )]
    [InlineData(
        "{any: [gas, {near: {all: [fields, gas], within: 3}}], none: [energy]}",
        "3:96: none: \"energy\" stands wherever \"fields\" does, so \"fields\" can never match here; "
            + "take \"energy\" out of none:"
    )]
    [InlineData(
        "{near: {all: [oil, gaz], within: 3}}",
        "3:54: this can never match, as no text has both: \"gaz\" has only French words, \"oil\" has only English words"
    )]
    [InlineData(
        "{any: [oil, {all: [gaz, {any: [gas, oil]}]}]}",
        "3:71: this can never match, as no text has both: \"gaz\" has only French words, \"gas\" or "
            + "\"oil\" has only English words"
    )]
    [InlineData(
        "{in: title, any: [{in: body, any: [oil]}]}",
        "3:58: this can never match: the condition around it looks at other fields only"
    )]
    [InlineData("{near: {all: [oil, gas], within: 0}}", "3:68: within: 0 is out of range; 1 to 100 words, or sentence")]
    [InlineData(
        "{near: {all: [oil, gas], within: 101}}",
        "3:68: within: 101 is out of range; 1 to 100 words, or sentence"
    )]
    [InlineData("{near: {all: [oil], within: 5}}", "3:48: near: needs at least two different concepts")]
    [InlineData("{near: {all: [oil, {any: [oil]}], within: 5}}", "3:48: near: needs at least two different concepts")]
    [InlineData(
        "{near: {all: [oil, {all: [gas, fuel]}], within: 5}}",
        "3:54: near: takes names of concepts, any: [names], or a near: of its own; write in: beside the near:"
    )]
    [InlineData(
        "{near: {all: [oil, {any: [gas, {none: [fuel]}]}], within: 5}}",
        "3:66: near: takes names of concepts, any: [names], or a near: of its own; write in: beside the near:"
    )]
    [InlineData("{at-least: 0, of: [oil, gas]}", "3:46: at-least: 0 is out of range; 1 or more")]
    [InlineData("{at-least: 3, of: [oil, gas]}", "3:46: at-least: 3 of 2 can never hold")]
    [InlineData("{at-least: 2, of: [oil, oil]}", "3:46: at-least: 2 of 1 can never hold; one stands twice in of:")]
    [InlineData("{at-least: 2}", "3:46: at-least: and of: go together")]
    [InlineData("{of: [oil]}", "3:40: at-least: and of: go together")]
    [InlineData("{of-members: energy}", "3:48: at-least: and of-members: go together")]
    [InlineData(
        "{at-least: 1, of: [oil], of-members: energy}",
        "3:72: at-least: counts of: or of-members:; write two conditions"
    )]
    [InlineData(
        "{at-least: 2, of-members: oil}",
        "3:61: of-members: \"oil\" is no group; give it any: or members by member-of:"
    )]
    [InlineData("{at-least: 2, of-members: enrgy}", "3:61: there is no concept \"enrgy\"; did you mean \"energy\"?")]
    [InlineData("{at-least: 3, of-members: energy}", "3:46: at-least: 3 of 2 members can never hold")]
    [InlineData("{at-least: 0, of-members: energy}", "3:46: at-least: 0 is out of range; 1 or more")]
    [InlineData("{sentence: {}}", "3:46: a condition needs any:, all:, none:, near:, sentence:, about: or at-least:")]
    [InlineData("{about: [oil]}", "3:43: expected the name of a concept, or any:, all:, near: …, found a list")]
    [InlineData("{near: {all: [oil, gas], within: sentences}}", "3:68: expected a whole number, found \"sentences\"")]
    [InlineData(
        "{near: {all: [oil, {sentence: gas}], within: 5}}",
        "3:54: near: takes names of concepts, any: [names], or a near: of its own; write in: beside the near:"
    )]
    [InlineData(
        "{any: [oil], in: tittle}",
        "3:52: expected one of title, lead, summary, body, found \"tittle\"; did you mean \"title\"?"
    )]
    public void A_faulty_condition_is_told_with_its_place(string when, string fault) =>
        Assert.Contains(fault, FaultsOf($"{Words}rules:\n  - {{id: r, title: {{en: R}}, when: {when}}}"));

    [Theory]
    [InlineData(
        "{id: Oil, title: {en: O}, when: oil}",
        "3:10: rule id \"Oil\": small letters a-z, digits and hyphens, at most 40"
    )]
    [InlineData(
        "{id: oil, title: {}, when: oil}",
        "3:10: rule \"oil\" has no title; write title: {ar: …, en: …, fr: …}"
    )]
    [InlineData("{id: oil, when: oil}", "3:5: \"title:\" is missing")]
    [InlineData("{id: oil, title: {en: O}}", "3:5: \"when:\" is missing")]
    [InlineData(
        "{id: oil, when: oil, urgency: hihg}",
        "3:5: \"title:\" is missing",
        "3:35: expected one of low, normal, high, found \"hihg\"; did you mean \"high\"?"
    )]
    [InlineData(
        "{id: Oil, when: oill, examples: {match: Oil}}",
        "3:5: \"title:\" is missing",
        "3:10: rule id \"Oil\": small letters a-z, digits and hyphens, at most 40",
        "3:21: there is no concept \"oill\"; did you mean \"oil\"?",
        "3:45: expected a list, found \"Oil\"; write [Oil]"
    )]
    [InlineData(
        "{id: oil, title: {en: O}, when: oil, examples: {match: [Crude fell, Gas rose]}}",
        "3:73: rule \"oil\" should match this and does not: none of its words stands in it"
    )]
    [InlineData(
        "{id: oil, title: {en: O}, when: {all: [oil, gas]}, examples: {match: [Oil fell]}}",
        "3:75: rule \"oil\" should match this and does not: needs \"gas\""
    )]
    [InlineData(
        "{id: oil, title: {en: O}, when: oil, examples: {no-match: [Price of oil]}}",
        "3:64: rule \"oil\" should not match this and does, by \"oil\""
    )]
    public void A_faulty_rule_is_told_with_its_place(string rule, params string[] diagnostics) =>
        Assert.Equal(diagnostics, FaultsOf($"{Words}rules:\n  - {rule}"));

    [Fact]
    public void Names_stand_once_in_all_files_together()
    {
        using var folder = new RulesFolder()
            .With("a.yaml", Words + "rules:\n  - {id: r, title: {en: R}, when: oil}")
            .With(
                "b.yaml",
                "concepts: {oil: {en: [petrol]}}\nrules:\n  - {id: r, title: {en: R}, when: gas}\n  - {id: "
                    + "s, title: {en: S}, when: {any: [oil]}}"
            );

        Assert.Null(folder.Read());
        Assert.Equal(
            [
                "rules/b.yaml:1:12: concept \"oil\" stands already at rules/a.yaml:1:12",
                "rules/b.yaml:3:10: rule \"r\" stands already at rules/a.yaml:3:10",
                "rules/b.yaml:4:10: rule \"s\" asks the same as \"r\" at rules/a.yaml:3:10; keep one",
            ],
            folder.Faults.All.Select(diagnostic => diagnostic.ToString())
        );
    }

    /// <summary>
    /// Some 44 KB for each word the rules list, half of it for warnings. Looking for alike rules wrote the words of
    /// every concept into every rule's key, which took half as much again; looking for words too many made the key of
    /// each anew for every other of its list, a third.
    /// </summary>
    [Fact]
    public void Rules_are_read_in_memory_by_their_words()
    {
        const int MostBytesAWord = 50_000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var set = RuleFiles.Load(
            Repository.PathOf("config/rules"),
            new DiagnosticBag(),
            [],
            State.ReadForRules,
            runExamples: false
        );
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;

        var words = set!.ListedWords().Select(word => (word.Concept, word.Term.Text)).Distinct().Count();
        Assert.InRange(taken / words, 0, MostBytesAWord);
    }

    [Theory]
    [InlineData("oil", "{all: [oil]}")]
    [InlineData("{any: [oil, gas]}", "{at-least: 1, of: [{any: [gas]}, oil]}")]
    [InlineData("{all: [oil, {all: [gas]}]}", "{at-least: 2, of: [gas, oil]}")]
    [InlineData("{any: [oil], in: [body, title, summary]}", "oil")]
    [InlineData("{any: [{in: title, any: [oil]}, {in: title, any: [gas]}]}", "{any: [gas, oil], in: title}")]
    [InlineData("{all: [oil], none: [gas]}", "{none: [{any: [gas]}], any: [rock-oil]}")]
    [InlineData("{near: {all: [oil, gas], within: 3}}", "{near: {all: [gas, rock-oil], within: 3}}")]
    public void Rules_that_ask_the_same_in_other_words_are_alike(string one, string other)
    {
        Assert.Contains(
            "5:10: rule \"s\" asks the same as \"r\" at rules/a.yaml:4:10; keep one",
            FaultsOf(
                $"{Words[..^2]}, rock-oil: {{en: [Crude], any: [only-oil]}}, only-oil: {{en: [OIL]}}}}\n\n"
                    + $"rules:\n  - {{id: r, title: {{en: R}}, when: {one}}}\n  - {{id: s, title: {{en: "
                    + $"S}}, when: {other}}}"
            )
        );
    }

    [Theory]
    [InlineData("{any: [oil, {all: [gas], none: [oil]}]}")]
    [InlineData("{any: [energy], none: [{all: [oil, gas]}]}")]
    [InlineData("{any: [oil], none: [{in: title, any: [oil]}]}")]
    [InlineData("{at-least: 1, of: [oil, {all: [gas], none: [oil]}]}")]
    [InlineData("{at-least: 2, of: [oil, gas, gaz]}")]
    [InlineData("{all: [oil, {none: [{none: [gas]}]}]}")]
    public void What_can_match_is_no_fault(string when)
    {
        using var folder = new RulesFolder().With(
            "a.yaml",
            $"{Words}rules:\n  - {{id: r, title: {{en: R}}, when: {when}}}"
        );

        Assert.NotNull(folder.Read());
    }

    [Fact]
    public void A_file_that_cannot_be_read_does_not_make_its_concepts_unknown_elsewhere()
    {
        using var folder = new RulesFolder()
            .With("a.yaml", "concepts: {oil: [oil]\n")
            .With(
                "b.yaml",
                "concepts: {gas: {en: [gas], any: [oil]}}\nrules:\n  - {id: r, title: {en: R}, when: {all: "
                    + "[oil, gas]}}\n  - {id: S, title: {en: S}, when: oil}"
            );

        Assert.Null(folder.Read());
        Assert.Equal(
            ["rules/a.yaml:2", "rules/b.yaml:4"],
            folder.Faults.All.Select(diagnostic => $"{diagnostic.Place.File}:{diagnostic.Place.Line}")
        );
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
        const string Except = """except: {en: ["stale truce", "lamp"]}""";
        const string Examples = "examples: {match: [Diesel for both]}";
        using var folder = new RulesFolder().With(
            "a.yaml",
            $$"""
            concepts:
              oil: {en: [oil, oils, "price of oil", "crude ~1 oil", "exact:Oil", "U.S. crude", exact:US]}
              gas: {en: [gas, gas]}
              fuel: {all: [Diesel], en: [diesel, coals, "gas lamp"], fr: [gazole], any: [oil, coal], {{Except}}}
              coal: {en: [coal]}
              mixed: {en: [both, "coal pit"]}
            rules:
              - {id: oil, title: {en: Oil}, when: oil}
              - {id: fuel, title: {en: Fuel}, when: {all: [fuel, {any: [mixed]}], none: [coal]}, {{Examples}}}
            """
        );

        Assert.NotNull(folder.Read());
        Assert.Equal(
            [
                "9:78: none: \"coal\" rules out \"coals\", \"coal\", by which \"fuel\" is to match; "
                    + "to keep out false friends only, name them under except:",
                "9:78: none: \"coal\" rules out \"coal pit\", by which \"mixed\" is to match; "
                    + "to keep out false friends only, name them under except:",
                "9:61: rule \"fuel\" can never match Arabic texts: \"mixed\" has no Arabic words",
                "9:61: rule \"fuel\" can never match French texts: \"mixed\" has no French words",
                "3:3: concept \"gas\" is used by no rule",
                "2:19: \"oils\" is found by \"oil\" as well",
                "2:25: \"price of oil\" is found by \"oil\" as well",
                "3:19: \"gas\" stands twice",
                "4:30: \"diesel\" is found by \"Diesel\" as well",
                "4:38: \"coals\" is found by concept \"coal\" as well",
                "4:45: \"gas lamp\" never counts: except: takes it out",
                "4:104: except: \"stale truce\" changes nothing: no word of \"fuel\" stands in it; "
                    + "to keep such texts out of a rule, use none:",
                "8:10: rule \"oil\" has no examples to be tried on; write examples: {match: [\"…\"], "
                    + "no-match: [\"…\"]}",
                "9:10: rule \"fuel\" has no no-match: example, a text with its words in another sense",
            ],
            folder.Warnings.Select(warning => warning.ToString()["rules/a.yaml:".Length..])
        );
    }

    [Fact]
    public void The_version_follows_the_content()
    {
        using var folder = new RulesFolder().With("a.yaml", Words + "rules:\n  - {id: r, title: {en: R}, when: oil}");
        var first = folder.Read()!.Version;

        Assert.Equal(first, folder.Read()!.Version);
        Assert.NotEqual(
            first,
            folder.With("a.yaml", Words + "rules:\n  - {id: r, title: {en: R}, when: gas}").Read()!.Version
        );
    }

    /// <summary>
    /// A half-saved or mistyped file is a fault with a place, never an exception: it is read while the service runs.
    /// </summary>
    [MachineSuite]
    [Fact]
    public void No_slip_of_the_pen_breaks_the_reader()
    {
        var files = Directory.GetFiles(Repository.PathOf("config/rules"), "*.yaml").Select(File.ReadAllText).ToArray();
        Gen.Select(
                Gen.OneOf(files),
                Gen.Double[0, 1],
                Gen.OneOf(
                    "",
                    "[",
                    "]",
                    "{",
                    "}",
                    "\"",
                    "'",
                    ":",
                    ",",
                    "#",
                    "&",
                    "*",
                    "!",
                    "|",
                    ">",
                    "%",
                    "@",
                    "\t",
                    "\n",
                    "- ",
                    "? "
                ),
                Gen.Bool
            )
            .Holds(
                (file, at, slip, isCut) =>
                {
                    var place = (int)(at * (file.Length - 1));
                    var text = isCut ? file[..place] + slip : file[..place] + slip + file[(place + 1)..];
                    var diagnostics = new DiagnosticBag();
                    var read = YamlFile.Parse<RulesFile>(text, "rules/a.yaml", diagnostics);
                    Assert.True(read is not null || diagnostics.Any);
                    Assert.All(diagnostics.All, diagnostic =>
                        Assert.InRange(diagnostic.Place.Line, 1, text.Count(c => c == '\n') + 2)
                    );
                },
                cases: 1000
            );
    }

    private static IEnumerable<string> FaultsOf(string text)
    {
        using var folder = new RulesFolder().With("a.yaml", text);
        Assert.Null(folder.Read());
        return folder.Faults.All.Select(diagnostic => diagnostic.ToString()["rules/a.yaml:".Length..]);
    }
}
