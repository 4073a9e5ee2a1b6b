using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules;

namespace AlertBot.Tests.Rules;

public sealed class RuleSetTests
{
    private const string Concepts = """
        concepts:
          ceasefire:
            ar: [هدنة, "وقف ~3 إطلاق النار"]
            en: [ceasefire, "cessation of hostilities", "truc*"]
            fr: [cessez-le-feu, trêve]
            except: {en: ["price truce"]}
          libya: {ar: [ليبيا], en: [Libya], fr: [Libye]}
          talks: {en: [talks, negotiation], any: [summit]}
          summit: {en: [summit]}
          committee: [5+5]
          america: ["exact:US"]

        """;

    [Fact]
    public void A_match_carries_the_words_that_met_it()
    {
        var match = Assert.Single(Rule("ceasefire").Match(RulesFolder.Entry("Fresh truce, then a cease-fire")));

        Assert.Equal("r", match.Rule.Id);
        Assert.Equal([new Span(Field.Title, 6, 5), new Span(Field.Title, 20, 10)], match.Spans);
    }

    [Theory]
    [InlineData("دعا إلى وقف فوري وشامل لإطلاق النار", true)]
    [InlineData("دعا إلى وقف فوري وشامل ودائم وملزم لإطلاق النار", false)]
    [InlineData("دعا إلى الوقف. وإطلاق النار مستمر", false)]
    public void A_gap_takes_at_most_its_words_and_no_sentence_end(string text, bool isMatch)
    {
        Assert.Equal(isMatch, Rule("ceasefire").Match(RulesFolder.Entry(text, Language.Arabic)).Count > 0);
    }

    [Fact]
    public void A_phrase_spans_neither_fields_nor_paragraphs()
    {
        var rules = Rule("ceasefire");

        Assert.Empty(rules.Match(RulesFolder.Entry("A cessation of", summary: "hostilities")));
        Assert.Empty(rules.Match(RulesFolder.Entry("A cessation of\n\nhostilities")));
        Assert.NotEmpty(rules.Match(RulesFolder.Entry("A cessation of\nhostilities")));
    }

    [Theory]
    [InlineData("The chains agreed a price truce", false)]
    [InlineData("The price truce fell on the day of the truce in Sirte", true)]
    public void Words_of_a_false_friend_do_not_count(string text, bool isMatch)
    {
        Assert.Equal(isMatch, Rule("ceasefire").Match(RulesFolder.Entry(text)).Count > 0);
    }

    [Fact]
    public void Words_of_another_language_do_not_count()
    {
        var french = RulesFolder.Entry("Libya", Language.French);
        var arabic = RulesFolder.Entry("قال إن Libya بلد", Language.Arabic);

        Assert.Empty(Rule("libya").Match(french));
        Assert.NotEmpty(Rule("libya").Match(arabic));
    }

    [Fact]
    public void Arabic_words_count_in_any_entry()
    {
        Assert.NotEmpty(Rule("libya").Match(RulesFolder.Entry("The word is ليبيا", Language.French)));
    }

    [Theory]
    [InlineData("The US says", true)]
    [InlineData("The US's word", true)]
    [InlineData("Join us", false)]
    [InlineData("The USS Cole", false)]
    public void An_exact_word_is_found_as_it_is_written(string text, bool isMatch)
    {
        Assert.Equal(isMatch, Rule("america").Match(RulesFolder.Entry(text)).Count > 0);
    }

    [Theory]
    [InlineData("exact:n'a", "La trêve n'a pas tenu", true)]
    [InlineData("exact:n'a", "La trêve n’a pas tenu", true)]
    [InlineData("exact:n'a", "La trêve a tenu", false)]
    [InlineData("exact:n'a", "Il l'a dit", false)]
    [InlineData("exact:a", "La trêve n'a pas tenu", true)]
    [InlineData("exact:d'accord", "Ils sont d'accord", true)]
    [InlineData("exact:d'accord", "Un accord", false)]
    [InlineData("n'a tenu", "La trêve n'a tenu qu'une nuit", true)]
    [InlineData("n'a tenu", "La trêve a tenu une nuit", false)]
    [InlineData("l'accord", "Un accord à Doha", true)]
    public void An_elided_word_counts_in_an_exact_term_and_where_it_negates(string term, string text, bool isMatch)
    {
        var rules = RulesFolder.Of(
            $$$"""
            concepts:
              c:
                fr: ["{{{term}}}"]
            rules: [{id: r, title: {en: R}, when: {any: [c]}}]
            """
        );

        Assert.Equal(isMatch, rules.Match(RulesFolder.Entry(text, Language.French)).Count > 0);
    }

