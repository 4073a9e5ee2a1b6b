using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Tests.Support;
using CsCheck;

namespace AlertBot.Tests.Rules;

/// <summary>Conditions on distinct words, on sentences, on members of a group and on what an entry is about.</summary>
public sealed class ScopeTests
{
    private const string Concepts = """
        concepts:
          revolt: {en: [revolt, uprising], fr: [rébellion]}
          fighting: {en: [revolt, uprising, clash], fr: [rébellion, combats]}
          talks: {ar: [محادثات], en: [talks, deal], fr: [pourparlers]}
          trade: {ar: [تجارة], en: [trade], fr: [commerce]}
          parties: {any: [states, rebels]}
          states: {}
          sudan: {member-of: [states], ar: [السودان], en: [sudan, khartoum], fr: [soudan]}
          south-sudan: {member-of: [states], en: [south sudan, juba]}
          chad: {member-of: [states], ar: [تشاد], en: [chad], fr: [tchad]}
          egypt: {member-of: [states], ar: [مصر], en: [egypt], fr: [égypte], any: [egypt-leaders]}
          egypt-leaders: {en: [mubarak]}
          niger: {member-of: [states], en: [niger]}
          rebels: {en: [rebels]}

        """;

    [Theory]
    [InlineData("{all: [revolt, fighting]}", "The revolt goes on", false)]
    [InlineData("{all: [revolt, fighting]}", "The revolt goes on after a clash", true)]
    [InlineData("{all: [revolt, fighting]}", "A revolt and an uprising", true)]
    [InlineData("{near: {all: [revolt, fighting], within: 9}}", "The revolt goes on", false)]
    [InlineData("{near: {all: [revolt, fighting], within: 9}}", "The uprising, a revolt", true)]
    [InlineData("{all: [revolt, {any: [talks, {all: [fighting, trade]}]}]}", "Revolt hits trade", false)]
    [InlineData("{all: [revolt, {any: [talks, {all: [fighting, trade]}]}]}", "Revolt and clash hit trade", true)]
    [InlineData("{all: [{near: {all: [revolt, trade], within: 2}}, fighting]}", "Revolt hits trade", false)]
    [InlineData("{all: [{near: {all: [revolt, trade], within: 2}}, fighting]}", "Revolt, trade, clash", true)]
    [InlineData("{at-least: 2, of: [revolt, fighting, talks]}", "The revolt goes on", false)]
    [InlineData("{at-least: 2, of: [revolt, fighting, talks]}", "The revolt and the deal", true)]
    public void A_word_serves_one_part_of_a_condition(string when, string title, bool isMatch) =>
        Assert.Equal(isMatch, IsMatch(when, RulesFolder.Entry(title)));

    [Theory]
    [InlineData("Talks open. Trade suffers in Chad.", false)]
    [InlineData("Talks open in Chad. Trade suffers.", true)]
    [InlineData("Talks open in Chad on trade.", false)]
    [InlineData("Talks of J.D. Vance in Chad", true)]
    [InlineData("Talks with the U.S. Chad says", true)]
    [InlineData("Talks with Gen. Chad", true)]
    [InlineData("Talks cost 3.5 million, Chad says", true)]
    [InlineData("Talks with us. Chad says no", false)]
    [InlineData("Talks? Chad says no", false)]
    [InlineData("Talks… Chad says no", false)]
    [InlineData("Talks go on - Chad Tribune", false)]
    [InlineData("Talks go on | Chad", false)]
    [InlineData("Talks - long and hard as they were for all of those there bring Chad in", true)]
    public void A_sentence_is_taken_by_itself(string title, bool isMatch) =>
        Assert.Equal(isMatch, IsMatch("{sentence: {all: [talks, chad], none: [trade]}}", RulesFolder.Entry(title)));

    [Theory]
    [InlineData("محادثات في مصر. تشاد غائبة", false)]
    [InlineData("محادثات مع د. تشاد", true)]
    [InlineData("محادثات؟ تشاد غائبة", false)]
    [InlineData("محادثات متواصلة.. وتشاد غائبة", true)]
    [InlineData("«محادثات متواصلة»... تشاد غائبة", true)]
    [InlineData("محادثات… تشاد غائبة", true)]
    [InlineData("محادثات؟.. تشاد غائبة", false)]
    public void Arabic_sentences_end_as_Arabic_does(string title, bool isMatch) =>
        Assert.Equal(isMatch, IsMatch("{sentence: {all: [talks, chad]}}", RulesFolder.Entry(title, Language.Arabic)));

