using AlertBot.Alerts.Rewriting;
using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Alerts.Rewriting;

/// <summary>
/// A model's words held against the report, in each direction between the three languages, by the rules that are
/// shipped.
/// </summary>
public sealed class FaithfulnessTests
{
    private const string English =
        "Haftar forces shell Tripoli port; UN envoy Salamé condemns attack\n\nForces of Khalifa Haftar "
        + "shelled the port of Tripoli, killing 11 people, Fathi Bashagha, interior minister of the "
        + "Government of National Accord, said on Tuesday. UN envoy Ghassan Salamé condemned the attack and "
        + "called for a ceasefire within 48 hours.";
    private const string Arabic =
        "قوات حفتر تقصف ميناء طرابلس والمبعوث الأممي سلامة يدين الهجوم\n\nقصفت قوات خليفة حفتر ميناء "
        + "طرابلس فقتلت 11 شخصا، بحسب ما قال فتحي باشاغا وزير الداخلية في حكومة الوفاق الثلاثاء. "
        + "ودان المبعوث الأممي غسان سلامة الهجوم ودعا إلى وقف إطلاق النار خلال 48 ساعة.";
    private const string French =
        "Les forces de Haftar bombardent le port de Tripoli, l’émissaire Salamé condamne l’attaque\n\n"
        + "Les forces de Khalifa Haftar ont bombardé le port de Tripoli, tuant 11 personnes, a dit mardi "
        + "Fathi Bachagha, ministre de l’Intérieur du Gouvernement d’union nationale. L’émissaire de l’ONU "
        + "Ghassan Salamé a condamné l’attaque et appelé à un cessez-le-feu dans les 48 heures.";

    private static string Text(Language language) =>
        language switch
        {
            Language.Arabic => Arabic,
            Language.French => French,
            _ => English,
        };

    private static string? Fault(string fromCode, string toCode, Func<string, string>? lie = null, bool marked = true)
    {
        var (from, to) = (LanguageCodes.Parse(fromCode)!.Value, LanguageCodes.Parse(toCode)!.Value);
        var source = Text(from).Split("\n\n");
        var entry = Some.Entry(source[0], body: source[1], language: from);
        var report = new MatchedEntry(new StoredEntry(1, Some.Feed(), entry, Some.Time), ShippedRules.Set.Match(entry));
        var written = (lie ?? (text => text))(Text(to));
        return Faithfulness.Fault(
            RewrittenText.Parse(to == Language.Arabic && marked ? Marked(written) : written, 400)!,
            to,
            report,
            ShippedRules.Set
        );
    }

    /// <summary>As the model is told to write Arabic.</summary>
    private static string Marked(string text)
    {
        foreach (
            var name in (string[])
                [
                    "خليفة حفتر",
                    "قوات حفتر",
                    "ميناء طرابلس",
                    "فتحي باشاغا",
                    "نورمان تيدر",
                    "غسان سلامة",
                    "ميناء مصراتة",
                    "زكريا بطرس",
                ]
        )
            text = text.Replace(name, $"⟦{name}⟧", StringComparison.Ordinal);
        return text;
    }

    [Theory]
    [InlineData("ar")]
    [InlineData("en")]
    [InlineData("fr")]
    public void In_Arabic_a_name_is_what_the_model_says_is_one(string from)
    {
        Assert.Equal(
            "a name the report has not",
            Fault(from, "ar", text => text.Replace("حكومة الوفاق", "حكومة زكريا بطرس", StringComparison.Ordinal))
        );
        Assert.Equal("names that are not marked", Fault(from, "ar", text => $"{text} ", marked: false));
    }

    public static TheoryData<string, string> Directions
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var from in LanguageCodes.All)
            {
                foreach (var to in LanguageCodes.All)
                    all.Add(from.Code(), to.Code());
            }
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Directions))]
    public void The_truth_passes(string from, string to) => Assert.Null(Fault(from, to));

    [Theory]
    [MemberData(nameof(Directions))]
    public void Another_number_of_dead_does_not(string from, string to) =>
        Assert.Equal(
            "a figure the report has not",
            Fault(from, to, text => text.Replace("11", "17", StringComparison.Ordinal))
        );

    [Theory]
    [MemberData(nameof(Directions))]
    public void Another_town_does_not(string from, string to) =>
        Assert.Equal(
            "a known name the report has not",
            Fault(from, to, text =>
                text.Replace("Tripoli", "Misrata", StringComparison.Ordinal)
                    .Replace("طرابلس", "مصراتة", StringComparison.Ordinal)
            )
        );

    [Theory]
    [MemberData(nameof(Directions))]
    public void A_speaker_nobody_knows_does_not(string from, string to) =>
        Assert.Equal(
            "a name the report has not",
            Fault(from, to, text =>
                text.Replace("Fathi Bashagha", "Norman Tedder", StringComparison.Ordinal)
                    .Replace("Fathi Bachagha", "Norman Tedder", StringComparison.Ordinal)
                    .Replace("فتحي باشاغا", "نورمان تيدر", StringComparison.Ordinal)
            )
        );

    [Fact]
    public void What_is_in_another_language_than_asked_for_does_not() =>
        Assert.Equal(
            "another language",
            Faithfulness.Fault(
                RewrittenText.Parse(French, 400)!,
                Language.English,
                Report(Arabic, Language.Arabic),
                ShippedRules.Set
            )
        );

    [Theory]
    [InlineData("Truce holds in Sirte\n\nSee harbour.example.org for what comes next in Sirte.")]
    [InlineData("Truce holds in Sirte\n\nOfficers said <b>the truce</b> holds in Sirte.")]
    [InlineData("Truce holds in Sirte\n\nOfficers said \u202Ethe truce holds in Sirte.")]
    [InlineData("Truce holds in Sirte\n\nOfficers said the truce holds in Sirte #truce.")]
    [InlineData("Truce holds in Sirte")]
    [InlineData("\n\nOfficers said the truce holds in Sirte.")]
    public void An_answer_that_would_act_on_a_network_or_has_not_the_form_cannot_be_read(string answer) =>
        Assert.Null(RewrittenText.Parse(answer, 400));

    [Fact]
    public void A_summary_somewhat_too_long_is_cut_and_one_too_long_by_far_is_none()
    {
        var sentence = "Officers said the truce holds in the coastal town of Sirte. ";

        Assert.InRange(
            RewrittenText
                .Parse($"Truce holds in Sirte\n\n{string.Concat(Enumerable.Repeat(sentence, 9))}", 400)!
                .Summary.Length,
            300,
            400
        );
        Assert.Null(
            RewrittenText.Parse($"Truce holds in Sirte\n\n{string.Concat(Enumerable.Repeat(sentence, 40))}", 400)
        );
    }

    private static MatchedEntry Report(string text, Language language)
    {
        var entry = Some.Entry(text.Split("\n\n")[0], body: text.Split("\n\n")[1], language: language);
        return new MatchedEntry(new StoredEntry(1, Some.Feed(), entry, Some.Time), ShippedRules.Set.Match(entry));
    }
}
