using AlertBot.Rules.Words;

namespace AlertBot.Tests.Rules;

public sealed class WordListTests
{
    [Theory]
    [InlineData("لِيبْيَا ليبيـــا", "ليبيا ليبيا")]
    [InlineData("أُمّة إلى آخر مؤتمر هيئة", "امه الي اخر موتمر هييه")]
    [InlineData("٥+٥", "5 + 5")]
    [InlineData("5 + 5 and 5+5", "5 + 5 and 5 + 5")]
    [InlineData("۱۲۳", "123")]
    [InlineData("ﻟﻴﺒﻴﺎ ﻻ", "ليبيا لا")]
    [InlineData("کیف", "كيف")]
    [InlineData("Œuvre Straße Ægir", "oeuvre strasse aegir")]
    [InlineData("l'accord d’Alger jusqu'ici aujourd'hui", "accord alger ici aujourdhui")]
    [InlineData("Libya's oil, the Libyans’ oil", "libya oil the libyans oil")]
    [InlineData("Sana'a and Sanaʿa", "sanaa and sanaa")]
    [InlineData("the U.N. and أ.ف.ب", "the un and افب")]
    [InlineData("وقف\u200Cإطلاق\u200Cالنار", "وقف اطلاق النار")]
    [InlineData("cease\u00ADfire لي\u200Bبيا \u2067ليبيا\u2069", "ceasefire ليبيا ليبيا")]
    [InlineData("الـUN إم4", "ال un ام 4")]
    [InlineData("𝐋𝐢𝐛𝐲𝐚 😀 oil😀", "libya oil")]
    [InlineData("C++ and Canal+ 5", "c and canal 5")]
    [InlineData("\uD83D broken \uDE00", "broken")]
    [InlineData("", "")]
    public void Words_are_folded(string text, string words) => Assert.Equal(words, Folding.Fold(text));

    [Theory]
    [InlineData("«نفطٍ»", "نفطٍ")]
    [InlineData("l’accord", "accord")]
    [InlineData("Libya’s", "Libya")]
    [InlineData("\u2067ليبيـا\u2069", "ليبيـا")]
    [InlineData("لي\u200Bبيا", "لي\u200Bبيا")]
    [InlineData("e\u0301tat.", "e\u0301tat")]
    [InlineData("(U.N.)", "U.N")]
    public void A_word_knows_its_place_in_the_original(string text, string original)
    {
        var words = new WordList();
        words.AddText(text);

        Assert.Equal(original, text.Substring(words[0].Start, words[0].Length));
    }

    [Theory]
    [InlineData("Talks began. Oil fell", 2)]
    [InlineData("Talks began! Oil fell", 2)]
    [InlineData("انتهى الاجتماع؟ نعم", 2)]
    [InlineData("Talks began\n\nOil fell", 2)]
    [InlineData("Talks began\nOil fell", 1)]
    [InlineData("Gen. Haftar and Mr. Serraj at 10.30", 1)]
    [InlineData("The U.N. envoy", 1)]
    public void Sentences_end_where_readers_see_an_end(string text, int sentences)
    {
        var words = new WordList();
        words.AddText(text);

        Assert.Equal(sentences, Enumerable.Range(0, words.Count).Select(i => words[i].Sentence).Distinct().Count());
    }
}
