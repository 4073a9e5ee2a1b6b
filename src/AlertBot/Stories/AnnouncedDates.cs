using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AlertBot.Localization;

namespace AlertBot.Stories;

/// <summary>A day on which something is said to take place.</summary>
/// <param name="Day">In the calendar of the text.</param>
/// <param name="IsDeadline">Whether something is to be done until then.</param>
/// <param name="Sentence">The sentence that says so, as it is written.</param>
internal sealed record AnnouncedDate(DateOnly Day, bool IsDeadline, string Sentence);

/// <summary>
/// Finds the days that a report announces: talks, meetings, votes, hearings, deadlines. Only what is stated counts: a
/// day and month, or a day of the week beside words that look ahead, in a sentence that says what takes place. A day
/// without a year is the next such day within four months; 7 October and 11 September are names without one.
/// </summary>
internal static partial class AnnouncedDates
{
    /// <summary>Headline and lead; what stands deeper is mostly background.</summary>
    private const int MostCharacters = 2_000;

    private const int FarthestWithoutYear = 120;

    private const int FarthestWithYear = 730;

    /// <summary>In the order of the text, one for each day.</summary>
    /// <param name="text">Plain text.</param>
    /// <param name="language">Its language.</param>
    /// <param name="published">The day it was published on.</param>
    public static IReadOnlyList<AnnouncedDate> Find(string text, Language language, DateOnly published)
    {
        var folded = WithPlainDigits(text.Length > MostCharacters ? text[..MostCharacters] : text);
        var words = For(language);
        var found = new List<AnnouncedDate>();
        foreach (var sentence in SentencesOf(folded))
        {
            var said = folded[sentence];
            var isAhead = words.Ahead.IsMatch(said);
            if (!words.Matter.IsMatch(said))
                continue;
            foreach (var match in words.Dates.Matches(said).Cast<System.Text.RegularExpressions.Match>())
            {
                if (
                    words.Past.IsMatch(said[..match.Index] + match.Value)
                    || DayOf(match, language, published, isAhead) is not { } day
                    || found.Exists(other => other.Day == day)
                )
                    continue;
                found.Add(new AnnouncedDate(day, match.Groups["by"].Success, text[sentence].Trim()));
            }
        }
        return found;
    }

    private static DateOnly? DayOf(
        System.Text.RegularExpressions.Match match,
        Language language,
        DateOnly published,
        bool isAhead
    )
    {
        if (match.Groups["month"] is { Success: true, Value: var name })
            return DayOf(match, MonthOf(name, language), published);
        if (!isAhead)
            return null;
        if (match.Groups["weekday"] is not { Success: true, Value: var weekday })
            return published.AddDays(1);
        var ahead = ((int)WeekdayOf(weekday, language) - (int)published.DayOfWeek + 7) % 7;
        // "He said on Wednesday": today, or yesterday by the time a feed has it.
        if (ahead is 0 or 6 && !match.Groups["next"].Success)
            return null;
        return published.AddDays(ahead == 0 ? 7 : ahead);
    }

