using System.Text;
using System.Text.RegularExpressions;
using AlertBot.Alerts.Rewriting;
using AlertBot.Alerts.Summaries;
using AlertBot.Configuration;
using AlertBot.Feeds;
using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Rules.Loading;
using AlertBot.Stories;
using AlertBot.Stories.TalksState;

namespace AlertBot.Training.Stories;

/// <summary>
/// <c>faithfulness ITEMS.jsonl…</c>: how many true wordings the check of a model's words lets pass, and how many lies
/// it finds. A true one is the entry's own headline and extract, as an honest model would write it (in Arabic with its
/// names marked); a lie is the same with one figure, one name or the speaker replaced.
/// </summary>
internal static partial class FaithfulnessEvaluation
{
    private const int Longest = 600;

    /// <summary>A name in no list and in none of the entries.</summary>
    private const string Nobody = "تيدروف";

    public static int Run(string[] args)
    {
        var rules = RuleFiles.Load("config/rules", new DiagnosticBag(), [], State.ReadForRules, runExamples: false)!;
        var counts = new SortedDictionary<string, (int Passed, int All)>(StringComparer.Ordinal);
        foreach (var entry in args.SelectMany(file => LabelledEntry.Read(file, rules)).Where(e => e.Matches.Count > 0))
        {
            var summary = Summary.Compose(entry.Entry, entry.Matches);
            if (summary.Length < 20)
                continue;
            var passes = Passes(entry, summary, rules);
            Count(counts, $"{entry.Entry.Language}: true", passes);
            foreach (var (kind, lie) in passes ? Lies(entry.Entry, summary) : [])
                Count(counts, $"{entry.Entry.Language}: {kind}", Passes(entry, lie, rules));
        }
        foreach (var (what, (passed, all)) in counts)
            Console.WriteLine(FormattableString.Invariant($"{what, -30} {passed} of {all} pass"));
        return 0;
    }

    private static void Count(SortedDictionary<string, (int Passed, int All)> counts, string what, bool passes)
    {
        var (passed, all) = counts.GetValueOrDefault(what);
        counts[what] = (passed + (passes ? 1 : 0), all + 1);
    }

    private static bool Passes(LabelledEntry entry, string summary, RuleSet rules)
    {
        var feed = new Feed
        {
            Id = 1,
            Url = new Uri("https://harbour.example.org/"),
            Publisher = "Harbour Dispatch",
        };
        var report = new MatchedEntry(
            new StoredEntry(1, feed, entry.Entry, entry.Line.Published!.Value),
            entry.Matches
        );
        var language = entry.Entry.Language;
        return RewrittenText.Parse($"{Marked(entry.Entry.Title, language)}\n\n{Marked(summary, language)}", Longest)
                is { } rewrittenText
            && Faithfulness.Fault(rewrittenText, language, report, rules) is null;
    }

    private static IEnumerable<(string Kind, string Lie)> Lies(Entry entry, string summary)
    {
        var (known, unknown) = entry.Language == Language.Arabic ? ("مأرب", Nobody) : ("Marib", "Tedrowe");
        if (Digits().Match(summary) is { Success: true } figure)
            yield return ("another figure", Replace(summary, figure.Index, figure.Length, "7391"));
        if (NamesIn(summary, entry.Language) is [var name, ..])
        {
            if (!$"{entry.Title}{entry.Summary}{entry.Body}".Contains(known, StringComparison.Ordinal))
                yield return ("another known name", Replace(summary, name.Start, name.Length, known));
            yield return ("a name nobody knows", Replace(summary, name.Start, name.Length, unknown));
        }
        yield return (
            "an invented speaker",
            entry.Language switch
            {
                Language.Arabic => $"قال {unknown} إن {summary}",
                Language.French => $"Norman {unknown} a dit : {summary}",
                _ => $"Norman {unknown} said: {summary}",
            }
        );
    }

    private static string Replace(string text, int start, int length, string by) =>
        text.Remove(start, length).Insert(start, by);

    private static List<Span> NamesIn(string text, Language language) =>
        [
            .. Gazetteer
                .Names.Find(
                    new Entry
                    {
                        Identity = "",
                        Title = text,
                        Language = language,
                    }
                )
                .Where(f => !f.Concept.StartsWith("theatre-", StringComparison.Ordinal))
                .SelectMany(f => f.Places)
                .OrderBy(p => p.Start),
        ];

    private static string Marked(string text, Language language)
    {
        if (language != Language.Arabic)
            return text;
        var (marked, at) = (new StringBuilder(), 0);
        foreach (var name in NamesIn(text, language))
        {
            if (name.Start < at)
                continue;
            marked.Append(text, at, name.Start - at).Append(Named(text.Substring(name.Start, name.Length)));
            at = name.Start + name.Length;
        }
        return marked
            .Append(text, at, text.Length - at)
            .ToString()
            .Replace(Nobody, Named(Nobody), StringComparison.Ordinal);
    }

    private static string Named(string name) => $"{RewrittenText.NameBegins}{name}{RewrittenText.NameEnds}";

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
