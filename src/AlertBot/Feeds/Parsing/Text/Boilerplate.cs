using System.Buffers;
using System.Text.RegularExpressions;
using AlertBot.Feeds.Entries;
using AlertBot.Runtime;

namespace AlertBot.Feeds.Parsing.Text;

/// <summary>
/// Finds what a site adds to every entry: an alert must not be about "More on: Libya, oil". Five kinds, each only where
/// a line or a sentence begins, so that news which happens to use the words stays: links onward that end a line, leads
/// to lists of links, such lists themselves, the sentences of content management systems, and who took the picture.
/// </summary>
internal static partial class Boilerplate
{
    /// <summary>
    /// A text of usual length takes less than one; regular expressions count real time, so a busy machine gets room.
    /// What takes longer was made to, and keeps its boilerplate.
    /// </summary>
    private const int MostMilliseconds = 2_000;

    /// <summary>No entry of a news feed comes near it; looking through more is not worth the time.</summary>
    private const int MostCharacters = 50_000;

    public static IReadOnlyList<Span> Find(string title, string summary, string body)
    {
        var spans = new List<Span>();
        Find(Field.Title, title, spans);
        Find(Field.Summary, summary, spans);
        Find(Field.Body, body, spans);
        return spans.Count == 0 ? [] : spans;
    }

    private static void Find(Field field, string text, List<Span> spans)
    {
        CpuBudget.Check();
        if (text.Length is 0 or > MostCharacters)
            return;
        var begins = Begins(text);
        var found = new List<(int Start, int Length)>();
        AddAt(begins, text, Onward(), found);
        AddAt(begins, text, Leads(), found);
        AddAt(begins, text, Sentences(), found);
        // A title may name its section: "Libya | Truce holds".
        if (field != Field.Title)
        {
            AddAt(begins, text, Credits(), found);
            AddListsAtEnd(text, found);
        }
        if (found.Count == 0)
            return;
        var end = 0;
        foreach (var (start, length) in found.OrderBy(one => one.Start))
        {
            // A span inside one already told adds nothing.
            if (start + length <= end || length == 0)
                continue;
            end = start + length;
            spans.Add(new Span(field, start, length));
        }
    }

    /// <summary>A list of links ends the text and stands on its last line, which a bar or two dashes part.</summary>
    private static void AddListsAtEnd(string text, List<(int Start, int Length)> found)
    {
        var end = text.AsSpan().TrimEnd().Length;
        var begin = text.AsSpan(0, end).LastIndexOf('\n') + 1;
        var line = text.AsSpan(begin, end - begin);
        if (!line.Contains('|') && line.Count('–') + line.Count('—') < 2)
            return;
        var before = found.Count;
        try
        {
            foreach (Match match in Lists().Matches(text, begin))
                found.Add((match.Index, match.Length));
        }
        catch (RegexMatchTimeoutException)
        {
            found.RemoveRange(before, found.Count - before);
        }
    }

    /// <summary>
    /// What of a kind stands where lines and sentences begin: asked there only, a text takes a fifth of the time.
    /// </summary>
    private static void AddAt(List<int> begins, string text, Regex kind, List<(int Start, int Length)> found)
    {
        var (before, end) = (found.Count, 0);
        try
        {
            foreach (var begin in begins)
            {
                CpuBudget.Check();
                if (begin < end || kind.Match(text, begin) is not { Success: true } match)
                    continue;
                found.Add((match.Index, match.Length));
                end = match.Index + match.Length;
            }
        }
        catch (RegexMatchTimeoutException)
        {
            found.RemoveRange(before, found.Count - before);
        }
    }

    /// <summary>
    /// Where a line or a sentence may begin: up to three blanks after one that ends. Of places whose words begin at the
    /// same letter there is only the first, as what fails at one of them fails at all.
    /// </summary>
    private static List<int> Begins(string text)
    {
        const int mostBlanks = 3;
        var (begins, words) = (new List<int>(), -1);
        Add(0);
        for (var at = 0; text.AsSpan(at).IndexOfAny(Ends) is >= 0 and var next; )
        {
            at += next + 1;
            Add(at);
            for (var blanks = 0; blanks < mostBlanks && at + blanks < text.Length; blanks++)
            {
                if (!char.IsWhiteSpace(text[at + blanks]) || Ends.Contains(text[at + blanks]))
                    break;
                Add(at + blanks + 1);
            }
        }
        return begins;

        void Add(int begin)
        {
            var before = text.AsSpan(begin, Math.Min(MostBefore, text.Length - begin)).IndexOfAnyExcept(Before);
            var first = begin + (before < 0 ? Math.Min(MostBefore, text.Length - begin) : before);
            if (first == words)
                return;
            words = first;
            begins.Add(begin);
        }
    }