    [Theory]
    [InlineData("", "Libya counts its votes.", true)]
    [InlineData("Votes were counted.", "Libya counts its votes.", false)]
    public void Where_an_entry_has_no_summary_its_lead_stands_for_one(string summary, string body, bool isMatch)
    {
        var entry = RulesFolder.Entry("Votes", summary: summary, body: body);

        Assert.Equal(
            isMatch,
            RulesFolder
                .Of(Concepts + "rules: [{id: r, title: {en: R}, when: {any: [libya], in: [title, summary]}}]")
                .Match(entry)
                .Count > 0
        );
        Assert.Empty(
            RulesFolder
                .Of(Concepts + "rules: [{id: r, title: {en: R}, when: {any: [libya], in: summary}}]")
                .Match(RulesFolder.Entry("Votes", body: new string('x', 700) + " Libya"))
        );
    }

    [Fact]
    public void Boilerplate_is_not_matched()
    {
        var entry = RulesFolder.Entry("Weather. More on: Libya") with { Boilerplate = [new Span(Field.Title, 9, 14)] };

        Assert.Empty(Rule("libya").Match(entry));
    }

    [Theory]
    [InlineData("{all: [libya, talks]}", "Libya", "a summit", true)]
    [InlineData("{all: [libya, talks]}", "Libya", "", false)]
    [InlineData("{any: [libya, talks], none: [committee]}", "Libya", "the 5 + 5 group", false)]
    [InlineData("{any: [libya], in: title}", "Talks", "Libya", false)]
    [InlineData("{any: [libya], in: [summary, body]}", "Talks", "Libya", true)]
    [InlineData("{at-least: 2, of: [libya, talks, committee]}", "Libya 5+5", "", true)]
    [InlineData("{at-least: 2, of: [libya, talks, committee]}", "Libya and Libya", "", false)]
    [InlineData("{near: {all: [libya, talks], within: 3}}", "Libya on its own talks", "", false)]
    [InlineData("{near: {all: [libya, talks], within: 3}}", "talks on all Libya", "", true)]
    [InlineData("{near: {all: [libya, talks], within: 3}}", "Libya", "talks", false)]
    [InlineData("{near: {all: [libya, {any: [talks, committee]}], within: 2}}", "Libya 5+5", "", true)]
    [InlineData("{any: [{all: [libya, committee]}, {any: [talks], in: summary}]}", "talks", "Libya", false)]
    [InlineData("{none: [{none: [libya]}]}", "Libya", "", true)]
    [InlineData("{none: [{none: [libya]}]}", "talks", "", false)]
    [InlineData("{all: [talks], none: [committee, {none: [libya]}]}", "Talks on Libya", "", true)]
    [InlineData("{all: [talks], none: [committee, {none: [libya]}]}", "Talks on Libya by 5+5", "", false)]
    [InlineData("{all: [talks, {none: [{all: [libya, {none: [committee]}]}]}]}", "Talks on Libya", "", false)]
    [InlineData("{all: [talks, {none: [{all: [libya, {none: [committee]}]}]}]}", "Talks on Libya by 5+5", "", true)]
    [InlineData("{any: [libya], none: [{near: {all: [libya, talks], within: 2}}]}", "Libya talks", "", false)]
    [InlineData(
        "{any: [libya], none: [{near: {all: [libya, talks], within: 2}}]}",
        "Libya and then all of the talks",
        "",
        true
    )]
    [InlineData("{any: [{all: [libya], none: [talks]}, committee]}", "Libya talks", "", false)]
    [InlineData("{any: [{all: [libya], none: [talks]}, committee]}", "Libya talks by 5+5", "", true)]
    [InlineData(
        "{at-least: 2, of: [{all: [libya, talks]}, {any: [committee, america]}, {near: {all: "
            + "[talks, libya], within: 1}}]}",
        "Libya talks",
        "Libya's talks",
        true
    )]
    [InlineData(
        "{at-least: 2, of: [{all: [libya, talks]}, {any: [committee, america]}, {near: {all: "
            + "[talks, libya], within: 1}}]}",
        "Libya talks",
        "",
        false
    )]
    [InlineData(
        "{at-least: 2, of: [{all: [libya, talks]}, {any: [committee, america]}, {near: {all: "
            + "[talks, libya], within: 1}}]}",
        "Libya holds talks",
        "",
        false
    )]
    [InlineData("{near: {all: [libya, talks], within: 1}, in: summary}", "Libya talks", "talks", false)]
    [InlineData(
        "{near: {all: [committee, {near: {all: [libya, talks], within: 1}}], within: 2}}",
        "5+5 in Libya talks",
        "",
        true
    )]
    [InlineData(
        "{near: {all: [committee, {near: {all: [libya, talks], within: 1}}], within: 2}}",
        "5+5 in Libya, and talks",
        "",
        false
    )]
    [InlineData("{all: [{in: title, any: [libya]}, {in: title, none: [talks]}]}", "Libya", "talks", true)]
    public void Conditions_ask_what_they_say(string when, string title, string summary, bool isMatch)
    {
        Assert.Equal(isMatch, Rule(when).Match(RulesFolder.Entry(title, summary: summary)).Count > 0);
    }

