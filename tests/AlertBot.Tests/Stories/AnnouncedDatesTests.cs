using System.Globalization;
using AlertBot.Localization;
using AlertBot.Stories;
using AlertBot.Tests.Support;
using CsCheck;

namespace AlertBot.Tests.Stories;

/// <summary>Days that reports announce, read on Thursday 15 January 2026.</summary>
public sealed class AnnouncedDatesTests
{
    private static readonly DateOnly Thursday = new(2026, 1, 15);

    [Theory]
    [InlineData("en", "Libya talks to resume in Geneva on 20 January", "2026-01-20")]
    [InlineData("en", "The envoy will chair a meeting on February 3rd, 2026.", "2026-02-03")]
    [InlineData("en", "Elections are scheduled for December 24, 2026", "2026-12-24")]
    [InlineData("en", "The committee is to meet on Monday in Sirte.", "2026-01-19")]
    [InlineData("en", "Talks set to begin next Thursday", "2026-01-22")]
    [InlineData("en", "The court will open the hearing tomorrow", "2026-01-16")]
    [InlineData("en", "Ceasefire expires by 31 Jan. unless extended", "2026-01-31 deadline")]
    [InlineData("en", "Rebels given until Friday to withdraw", "2026-01-16 deadline")]
    [InlineData("en", "The talks will resume, he said on Thursday", "")]
    [InlineData("en", "Delegations will meet after talks held on Wednesday", "")]
    [InlineData("en", "The committee will discuss the exchange before October 7", "")]
    [InlineData("en", "Truce signed on Monday", "")]
    [InlineData("en", "Talks have been stalled since 20 January", "")]
    [InlineData("en", "The ceasefire of 23 October 2020 holds", "")]
    [InlineData("en", "The meeting may 20 people attend", "")]
    [InlineData("en", "Rain will fall on Monday", "")]
    [InlineData("en", "Talks on 31 February", "")]
    [InlineData("en", "The talks of 20 November led nowhere", "")]
    [InlineData("fr", "Les pourparlers reprendront le 20 janvier à Genève", "2026-01-20")]
    [InlineData("fr", "Sommet prévu le 1er février 2026 au Caire", "2026-02-01")]
    [InlineData("fr", "Le comité se réunira lundi à Syrte", "2026-01-19")]
    [InlineData("fr", "Le mandat expire d’ici au 31 janvier", "2026-01-31 deadline")]
    [InlineData("fr", "La réunion prévue mardi 20 janvier à Tunis", "2026-01-20")]
    [InlineData("fr", "Les négociations reprendront, a affirmé jeudi l'envoyé", "")]
    [InlineData("fr", "La commission se tiendra jeudi prochain", "2026-01-22")]
    [InlineData("fr", "Trêve signée lundi à Genève", "")]
    [InlineData("fr", "Les négociations sont à l'arrêt depuis le 20 janvier", "")]
    [InlineData("ar", "تستأنف المحادثات الليبية في جنيف في 20 يناير", "2026-01-20")]
    [InlineData("ar", "تعقد اللجنة اجتماعها يوم الاثنين المقبل في سرت", "2026-01-19")]
    [InlineData("ar", "الانتخابات مقررة في ٢٤ ديسمبر ٢٠٢٦", "2026-12-24")]
    [InlineData("ar", "جولة المفاوضات في 3 شباط/فبراير 2026", "2026-02-03")]
    [InlineData("ar", "مهلة للانسحاب حتى 31 كانون الثاني", "2026-01-31 deadline")]
    [InlineData("ar", "ستعقد اللجنة اجتماعا كما أعلنت اليوم الاثنين", "")]
    [InlineData("ar", "وقع الطرفان الهدنة يوم الاثنين", "")]
    [InlineData("ar", "المحادثات متوقفة منذ 20 يناير", "")]
    public void A_day_that_is_announced_is_found(string language, string text, string found) =>
        Assert.Equal(
            found,
            string.Join(
                "; ",
                AnnouncedDates
                    .Find(text, LanguageCodes.Parse(language)!.Value, Thursday)
                    .Select(date =>
                        date.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                        + (date.IsDeadline ? " deadline" : "")
                    )
            )
        );

    [Fact]
    public void The_sentence_that_says_so_goes_with_it()
    {
        var text = "Gen. Haftar was ill. The talks resume on Jan. 20 in Geneva. Nobody spoke of 21 January.";

        var found = Assert.Single(AnnouncedDates.Find(text, Language.English, Thursday));

        Assert.Equal("The talks resume on Jan. 20 in Geneva.", found.Sentence);
    }

    [Fact]
    public void Any_text_is_read_without_a_fault() =>
        Gen.Select(Gen.String, Gen.Int[0, 2].Select(n => LanguageCodes.All[n]))
            .Holds(
                (text, language) =>
                    AnnouncedDates
                        .Find($"Talks on 20 January {text} محادثات 20 يناير", language, Thursday)
                        .All(date => date.Day > Thursday)
            );
}
