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

    /// <summary>Feeds that cut their texts leave more; a shorter one may just lack its full stop.</summary>
    private const int ShortestBroken = 200;

    /// <summary>Twice what a summary chooses from.</summary>
    private const int MostSentences = 60;

    /// <summary>
    /// The sentence that names who or what it speaks of: the last before it that speaks for itself; null where it
    /// does so
    /// itself.
    /// </summary>
    public int? Anchor { get; init; }

    /// <summary>As it stands in a summary.</summary>
    public string Shown => IsCut ? $"{Text}…" : Text;

    /// <summary>
    /// All pieces of a field that say more than the headline, without boilerplate, datelines, cross-headings, questions
    /// and what a page asks of its readers, in order.
    /// </summary>
    public static IReadOnlyList<SummaryCandidate> ListOf(Entry entry, Field field)
    {
        var text = entry[field];
        var headline = new HeadlineWords(entry.Title);
        var pieces = new List<SummaryCandidate>();
        var place = 0;
        // What the headline says stands above the summary already, so what comes after it may speak of it.
        int? anchor = null;
        foreach (var sentence in Sentences.Split(text, BeginningOf(text, entry.Title)))
        {
            if (place >= MostSentences)
                break;
            if (IsBoilerplate(entry, field, sentence))
                continue;
            var words = Run(text.Substring(sentence.Start, sentence.Length));
            if (words.Length < ShortestSentence || IsHeading(words) || Asks().IsMatch(words))
                continue;
            if (!headline.Say(words))
            {
                var whole = new SummaryCandidate(place, sentence.Start, sentence.Length, words, IsCut: false)
                {
                    Anchor = BackReference.IsIn(words, entry.Language) ? anchor : null,
                };
                anchor = whole.Anchor ?? place;
                pieces.AddRange(
                    BreaksOff(text, sentence)
                        ? Rest(whole, [.. Heads(text, whole, headline)], isAlone: pieces.Count == 0)
                        : Heads(text, whole, headline).Prepend(whole)
                );
            }
            else
            {
                anchor = null;
            }
            place++;
        }
        return pieces;
    }

    /// <summary>
    /// Where the first sentence begins: after the dateline, and after the headline where a feed sets it before the
    /// text. Arabic has no capitals to tell that from a sentence which goes on after the headline's words.
    /// </summary>
    private static int BeginningOf(string text, string title)
    {
        var from = Dateline.Length(text);
        var after = from + title.Length;
        if (
            title.Length < ShortestSentence
            || text.Length <= after + ShortestSentence
            || !char.IsWhiteSpace(text[after])
            || string.CompareOrdinal(text, from, title, 0, title.Length) != 0
        )
            return from;
        var rest = text[after..].TrimStart();
        return rest.Length == 0 || !char.IsUpper(rest[0]) ? from : text.Length - rest.Length + Dateline.Length(rest);
    }

    /// <summary>Whether a long text ends within this sentence, as in feeds that give so many characters.</summary>
    private static bool BreaksOff(string text, Sentence sentence)
    {
        var end = sentence.Start + sentence.Length;
        return text.Length >= ShortestBroken
            && text.AsSpan(end).IsWhiteSpace()
            && text.AsSpan(0, end).TrimEnd() is [.., var last]
            && (char.IsLetterOrDigit(last) || last is ',' or '،' or '…' or '-' or '(');
    }

    /// <summary>
    /// Of a sentence that breaks off, its clauses; all of it without its last word where there is nothing else.
    /// </summary>
    private static IReadOnlyList<SummaryCandidate> Rest(
        SummaryCandidate whole,
        IReadOnlyList<SummaryCandidate> heads,
        bool isAlone
    )
    {
        if (heads.Count > 0 || !isAlone)
            return heads;
        var end = whole.Text.LastIndexOf(' ');
        return
        [
            whole with
            {
                Text = (end < 0 ? whole.Text : whole.Text[..end]).TrimEnd(' ', ',', '،', '-', '('),
                IsCut = true,
            },
        ];
    }

    private static IEnumerable<SummaryCandidate> Heads(string text, SummaryCandidate whole, HeadlineWords headline) =>
        SentenceCuts
            .Find(text.Substring(whole.Start, whole.Length))
            .Select(length =>
                whole with
                {
                    Length = length,
                    Text = Run(text.Substring(whole.Start, length)),
                    IsCut = true,
                }
            )
            .Where(head => !headline.Say(head.Text));

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

    /// <summary>A question, a telephone number, a call to react: nothing of what happened.</summary>
    [GeneratedRegex(
        @"[?؟]$|^(?:réagissez|abonnez-vous|retrouvez|suivez|découvrez|inscrivez-vous|téléchargez|follow|"
            + @"subscribe|sign up|"
            + @"click|download|watch|listen|شاهد|تابعوا|اشترك|حمل|اضغط)(?!\p{L})|(?:\+|00)\d[\d ().-]{7,}\d|"
            + @"\b(?:0\d[ .-]?){4,5}\d{1,2}\b"
            + @"|^.{0,40}(?:a enquêté|fait le point|vous explique|vous répond|on vous dit tout)(?!\p{L}).{0,25}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Asks();
}
