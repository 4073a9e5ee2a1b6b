using AlertBot.Localization;
using AlertBot.Rules.Words;
using AlertBot.Tests.Support;
using CsCheck;

namespace AlertBot.Tests.Rules;

/// <summary>What holds of any text, rule and language.</summary>
public sealed class MatchingLawTests
{
    private static readonly string[] Arabic =
    [
        "ليبيا",
        "نفط",
        "هدنة",
        "مفاوضات",
        "لجنة",
        "مسلحون",
        "اتفاق",
        "إطلاق",
        "مؤتمر",
        "ليبية",
        "قوات",
        "تهدئة",
        "مستشفى",
        "أسرى",
        "لقائه",
        "ألغام",
    ];

    private static readonly string[] Latin =
    [
        "oil",
        "truce",
        "cease-fire",
        "ceasefire",
        "parties",
        "envoy",
        "fought",
        "organise",
        "pétrole",
        "généraux",
        "accord",
        "rompu",
        "5+5",
        "œuvre",
        "Sana'a",
    ];

    // Words that no form of the ones above is.
    private static readonly string[] Unrelated = ["شجرة", "كرسي", "lampe", "window", "1999", "زهور", "été"];

    // Neither parts a word nor is a letter of it: vowel marks, tatweel, zero-width and bidi controls, the soft hyphen.
    private static readonly string[] ArabicNoise =
    [
        "ـ",
        "\u064B",
        "\u064E",
        "\u0651",
        "\u0652",
        "\u0670",
        "\u200B",
        "\u200D",
        "\u200E",
        "\u200F",
        "\u061C",
        "\u2060",
        "\u00AD",
        "\uFEFF",
    ];
    private static readonly string[] LatinNoise =
    [
        "\u0301",
        "\u0327",
        "\u200B",
        "\u200D",
        "\u200E",
        "\u2060",
        "\u00AD",
        "\uFEFF",
    ];

    private static readonly Gen<Language> AnyLanguage = Gen.OneOf(LanguageCodes.All.ToArray());
    private static readonly Gen<string> AnyWord = Gen.OneOf([.. Arabic, .. Latin]);
    private static readonly Gen<string> AnyPhrase = AnyWord.Array[1, 3].Select(words => string.Join(' ', words));
    private static readonly Gen<string> Padding = Gen.OneOf(Unrelated)
        .Array[0, 4]
        .Select(words => string.Join(' ', words));