    private static DateOnly? DayOf(System.Text.RegularExpressions.Match match, int month, DateOnly published)
    {
        var day = int.Parse(match.Groups["day"].ValueSpan.TrimEnd("er"), CultureInfo.InvariantCulture);
        var hasYear = match.Groups["year"].Success;
        var year = hasYear ? int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture) : published.Year;
        if (day < 1 || day > DateTime.DaysInMonth(year, month))
            return null;
        var date = new DateOnly(year, month, day);
        // In January "20 December" is the last one; in December "10 January" is the next.
        if (!hasYear && date < published && day <= DateTime.DaysInMonth(year + 1, month))
            date = new DateOnly(year + 1, month, day);
        if (!hasYear && (month, day) is (10, 7) or (9, 11))
            return null;
        var ahead = date.DayNumber - published.DayNumber;
        return ahead > 0 && ahead <= (hasYear ? FarthestWithYear : FarthestWithoutYear) ? date : null;
    }

    private static Words For(Language language) =>
        language switch
        {
            Language.Arabic => new Words(ArabicDates(), ArabicAhead(), ArabicPast(), ArabicMatter()),
            Language.French => new Words(FrenchDates(), FrenchAhead(), FrenchPast(), FrenchMatter()),
            _ => new Words(EnglishDates(), EnglishAhead(), EnglishPast(), EnglishMatter()),
        };

    private static List<Range> SentencesOf(string text)
    {
        var (sentences, begin) = (new List<Range>(), 0);
        foreach (var end in Ends().EnumerateMatches(text))
        {
            sentences.Add(begin..(end.Index + end.Length));
            begin = end.Index + end.Length;
        }
        sentences.Add(begin..text.Length);
        return sentences;
    }

    /// <summary>Of the same length, so that places stay.</summary>
    private static string WithPlainDigits(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
            plain.Append(
                c is >= '\u0660' and <= '\u0669' ? (char)('0' + c - '\u0660')
                : c == '\u00A0' ? ' '
                : c == '’' ? '\''
                : c
            );
        return plain.ToString();
    }

    private static int MonthOf(string name, Language language) =>
        language switch
        {
            Language.Arabic => 1 + Array.FindIndex(ArabicMonths, names => names.Contains(name, StringComparer.Ordinal)),
            Language.French => 1 + Array.FindIndex(FrenchMonths, month => month == name),
            _ => 1 + Array.FindIndex(EnglishMonths, month => month.StartsWith(name[..3], StringComparison.Ordinal)),
        };

    private static DayOfWeek WeekdayOf(string name, Language language) =>
        (DayOfWeek)
            Array.IndexOf(
                language switch
                {
                    Language.Arabic => ArabicWeekdays,
                    Language.French => FrenchWeekdays,
                    _ => EnglishWeekdays,
                },
                name.Replace('إ', 'ا').Replace('أ', 'ا')
            );

    private static readonly string[] EnglishMonths =
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];

    private static readonly string[] FrenchMonths =
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ];

    /// <summary>As Egypt and the Gulf, the Levant and Iraq, and the Maghreb name them.</summary>
    private static readonly string[][] ArabicMonths =
    [
        ["يناير", "كانون الثاني", "جانفي"],
        ["فبراير", "شباط", "فيفري"],
        ["مارس", "آذار", "اذار"],
        ["أبريل", "ابريل", "إبريل", "نيسان", "أفريل"],
        ["مايو", "أيار", "ايار", "ماي"],
        ["يونيو", "حزيران", "جوان"],
        ["يوليو", "تموز", "جويلية"],
        ["أغسطس", "اغسطس", "آب", "أوت"],
        ["سبتمبر", "أيلول", "ايلول"],
        ["أكتوبر", "اكتوبر", "تشرين الأول"],
        ["نوفمبر", "تشرين الثاني"],
        ["ديسمبر", "كانون الأول"],
    ];

    private static readonly string[] EnglishWeekdays =
    [
        "Sunday",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
    ];

    private static readonly string[] FrenchWeekdays =
    [
        "dimanche",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
    ];

    private static readonly string[] ArabicWeekdays =
    [
        "الاحد",
        "الاثنين",
        "الثلاثاء",
        "الاربعاء",
        "الخميس",
        "الجمعة",
        "السبت",
    ];

    /// <summary>What a language says of days.</summary>
    /// <param name="Dates">A day: groups day, month and year, or weekday; by where it is a limit.</param>
    /// <param name="Ahead">What is still to come.</param>
    /// <param name="Past">A day that is told of as gone: it ends the text up to the day.</param>
    /// <param name="Matter">What takes place.</param>
    private readonly record struct Words(Regex Dates, Regex Ahead, Regex Past, Regex Matter);

    [GeneratedRegex(
        @"(?<!\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Gen|Mr|Mrs|Dr|St|M|janv|févr|juil|sept|oct|nov|déc))"
            + @"[.!?؟…](?:\s+|$)|\n",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Ends();

    [GeneratedRegex(
        @"(?<by>\b(?:[Bb]y|[Uu]ntil|[Tt]ill|[Bb]efore|[Nn]o later than) )?(?:"
            + @"\b(?<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?<month>Jan(?:uary|\b)|Feb(?:ruary|\b)|Mar(?:ch|\b)|"
            + @"Apr(?:il|\b)|"
            + @"May|June?|July?|Aug(?:ust|\b)|Sept?(?:ember|\b)|Oct(?:ober|\b)|Nov(?:ember|\b)|Dec(?:ember|\b))\b\.?"
            + @"(?:,? (?<year>20\d\d))?|"
            + @"\b(?<month>Jan(?:uary|\b)|Feb(?:ruary|\b)|Mar(?:ch|\b)|Apr(?:il|\b)|May|June?|July?|Aug(?:ust|\b)|"
            + @"Sept?(?:ember|\b)|Oct(?:ober|\b)|Nov(?:ember|\b)|Dec(?:ember|\b))\.? (?<day>\d{1,2})(?:st|nd|rd|th)?\b"
            + @"(?!:)(?:,? (?<year>20\d\d))?|"
            + @"\b(?<next>[Nn]ext )?(?<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b|"
            + @"\b[Tt]omorrow\b)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex EnglishDates();

    [GeneratedRegex(
        @"\b(?:will|to (?:meet|hold|resume|begin|start|sign|convene|host|hear|vote|open|visit|discuss|expire|attend|"
            + @"gather|take place|restart|reconvene)|due|scheduled|set (?:for|to)|planned|plans? to|next|by|until|"
            + @"deadline|"
            + @"expires|ultimatum|upcoming|coming|expected)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex EnglishAhead();

    [GeneratedRegex(
        @"\b(?:since|last|after)(?: the)? \S*(?: \S+){0,2}$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex EnglishPast();

    [GeneratedRegex(
        @"\b(?:talks?|meet(?:s|ings?)?|summits?|conferences?|rounds?|sessions?|hearings?|trials?|vot(?:e|es|ing)|"
            + @"elections?|"
            + @"referendum|sign(?:s|ing|ature)?|visits?|negotiations?|dialogue|forum|convenes?|committee|commission|"
            + @"truce|"
            + @"ceasefire|handover|exchange|withdraw\w*|reopen\w*|resum\w+|deadline|ultimatum|expir\w+|mandate)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex EnglishMatter();

    [GeneratedRegex(
        @"(?<by>\b(?:d'ici (?:au |à |le )?|jusqu'(?:au|à) |avant (?:le )?|au plus tard (?:le )?))?(?:"
            + @"\b(?<day>1er|\d{1,2}) (?<month>janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|"
            + @"novembre|"
            + @"décembre)\b(?: (?<year>20\d\d))?|"
            + @"\b(?<weekday>lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b(?! (?:1er|\d))(?<next> prochain)?|"
            + @"\bdemain\b)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex FrenchDates();

    [GeneratedRegex(
        @"\b(?:prochaine?s?|réunir(?:a|ont)|tiendr(?:a|ont)|aur(?:a|ont) lieu|prévue?s?|doit|doivent|débuter(?:a|ont)|"
            + @"reprendr(?:a|ont)|ouvrir(?:a|ont)|d'ici|jusqu'(?:au|à)|avant|demain|expir\w+|échéance|ultimatum|délai|"
            + @"date limite|rendr(?:a|ont)|accueiller(?:a|ont)|signer(?:a|ont)|rencontrer(?:a|ont)|attendue?s?)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex FrenchAhead();

    [GeneratedRegex(
        @"\b(?:depuis|après|dès)(?: le| la)? \S*(?: \S+){0,2}$|\bdernière?\b[^,]{0,12}$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex FrenchPast();

    [GeneratedRegex(
        @"\b(?:pourparlers|réuni\w*|rencontr\w+|sommets?|conférences?|sessions?|audiences?|procès|votes?|scrutin|"
            + @"élections?|référendum|sign\w+|visites?|négociations?|dialogue|forum|comité|commission|trêve|"
            + @"cessez-le-feu|"
            + @"échange|retrait|réouverture|repris\w*|reprendr\w+|délai|échéance|ultimatum|mandat|expir\w+)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex FrenchMatter();

    private const string ArabicMonthNames =
        "يناير|كانون الثاني|جانفي|فبراير|شباط|فيفري|مارس|آذار|اذار|أبريل|ابريل|إبريل|نيسان|أفريل|مايو|أيار|ايار|ماي|"
        + "يونيو|حزيران|جوان|"
        + "يوليو|تموز|جويلية|أغسطس|اغسطس|آب|أوت|سبتمبر|أيلول|ايلول|أكتوبر|اكتوبر|تشرين الأول|نوفمبر|تشرين الثاني|"
        + "ديسمبر|كانون الأول";

    [GeneratedRegex(
        @"(?<by>\b(?:حتى|قبل|بحلول|أقصاها|أقصاه) (?:يوم )?)?(?:"
            + @"\b(?<day>\d{1,2}) (?:من )?(?:شهر )?(?<month>"
            + ArabicMonthNames
            + @")\b(?: ?[/(] ?(?:"
            + ArabicMonthNames
            + @")\)?)?(?: (?:من )?(?:عام |سنة )?(?<year>20\d\d))?|"
            + @"(?<!\bاليوم )\b(?<weekday>ال(?:أحد|احد|إثنين|اثنين|ثلاثاء|أربعاء|اربعاء|خميس|جمعة|سبت))\b"
            + @"(?<next> (?:المقبل|القادم))?|\bغد[اًا]*\b)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex ArabicDates();

    [GeneratedRegex(
        @"\b(?:المقبلة?|القادمة?|س[تي]\w{3,}|المقررة?|مقررا?|يتوقع|المتوقع|مهلة|بحلول|حتى|غد[اًا]*|المرتقبة?|تنطلق|"
            + @"تستأنف|تعقد|يعقد|"
            + @"تنعقد|ينعقد|تستضيف|يستضيف|يلتقي|تبدأ|يبدأ)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex ArabicAhead();

    [GeneratedRegex(@"\b(?:منذ|بعد|عقب)(?: \S+){1,3}$|\bالماضية?\b[^،]{0,12}$", RegexOptions.CultureInvariant)]
    private static partial Regex ArabicPast();

    [GeneratedRegex(
        @"(?:محادثات|مفاوضات|اجتماع|لقاء|يلتقي|قمة|مؤتمر|جولة|جلسة|محاكمة|انتخاب|استفتاء|تصويت|توقيع|زيارة|حوار|لجنة|"
            + @"هدنة|وقف إطلاق|تبادل|"
            + @"انسحاب|استئناف|تستأنف|منتدى|مهلة|تمديد|ولاية|مباحثات|مشاورات)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex ArabicMatter();
}
