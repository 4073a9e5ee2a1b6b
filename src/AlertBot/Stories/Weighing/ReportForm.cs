using System.Text.RegularExpressions;
using AlertBot.Feeds.Entries;

namespace AlertBot.Stories.Weighing;

/// <summary>
/// Tells a report of something that happened from what only gathers or discusses it: live blogs, round-ups, opinion,
/// explainers, programmes, photo pages and tag pages, known by the form of the headline and by the address. Those begin
/// no event; they count as a further source of one that a report tells.
/// </summary>
internal static partial class ReportForm
{
    /// <summary>Whether the entry is a report.</summary>
    public static bool IsReport(Entry entry)
    {
        var title = TitleOf(entry);
        return !Gathers().IsMatch(title)
            && !Discusses().IsMatch(title)
            && !Discusses().IsMatch(entry.Title)
            && !Programme().IsMatch(title)
            && !(
                entry.Link is { IsAbsoluteUri: true } link
                && (
                    Address().IsMatch(link.AbsolutePath)
                    // Some papers put the newest report of a page over it, as over any other.
                    || (LivePage().IsMatch(link.AbsolutePath) && SaysLive().IsMatch(entry.Title))
                )
            );
    }

    /// <summary>Whether it is a live page or a round-up, whose headline says what is newest in it.</summary>
    public static bool IsLive(Entry entry) => Gathers().IsMatch(TitleOf(entry));

    /// <summary>The headline without the outlet's name that aggregators put behind it.</summary>
    public static string TitleOf(Entry entry) => Outlet().Replace(entry.Title, "").Trim();

    /// <summary>Live blogs, round-ups of a day or a week, news bulletins, lists of what is known.</summary>
    [GeneratedRegex(
        @"^(?:en )?(?:live|direct)(?: updates?| blog| news)?\s*[:|.,–—-]|^live updates?\b"
            + @"|\b(?:live(?: updates?| blog)?|latest|daily briefing|morning update|evening update|recap"
            + @"|round-?up|as it happened|newsletter)\s*[:|–—]"
            + @"|[.;] (?:And|Plus|Also), \p{Lu}"
            + @"|^(?:recap|daily briefing|morning (?:update|briefing)|evening (?:update|briefing)|news in brief"
            + @"|week in review|today in)\b"
            + @"|\b(?:war|conflict|fighting) (?:day \d+|in its \d+)|\bday \d+\s*[:–-]|\bjour \d+\s*[:–-]"
            + @"|\bjour \d+ :|ce qu[’']il faut retenir|\ble bilan d[ue]\b|le point sur|l[’']essentiel de"
            + @"|^(?:مباشر|تغطية مباشرة|حصاد|موجز|مقدمة نشرة|نشرة|جولة|عناوين|أبرز|لحظة بلحظة)(?!\p{L})"
            + @"|(?:لحظة بلحظة|تغطية مستمرة)|\b(?:key events|timeline)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Gathers();

    /// <summary>Opinion, analysis, explainers, interviews and questions.</summary>
    [GeneratedRegex(
        @"^(?:opinion|analysis|editorial|comment|commentary|explainer|explained|interview|exclusive interview"
            + @"|q&a|factbox|quiz|my word|op-ed|perspective|feature|tribune|édito|éditorial|analyse|décryptage"
            + @"|chronique|entretien|récit|reportage|enquête|portrait|infographie|carte)\s*[:|•–—.-]"
            + @"|[-–—|:]\s*(?:opinion|analysis|editorial|explainer|comment|commentary|interview|analyse|décryptage)\s*$"
            + @"|^(?:who|what|why|how|when|where|can|could|will|would|should|is|are|was|does|do|did|has|have)\b[^,:]*\?"
            + @"|^(?:why|how|inside|who (?:is|are|was|were)|what (?:to know|we know|you need|the|does|it|is|are|if"
            + @"|has|did|still)|everything (?:you|we)|here(?:’s|'s| is| are) (?:what|why|how)|a look at|meet the)\b"
            + @"|\b(?:what (?:to|you need to) know|what we know|what(?:’s|'s) next|here(?:’s|'s) (?:what|why"
            + @"|how)|your questions answered|explained|analysts? sa(?:y|id|ys)|experts? sa(?:y|id|ys)"
            + @"|questions raised)\b"
            + @"|ce que l[’']on sait|que sait-on|on vous explique|ce qu[’']il faut savoir|pensez-vous que"
            + @"|répond à vos questions|réponses à vos questions"
            + @"|^(?:pourquoi|comment|que|quel(?:le)?s?|qui|quand|où|vers)\b[^:]*\??$|[?؟]\s*$"
            + @"|^(?:رأي|تحليل|مقال|مقابلة|حوار|كيف|لماذا|ماذا|هل|إلى أين|قراءة في|تقرير مصور)(?!\p{L})|\|\s*رأي",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Discusses();

    /// <summary>Programmes, podcasts, pictures, cartoons, pages of a printed paper.</summary>
    [GeneratedRegex(
        @"^(?:podcast|listen|watch|photos?|in pictures|pictures|gallery|video essay|cartoon|édition spéciale"
            + @"|replay|vidéo|images|extrait|le choix d[e’'][^:–—-]{2,30}|vrai ou faux|le vrai du faux)\s*[:|–—.-]"
            + @"|\bpodcast\b|^(?:بالصور|كاريكاتير|بودكاست|معرض صور|شاهد)(?!\p{L})|\be-?paper\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Programme();

    /// <summary>A live blog's single updates have addresses of their own and are reports.</summary>
    [GeneratedRegex(
        @"/(?:opinions?|op-ed|editorials?|columns?|columnists?|comment(?:isfree)?|blogs?|podcasts?"
            + @"|features?|longform|explainers?|analysis|analyses|galler(?:y|ies)|photos?|pictures"
            + @"|cartoons?|tags?|topics?|quiz|replay-emissions|idees|debats|tribunes?|editos?|chroniques?"
            + @"|videos?/quotable)(?:/|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Address();

    [GeneratedRegex("/(?:liveblog|live)(?:/|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LivePage();

    [GeneratedRegex(
        @"\b(?:live|latest|updates?|as it happened|direct|minute par minute)\b|مباشر|لحظة",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex SaysLive();

    [GeneratedRegex(@"\s[-|–—]\s+[^-|–—:?]{2,40}$", RegexOptions.CultureInvariant)]
    private static partial Regex Outlet();
}
