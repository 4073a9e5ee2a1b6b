using System.Text.RegularExpressions;

namespace AlertBot.Alerts.Summaries;

/// <summary>Where a sentence may end early without saying something else.</summary>
internal static partial class SentenceCuts
{
    /// <summary>
    /// A clause that can stand alone is rarely shorter. Arabic puts the verb first and says more in fewer letters.
    /// </summary>
    private const int ShortestLatinHead = 60;

    private const int ShortestArabicHead = 45;

    /// <summary>No summary may be longer, so no head is looked for beyond.</summary>
    private const int LongestHead = 1600;

    /// <summary>Who or what does something is rarely named in more.</summary>
    private const int LongestSubject = 50;

    /// <summary>How far what follows a head is looked at.</summary>
    private const int LongestLook = 1200;

    /// <summary>
    /// The lengths of a sentence's heads: up to a comma where quotes and brackets are closed, its speaker is named, no
    /// condition, exception or "not" comes after it, no list is open, and no name, relative clause or day stands
    /// between
    /// commas at its end, for then its verb or its object is still to come.
    /// </summary>
    public static IEnumerable<int> Find(string sentence)
    {
        var last = -1;
        var end = Math.Min(sentence.Length, LongestHead);
        for (var at = 0; at < end; at++)
        {
            if (!IsComma(sentence, at))
                continue;
            var head = sentence[..at];
            var rest = sentence[(at + 1)..Math.Min(at + 1 + LongestLook, sentence.Length)].TrimStart();
            var waits = last < 0 ? Opening().IsMatch(head) : IsAside(sentence[..last], sentence[(last + 1)..(at + 1)]);
            last = at;
            if (!waits && IsLongEnough(head) && IsClosed(head) && !Hangs(head) && !IsNeeded(rest))
                yield return at;
        }
    }

    /// <summary>Quotation marks and brackets are closed.</summary>
    public static bool IsClosed(string head) =>
        head.Count(c => c == '«') == head.Count(c => c == '»')
        && head.Count(c => c == '“') == head.Count(c => c == '”')
        && head.Count(c => c == '(') == head.Count(c => c == ')')
        && head.Count(c => c == '"') % 2 == 0;

    private static bool IsComma(string text, int at) =>
        text[at] is ',' or '،' or '؛' or ';' && (at + 1 >= text.Length || char.IsWhiteSpace(text[at + 1]));

    private static bool IsLongEnough(string head) =>
        head.Length >= (head.AsSpan().ContainsAnyInRange('\u0600', '\u06FF') ? ShortestArabicHead : ShortestLatinHead);

    /// <summary>Whether the sentence without what follows would say more, or as someone else's words.</summary>
    private static bool IsNeeded(string rest) =>
        Aside().IsMatch(rest)
        || Turns().IsMatch(rest)
        || TurnsLater().IsMatch(rest)
        || IsListed(rest)
        || Attribution.Follows(rest);

    /// <summary>Whether the last clause is set between commas in one that has hardly begun or goes on.</summary>
    private static bool IsAside(string before, string clause) =>
        Aside().IsMatch(clause.TrimStart()) || (before.Length <= LongestSubject && Place().IsMatch(clause.TrimStart()));

    /// <summary>Whether what the head announces is still to come: after a colon, a relative verb, "he said".</summary>
    private static bool Hangs(string head) =>
        Colon().IsMatch(head) || RelativeVerb().IsMatch(head) || ArabicSaysNothing().IsMatch(head);

    /// <summary>"…, Ras Lanouf et Sidra": the next member of a list, the last of which follows an "and".</summary>
    private static bool IsListed(string rest) => ListMember().IsMatch(rest);

    [GeneratedRegex(@":(?=\s|\p{L})")]
    private static partial Regex Colon();

