using AlertBot.Alerts.Summaries;
using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Tests.Support;
using CsCheck;

namespace AlertBot.Tests.Alerts.Summaries;

public sealed class SummaryTests
{
    private static readonly string[] Words =
    [
        "Haftar",
        "said",
        "the",
        "truce",
        "holds",
        ",",
        "but",
        "«نعم",
        "»",
        "وقال",
        "،",
        "قوات",
        "12",
        "U.S.",
        ".",
        ". ",
        "؟ ",
        "\n",
        "(NOC)",
        "\"",
        "according to",
        "Dr. Saleh",
        "—",
        "Le 24 décembre",
        " ",
        "إلا",
    ];

    private static readonly Gen<string> AnyText = Gen.OneOf(Words)
        .Array[0, 120]
        .Select(words => string.Join(' ', words));

    private static string Run(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void Every_piece_of_a_summary_stands_in_the_source_in_its_order() =>
        AnyText.Holds(body =>
        {
            var entry = Some.Entry("A headline of its own", body: body);
            var pieces = Summary.Choose(entry, [], Summary.Longest, SummaryWeights.Shipped);

            var end = 0;
            foreach (var piece in pieces)
            {
                Assert.True(piece.Start >= end, "out of order");
                Assert.StartsWith(piece.Text, Run(body.Substring(piece.Start, piece.Length)), StringComparison.Ordinal);
                Assert.True(piece.IsCut || Run(body.Substring(piece.Start, piece.Length)) == piece.Text);
                end = piece.Start + piece.Length;
            }
        });

    [Fact]
    public void A_summary_is_no_longer_than_told() =>
        AnyText.Holds(body =>
            Assert.True(Summary.Compose(Some.Entry("A headline", body: body), []).Length <= Summary.Longest)
        );

    [Fact]
    public void The_dateline_goes_and_the_sentence_stays() =>
        Assert.Equal(
            "The two sides signed the truce on Friday in front of the envoy.",
            Summary.Compose(
                Some.Entry(
                    body: "GENEVA, 22 October (Agency) - The two sides signed the truce on Friday in front of "
                        + "the envoy."
                ),
                []
            )
        );

    [Fact]
    public void An_Arabic_dateline_goes_too() =>
        Assert.Equal(
            "وقع الطرفان اتفاقا لوقف إطلاق النار بحضور المبعوث الأممي.",
            Summary.Compose(
                Some.Entry(
                    body: "جنيف - وقع الطرفان اتفاقا لوقف إطلاق النار بحضور المبعوث الأممي.",
                    language: Language.Arabic
                ),
                []
            )
        );

    [Theory]
    [InlineData(
        "The commander of the eastern army told reporters in Benghazi that he would sign the paper, "
            + "unless the foreign forces stayed."
    )]
    [InlineData(
        "Armed men closed the oil terminal at Hariga for the second time this month, the national company said."
    )]
    [InlineData(
        "Les officiers des deux camps ont promis de quitter la ligne de front avant la fin du mois, "
            + "sauf si les drones reviennent."
    )]
    [InlineData(
        "قال قائد الجيش في بنغازي للصحفيين إنه سيوقع الوثيقة التي أعدها الوسطاء، إلا إذا بقيت القوات الأجنبية."
    )]
    public void A_sentence_is_not_cut_before_what_turns_it(string sentence) =>
        Assert.DoesNotContain(SummaryCandidate.ListOf(Some.Entry(body: sentence), Field.Body), piece => piece.IsCut);

    [Theory]
    [InlineData(
        "Chancellor Angela Merkel of Germany and the Italian prime minister, who chaired the first "
            + "gathering last year, spoke of a step."
    )]
    [InlineData(
        "On the long coast road between the capital and the oil terminals of the gulf, traffic came to a halt."
    )]
    [InlineData(
        "Le cargo qui bat pavillon panaméen et que la frégate allemande suivait, parti de Gemlik avec "
            + "Misrata pour destination, a fait demi-tour."
    )]
    [InlineData("أعلن الناطق باسم القيادة العامة للقوات المسلحة أحمد المسماري، مساء السبت، إقفال الموانئ.")]
    [InlineData(
        "قالت وزارة الخزانة في بيان مطول نشر على موقعها إن المجموعة، التي بسطت نفوذها على المدينة، مسؤولة عن التهجير."
    )]
    public void A_sentence_is_not_cut_before_its_verb_or_its_object(string sentence) =>
        Assert.DoesNotContain(SummaryCandidate.ListOf(Some.Entry(body: sentence), Field.Body), piece => piece.IsCut);

    [Fact]
    public void A_dateline_of_two_towns_goes_too() =>
        Assert.Equal(
            "وقع الطرفان اتفاقا لوقف إطلاق النار بحضور المبعوث الأممي.",
            Summary.Compose(
                Some.Entry(
                    body: "طرابلس / القبة - وقع الطرفان اتفاقا لوقف إطلاق النار بحضور المبعوث الأممي.",
                    language: Language.Arabic
                ),
                []
            )
        );

    [Theory]
    [InlineData("المبعوث للمجتمعين: لا حل عسكريا في هذا البلد.")]
    [InlineData("رئيس الحكومة: اليوم نطوي صفحة أخرى من المعاناة.")]
    [InlineData("المسماري: لا تصدير قبل حساب شفاف للإيرادات.")]
    [InlineData("Salah: there will be no vote before the army is one.")]
    public void A_name_before_a_colon_is_a_speaker_and_stays(string text) =>
        Assert.Equal(text, Summary.Compose(Some.Entry("Unlike words", body: text), []));

    [Theory]
    [InlineData("MOSCOW, August 21. /TASS/. ", "The minister received the envoy of the eastern command on Friday.")]
    [InlineData("MOSCOW, August 21. /TASS/: ", "The minister received the envoy of the eastern command on Friday.")]
    [InlineData("(Reuters) - ", "The two sides signed the truce on Friday in front of the envoy.")]
    [InlineData("CAIRO (Agency) — ", "The two sides signed the truce on Friday in front of the envoy.")]
    [InlineData("Alger (ADV) – ", "Deux semaines après, les terminaux sont rendus à la compagnie nationale.")]
    [InlineData("Tripoli, 4 November 2020: ", "The fifth round of talks ended after two days of meetings.")]
    [InlineData("Lecture : environ 2 min 14 ", "Neuf corps ont été découverts lundi près de la ville.")]
    public void A_dateline_of_any_form_goes(string dateline, string sentence) =>
        Assert.Equal(sentence, Summary.Compose(Some.Entry("Unlike words", body: dateline + sentence), []));

    [Theory]
    [InlineData("الدوحة - وكالات ")]
    [InlineData("الدوحة – «المنبر»: ")]
    [InlineData("ليبيا / وكالات ")]
    [InlineData("وكالات: ")]
    [InlineData("فيينا ، 2 فبراير (agence) ")]
    [InlineData("لاهاي: ")]
    [InlineData("غزة - سامي حداد - ")]
    public void An_Arabic_dateline_of_any_form_goes(string dateline)
    {
        const string sentence = "أعلنت المحكمة أنها ستوسع تحقيقاتها حتى تضم جرائم أخرى في المدينة.";
        Assert.Equal(
            sentence,
            Summary.Compose(Some.Entry("Unlike words", body: dateline + sentence, language: Language.Arabic), [])
        );
    }

    [Theory]
    [InlineData(
        "en",
        "A guard who would not be named told of the night at the port in long sentences full of names and hours.",
        "He added that 40 men came."
    )]
    [InlineData(
        "en",
        "The committee of officers heard the list of demands that the delegates of the east had drawn up in May.",
        "Those 5 talks resume on Tuesday."
    )]
    [InlineData(
        "fr",
        "La compagnie nationale a longuement décrit les pertes que les fermetures de ports et de puits lui causent.",
        "Selon elle, 800 000 barils sont perdus."
    )]
    [InlineData(
        "fr",
        "Le principe fait consensus entre les officiers réunis sous un même toit, dans deux salons séparés, à Genève.",
        "La trêve du 12 janvier doit durer, a-t-il ajouté."
    )]
    [InlineData(
        "fr",
        "De l’autre côté de la frontière, des gardes masqués ont repris en main le port et toutes les stations.",
        "Le litre y coûte toujours 0,15 dinar."
    )]
    [InlineData(
        "ar",
        "قال ضابط في إدارة البحث الجنائي إن معظم المواقع اكتشف في مزارع جنوب المدينة وإن الأهالي دلوا الفرق عليها.",
        "وأضاف أن 11 جثة وصلت."
    )]
    public void A_sentence_without_its_speaker_is_not_chosen(string code, string before, string bound)
    {
        const int longest = 100;
        var entry = Some.Entry("Unlike words", body: $"{before} {bound}", language: LanguageCodes.Parse(code)!.Value);
        Assert.DoesNotContain(bound, Summary.Compose(entry, [], longest), StringComparison.Ordinal);
        Assert.Contains(bound, Summary.Compose(entry, []), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "Des crimes ont été commis par toutes les parties au conflit depuis cinq ans, y compris par des États "
            + "tiers et des combattants venus de loin, affirme la mission dans un rapport rendu public lundi."
    )]
    [InlineData(
        "Four missiles seized by fighters at the foot of the mountains belonged to a third state, the armed-forces "
            + "ministry conceded on Wednesday."
    )]
    [InlineData(
        "Le chef de l’État Emmanuel Durand, en déplacement dans la capitale du pays voisin pour y voir des "
            + "ministres, a promis son aide."
    )]
    [InlineData(
        "وعدّد الناطق باسم القيادة العامة ثلاثة شروط: حساب خاص في دولة أجنبية تودع فيه الإيرادات، وآلية لتوزيعها."
    )]
    [InlineData(
        "The delegates agreed on Friday that the foreign forces would leave the country by the spring, in stages, "
            + "but not before the vote."
    )]
    [InlineData(
        "Dix gradés des deux camps sont au palais, séparés par un couloir qu’arpente, "
            + "dossiers sous le bras, l’émissaire Ghassan Salamé."
    )]
    [InlineData(
        "إلى ذلك قال آمر كتيبة لواء أول مشاة التابعة للجيش العقيد حامد بالخير، لصحيفة تصدر في لندن، إن القوات تقدمت."
    )]
    [InlineData("أصدرت الجمعية بياناً جاء فيه:بناء على التطورات الحاصلة في الوطن، نعلن رفضنا للاتفاق.")]
    public void A_cut_loses_no_speaker_no_verb_no_list_and_no_limit(string sentence) =>
        Assert.DoesNotContain(SummaryCandidate.ListOf(Some.Entry(body: sentence), Field.Body), piece => piece.IsCut);

    [Theory]
    [InlineData("Envoys of both sides sign a truce in Geneva", "Envoys of both sides sign a truce in Geneva The Desk")]
    [InlineData(
        "Envoys of both sides sign a truce in Geneva",
        "Envoys of both sides sign truce in Geneva desk.example"
    )]
    [InlineData("وقّع الطرفان هدنة في جنيف برعاية أممية", "وقع الطرفان هدنة في جنيف برعاية أممية المنبر")]
    [InlineData("Why now?", "Will the truce between the two armies of the country hold this time?")]
    [InlineData("Le direct", "Suivez l’actualité du conflit et les tensions depuis le début de la guerre.")]
    public void What_adds_nothing_to_the_headline_is_no_summary(string headline, string body) =>
        Assert.Equal("", Summary.Compose(Some.Entry(headline, body: body), []));

    [Fact]
    public void A_figure_that_the_headline_lacks_is_a_summary() =>
        Assert.NotEqual(
            "",
            Summary.Compose(
                Some.Entry("Boat sinks off the coast", body: "The boat that sank off the coast had 600 on board."),
                []
            )
        );

    /// <summary>Feeds that give so many characters end within a sentence.</summary>
    [Fact]
    public void A_sentence_that_the_feed_broke_off_is_left_out()
    {
        const string whole =
            "The committee of the lower house passed on Thursday a bill that lets the ministry of justice alone bring "
            + "suits against the members of the exporters’ group and its allies for raising the price of crude.";
        var entry = Some.Entry("Unlike words", $"{whole} The bill, which has been before the hou");

        Assert.Equal(whole, Summary.Compose(entry, []));
    }

    [Fact]
    public void One_that_is_alone_says_that_it_goes_on()
    {
        var entry = Some.Entry(
            "Unlike words",
            "In these days in which the wounded of the war still wait for their treatment and thousands go on with the "
                + "long journey of their recovery the government enters upon a course that goes beyond what "
                + "binds the na"
        );

        Assert.EndsWith("goes beyond what binds the…", Summary.Compose(entry, []), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_speaks_is_not_cut_off_the_sentence_that_another_needs()
    {
        var entry = Some.Entry(
            "Trêve : les dix officiers",
            body: "Depuis lundi, cinq officiers nommés par Tripoli et cinq autres choisis par Khalifa Haftar occupent "
                + "chacun un salon du Palais des Nations, séparés par un couloir qu’arpente, dossiers sous le bras, "
                + "l’émissaire Ghassan Salamé. Le principe fait consensus, a-t-il ajouté : l’accalmie observée depuis "
                + "le 12 janvier doit devenir un arrêt durable des combats, sans que soit dit ce que deviennent les "
                + "armes lourdes.",
            language: Language.French
        );
        var summary = Summary.Compose(entry, [], longest: 350);

        Assert.True(
            summary.Contains("Salamé", StringComparison.Ordinal)
                || !summary.Contains("a-t-il", StringComparison.Ordinal),
            summary
        );
    }

    [Fact]
    public void A_headline_set_before_the_text_is_not_said_again()
    {
        const string title = "Iran says talks in Qatar have concluded";
        const string sentence =
            "Deputy minister Kazem Gharibabadi announced on Wednesday that talks in Doha on the memorandum are over.";

        Assert.Equal(sentence, Summary.Compose(Some.Entry(title, $"{title} {sentence}"), []));
    }

    [Fact]
    public void Agencies_and_an_outlet_go_before_a_verb_of_telling()
    {
        const string sentence = "كشفت مصادر أن الوفد طلب وساطة تفضي إلى إبرام صفقة لتبادل المحتجزين والأسرى.";

        Assert.Equal(
            sentence,
            Summary.Compose(Some.Entry("Unlike words", $"وكالات – المنبر {sentence}", language: Language.Arabic), [])
        );
    }

    [Fact]
    public void Headline_and_byline_before_the_text_both_go()
    {
        const string title = "Moscow rejects a push for a truce in Ukraine";
        const string sentence = "Ankara had hoped that a truce could pave the way for talks in July, say diplomats.";
        var text = $"{title} Submitted by Ada Byron on Mon, 06/29/2026 - 09:01 {sentence}";

        Assert.Equal(sentence, Summary.Compose(Some.Entry(title) with { Summary = text }, []));
    }

    [Fact]
    public void A_sentence_that_goes_on_after_the_headlines_words_stays_whole()
    {
        const string title = "مؤتمر حول ليبيا انطلق أمس الأحد في برلين";
        var text = $"{title} بحضور قائد الجيش المشير خليفة حفتر ورئيس حكومة الوفاق فائز السراج و12 دولة.";

        Assert.Equal(text, Summary.Compose(Some.Entry(title, text, language: Language.Arabic), []));
    }

    [Theory]
    [InlineData("By Savannah Wire Desk ")]
    [InlineData("By Our Staff Correspondent, ")]
    [InlineData("Tehran, IRNA – ")]
    public void A_byline_goes(string byline)
    {
        const string sentence = "The envoy was to meet the commander in Benghazi on Friday while fighters draw near.";

        Assert.Equal(sentence, Summary.Compose(Some.Entry("Unlike words", byline + sentence), []));
    }

    [Fact]
    public void What_a_newsroom_says_of_its_own_work_goes()
    {
        const string sentence =
            "Les navires passent au compte-goutte, en échange d’une contrepartie financière massive.";

        Assert.Equal(
            sentence,
            Summary.Compose(
                Some.Entry("Unlike words", $"{sentence} France Télévisions a enquêté.", language: Language.French),
                []
            )
        );
    }

    [Theory]
    [InlineData("Senator J.D. Vane met the envoy. He left at noon.", 2)]
    [InlineData("رفعت المؤسسة الحظر عن الحقل.جاء ذلك في خبر عاجل.", 2)]
    [InlineData("Gen. Haftar met the U.S. envoy at No. 5 Rue de Paris. He left at noon.", 2)]
    [InlineData("قال السراج: «لن نوقع. لن نقبل.» ثم غادر القاعة. وبقي الوسطاء؟ نعم.", 3)]
    [InlineData("He said: “We stay. We fight.” Then he left.", 2)]
    public void Abbreviations_and_quotes_stay_whole(string text, int sentences) =>
        Assert.Equal(sentences, Sentences.Split(text).Count);
}
