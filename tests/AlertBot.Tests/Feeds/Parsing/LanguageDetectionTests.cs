using AlertBot.Feeds.Parsing.Text;
using AlertBot.Localization;

namespace AlertBot.Tests.Feeds.Parsing;

/// <summary>Short headlines in the three languages: subjects and predicates, two hundred of each language.</summary>
public sealed class LanguageDetectionTests
{
    private static readonly string[] English = Compose(
        [
            "UN",
            "US envoy",
            "Haftar",
            "Libya's rivals",
            "Israel",
            "Hezbollah chief Naïm Qassem",
            "Le Pen ally",
            "Sudan army",
            "Erdoğan",
            "La Paz",
            "OPEC ministers",
            "Salamé",
            "Houthis",
            "Côte d'Ivoire leader",
            "EU Parliament",
            "Kyiv",
            "De Mistura",
            "Rival generals",
            "Qatar",
            "Former president François Hollande",
        ],
        [
            "urges Libya ceasefire",
            "welcomes Cairo peace talks",
            "rejects new truce offer",
            "says oil exports resumed Monday",
            "names Stephanie Williams Libya adviser",
            "calls off weekend Doha meeting",
            "hails prisoner swap, seeks more",
            "accuses rival of drone strikes",
            "lifts LE GRAND blockade, ports reopen",
            "and Turkey sign border deal",
        ]
    );

    private static readonly string[] French = Compose(
        [
            "L'ONU",
            "Le maréchal Haftar",
            "Paris",
            "L'envoyé américain",
            "Israël",
            "Washington",
            "L'armée soudanaise",
            "Ankara",
            "Le Hezbollah",
            "La Turquie",
            "Kiev",
            "L'opposition",
            "Erdogan",
            "Le général Burhan",
            "Téhéran",
            "Les rebelles",
            "Le Qatar",
            "L'Égypte",
            "La junte",
            "Stephanie Williams",
        ],
        [
            "appelle à une trêve en Libye",
            "salue la reprise des pourparlers",
            "rejette le cessez-le-feu proposé",
            "annonce le retrait de ses troupes",
            "dénonce une violation de la trêve",
            "et Doha signent un accord",
            "veut une réunion à Genève",
            "promet de rouvrir les ports",
            "nomme un nouveau médiateur",
            ": négociations suspendues au Caire",
        ]
    );

    private static readonly string[] Arabic = Compose(
        [
            "الأمم المتحدة",
            "المبعوث الأميركي",
            "حفتر",
            "الجيش السوداني",
            "إسرائيل",
            "حزب الله",
            "تركيا",
            "قطر",
            "كييف",
            "المعارضة",
            "الحوثيون",
            "واشنطن",
            "باريس",
            "طهران",
            "موسكو",
            "القاهرة",
            "وفد NATO",
            "البرهان",
            "الاتحاد الأوروبي EU",
            "أنقرة",
        ],
        [
            "تدعو إلى هدنة في ليبيا",
            "ترحب باستئناف المحادثات",
            "ترفض عرض الهدنة الجديد",
            "تعلن سحب قواتها من UN",
            "توقع اتفاقا مع الدوحة",
            "تندد بخرق وقف النار",
            "تطالب باجتماع في جنيف",
            "تعد بفتح موانئ النفط",
            "تعين وسيطا جديدا",
            "تعلق مشاركتها في المفاوضات",
        ]
    );

    [Fact]
    public void Each_language_has_two_hundred_headlines() =>
        Assert.All(new[] { English, French, Arabic }, headlines =>
            Assert.Equal(200, headlines.Distinct(StringComparer.Ordinal).Count())
        );

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("ar")]
    public void A_headline_is_in_the_language_its_feed_declares(string language)
    {
        var declared = LanguageCodes.Parse(language)!.Value;

        AssertNone(Headlines(declared).Where(headline => LanguageDetection.Detect(headline, declared) != declared));
    }

    [Theory]
    [InlineData("en", 180)] // not where La Paz or Le Pen begins it and nothing else tells
    [InlineData("fr", 196)]
    [InlineData("ar", 200)]
    public void A_headline_tells_its_language_where_no_feed_does(string language, int floor)
    {
        var own = LanguageCodes.Parse(language)!.Value;

        var wrong = Headlines(own).Where(headline => LanguageDetection.Detect(headline, null) != own).ToList();

        Assert.True(200 - wrong.Count >= floor, string.Join('\n', wrong));
    }

    [Fact]
    public void Arabic_script_is_Arabic_whatever_a_feed_declares() =>
        AssertNone(
            Arabic.Where(headline =>
                LanguageDetection.Detect(headline, Language.English) != Language.Arabic
                || LanguageDetection.Detect(headline, Language.French) != Language.Arabic
            )
        );

    /// <summary>Of another language only where two signs more than the feed's own say so.</summary>
    [Theory]
    [InlineData("fr", "en", 150)]
    [InlineData("fr", "ar", 190)]
    [InlineData("en", "ar", 180)]
    public void A_headline_that_is_clearly_another_language_is_known(string language, string declared, int floor)
    {
        var own = LanguageCodes.Parse(language)!.Value;

        var wrong = Headlines(own)
            .Where(headline => LanguageDetection.Detect(headline, LanguageCodes.Parse(declared)) != own)
            .ToList();

        Assert.True(200 - wrong.Count >= floor, $"{wrong.Count}:\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public void Texts_outweigh_what_a_feed_declares()
    {
        Assert.Equal(
            Language.English,
            LanguageDetection.Detect(
                "Mali: truce holds\nThe two sides said that the truce was holding after a night of fighting.",
                Language.French
            )
        );
        Assert.Equal(
            Language.French,
            LanguageDetection.Detect(
                "Mali : la trêve tient\nLes deux camps affirment que la trêve est respectée après une nuit de combats.",
                Language.English
            )
        );
    }

    [Theory]
    [InlineData("UN: US, EU URGE CALM", "en", "en")]
    [InlineData("UN: US, EU URGE CALM", null, "en")]
    [InlineData("CESSEZ-LE-FEU : LES REBELLES REFUSENT", null, "fr")]
    [InlineData("Libya", "fr", "fr")]
    [InlineData("", null, "en")]
    public void Capitals_are_no_articles(string headline, string? declared, string language) =>
        Assert.Equal(LanguageCodes.Parse(language), LanguageDetection.Detect(headline, LanguageCodes.Parse(declared)));

    private static string[] Headlines(Language language) =>
        language switch
        {
            Language.English => English,
            Language.French => French,
            _ => Arabic,
        };

    private static string[] Compose(string[] subjects, string[] predicates) =>
        [.. subjects.SelectMany(subject => predicates.Select(predicate => $"{subject} {predicate}"))];

    private static void AssertNone(IEnumerable<string> wrong) => Assert.Empty(wrong);
}
