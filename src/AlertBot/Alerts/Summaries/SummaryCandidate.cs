using System.Text.RegularExpressions;
using AlertBot.Feeds.Entries;

namespace AlertBot.Alerts.Summaries;

/// <summary>A stretch of an entry's text that a summary may hold: a sentence, or the first clauses of one.</summary>
/// <param name="Sentence">Its sentence's place in the text; a summary takes one piece of each at most.</param>
/// <param name="Start">First UTF-16 unit in the field.</param>
/// <param name="Length">Units in the field.</param>
/// <param name="Text">The same with blanks run together.</param>
/// <param name="IsCut">Whether clauses that follow are left out; readers see an ellipsis.</param>
internal sealed partial record SummaryCandidate(int Sentence, int Start, int Length, string Text, bool IsCut)
{
    private const int ShortestSentence = 15;

    /// <summary>Twice what a summary chooses from.</summary>
    private const int MostSentences = 60;

    /// <summary>
    /// A clause that can stand alone is rarely shorter. Arabic puts the verb first and says more in fewer letters.
    /// </summary>
    private const int ShortestLatinHead = 60;

    private const int ShortestArabicHead = 45;

    /// <summary>No summary may be longer, so no head is looked for beyond.</summary>
    private const int LongestHead = 1600;

    /// <summary>How far what follows a head is looked at: its first clause decides.</summary>
    private const int LongestLook = 400;

    /// <summary>A longer one is a clause of its own, not the naming of who says so.</summary>
    private const int LongestAttribution = 70;

    /// <summary>As it stands in a summary.</summary>
    public string Shown => IsCut ? $"{Text}…" : Text;

    /// <summary>All pieces of a field, without boilerplate, datelines and cross-headings, in order.</summary>
    public static IReadOnlyList<SummaryCandidate> ListOf(Entry entry, Field field)
    {
        var text = entry[field];
        var pieces = new List<SummaryCandidate>();
        var place = 0;
        foreach (var sentence in Sentences.Split(text))
        {
            if (place >= MostSentences)
                break;
            if (IsBoilerplate(entry, field, sentence))
                continue;
            var dateline = place == 0 ? Dateline().Match(text, sentence.Start, sentence.Length).Length : 0;
            var (start, length) = (sentence.Start + dateline, sentence.Length - dateline);
            var whole = new SummaryCandidate(place, start, length, Run(text.Substring(start, length)), IsCut: false);
            if (whole.Text.Length < ShortestSentence || whole.Text == entry.Title || IsHeading(whole.Text))
                continue;
            pieces.Add(whole);
            pieces.AddRange(Heads(text, whole));
            place++;
        }
        return pieces;
    }

    /// <summary>
    /// The sentence up to a comma where it may end without saying something else: quotes and brackets closed, its
    /// speaker named, no condition or exception after it, and no name or day set between commas at its end, for then
    /// its verb or its object is still to come.
    /// </summary>
    private static IEnumerable<SummaryCandidate> Heads(string text, SummaryCandidate whole)
    {
        var last = -1;
        var end = Math.Min(whole.Start + whole.Length, whole.Start + LongestHead);
        for (var at = whole.Start; at < end; at++)
        {
            if (
                text[at] is not (',' or '،' or '؛' or ';')
                || (at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]))
            )
                continue;
            var head = text[whole.Start..at];
            var rest = text[(at + 1)..Math.Min(at + 1 + LongestLook, whole.Start + whole.Length)].TrimStart();
            var waits = last < 0 ? Opening().IsMatch(head) : Aside().IsMatch(text[(last + 1)..(at + 1)].TrimStart());
            last = at;
            if (waits)
                continue;
            var shortest = head.AsSpan().ContainsAnyInRange('\u0600', '\u06FF')
                ? ShortestArabicHead
                : ShortestLatinHead;
            if (
                head.Length >= shortest
                && IsClosed(head)
                && !Turns().IsMatch(rest)
                && !NamesSpeaker(rest)
                && !Aside().IsMatch(rest)
            )
                yield return new SummaryCandidate(whole.Sentence, whole.Start, head.Length, Run(head), IsCut: true);
        }
    }

    /// <summary>"…, the mission said": the head without it would state what was only claimed.</summary>
    private static bool NamesSpeaker(string rest)
    {
        var end = rest.AsSpan().IndexOfAny(',', '،', '.');
        var clause = end < 0 ? rest : rest[..end];
        return clause.Length <= LongestAttribution && Says().IsMatch(clause);
    }

    private static bool IsClosed(string head) =>
        head.Count(c => c == '«') == head.Count(c => c == '»')
        && head.Count(c => c == '“') == head.Count(c => c == '”')
        && head.Count(c => c == '(') == head.Count(c => c == ')')
        && head.Count(c => c == '"') % 2 == 0;

    private static bool IsBoilerplate(Entry entry, Field field, Sentence sentence) =>
        entry.Boilerplate.Any(b =>
            b.Field == field && b.Start < sentence.Start + sentence.Length && sentence.Start < b.Start + b.Length
        );

    /// <summary>A cross-heading: a short line that no full stop ends.</summary>
    private static bool IsHeading(string words) =>
        words.Length < 45 && words[^1] is not ('.' or '!' or '?' or '؟' or '…' or '"' or '”' or '»');

    private static string Run(string text) => Blanks().Replace(text.Trim(), " ");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    /// <summary>"GENEVA, 22 October (Agency) -", "جوبا -", at the very beginning.</summary>
    [GeneratedRegex(
        @"\G(?:\p{Lu}[\p{Lu}\p{M}' ’./-]{2,30}|[\u0600-\u06FF]+(?: (?:/ )?[\u0600-\u06FF]+){0,2})"
            + @"(?:[,،] ?[\p{L}\d. ]{2,20})?(?: ?\([^)\n]{2,40}\))?\s*[-–—:]\s+"
    )]
    private static partial Regex Dateline();

    /// <summary>What follows takes back or limits what went before.</summary>
    [GeneratedRegex(
        @"^(?:but|unless|except|if|although|though|however|provided|only|yet|while|not|without|pending|"
            + @"until|mais|sauf|à moins|à condition|si|bien que|quoique|sans|pourtant|toutefois|tant que|"
            + @"لكن|ولكن|إلا|غير أن|بيد أن|ما لم|إذا|شرط|بشرط|شريطة|من دون|دون|على أن|فيما نفى|رغم|إن|أن)(?!\p{L})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Turns();

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

    [GeneratedRegex(
        @"(?<!\p{L})(?:said|says|say|told|according|wrote|writes|announced|added|selon|d['’]après|a dit|dit|"
            + @"disent|a déclaré|a affirmé|a annoncé|a-t-(?:il|elle)|assure|indique|explique|écrit|"
            + @"قال|قالت|بحسب|حسب|وفق|وفقا|أعلن|أعلنت|على حد|كما قال|أوضح|أضاف|ذكر|ذكرت)(?!\p{L})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Says();
}