    /// <summary>"un couloir qu’arpente": the verb stands before its subject.</summary>
    [GeneratedRegex(
        @"(?:(?<!\p{L})(?:que|dont|où)|qu['’]) ?\p{L}+(?:,[^,]{0,40})?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex RelativeVerb();

    /// <summary>A verb of saying and who says it, but not what.</summary>
    [GeneratedRegex(
        @"(?<!\p{L})[وف]?(?:قال|أوضح|أضاف|صرح|اعتبر|رأى|أفاد)(?:ت|وا)?(?!\p{L})"
            + @"(?:(?!(?<!\p{L})ب?[إأ]ن(?:ه|ها|هم|نا)?(?!\p{L})|[«“""]).)*$"
    )]
    private static partial Regex ArabicSaysNothing();

    [GeneratedRegex(
        @"^(?:[\p{L}\d'’-]+ ){0,4}[\p{L}\d'’-]+(?:, (?:[\p{L}\d'’-]+ ){0,4}[\p{L}\d'’-]+){0,6},? (?:and|or|et|ou) "
            + @"(?:[\p{L}\d'’-]+ ?){1,5}(?:[.,;]|$)"
    )]
    private static partial Regex ListMember();

    /// <summary>What follows takes back or limits what went before.</summary>
    [GeneratedRegex(
        @"^(?:but|unless|except|if|although|though|however|provided|only|yet|while|not|without|pending|"
            + @"until|rather|nor|mais|sauf|ni|plutôt|à moins|à condition|si|bien que|quoique|sans|pourtant|"
            + @"toutefois|tant que|"
            + @"لكن|ولكن|إلا|غير أن|بيد أن|ما لم|إذا|شرط|بشرط|شريطة|من دون|دون|على أن|فيما نفى|رغم|إن|أن|وليس|"
            + @"ولا|لا|ولم|لم|ثم)(?!\p{L})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Turns();

    [GeneratedRegex(
        @"[,،;؛] ?(?:but|unless|except|if|provided|not|without|until|pending|mais|sauf|à moins|à condition|si|"
            + @"sans|إلا|لكن|ولكن|"
            + @"ما لم|إذا|شرط|بشرط|شريطة)(?!\p{L})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex TurnsLater();

    /// <summary>When or where, before anything is told.</summary>
    [GeneratedRegex(
        @"^(?:in|on|after|with|at|for|since|while|as|when|from|by|under|despite|before|during|dans|sur|en|à|"
            + @"au|aux|après|avec|pour|depuis|selon|devant|malgré|lors|pendant|alors|chez|"
            + @"في|وفي|بعد|وبعد|فبعد|خلال|وخلال|منذ|ومنذ|على|وعلى|مع|ومع|عقب|بحسب|وبحسب|عند|وعند|قبل|وقبل|"
            + @"رغم|ورغم)(?!\p{L})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Opening();

    /// <summary>
    /// A name, a title, a relative clause or a day set between commas: what the sentence began with goes on after it.
    /// </summary>
    [GeneratedRegex(
        @"^(?:\p{Lu}[\p{L}'’-]+(?: (?:al-|el-)?\p{Lu}[\p{L}'’-]+){0,3},"
            + @"|(?:(?:who|which|whose|where|qui|dont|où|the|a|an|le|la|un|une|son|sa|his|her|its|led|signed|"
            + @"held|brought|known|drawn|backed|née?|dirigée?|menée?|chargée?|partie?|convoquée?|composée?)\b"
            + @"|l['’])[^,]{0,140},"
            + @"|(?:on |early |late )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day[^,]{0,25},"
            + @"|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)[^,]{0,25},"
            + @"|(?:التي|الذي|الذين|اللذان|اللتان|المعروف|المعروفة|مساء|صباح|ظهر|فجر|ليل|نهار|يوم|أمس|اليوم|"
            + @"الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد)(?!\p{L})[^،]{0,140}،"
            + @"|[\u0600-\u06FF]+(?: [\u0600-\u06FF]+){0,2}،)"
    )]
    private static partial Regex Aside();

    /// <summary>Where, with whom or by what, set between commas.</summary>
    [GeneratedRegex(
        @"^(?:in|on|after|with|at|for|since|from|by|under|despite|before|during|along|including|among|like|as|en|"
            + @"à|au|aux|"
            + @"dans|sur|après|avec|pour|par|depuis|selon|devant|malgré|lors|chez|comme|y compris|ainsi que|parmi|"
            + @"عضو|رئيس|قائد|وزير|خلال|بعد|عقب|في|مع|ضمن|بينهم|بينها|ومنها|من بينها|بمن فيهم)(?!\p{L})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Place();
}
