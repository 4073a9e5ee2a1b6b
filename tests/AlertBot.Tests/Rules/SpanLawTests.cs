using System.Globalization;
using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Rules.Words;
using AlertBot.Tests.Support;
using CsCheck;

namespace AlertBot.Tests.Rules;

/// <summary>What holds of the places that rules mark, in whatever a feed may send.</summary>
public sealed class SpanLawTests
{
    private static readonly string[] Words =
    [
        "ليبيا",
        "وليبيا",
        "هدنة",
        "ﻫﺪﻧﺔ",
        "إطلاق",
        "libya",
        "Libya's",
        "l'accord",
        "truce",
        "cease-fire",
        "pétrole",
        "5+5",
        "U.N.",
        "œuvre",
        "exact",
        "الـUN",
    ];

    // What stands in and around words of feeds and belongs to a letter beside it, or seems to.
    private static readonly string[] Bits =
    [
        " ",
        " ",
        " ",
        ". ",
        "\n",
        "\n\n",
        "-",
        "'",
        "’",
        ".",
        "+",
        "!",
        "a",
        "s",
        "5",
        "ن",
        "\u0301",
        "\u064B",
        "\u0651",
        "\u0654",
        "ـ",
        "\u200B",
        "\u200C",
        "\u200D",
        "\u200E",
        "\u200F",
        "\u2060",
        "\u2067",
        "\u2069",
        "\u00AD",
        "\uFEFF",
        "\uFE0F",
        "😀",
        "👩\u200D🔬",
        "🏽",
        "🇱🇾",
        "\u20E3",
        "\u0600",
        "\u06DD",
        "\u08E2",
        "\uD83D",
        "\uDE00",
        "\U000E0067",
        "ﻻ",
        "각",
        "\u1100",
        "क्ष",
        "\u0E33",
        "\uFF9E",
        "\r",
        "\r\n",
    ];

    private static readonly Gen<string> AnyText = Gen.Frequency(
            (2, Gen.OneOf(Words)),
            (5, Gen.OneOf(Bits)),
            (1, Gen.String)
        )
        .Array[0, 24]
        .Select(string.Concat);

    private static readonly Gen<Language> AnyLanguage = Gen.OneOf(LanguageCodes.All.ToArray());

    private static readonly RuleSet Rules = RulesFolder.Of(
        """
        concepts:
          words: [ليبيا, هدنة, libya, truce, cease-fire, accord, pétrole, "5+5", UN, œuvre, "exact:exact", إطلاق, 5, a]
          phrases: ["libya ~2 truce", "ليبيا ~3 هدنة", "pétro* ~1 accord", "a ~2 a", "5+5 ~1 ليبيا"]
          near: {any: [words]}
        rules:
          - {id: words, title: {en: W}, when: words}
          - {id: phrases, title: {en: P}, when: phrases}
          - {id: near, title: {en: N}, when: {near: {all: [near, phrases], within: 3}}}
        """
    );

    [Theory]
    [InlineData("هدنة", "«هُدْنَةٌ»", "هُدْنَةٌ")]
    [InlineData("هدنة", "\u2067هـدنـة\u2069.", "هـدنـة")]
    [InlineData("ليبيا", "في وليبيا؟", "وليبيا")]
    [InlineData("كتاب", "کتاب\u200Cمسلح", "کتاب\u200C")]
    [InlineData("truce", "truce\u200D!", "truce\u200D")]
    [InlineData("truce", "a tru\u00ADce🏽 held", "tru\u00ADce🏽")]
    [InlineData("œuvre", "l’ŒUVRE", "ŒUVRE")]
    [InlineData("truce", "𝐭𝐫𝐮𝐜𝐞s", "𝐭𝐫𝐮𝐜𝐞s")]
    [InlineData("office", "the oﬃces", "oﬃces")]
    [InlineData("UN", "the U.N.’s word", "U.N")]
    [InlineData("5+5", "(٥ + ٥)", "٥ + ٥")]
    [InlineData("1325", "no. \u0600١٣٢٥", "\u0600١٣٢٥")]
    public void A_mark_takes_the_word_as_the_text_writes_it(string term, string text, string marked) =>
        Assert.Equal(
            [marked],
            Meeting.Find(term, text, term[0] > '\u0600' ? Language.Arabic : Language.English, Languages.All)
        );

    [Fact]
    public void Spans_lie_in_their_field_in_order_and_apart() =>
        EachMatch(
            (entry, match) =>
            {
                foreach (var spans in match.Spans.GroupBy(span => span.Field))
                {
                    var end = 0;
                    foreach (var span in spans)
                    {
                        Assert.True(
                            span.Start >= end && span.Length > 0 && span.Start + span.Length <= entry[span.Field].Length
                        );
                        end = span.Start + span.Length;
                    }
                }
                Assert.NotEmpty(match.Spans);
                Assert.Equal(match.Spans.OrderBy(span => span.Field).ThenBy(span => span.Start), match.Spans);
            }
        );

    [Fact]
    public void No_span_cuts_what_readers_see_as_one_character() =>
        EachMatch(
            (entry, match) =>
            {
                foreach (var span in match.Spans)
                {
                    var edges = StringInfo
                        .ParseCombiningCharacters(entry[span.Field])
                        .Append(entry[span.Field].Length)
                        .ToHashSet();
                    Assert.Contains(span.Start, edges);
                    Assert.Contains(span.Start + span.Length, edges);
                }
            }
        );

    [Fact]
    public void Marked_words_match_when_they_stand_alone() =>
        EachMatch(
            (entry, match) =>
            {
                if (match.Rule.Id != "words")
                    return;
                foreach (var span in match.Spans)
                {
                    var alone = RulesFolder.Entry(entry[span.Field].Substring(span.Start, span.Length), entry.Language);
                    Assert.Contains(Rules.Match(alone), other => other.Rule.Id == "words");
                }
            }
        );

    private static void EachMatch(Action<Entry, Match> check) =>
        Gen.Select(AnyText, AnyText, AnyText, AnyLanguage)
            .Holds(
                (title, summary, body, language) =>
                {
                    var entry = RulesFolder.Entry(title, language, summary, body);
                    foreach (var match in Rules.Match(entry))
                        check(entry, match);
                },
                cases: 3000
            );
}
