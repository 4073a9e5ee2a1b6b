using AlertBot.Config;
using AlertBot.Stories;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Stories;

public sealed class StateTests
{
    [Theory]
    [InlineData("announced", "en", "Germany invites Libya's interim leaders to a second conference next month")]
    [InlineData("announced", "ar", "الحوثيون يعلنون هدنة من جانب واحد ابتداء من الأسبوع المقبل")]
    [InlineData("under-way", "fr", "Reprise des pourparlers intersyriens à Genève")]
    [InlineData("under-way", "ar", "انطلاق الجولة الثالثة من المحادثات الليبية في جنيف")]
    [InlineData("agreed", "en", "Warring sides agree to a truce in Hodeidah")]
    [InlineData("agreed", "fr", "Le cessez-le-feu entre en vigueur au Soudan")]
    [InlineData("signed", "en", "Rivals sign ceasefire in Geneva")]
    [InlineData("signed", "ar", "الطرفان يوقعان اتفاقا لوقف إطلاق النار")]
    [InlineData("denied", "en", "Taliban deny that a truce was reached")]
    [InlineData("denied", "ar", "الحوثيون ينفون التوصل إلى هدنة مع الحكومة")]
    [InlineData("denied", "fr", "L'armée dément tout accord de trêve")]
    [InlineData("postponed", "en", "Libya talks postponed to next week")]
    [InlineData("postponed", "fr", "Les pourparlers de paix reportés d'une semaine")]
    [InlineData("collapsed", "en", "Peace talks collapse without a deal")]
    [InlineData("collapsed", "ar", "انهيار المفاوضات بين طرفي النزاع دون اتفاق")]
    [InlineData("violated", "en", "Army accuses rebels of breaching the ceasefire hours after it took effect")]
    [InlineData("violated", "ar", "خروقات للهدنة وقصف في محاور جنوب طرابلس")]
    [InlineData("rejected", "en", "Haftar rejects the truce")]
    [InlineData("rejected", "ar", "حكومة الوفاق ترفض الهدنة")]
    [InlineData(null, "en", "Brent climbs as Libyan port reopens")]
    [InlineData(null, "ar", "المنتخب الليبي يفوز على ضيفه")]
    public void A_headline_is_read_for_what_it_reports_of_talks(string? state, string language, string title) =>
        Assert.Equal(
            state,
            State.Of(Some.Entry(title, language: LanguageCodes.Parse(language)!.Value), ["ceasefire"], told: null)
        );

    [Fact]
    public void A_negation_turns_what_follows_it_in_its_clause_only()
    {
        var turned = StateCues.Of(Some.Entry("The two armies have not agreed to the truce"), []);
        var apart = StateCues.Of(Some.Entry("It did not rain. The two armies agreed to the truce"), []);

        Assert.Contains("title:not:agreed-reach", turned);
        Assert.DoesNotContain("title:agreed-reach", turned);
        Assert.Contains("title:agreed-reach", apart);
    }

    [Fact]
    public void A_possibility_is_no_report()
    {
        var cues = StateCues.Of(Some.Entry("Fighting would stop if the truce is signed"), []);

        Assert.Contains("title:maybe:signed-sign", cues);
        Assert.DoesNotContain("title:signed-sign", cues);
    }
}
