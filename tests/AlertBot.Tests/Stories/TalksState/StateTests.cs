using AlertBot.Localization;
using AlertBot.Stories.TalksState;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Stories.TalksState;

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
    [InlineData("agreed", "en", "Breaking: Sudan's two armies agree on a truce")]
    [InlineData("agreed", "en", "BREAKING Sudan's two armies agree on a truce")]
    [InlineData("violated", "en", "Breaking Truce, Army Shells Khartoum Suburb")]
    [InlineData("violated", "ar", "خروقات للهدنة وقصف في محاور جنوب طرابلس")]
    [InlineData("violated", "fr", "Nouveaux tirs à la frontière kirghize, malgré la trêve")]
    [InlineData("collapsed", "fr", "Fin du cessez-le-feu au Soudan")]
    [InlineData("agreed", "fr", "Soudan : cessez-le-feu de trois jours")]
    [InlineData("rejected", "en", "Haftar rejects the truce")]
    [InlineData("rejected", "ar", "حكومة الوفاق ترفض الهدنة")]
    [InlineData("under-way", "en", "Rival envoys hold indirect talks in Muscat")]
    [InlineData("under-way", "en", "President says peace deal with rebels in final stages")]
    [InlineData("under-way", "en", "Kenya hails talks between Sudan's generals")]
    [InlineData("under-way", "fr", "Soudan : les pourparlers avancent bien, assure le médiateur")]
    [InlineData("under-way", "ar", "محادثات بناءة بين الحكومة اليمنية والحوثيين في مسقط")]
    [InlineData("announced", "ar", "الوسيط: المحادثات اليمنية لا تزال مقررة الأسبوع المقبل")]
    [InlineData("denied", "en", "Taliban reject claim that a truce was reached")]
    [InlineData("denied", "fr", "L'armée rejette les affirmations des rebelles sur une trêve")]
    [InlineData("violated", "ar", "المعارضة: الجيش يتنصل من التزامات الهدنة")]
    [InlineData("violated", "en", "Truce falters in Khartoum")]
    [InlineData("violated", "fr", "La trêve vacille à Khartoum")]
    [InlineData("rejected", "en", "Generals ignore calls for a truce in Khartoum")]
    [InlineData("announced", "fr", "Kinshasa et Kigali se parleront au téléphone jeudi, annonce le médiateur")]
    [InlineData("announced", "fr", "La junte accepte de négocier avec les rebelles")]
    [InlineData("announced", "en", "Armenian president will meet his foe in Vienna for peace talks")]
    [InlineData("agreed", "fr", "Khartoum a accepté de cesser les frappes pendant dix jours")]
    [InlineData("agreed", "en", "Rebels agree to halt attacks on convoys")]
    [InlineData("violated", "fr", "L'armée rompt la trêve au Tigré")]
    [InlineData("violated", "en", "Army resumes bombing of rebel capital, shattering truce")]
    [InlineData(null, "en", "Seoul suspends joint drills with its ally")]
    [InlineData(null, "en", "Brent climbs as Libyan port reopens")]
    [InlineData(null, "ar", "المنتخب الليبي يفوز على ضيفه")]
    public void A_headline_is_read_for_what_it_reports_of_talks(string? state, string language, string title) =>
        Assert.Equal(
            state,
            State.Classify(
                Some.Entry(title, language: LanguageCodes.Parse(language)!.Value),
                ["ceasefire"],
                reported: null
            )
        );

    [Fact]
    public void A_promise_renewed_at_a_meeting_is_no_agreement()
    {
        var entry = Some.Entry(
            "Libye : le comité de suivi de Berlin se réunit sans les principaux intéressés",
            language: Language.French
        ) with
        {
            Summary =
                "Les signataires de la conférence de Berlin ont renouvelé par écran leur promesse de respecter "
                + "l’embargo sur les armes. Aucun calendrier n’a été fixé.",
        };

        var rules = (string[])["berlin-conference", "foreign-intervention", "libya"];

        Assert.Equal("under-way", State.Classify(entry, rules, reported: null));
    }

    [Theory]
    [InlineData("agreed", "Le Tchad et le Soudan ont convenu d'une trêve de trois jours")]
    [InlineData("agreed", "Le cessez-le-feu a été accepté par les deux camps")]
    [InlineData("signed", "L'accord de paix est signé à Doha")]
    [InlineData("violated", "La trêve n'a tenu que deux heures à Khartoum")]
    public void An_elided_negation_is_read_only_where_it_stands(string state, string title) =>
        Assert.Equal(
            state,
            State.Classify(Some.Entry(title, language: Language.French), ["ceasefire"], reported: null)
        );

    [Theory]
    [InlineData("en", "Aid convoys reach Taiz as ceasefire enters third month")]
    [InlineData("ar", "وصول قافلة مساعدات إلى تعز في ظل الهدنة القائمة منذ أشهر")]
    [InlineData("fr", "Un vaccin distribué à Marib depuis la trêve d'avril")]
    public void A_truce_in_the_background_is_no_news(string language, string title) =>
        Assert.Null(
            State.Classify(
                Some.Entry(title, language: LanguageCodes.Parse(language)!.Value),
                ["ceasefire"],
                reported: null
            )
        );

    [Theory]
    [InlineData("en", "Sudan peace accord to be signed in Jeddah on Thursday")]
    [InlineData("en", "Rebels and government expected to sign truce next week")]
    [InlineData("fr", "L'accord de paix devrait être signé jeudi à Djouba")]
    [InlineData("fr", "Les deux parties vont signer un cessez-le-feu à Genève dimanche")]
    [InlineData("ar", "من المقرر توقيع اتفاق السلام في جوبا يوم الخميس")]
    public void What_is_still_to_be_signed_is_announced(string language, string title) =>
        Assert.Equal(
            "announced",
            State.Classify(
                Some.Entry(title, language: LanguageCodes.Parse(language)!.Value),
                ["mediation"],
                reported: null
            )
        );

    [Theory]
    [InlineData("fr", "Des frappes violeraient la trêve, prévient le médiateur")]
    [InlineData("en", "A new offensive could break the truce, envoy warns")]
    [InlineData("fr", "Si la trêve est rompue, que fera l'Union africaine ?")]
    [InlineData("ar", "ماذا لو انهارت الهدنة في اليمن؟")]
    public void What_might_happen_to_a_truce_is_no_report(string language, string title) =>
        Assert.Null(
            State.Classify(
                Some.Entry(title, language: LanguageCodes.Parse(language)!.Value),
                ["ceasefire"],
                reported: null
            )
        );

    [Theory]
    [InlineData("libya", "en", "Villages under water after dam collapses in Derna")]
    [InlineData("libya", "fr", "Le match de Benghazi reporté après la pluie")]
    [InlineData("accountability", "en", "Trial of former officer postponed to June")]
    [InlineData("oil", "ar", "توقيع اتفاق لتصدير النفط مع شركة إيطالية")]
    public void Only_entries_of_talks_have_a_state(string rule, string language, string title) =>
        Assert.Null(
            State.Classify(Some.Entry(title, language: LanguageCodes.Parse(language)!.Value), [rule], reported: null)
        );

    [Fact]
    public void An_operators_own_rule_may_be_about_talks() =>
        Assert.Equal(
            "signed",
            State.Classify(Some.Entry("Rivals sign ceasefire in Geneva"), ["geneva-desk"], reported: null)
        );

    [Fact]
    public void What_its_event_reported_before_only_tips_the_scales()
    {
        var clear = Some.Entry("Haftar rejects the truce");

        Assert.Equal("rejected", State.Classify(clear, ["ceasefire"], reported: "agreed"));
    }

    [Theory]
    [InlineData("denied", "en", "Haftar denies he agreed to a truce in Sirte")]
    [InlineData("denied", "fr", "Haftar dément avoir accepté une trêve à Syrte")]
    [InlineData("rejected", "en", "Haftar refuses to agree to a truce in Sirte")]
    public void A_party_that_takes_back_what_others_report_is_heard(string state, string language, string title) =>
        Assert.Equal(
            state,
            State.Classify(
                Some.Entry(title, language: LanguageCodes.Parse(language)!.Value),
                ["ceasefire", "libya"],
                reported: "agreed"
            )
        );

    [Fact]
    public void A_lead_that_repeats_the_headline_says_nothing_more()
    {
        const string title = "Rivals sign ceasefire in Geneva";

        Assert.Equal(
            StateFeatures.Extract(Some.Entry(title), []),
            StateFeatures.Extract(Some.Entry(title, $"{title} Harbour Dispatch"), [])
        );
    }

    [Fact]
    public void A_negation_turns_what_follows_it_in_its_clause_only()
    {
        var turned = StateFeatures.Extract(Some.Entry("The two armies have not agreed to the truce"), []);
        var apart = StateFeatures.Extract(Some.Entry("It did not rain. The two armies agreed to the truce"), []);

        Assert.Contains("title:not:agreed-reach", turned);
        Assert.DoesNotContain("title:agreed-reach", turned);
        Assert.Contains("title:agreed-reach", apart);
    }

    [Theory]
    [InlineData("en", "Chief of staff promises elections, but not a cease-fire", "title:fighting-fire")]
    [InlineData("en", "Army and rebels trade fire for a third day", "title:none-swap")]
    [InlineData("ar", "الهدنة لا تزال قائمة في الحديدة", "title:not-words")]
    [InlineData("fr", "Une trêve sans précédent à Khartoum", "title:not-words")]
    [InlineData("ar", "مسار المفاوضات في مسقط", "title:under-way-work")]
    [InlineData("ar", "اتفاق الحديدة حبر على ورق", "title:signed-hand")]
    [InlineData("fr", "Le médiateur répondra à toute violation de la trêve", "title:future:violated-breach")]
    [InlineData("en", "Senators study the proposed agreement with the rebels", "title:announced-offer")]
    public void A_word_says_nothing_within_another_turn_of_phrase(string language, string title, string cue) =>
        Assert.DoesNotContain(
            cue,
            StateFeatures.Extract(Some.Entry(title, language: LanguageCodes.Parse(language)!.Value), [])
        );

    [Fact]
    public void Deaths_are_fire_in_spite_of_a_truce()
    {
        var cues = StateFeatures.Extract(Some.Entry("Four killed in Taiz despite truce"), []);

        Assert.Contains("title:fire:past:about-truce", cues);
    }

    [Fact]
    public void A_possibility_is_no_report()
    {
        var cues = StateFeatures.Extract(Some.Entry("Fighting would stop if the truce is signed"), []);

        Assert.Contains("title:maybe:signed-sign", cues);
        Assert.DoesNotContain("title:signed-sign", cues);
    }
}
