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
                Assert.Equal(Run(body.Substring(piece.Start, piece.Length)), piece.Text);
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
    [InlineData("Gen. Haftar met the U.S. envoy at No. 5 Rue de Paris. He left at noon.", 2)]
    [InlineData("قال السراج: «لن نوقع. لن نقبل.» ثم غادر القاعة. وبقي الوسطاء؟ نعم.", 3)]
    [InlineData("He said: “We stay. We fight.” Then he left.", 2)]
    public void Abbreviations_and_quotes_stay_whole(string text, int sentences) =>
        Assert.Equal(sentences, Sentences.Split(text).Count);
}