    [Fact]
    public void Near_marks_only_the_words_that_are_near()
    {
        var match = Assert.Single(
            Rule("{near: {all: [libya, talks], within: 2}}")
                .Match(RulesFolder.Entry("Libya and then, much later, talks in Libya"))
        );

        Assert.Equal([new Span(Field.Title, 28, 5), new Span(Field.Title, 37, 5)], match.Spans);
    }

    [Fact]
    public void Matches_come_sorted_by_rule_id()
    {
        var rules = RulesFolder.Of(
            Concepts
                + """
                rules:
                  - {id: z, title: {en: Z}, when: libya}
                  - {id: a, title: {en: A}, when: {all: [libya, talks]}}
                """
        );

        Assert.Equal(["a", "z"], rules.Match(RulesFolder.Entry("Talks on Libya")).Select(match => match.Rule.Id));
    }

    [Theory]
    [InlineData(
        "{near: {all: [libya, talks], within: 1}}",
        "Talks about all of Libya",
        "needs \"libya\" within 1 word of \"talks\"; they stand farther apart"
    )]
    [InlineData(
        "{near: {all: [libya, {any: [talks, committee]}], within: 2}, in: title}",
        "Libya",
        "needs \"libya\" within 2 words of (\"committee\" or \"talks\") in the title; "
            + "there is no \"committee\" or \"talks\""
    )]
    [InlineData("{any: [libya], none: [talks]}", "Libya summit", "\"talks\" rules it out: \"summit\"")]
    [InlineData(
        "{any: [libya], none: [{in: title, any: [talks, committee]}]}",
        "Libya summit",
        "\"talks\" in the title rules it out: \"summit\""
    )]
    [InlineData("{all: [libya, {any: [talks, committee]}]}", "Libya", "needs \"committee\" or \"talks\"")]
    [InlineData("{all: [libya, {all: [talks, committee]}]}", "Libya", "needs \"committee\"", "needs \"talks\"")]
    [InlineData(
        "{any: [{all: [libya, talks]}, {at-least: 2, of: [ceasefire, libya, talks]}]}",
        "Libya",
        "needs \"talks\" or (1 more of \"ceasefire\", \"talks\")"
    )]
    [InlineData(
        "{any: [committee, {all: [libya, talks], none: [america]}]}",
        "US talks",
        "needs \"committee\" or (\"libya\" and (no \"america\"))"
    )]
    [InlineData(
        "{all: [ceasefire, libya]}",
        "A price truce",
        "needs \"ceasefire\"; its words stand only where except: \"price truce\" takes them out",
        "needs \"libya\""
    )]
    [InlineData("{at-least: 2, of: [libya, talks, committee]}", "Libya", "needs 1 more of \"committee\", \"talks\"")]
    [InlineData(
        "{any: [libya], in: [summary, body]}",
        "Libya",
        "needs \"libya\" in the summary or body; it stands in the title only"
    )]
    public void A_near_miss_says_what_is_missing(string when, string title, params string[] missing)
    {
        var explanation = Assert.Single(Rule(when).Explain(RulesFolder.Entry(title)));

        Assert.False(explanation.IsMatch);
        Assert.Equal(missing, explanation.Missing);
    }

    [Fact]
    public void A_trial_tells_which_concept_each_word_belongs_to()
    {
        var explanation = Rule("{all: [talks, {any: [libya, committee]}]}")
            .Explain(RulesFolder.Entry("Summit on Libya", summary: "Talks of the 5+5"), "r")!;

        Assert.True(explanation.IsMatch);
        Assert.Equal(
            [
                (new Span(Field.Title, 0, 6), "talks (summit)"),
                (new Span(Field.Title, 10, 5), "libya"),
                (new Span(Field.Summary, 0, 5), "talks"),
                (new Span(Field.Summary, 13, 3), "committee"),
            ],
            explanation.Highlights.Select(mark => (mark.Span, string.Join(", ", mark.Concepts)))
        );
        Assert.Null(Rule("talks").Explain(RulesFolder.Entry("Talks"), "nosuch"));
    }

    [Fact]
    public void A_near_miss_tells_what_stands_there_all_the_same()
    {
        var explanation = Assert.Single(Rule("{all: [libya, talks]}").Explain(RulesFolder.Entry("Libya votes")));

        Assert.Equal([new Span(Field.Title, 0, 5)], explanation.Highlights.Select(mark => mark.Span));
    }

    private static RuleSet Rule(string when) =>
        RulesFolder.Of($"{Concepts}rules:\n  - {{id: r, title: {{en: R}}, when: {when}}}\n");
}
