using AlertBot.Localization;
using AlertBot.Rules.Words;

namespace AlertBot.Tests.Rules;

/// <summary>
/// The notation <c>name:</c>: what stands before a name and how it is spelt may vary, its letters do not.
/// </summary>
public sealed class NameTests
{
    [Theory]
    [InlineData("العزيزية", "العزيزية والعزيزية بالعزيزية للعزيزية وبالعزيزية فالعزيزية وللعزيزية العزيزيه الـعزيزيّة")]
    [InlineData("زوارة", "زوارة وزوارة بزوارة لزوارة ولزوارة زُوارة")]
    [InlineData("مصراتة", "مصراتة ومصراتة بمصراتة فمصراتة كمصراتة")]
    [InlineData("مصراته", "مصراتة ومصراته بمصراته")]
    [InlineData("أوباري", "أوباري اوباري وأوباري بأوباري أوبارى")]
    [InlineData("اللاذقية", "اللاذقية واللاذقية باللاذقية للاذقية وللاذقية")]
    [InlineData("ليبيا", "ليبيا لليبيا ولليبيا كليبيا")]
    [InlineData("سراج", "سراج وسراج لسراج")]
    [InlineData("فاغنر", "فاغنر ڤاغنر لفاغنر")]
    public void A_name_is_met_with_what_Arabic_writes_before_it_and_with_slips_of_spelling(string name, string texts) =>
        Assert.All(texts.Split(' '), text => Assert.True(Meets(name, text, Language.Arabic), text));

    [Theory]
    [InlineData("العزيزية", "عزيز العزيز عزيزي عزيزية عزيزتي العزيزيات العزيزين عزيزه")]
    [InlineData("القطرون", "القطري القطريون القطر قطر قطرون القطرين")]
    [InlineData("زوارة", "زوارها زواره لزواره زوار الزوارة الزوار زوارهم زوارات زواري")]
    [InlineData("البريقة", "بريقه بريقها بريق البريق بريقة")]
    [InlineData("بنينا", "للبنين البنين بنين بني بنينه")]
    [InlineData("سراج", "السراج بالسراج للسراج سراجه سراجا")]
    [InlineData("درنة", "درنات درني الدرنة درنتها")]
    [InlineData("مالي", "مالية المالي المالية ماليا ماله")]
    [InlineData("سلامة", "سلامته السلامة سلام سلامتهم سلامات")]
    [InlineData("كبير", "بير الكبير كبيرا كبيرة")]
    [InlineData("كوبيش", "كوبيشي الكوبيش")]
    [InlineData("تعز", "تعزي تعزية تعزيز")]
    [InlineData("عدن", "عدني العدن عدنان معدن")]
    public void A_name_is_not_met_by_the_forms_of_common_words(string name, string texts) =>
        Assert.All(texts.Split(' '), text => Assert.False(Meets(name, text, Language.Arabic), text));

    [Theory]
    [InlineData("Williams", "Williams WILLIAMS Williams’s Williams' Wílliams")]
    [InlineData("Salamé", "Salamé Salame SALAMÉ l’Salamé")]
    [InlineData("Alger", "Alger d’Alger D'ALGER")]
    [InlineData("al-Bayda", "al-Bayda Al-Bayda Albayda ALBAYDA AlBayda")]
    [InlineData("el-feel", "el-feel El-Feel elfeel")]
    [InlineData("the Hague", "THE-HAGUE the-Hague The-Hague")]
    public void A_Latin_name_is_met_with_its_capital(string name, string texts) =>
        Assert.All(texts.Split(' '), text =>
            Assert.All(LanguageCodes.All, language => Assert.True(Meets(name, text, language), text))
        );