    [Fact]
    public void Below_an_Arabic_headline_dots_end_a_sentence() =>
        Assert.False(
            IsMatch(
                "{sentence: {all: [talks, chad]}}",
                RulesFolder.Entry("خبر", Language.Arabic, summary: "محادثات متواصلة.. تشاد غائبة")
            )
        );

    [Theory]
    [InlineData("en", "The market, closed since the deal signed in October 2020 under UN auspices, reopens.", false)]
    [InlineData("en", "The market was closed by a deal in October 2020.", true)]
    [InlineData("en", "The market reopens under a deal signed in 2026.", true)]
    [InlineData("en", "The deal, signed in October 2020 in Chad, broke down on Sunday.", true)]
    [InlineData("en", "The market reopens. Chad has had no such deal since 2020.", false)]
    [InlineData("en", "The market reopens. In force since 2020, the deal was broken in Chad.", true)]
    [InlineData("en", "The market reopens. A deal is near, say 2020 traders.", true)]
    [InlineData("fr", "Le marché, fermé depuis les pourparlers de 2020, rouvre.", false)]
    [InlineData("fr", "Le marché rouvre après les pourparlers de dimanche.", true)]
    [InlineData("ar", "أعيد فتح السوق المغلق منذ محادثات عام 2020", false)]
    [InlineData("ar", "أعيد فتح السوق المغلق منذ محادثات عام ٢٠٢٠", false)]
    [InlineData("ar", "أعيد فتح السوق بعد محادثات الأحد", true)]
    public void What_a_lead_tells_of_an_earlier_year_is_background(string language, string lead, bool isMatch)
    {
        var entry = RulesFolder.Entry("Market", LanguageCodes.Parse(language)!.Value, lead) with
        {
            Published = new DateTimeOffset(2026, 1, 15, 9, 0, 0, TimeSpan.Zero),
        };

        Assert.Equal(isMatch, IsMatch("{any: [talks], in: lead}", entry));
        Assert.True(IsMatch("{any: [talks], in: lead}", entry with { Published = null }));
    }

    [Theory]
    [InlineData("en", "Aid", "The fund helps clinics in Sudan, Chad, Egypt and Niger.", false)]
    [InlineData("en", "Aid", "It works in Egypt, in Sudan and in Chad.", false)]
    [InlineData("en", "Aid", "It works in Egypt, Niger or South Sudan, and its seat is in Chad.", true)]
    [InlineData("en", "Aid", "It works in Sudan and Chad.", true)]
    [InlineData("en", "Aid", "It works in Chad, where Egypt sent doctors and Niger none.", true)]
    [InlineData("en", "Aid to Sudan, Egypt and Chad", "It works in Egypt, Sudan and Chad.", true)]
    [InlineData("en", "Aid", "It works in Egypt, Sudan and Chad. The doctors of Chad thank it.", true)]
    [InlineData("fr", "Aide", "Elle agit au Soudan, en Égypte et au Tchad.", false)]
    [InlineData("fr", "Aide", "Elle agit au Soudan et au Tchad.", true)]
    [InlineData("ar", "مساعدات", "يعمل الصندوق في مصر والسودان وتشاد منذ سنوات.", false)]
    [InlineData("ar", "مساعدات", "يعمل الصندوق في مصر، السودان، تشاد وغيرها.", false)]
    [InlineData("ar", "مساعدات", "يعمل الصندوق في مصر وتشاد.", true)]
    public void A_list_of_three_below_the_headline_is_no_place(string language, string title, string text, bool isMatch)
    {
        var read = LanguageCodes.Parse(language)!.Value;
        var rules = RulesFolder.Of(
            Concepts
                + "  here: {ar: [تشاد], en: [chad], fr: [tchad], except: {list-of: states}}\n"
                + "rules: [{id: r, title: {en: R}, when: here}]\n"
        );

        Assert.Equal(isMatch, rules.Match(RulesFolder.Entry(title, read, summary: text)).Count > 0);
        Assert.Equal(isMatch, rules.Match(RulesFolder.Entry(title, read, body: text)).Count > 0);
    }

    [Fact]
    public void No_sentence_spans_two_fields()
    {
        Assert.False(IsMatch("{sentence: {all: [talks, chad]}}", RulesFolder.Entry("Talks", summary: "Chad")));
        Assert.False(
            IsMatch("{near: {all: [talks, chad], within: sentence}}", RulesFolder.Entry("Talks", summary: "Chad"))
        );
        Assert.True(
            IsMatch(
                "{near: {all: [talks, chad], within: sentence}}",
                RulesFolder.Entry("Chad and all those who were there on the first of the days of these talks")
            )
        );
    }

