using AlertBot.Config;
using AlertBot.Rules.Words;
using CsCheck;

namespace AlertBot.Tests.Rules;

/// <summary>What holds of any text, rule and language.</summary>
public sealed class MatchingLawTests
{
    private static readonly string[] Arabic = ["ليبيا", "نفط", "هدنة", "مفاوضات", "لجنة", "مسلحون", "اتفاق", "إطلاق", "مؤتمر", "ليبية", "قوات"];
    private static readonly string[] Latin = ["oil", "truce", "cease-fire", "parties", "envoy", "pétrole", "généraux", "accord", "5+5", "œuvre"];

    // Words that no form of the ones above is.
    private static readonly string[] Unrelated = ["شجرة", "كرسي", "lampe", "window", "1999", "زهور", "été"];

    private static readonly Gen<Language> AnyLanguage = Gen.OneOf(LanguageCodes.All.ToArray());
    private static readonly Gen<string> AnyWord = Gen.OneOf([.. Arabic, .. Latin]);
    private static readonly Gen<string> AnyPhrase = AnyWord.Array[1, 3].Select(words => string.Join(' ', words));
    private static readonly Gen<string> Padding = Gen.OneOf(Unrelated).Array[0, 4].Select(words => string.Join(' ', words));

    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.String,
        Gen.OneOf("'", "’", ".", "-", "+", "5", "s", "l", "é", "ة", "ـ", "\u064B", "\u200F", "\n", " ", "!", "U", "ن", "œ", "😀", "\uD83D", "ﻻ", "İ", "ẞ")
            .Array[0, 12].Select(string.Concat));

    [Fact]
    public void Folding_twice_is_folding_once() => AnyText.Sample(text =>
    {
        var once = Folding.Fold(text);

        return Folding.Fold(once) == once;
    });

    [Fact]
    public void Words_stand_in_order_inside_the_text_and_apart() => AnyText.Sample(text =>
    {
        var words = new WordList();
        words.Read(text);

        var end = 0;
        for (var i = 0; i < words.Count; i++)
        {
            Assert.True(words[i].Start >= end && words[i].Length > 0 && words[i].End <= text.Length);
            end = words[i].End;
        }
    });

    [Fact]
    public void A_word_folds_to_its_own_letters() => AnyText.Sample(text =>
    {
        var words = new WordList();
        words.Read(text);

        for (var i = 0; i < words.Count; i++)
        {
            var alone = Folding.Fold(text.Substring(words[i].Start, words[i].Length));
            Assert.Equal(words.Letters(i).ToString(), alone.Length > 0 ? alone : "+");
        }
    });

    [Fact]
    public void A_phrase_is_found_in_itself_and_marks_its_own_words() =>
        Gen.Select(AnyPhrase, AnyLanguage).Sample((phrase, language) =>
        {
            var found = Meeting.Find(phrase, phrase, language, Languages.All);

            return found.Any(mark => Folding.Fold(mark) == Folding.Fold(phrase));
        });

    [Fact]
    public void Unrelated_words_around_it_lose_no_match() =>
        Gen.Select(AnyPhrase, AnyPhrase, Padding, Padding, AnyLanguage).Sample((phrase, text, before, after, language) =>
        {
            var alone = Meeting.Find(phrase, text, language, Languages.All);
            var among = Meeting.Find(phrase, $"{before} {text} {after}", language, Languages.All);

            return alone.SequenceEqual(among);
        });

    [Fact]
    public void Marked_words_meet_the_rule_by_themselves() =>
        Gen.Select(AnyPhrase, AnyPhrase.Array[1, 6], AnyLanguage).Sample((phrase, texts, language) =>
        {
            var found = Meeting.Find(phrase, string.Join(' ', texts), language, Languages.All);

            return found.All(mark => Meeting.Find(phrase, mark, language, Languages.All).Contains(mark));
        });
}
