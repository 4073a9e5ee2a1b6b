using System.Text.RegularExpressions;

namespace AlertBot.Alerts.Summaries;

/// <summary>
/// Where and by whom a report was filed, before its first sentence: "GENEVA, 22 October (Agency) -",
/// "MOSCOW, August 21. /TASS/:", «الدوحة - وكالات». All of it is found or nothing, and a name before a colon alone is
/// no
/// dateline: it says who speaks.
/// </summary>
internal static partial class Dateline
{
    /// <summary>How many UTF-16 units of the text's beginning are one; 0 when it begins with a sentence.</summary>
    public static int Length(string text)
    {
        var reading = ReadingTime().Match(text).Length;
        foreach (var form in (Regex[])[Agencies(), Bracketed(), Filed(), ArabicFiled(), Latin(), Arabic(), Told()])
        {
            if (form.Match(text, reading) is { Success: true } found && !Speaks().IsMatch(found.Value))
                return found.Index + found.Length;
        }
        return reading;
    }

    /// <summary>What a page says of itself before the text.</summary>
    [GeneratedRegex(
        @"\G\s*(?:(?:temps de )?lecture ?: ?(?:environ )?\d{1,2} ?min(?:utes?)?\.?(?: ?\d{1,2}(?!\d))?\s*"
            + @"|\d{1,2} min(?:ute)? read\s*"
            + @"|By (?-i:(?:\p{Lu}[\p{L}.'’-]* ){1,4})(?:Desk|Staff|Correspondent|Reporter)s?,?\s+"
            + @"|Submitted by .{2,60}? on \p{L}{3}, \d{2}/\d{2}/\d{4} - \d{2}:\d{2}\s+)?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex ReadingTime();

    private const string Day = @"(?:[,،.]? ?\(?(?:le )?[\p{L}\d.]{1,12}(?: [\p{L}\d.]{1,12}){0,3}\)?)?";
    private const string End = @"\s*(?:[-–—]+|[:.](?=\s))\s*";

    /// <summary>«وكالات – المنبر» before a verb of telling.</summary>
    [GeneratedRegex(
        @"\G(?:وكالات|الوكالات) ?[-–—] ?[\u0600-\u06FF]+ (?=(?:قال|أعلن|أكد|أفاد|ذكر|كشف|نفى|اتهم|أوضح|أدان|رحب|"
            + @"وصل|وقع|قتل|عقد|التقى)ت?(?!\p{L}))"
    )]
    private static partial Regex Agencies();

    /// <summary>"(Reuters) -", "(أ ف ب) -", "/TASS/." with nothing before it.</summary>
    [GeneratedRegex(@"\G(?:\([^)\n]{2,40}\)\s*[-–—:]\s+|/[\p{Lu} -]{2,20}/\s*[-–—:.]\s*)")]
    private static partial Regex Bracketed();

    /// <summary>A town, a day or none, and the agency in brackets, slashes or capitals.</summary>
    [GeneratedRegex(
        @"\G\p{Lu}[\p{L}\p{M}'’. /-]{1,30}(?:, ?\p{Lu}[\p{L}' -]{2,20})?"
            + Day
            + @"\s*[-–—,]?\s*(?:\([^)\n]{2,40}\)|/[\p{L} -]{2,20}/|«[^»\n]{2,30}»|[-–—,] ?\p{Lu}{2,8})"
            + End
    )]
    private static partial Regex Filed();

    /// <summary>The same in Arabic, where agencies stand without brackets, too.</summary>
    [GeneratedRegex(
        @"\G[\u0600-\u06FF]+(?: (?:/ )?[\u0600-\u06FF]+){0,2}"
            + @"(?:\s?[,،] ?[\d٠-٩]{1,2} [\u0600-\u06FF]{3,12}(?: [\d٠-٩]{4})?)?\s*[-–—,،/(]\s*"
            + @"(?:«[^»\n]{2,30}»|""[^""\n]{2,30}""|“[^”\n]{2,30}”|(?<=\()(?:[A-Za-z .]{2,30}\)|"
            + @"[^)\n]{2,30}\)(?=\s*[-–—:]))|"
            + @"(?:و ?كالات|الوكالات|رويترز|أ\.? ?ف\.? ?ب\.?|د\.? ?ب\.? ?أ\.?|فرانس برس|واس|وام|كونا|قنا|بنا|"
            + @"سانا|وفا|وال|"
            + @"سبوتنيك|الأناضول|الجزيرة نت|سكاي نيوز عربية|العربية نت)(?!\p{L}))\s*[-–—:،.]?\s+"
    )]
    private static partial Regex ArabicFiled();

    /// <summary>A town in capitals and a dash; with a day or a bracket, a colon will do.</summary>
    [GeneratedRegex(
        @"\G\p{Lu}[\p{Lu}\p{M}' ’./-]{2,30}"
            + @"(?:(?:[,،] ?[\p{L}\d. ]{2,20})?\s*[-–—]\s+|[,،] ?[\p{L}\d. ]{2,20}(?: ?\([^)\n]{2,40}\))?\s*[-–—:]\s+)"
    )]
    private static partial Regex Latin();

    /// <summary>One to three Arabic words and a dash, and perhaps a reporter's name and another dash.</summary>
    [GeneratedRegex(
        @"\G[\u0600-\u06FF]+(?: (?:/ )?[\u0600-\u06FF]+){0,2}(?:[,،] ?[\u0600-\u06FF\d٠-٩ ]{2,20})?\s*[-–—]\s+"
            + @"(?:[\u0600-\u06FF]+ [\u0600-\u06FF]+(?: [\u0600-\u06FF]+)? ?[-–—]\s+)?"
    )]
    private static partial Regex Arabic();

    /// <summary>A name and a colon before a verb of telling, whose speaker comes after it; a town and a day.</summary>
    [GeneratedRegex(
        @"\G(?:(?:[\u0600-\u06FF]+(?: [\u0600-\u06FF]+){0,2}) ?: ?(?=(?:قال|أعلن|أكد|أفاد|ذكر|كشف|أعرب|طالب|دعا|"
            + @"حذر|نفى|"
            + @"اتهم|أوضح|أشار|أدان|رحب|بحث|وصل|وقع|وقّع|قتل|أصدر|عقد|التقى)ت?(?!\p{L}))"
            + @"|\p{Lu}[\p{L}’' -]{2,20}, ?(?:\d{1,2} \p{L}{3,10}|\p{Lu}\p{L}{2,9} \d{1,2})(?:,? \d{4})? ?: )"
    )]
    private static partial Regex Told();

    /// <summary>An office or a verb of saying: these are words of the report.</summary>
    [GeneratedRegex(
        @"(?<!\p{L})(?:رئيس|الرئيس|وزير|الوزير|وزارة|مصدر|مصادر|الناطق|المتحدث|متحدث|قائد|القائد|مسؤول|مبعوث|المبعوث|"
            + @"سفير|السفير|نائب|قال|قالت|أعلن|أعلنت|أكد|أكدت|president|minister|spokesman|envoy|source|ministre|"
            + @"porte-parole|said|says)(?!\p{L})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Speaks();
}