    private static readonly SearchValues<char> Ends = SearchValues.Create("\n.!?؟…»”\"’')]}>");

    /// <summary>
    /// Blanks and bullets before the words belong to them. No more than a few: tried at each place of a long run of
    /// them, the run would cost the square of its length.
    /// </summary>
    private const string Begin = @"\G(?>[ \t•·*»>|–-]{0,8})";

    /// <summary>The same blanks and bullets, and how many.</summary>
    private static readonly SearchValues<char> Before = SearchValues.Create(" \t•·*»>|–-");

    private const int MostBefore = 8;

    /// <summary>Words that end a line: "Read more", "[…]", "Exit mobile version", "Lire la suite", "للمزيد".</summary>
    [GeneratedRegex(
        Begin
            + @"(?:read (?:more|on|the full (?:story|article)|full (?:story|article))|continue reading|keep "
            + @"reading|full story|click here(?: to read more)?|exit mobile version|more|"
            + @"lire (?:la suite|plus|l[’']article(?: complet)?)|en savoir plus|la suite|"
            + @"[إا]قر[أا](?:وا)? المزيد|قراءة المزيد|(?:تابع|متابعة|مواصلة) القراءة|[أا]كمل القراءة|"
            + @"للمزيد|المزيد|التفاصيل|"
            + @"\[?(?:…|\.\.\.|&hellip;)\]?)(?>[ \t]*)(?>[»›→>.…]*)(?>[ \t]*)(?=\n|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        MostMilliseconds
    )]
    private static partial Regex Onward();

    /// <summary>Headings of lists of links: no news begins a line with them.</summary>
    private const string Onwards =
        @"(?:(?:à|a) lire (?:aussi|également)|(?:lire|voir) (?:aussi|également)|sur le même sujet|"
        + @"[إا]قر[أا] (?:أيض[اً]{1,2}|ايض[اً]{1,2})|شاهد (?:أيض[اً]{1,2}|ايض[اً]{1,2})|مواضيع ذات صلة|"
        + @"أخبار ذات صلة|check also|you (?:may|might) also like|(?:ال)?كلمات (?:ال)?(?:دلالية|مفتاحية))";

    /// <summary>
    /// Leads to links and tags, to the end of the line; a heading alone on its line goes with the few short lines that
    /// end the text after it, none of them a sentence.
    /// </summary>
    [GeneratedRegex(
        Begin
            + "(?:"
            + Onwards
            + @"[ \t\u00A0]*:?[ \t\u00A0]*(?:\n+[^\n]{2,120}(?<![.!?؟…:])){1,5}\s*$|"
            + @"(?:(?:read (?:more|also|next)|more (?:on|about|from)|see also|also read|related(?: "
            + @"(?:articles?|stories|news|topics|coverage|posts?))?|topics?|tags?|filed under|keywords?|"
            + @"categor(?:y|ies)|in this story|you may also like|don[’']t miss|recommended|most (?:read|"
            + @"popular|viewed)|trending(?: now)?|top stories|newsletter|share this|share|"
            + @"(?:à|a) (?:lire|voir|écouter)(?: aussi| également| ensuite)?|lire (?:la suite|aussi|également|"
            + @"plus)|voir (?:aussi|également)|(?:sur|dans) le même (?:sujet|thème|dossier)|plus sur|pour "
            + @"aller plus loin|mots[- ]clés?|étiquettes?|sujets?(?: liés| associés)?|thèmes?|articles? liés?|"
            + @"(?:nos )?dossiers?|rubriques?|les plus lus|newsletter|partager|"
            + @"و?[إا]قر[أا](?:وا|ي)?(?= ?:)|(?:الأخبار |المواضيع )?ال[أا]كثر (?:قراءة|مشاهدة|تداولا)|"
            + @"(?:تابعوا )?النشرة البريدية|ملفاتنا|مواضيع متصلة|[إا]قر[أا](?:وا|ي)? (?:أيض[اً]{1,2}|"
            + @"ايض[اً]{1,2}|المزيد)|طالع(?:وا)? (?:أيض[اً]{1,2}|ايض[اً]{1,2})|شاهد(?:وا)? (?:أيض[اً]{1,2}|"
            + @"ايض[اً]{1,2})|انظر أيض[اً]{1,2}|(?:لل|ال)مزيد(?: (?:من|عن|حول)[^:\n]{0,30})?|"
            + @"المزيد (?:عن|حول|من)|(?:مواضيع|أخبار|اخبار|مقالات|موضوعات|قضايا) (?:ذات صلة|متعلقة|مرتبطة|مشابهة)|"
            + @"ذات صلة|الوسوم|وسوم|الكلمات (?:المفتاحية|الدلالية|الدالة)|"
            + @"كلمات (?:مفتاحية|دلالية)|تاغات|تصنيفات?|مواضيع|شارك(?:وا)?(?: الخبر| المقال)?)[ \t\u00A0]*:|"
            + Onwards
            + @"\b).*?(?=\n|$))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        MostMilliseconds
    )]
    private static partial Regex Leads();