    private static readonly Gen<string> AnyTerm = Gen.OneOf(
        AnyPhrase,
        AnyWord.Where(word => char.IsLetter(word[2])).Select(word => $"{word[..3]}*"),
        AnyWord.Select(word => $"exact:{word}"),
        Gen.Select(AnyWord, Gen.Int[1, 4], AnyWord).Select((first, gap, last) => $"{first} ~{gap} {last}"),
        Gen.Select(AnyWord, Gen.Int[1, 3], AnyPhrase)
            .Select((first, gap, rest) => $"{first[..2]}* ~{gap} {rest}")
            .Where(term => char.IsLetter(term[1]))
    );

    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.String,
        Gen.OneOf(
                "'",
                "’",
                ".",
                "-",
                "+",
                "5",
                "s",
                "l",
                "é",
                "ة",
                "ـ",
                "\u064B",
                "\u200F",
                "\n",
                " ",
                "!",
                "U",
                "ن",
                "œ",
                "😀",
                "\uD83D",
                "ﻻ",
                "İ",
                "ẞ",
                "ﷺ",
                "ﬁ",
                "Ⅷ",
                "㎢",
                "𝐋",
                "ǆ",
                "ʾ"
            )
            .Array[0, 12]
            .Select(string.Concat)
    );

    [Fact]
    public void Folding_twice_is_folding_once() =>
        AnyText.Holds(text =>
        {
            var once = Folding.Fold(text);

            return Folding.Fold(once) == once;
        });

    [Fact]
    public void Words_stand_in_order_inside_the_text_and_apart() =>
        AnyText.Holds(text =>
        {
            var words = new WordList();
            words.AddText(text);

            var end = 0;
            for (var i = 0; i < words.Count; i++)
            {
                Assert.True(words[i].Start >= end && words[i].Length > 0 && words[i].End <= text.Length);
                end = words[i].End;
            }
        });

    [Fact]
    public void A_word_folds_to_its_own_letters() =>
        AnyText.Holds(text =>
        {
            var words = new WordList();
            words.AddText(text);

            for (var i = 0; i < words.Count; i++)
            {
                var alone = Folding.Fold(text.Substring(words[i].Start, words[i].Length));
                Assert.Equal(words.Letters(i).ToString(), alone.Length > 0 ? alone : "+");
            }
        });

    [Fact]
    public void A_phrase_is_found_in_itself_and_marks_its_own_words() =>
        Gen.Select(AnyPhrase, AnyLanguage)
            .Holds(
                (phrase, language) =>
                {
                    var found = Meeting.Find(phrase, phrase, language, Languages.All);

                    return found.Any(mark => Folding.Fold(mark) == Folding.Fold(phrase));
                }
            );

    [Fact]
    public void Unrelated_words_around_it_lose_no_match() =>
        Gen.Select(AnyTerm, AnyPhrase, Padding, Padding, AnyLanguage)
            .Holds(
                (term, text, before, after, language) =>
                {
                    var alone = Meeting.Find(term, text, language, Languages.All);
                    var among = Meeting.Find(term, $"{before} {text} {after}", language, Languages.All);

                    return alone.SequenceEqual(among);
                }
            );

    [Fact]
    public void As_many_words_as_the_gap_takes_lose_no_match_and_one_more_does() =>
        Gen.Select(AnyWord, Gen.Int[1, 4], AnyWord, Gen.OneOf(Unrelated).Array[4], AnyLanguage)
            .Holds(
                (first, gap, last, between, language) =>
                {
                    var term = $"{first} ~{gap} {last}";
                    string TextWith(int words) => string.Join(' ', [first, .. between.Take(words), last]);

                    Assert.All(Enumerable.Range(0, gap + 1), words =>
                        Assert.NotEmpty(Meeting.Find(term, TextWith(words), language, Languages.All))
                    );
                    Assert.True(gap == 4 || Meeting.Find(term, TextWith(gap + 1), language, Languages.All).Count == 0);
                }
            );

    [Fact]
    public void Marked_words_meet_the_rule_by_themselves() =>
        Gen.Select(AnyTerm, AnyPhrase.Array[1, 6], AnyLanguage)
            .Holds(
                (term, texts, language) =>
                {
                    var found = Meeting.Find(term, string.Join(' ', texts), language, Languages.All);

                    return found.All(mark => Meeting.Find(term, mark, language, Languages.All).Contains(mark));
                }
            );

    [Fact]
    public void What_readers_do_not_see_inside_a_word_changes_no_match() =>
        Gen.Select(
                AnyTerm.Where(term => !term.StartsWith("exact:", StringComparison.Ordinal)),
                AnyPhrase,
                Gen.Int[0, 99].Array[60],
                AnyLanguage
            )
            .Holds(
                (term, text, noise, language) =>
                {
                    var plain = Meeting.Find(term, text, language, Languages.All);
                    var noisy = Meeting.Find(term, WithNoise(text, noise), language, Languages.All);

                    return plain.Select(Folding.Fold).SequenceEqual(noisy.Select(Folding.Fold));
                }
            );

    [Fact]
    public void A_zero_width_non_joiner_in_a_word_loses_no_match() =>
        Gen.Select(Gen.OneOf(Arabic), Gen.Int[1, 3], AnyLanguage)
            .Holds(
                (word, at, language) =>
                    Meeting.Find(word, word.Insert(Math.Min(at, word.Length - 1), "\u200C"), language).Count == 1
            );

    [Fact]
    public void Composed_and_decomposed_letters_are_the_same() =>
        Gen.Select(AnyTerm, AnyPhrase, AnyLanguage)
            .Holds(
                (term, text, language) =>
                {
                    if (term.StartsWith("exact:", StringComparison.Ordinal))
                        return true;
                    var composed = Meeting.Find(term, text, language, Languages.All);
                    var decomposed = Meeting.Find(
                        term,
                        text.Normalize(System.Text.NormalizationForm.FormD),
                        language,
                        Languages.All
                    );

                    return composed.SequenceEqual(decomposed.Select(mark => mark.Normalize()));
                }
            );

    /// <summary>
    /// The text with marks and controls behind some of its letters; a number below 40 picks one, the rest leave it be.
    /// </summary>
    private static string WithNoise(string text, int[] noise) =>
        string.Concat(
            text.Select(
                (c, i) =>
                {
                    var kinds = c is >= '\u0600' and <= '\u06FF' ? ArabicNoise : LatinNoise;
                    var pick = noise[i % noise.Length];
                    return char.IsLetterOrDigit(c) && pick < 40 ? $"{c}{kinds[pick % kinds.Length]}" : $"{c}";
                }
            )
        );
}