    [Theory]
    [InlineData("Williams", "williams William Williamses Williamsed")]
    [InlineData("Wagner", "wagner Wagnerian Wagners Wagnerie")]
    [InlineData("Chad", "chad Chads Chadian")]
    [InlineData("Charara", "Chararas Charare")]
    [InlineData("al-Bayda", "albayda al-bayda")]
    [InlineData("Tours", "tours Tour")]
    public void A_Latin_name_is_not_met_without_it_nor_inflected(string name, string texts) =>
        Assert.All(texts.Split(' '), text =>
            Assert.All(LanguageCodes.All, language => Assert.False(Meets(name, text, language), text))
        );

    [Theory]
    [InlineData("name:Stephanie Williams", "envoy Stephanie Williams said", true)]
    [InlineData("name:Stephanie Williams", "envoy Stephanie williams said", false)]
    [InlineData("embassy ~2 name:Tripoli", "the embassies in Tripoli close", true)]
    [InlineData("embassy ~2 name:Tripoli", "the embassies in tripoli close", false)]
    [InlineData("name:أبو سليم", "حي بوسليم وأبوسليم", true)]
    [InlineData("name:عبد الله اللافي", "وعبدالله اللافي", true)]
    [InlineData("name:بني وليد", "في بني وليد", true)]
    [InlineData("name:بني وليد", "في بني وليدها", false)]
    [InlineData("قوات ~1 name:حفتر", "قواتهم وحفتر", true)]
    [InlineData("قوات ~1 name:حفتر", "قواتهم الحفتري", false)]
    public void A_phrase_takes_names(string term, string text, bool meets)
    {
        var language = term.Any(c => c > '\u0600') ? Language.Arabic : Language.English;

        Assert.Equal(meets, Meeting.Of(term, text, language));
    }

    [Theory]
    [InlineData("ar")]
    [InlineData("en")]
    [InlineData("fr")]
    public void A_name_is_looked_for_whatever_the_language(string listedFor)
    {
        var listed = LanguageCodes.Parse(listedFor)!.Value.ToSet();

        Assert.All(LanguageCodes.All, language =>
            Assert.True(Meeting.Of("name:Syrte", "Port de Syrte", language, listed))
        );
    }

    [Theory]
    [InlineData("name:Libya*", "name: and * do not go together")]
    [InlineData("Name:Libya", "write name: in small letters")]
    [InlineData("army exact:US", "exact: stands at the beginning, for the whole phrase")]
    [InlineData("name:", "has no letter or digit")]
    public void Faults_of_the_notation_are_told(string term, string fault)
    {
        using var folder = new RulesFolder().With("a.yaml", $"concepts: {{a: [\"{term}\"]}}\nrules: []");

        Assert.Null(folder.Read());

        Assert.Contains(folder.Faults.All, found => found.Message.Contains(fault, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("5+5", "5&5 accord", true)]
    [InlineData("5+5", "5 & 5", true)]
    [InlineData("5+5", "up 5.5 %", false)]
    [InlineData("5+5", "5,5 pour cent", false)]
    [InlineData("5+5", "5 5", false)]
    [InlineData("5&5", "5.5 %", false)]
    public void A_sum_is_written_with_either_sign_and_is_no_decimal(string term, string text, bool meets) =>
        Assert.Equal(meets, Meeting.Of(term, text, Language.English, Languages.All));

    [Fact]
    public void A_name_that_a_word_finds_anyway_is_one_too_many()
    {
        using var folder = new RulesFolder().With(
            "a.yaml",
            """
            concepts: {a: {ar: ["name:دبيبة", دبيبة], en: ["name:Haftar", "name:Tobruk"], fr: ["name:Haftar", tobrouk]}}
            rules: [{id: a, title: {en: A}, when: a, examples: {match: [Haftar], no-match: [b]}}]
            """
        );

        Assert.NotNull(folder.Read());

        Assert.Equal(
            ["\"name:Haftar\" stands twice", "\"name:دبيبة\" is found by \"دبيبة\" as well"],
            folder.Warnings.Select(warning => warning.Message).Order(StringComparer.Ordinal)
        );
    }

    private static bool Meets(string name, string text, Language language) =>
        Meeting.Of($"name:{name}", text, language);
}
