using System.Text.RegularExpressions;
using AlertBot.Localization;

namespace AlertBot.Alerts.Summaries;

/// <summary>
/// Whether a sentence speaks of somebody or something that only the sentence before it names: "he added", "selon elle",
/// "وأضاف", "those talks". Alone it would be put into another's mouth, or mean nothing.
/// </summary>
internal static partial class BackReference
{
    public static bool IsIn(string sentence, Language language) =>
        language switch
        {
            Language.Arabic => ArabicOpening().IsMatch(sentence) || ArabicSpeech().IsMatch(sentence),
            Language.French => FrenchOpening().IsMatch(sentence) || FrenchInside().IsMatch(sentence),
            _ => EnglishOpening().IsMatch(sentence) || EnglishInside().IsMatch(sentence),
        } || IsLooseQuote(sentence);

    /// <summary>Words in quotation marks and nothing that says whose they are.</summary>
    private static bool IsLooseQuote(string sentence) => Quote().IsMatch(sentence);

    [GeneratedRegex("""^(?:«[^»]*»|“[^”]*”|"[^"]*")[.!?؟…]?$""")]
    private static partial Regex Quote();

    [GeneratedRegex(
        @"^[«“""‘]?(?:(?:he|she|it|they|his|her|its|their|this|that|these|those|such|but|and|yet|so|or|nor|then|"
            + @"however|instead|"
            + @"nevertheless|nonetheless|thus|hence|otherwise|neither|others|another|also|similarly)(?!['\p{L}])"
            + @"|(?:it|he|she|that|they)['’]|the (?:two|three|pair|duo|former|latter|same|other)(?!\p{L})|"
            + @"both (?:men|women|of)(?!\p{L})|"
            + @"(?:according to|for|in|of|to|with|from|under|at|on|by|against|among) (?:him|her|it|them|this|"
            + @"that|these|those|his|their|its|the same)(?!\p{L}))"
            + @"(?! (?:week|month|year|morning|evening|summer|winter|spring|autumn|time|weekend)(?!\p{L}))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex EnglishOpening();

    [GeneratedRegex(
        @"[,”""’»] ?(?:he|she|it|they) (?:said|says|added|told|wrote|warned|stressed|noted|insisted|explained|"
            + @"continued|argued)(?!\p{L})"
            + @"|[,”""’»] ?(?:said|added) (?:he|she)(?!\p{L})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex EnglishInside();

    [GeneratedRegex(
        @"^[«“""]?\s?(?:(?:il (?!y a|faut|s['’]agit)|elle|ils|elles|lui|eux|son|sa|ses|leurs?|cela|ça|ceci|celui|"
            + @"celle|ceux|celles|"
            + @"mais|or|et|pourtant|toutefois|cependant|néanmoins|ainsi|aussi|donc|puis|ensuite|alors(?! que)|"
            + @"c['’]|en revanche|"
            + @"au contraire|(?:selon|d['’]après|pour|parmi|chez|avec|entre) (?:lui|elle|elles|eux|ce|cet|cette|ces)|"
            + @"l(?:e|a) même|les mêmes|(?:ce|cette|ces) derni[eè]re?s?(?! (?:jours|semaines|mois|années|heures))|"
            + @"les deux (?:hommes|dirigeants|responsables)|(?:de|à|dans|sur|après) (?:ce|cet|cette|ces|cela)(?!\p{L}))"
            + @"|(?:ce|cet|cette|ces)(?! (?:semaine|année|nuit|matin|soir|week-end|jour|lundi|mardi|mercredi|"
            + @"jeudi|vendredi|"
            + @"samedi|dimanche|été|hiver|automne|printemps|après-midi|derni[eè]re?s)))(?!\p{L})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex FrenchOpening();

    [GeneratedRegex(
        @"(?:a-t-(?:il|elle)|ont-(?:ils|elles)|(?:dit|ajoute|affirme|précise|assure|explique|estime|souligne|"
            + @"poursuit|conclut|"
            + @"reconnaît|avait|assurait|disait|ajoutait|expliquait)(?:-t)?-(?:il|elle|ils|elles))(?!\p{L})"
            + @"|(?<!il )(?<!\p{L})y (?!a(?!\p{L})|avait|aura|compris)\p{Ll}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex FrenchInside();

    [GeneratedRegex(
        @"^[«“""]?(?:[وف]?(?:هو|هي|هم|هما|ذلك|هؤلاء|تلك|أولئك|إنه|إنها|أنه|أنها|لكنه|لكنها|لكنهم|لكن|بل|كذلك|ثم|"
            + @"منها|منهم|فيها|فيه|"
            + @"بينهم|بينها|عليه|عليها|لذلك|بذلك|عندها|حينها|بعدها|قبلها|له|لها|لهم|كما|به|بها|هكذا|مثله|غيره)"
            + @"|[وف]?(?:إلا أنه?ا?|غير أنه?ا?|بيد أنه?ا?|على أن|مع ذلك|رغم ذلك|إثر ذلك|في المقابل)"
            + @"|[وف]?(?:هذا|هذه|بهذا|بهذه|لهذا|لهذه)(?! (?:الأسبوع|الشهر|العام|السنة|اليوم|الليلة|الصيف|الشتاء|المرة))"
            + @"|[وف]?(?:يأتي|جاء|تأتي|جاءت) (?:ذلك|هذا|هذه|تلك)|[وف]?في (?:هذا|هذه|ذلك|تلك|الوقت نفسه|"
            + @"السياق))(?!\p{L})"
    )]
    private static partial Regex ArabicOpening();

    /// <summary>A verb of saying whose speaker is not named after it.</summary>
    [GeneratedRegex(
        @"^[وف]?(?:كما )?(?:(?:أضاف|تابع|أردف|استطرد|واصل|زاد|ختم|استدرك)(?:ت|وا)?"
            + @"|(?:أوضح|أكد|قال|ذكر|أشار|شدد|اعتبر|رأى|لفت|بين|بيّن|صرح|نوه|حذر|دعا|طالب|نفى|كشف|أعرب|أفاد|اتهم|"
            + @"رفض|عبر|عبّر|"
            + @"أبدى|جدد|وصف)(?:ت|وا)? ?(?:أنه?ا?|إنه?ا?|إلى|على|بأنه?ا?|في|عن|قائلا|قائلاً|قائلة|كذلك|أيضا|"
            + @"أيضاً|خلال|من|:))(?!\p{L})"
    )]
    private static partial Regex ArabicSpeech();
}