    /// <summary>A last line of headlines parted by bars or dashes, with a label before them or none.</summary>
    [GeneratedRegex(
        @"(?<=(?:\n|[.!?؟…»”)]\s{1,3})[ \t•·*»>]{0,8})(?:[^\n|.!?؟]{2,80}(?: \|[^\n|]{2,91})+|"
            + @"[^\n–—.|]{3,82}(?:(?<=[ \u00A0])[–—][ \u00A0][^\n–—.|]{2,82}){2,})(?=\s*$)",
        RegexOptions.CultureInvariant,
        MostMilliseconds
    )]
    private static partial Regex Lists();

    /// <summary>Whole sentences that systems and offices add.</summary>
    [GeneratedRegex(
        Begin
            + @"(?:the post\b[^\n]{0,300}?\b(?:appeared first|first appeared) on\b|first appeared on\b|"
            + @"submitted by\b[^\n]{1,80}? on (?:\p{L}{3,9},? )?\d|soumis par\b[^\n]{1,80}? le (?:\p{L}{3,9},? )?\d|"
            + @"continue reading [“""«‘']|continuer la lecture\b|lire la suite (?:de|sur|dans)\b|"
            + @"(?:متابعة|مواصلة) القراءة\b|"
            + @"(?:we|this (?:site|website)) uses? cookies\b|accept (?:all )?cookies\b|"
            + @"(?:nous utilisons|ce site utilise) des cookies\b|en poursuivant votre navigation\b|"
            + @"(?:نستخدم|يستخدم (?:هذا )?(?:الموقع|موقعنا)|تستخدم (?:هذه )?الصفحة)[^\n.]{0,30}"
            + @"(?:ملفات تعريف الارتباط|الكوكيز)|(?:get|receive) (?:the|our) [^\n.]{0,40}newsletter\b|"
            + @"recevez (?:notre|nos|la) [^\n.]{0,40}(?:newsletter|lettre)|join our (?:whatsapp|telegram)\b|"
            + @"(?:call|phone|text|whatsapp)(?: us)?(?: on| at)?[ :]{1,2}\+?\d[\d ().-]{6,18}\d|"
            + @"tél(?:éphone)?\.? ?: ?\+?\d[\d ().-]{6,18}\d|"
            + @"appelez(?:-nous)?(?: le| au)? \+?\d[\d ().-]{6,18}\d|"
            + @"(?:للاتصال|للتواصل|اتصل(?:وا)?(?: بنا)?|هاتف)(?: على(?: الرقم)?)? ?:? ?\+?\d[\d ().-]{6,18}\d|"
            + @"this (?:article|story|post) "
            + @"(?:was )?(?:originally |first )*(?:appeared|published)\b|originally published\b|"
            + @"(?:subscribe|sign up) (?:to|for) (?:our|the)\b|follow us on\b|join us on\b|(?:copyright )?©|"
            + @"all rights reserved\b|"
            + @"(?:cet |l[’'])article\b[^\n]{0,300}?\best (?:apparu|paru|publié)\b|abonnez-vous\b|"
            + @"inscrivez-vous à\b|suivez-nous sur\b|tous droits réservés\b|"
            + @"ظهر(?:ت)? (?:المقالة|المقال|التدوينة|هذا المقال|هذه المقالة)\b|(?:نُشر|نشر) هذا (?:المقال|"
            + @"الخبر) (?:أولا|لأول)|(?:للمزيد[^\n.]{0,40} )?(?:اشترك(?:وا)? في|تابعونا على|تابعنا على|"
            + @"انضموا إلى قناتنا)|جميع الحقوق محفوظة).*?(?=\n|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        MostMilliseconds
    )]
    private static partial Regex Sentences();

    /// <summary>
    /// "Photo: A Name/An Agency", "(File photo)", "Crédit photo : …", «صورة أرشيفية»: to the end of the sentence, for a
    /// caption may stand in one line with the news.
    /// </summary>
    [GeneratedRegex(
        Begin
            + @"[\(\[]?(?:(?:file|archive) (?:photo|picture|image)s?\b|(?:photo|picture|image)s?(?:(?: by| credits?|"
            + @" courtesy(?: of)?)\b|[ \u00A0]?:)|(?:crédits?|légende)(?: photos?)?[ \u00A0]?:|"
            + @"photos? d[’']archives?\b|"
            + @"(?:مصدر )?الصورة ?:|تصوير ?:|(?:صورة|صور) (?:[أا]رشيفية|من ال[أا]رشيف)\b)[^\n.]{0,160}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        MostMilliseconds
    )]
    private static partial Regex Credits();
}