    [Theory]
    [InlineData("Talks of Sudan and Chad", true)]
    [InlineData("Talks of Sudan and Khartoum", false)]
    [InlineData("Talks of South Sudan", false)]
    [InlineData("Talks of South Sudan and Sudan", true)]
    [InlineData("Talks of Mubarak and the rebels", true)]
    [InlineData("Talks of Mubarak and Egypt", false)]
    [InlineData("Talks in Sudan, Chad, Egypt and Niger", false)]
    [InlineData("Talks in Sudan, Chad and Egypt", true)]
    public void Members_of_a_group_count_once_each(string title, bool isMatch) =>
        Assert.Equal(isMatch, IsMatch("{all: [talks, {at-least: 2, of-members: parties}]}", RulesFolder.Entry(title)));

    [Fact]
    public void Marks_show_each_member_that_counted()
    {
        var match = Assert.Single(
            Of("{sentence: {at-least: 2, of-members: parties}}")
                .Match(RulesFolder.Entry("Sudan waits. Chad meets Egypt"))
        );

        Assert.Equal([new Span(Field.Title, 13, 4), new Span(Field.Title, 24, 5)], match.Spans);
    }

    [Theory]
    [InlineData("Talks open", "", "", true)]
    [InlineData("News", "Talks open in the morning.", "", true)]
    [InlineData("News", "It rains. The sun sets. Talks open.", "", false)]
    [InlineData("News", "It rains. The sun sets. Talks open. The talks go on.", "", true)]
    [InlineData("News", "", "It rains. The sun sets. Talks open.", false)]
    [InlineData("News", "", "KHARTOUM, May 3 (AFP) - It rains. Talks open.", true)]
    [InlineData("Rain over the river", "Rain over the river.", "It rains. Talks open.", true)]
    public void What_an_entry_is_about_stands_in_its_head_or_twice(
        string title,
        string summary,
        string body,
        bool isMatch
    ) => Assert.Equal(isMatch, IsMatch("{about: talks}", RulesFolder.Entry(title, summary: summary, body: body)));

    [Theory]
    [InlineData("News", "Talks open.", "", true)]
    [InlineData("News", "It rains. The sun sets. Talks open.", "", false)]
    [InlineData("News", "KHARTOUM, May 3 (AFP) - It rains.", "Talks open.", false)]
    [InlineData("Talks", "", "", false)]
    public void The_lead_is_two_sentences_of_the_summary_or_else_of_the_body(
        string title,
        string summary,
        string body,
        bool isMatch
    ) =>
        Assert.Equal(
            isMatch,
            IsMatch("{any: [talks], in: lead}", RulesFolder.Entry(title, summary: summary, body: body))
        );

    [Fact]
    public void A_dateline_is_no_part_of_the_lead() =>
        Assert.False(
            IsMatch("{any: [sudan], in: lead}", RulesFolder.Entry("News", summary: "KHARTOUM, May 3 (AFP) - It rains."))
        );

    [Fact]
    public void Where_one_word_stands_for_two_parts_the_trial_says_so()
    {
        var rules = RulesFolder.Of(
            $"{Concepts}rules: [{{id: r, title: {{en: R}}, when: {{all: [revolt, fighting]}}}}]"
        );

        var explanation = rules.Explain(RulesFolder.Entry("The revolt goes on"), "r");

        Assert.Equal(["needs other words for each of \"fighting\" and \"revolt\""], explanation!.Missing);
    }

    [Fact]
    public void No_sentence_says_more_than_the_whole()
    {
        var words = Gen.OneOf(
            "talks",
            "deal",
            "Chad",
            "Sudan",
            "Khartoum",
            "rebels",
            "revolt",
            "clash",
            ".",
            "?",
            "U.S.",
            "the"
        );
        var apart = Of("{sentence: {all: [talks, {at-least: 2, of-members: parties}]}}");
        var whole = Of("{all: [talks, {at-least: 2, of-members: parties}]}");

        words
            .Array[1, 14]
            .Holds(text =>
            {
                var entry = RulesFolder.Entry(string.Join(' ', text));
                return apart.Match(entry).Count == 0 || whole.Match(entry).Count > 0;
            });
    }

    private static RuleSet Of(string when) =>
        RulesFolder.Of($"{Concepts}rules: [{{id: r, title: {{en: R}}, when: {when}}}]");

    private static bool IsMatch(string when, Entry entry) => Of(when).Match(entry).Count > 0;
}
