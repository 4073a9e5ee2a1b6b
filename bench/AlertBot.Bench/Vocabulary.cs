using AlertBot.Localization;

namespace AlertBot.Bench;

/// <summary>
/// Words of the news in one language, the commonest first, with what each may carry. Weighted by Zipf's law they make a
/// text that repeats itself as often as newspapers do in their common words; the rare ones come from
/// <see cref="MadeUpWord"/>.
/// </summary>
internal sealed class Vocabulary
{
    private static readonly Vocabulary Arabic = new(
        "في من على إلى أن عن التي الذي مع هذا بعد بين قال كان ما لا قد خلال هذه قبل كل أو أكد غير حول منذ "
            + "عبر لم حتى ذلك عام يوم أمس رئيس حكومة مجلس دولة وزير ليبيا طرابلس بنغازي قوات جيش مدينة أمن "
            + "اتفاق لجنة مجتمع أزمة حرب بلاد مؤتمر حوار سلام دعم نفط قطاع شركة منطقة مصدر إعلام بيان تصريح "
            + "لقاء اجتماع زيارة عملية هجوم قتال مسلح ضحية قتيل جريح مواطن نازح مساعدة منظمة بعثة مبعوث مفاوضات "
            + "انتخابات دستور قانون محكمة قضاء تحقيق جريمة حقوق إنسان طفل مدرسة مستشفى صحة وباء طريق ميناء مطار "
            + "حدود هجرة مركب بحر صحراء جنوب شرق غرب شمال مصر تونس تركيا روسيا فرنسا إيطاليا أمم متحدة اتحاد "
            + "أوروبا أفريقيا عربي دولي محلي سياسي عسكري اقتصادي جديد كبير أول آخر مصرف ميزانية دينار سعر سوق "
            + "كهرباء ماء مشروع تنمية خطة قرار طلب رفض وقف إطلاق نار هدنة خرق قصف طائرة صاروخ سلاح",
        ["", "", "", "", "ال", "ال", "ال", "و", "وال", "ب", "بال", "ل", "لل", "ف", "ك"],
        ["", "", "", "", "", "", "", "ها", "ات", "ين", "ية", "ه", "هم", "ون"]
    );

    private static readonly Vocabulary English = new(
        "the of to and in a that for on said with was is by at from as his it has have be after were an "
            + "this their which would had not but who will been more government president minister city force "
            + "army security council state country people official talk group report attack war peace oil "
            + "company region source statement meeting visit operation fight fighter militia victim civilian "
            + "aid agency mission envoy negotiation election law court investigation crime right child school "
            + "hospital health road port airport border migrant boat sea desert south east west north libya "
            + "tripoli benghazi egypt tunisia turkey russia france italy nation union europe africa arab "
            + "international local political military economic new large first last bank budget price market "
            + "power water project plan decision demand ceasefire truce violation shell drone missile weapon "
            + "week month year day time place leader member party deal support call warn return",
        ["", "", "", "", "", "un", "re"],
        ["", "", "", "", "", "", "s", "s", "ed", "ing", "'s", "er"]
    );

    private static readonly Vocabulary French = new(
        "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il avec "
            + "son sa ont aux mais comme ou leur ses cette selon entre gouvernement président ministre ville "
            + "force armée sécurité conseil état pays accord commission crise guerre paix pétrole société "
            + "région source communiqué réunion visite opération combat combattant milice victime civil aide "
            + "agence mission envoyé négociation élection loi cour enquête crime droit enfant école hôpital "
            + "santé route port aéroport frontière migrant bateau mer désert sud est ouest nord libye tripoli "
            + "benghazi égypte tunisie turquie russie france italie nation union europe afrique arabe "
            + "international local politique militaire économique nouveau grand premier dernier banque budget "
            + "prix marché électricité eau projet plan décision demande cessez-le-feu trêve violation obus "
            + "drone missile arme semaine mois année jour temps lieu chef membre parti soutien appel retour",
        ["", "", "", "", "", "l'", "d'", "qu'"],
        ["", "", "", "", "", "s", "s", "e", "es", "ment", "aux"]
    );

    private readonly string[] _words;
    private readonly string[] _before;
    private readonly string[] _after;
    private readonly double[] _weightUpTo;

    private Vocabulary(string words, string[] before, string[] after)
    {
        (_words, _before, _after) = (words.Split(' '), before, after);
        _weightUpTo = new double[_words.Length];
        for (var rank = 0; rank < _words.Length; rank++)
            _weightUpTo[rank] = (rank > 0 ? _weightUpTo[rank - 1] : 0) + 1.0 / (rank + 3);
    }

    public static Vocabulary Of(Language language) =>
        language switch
        {
            Language.Arabic => Arabic,
            Language.French => French,
            _ => English,
        };

    /// <summary>A word as it stands in the dictionary.</summary>
    public string Plain(Random random)
    {
        var at = Array.BinarySearch(_weightUpTo, random.NextDouble() * _weightUpTo[^1]);
        return _words[at < 0 ? ~at : at];
    }

    /// <summary>A word of more than three letters with what it carries in a sentence.</summary>
    public string Inflected(string word, Random random) =>
        word.Length > 3 ? $"{_before[random.Next(_before.Length)]}{word}{_after[random.Next(_after.Length)]}" : word;
}
