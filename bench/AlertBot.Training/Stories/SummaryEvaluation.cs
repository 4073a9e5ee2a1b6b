using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AlertBot.Alerts.Summaries;
using AlertBot.Configuration;
using AlertBot.Feeds.Entries;
using AlertBot.Rules.Loading;
using AlertBot.Rules.Words;
using AlertBot.Stories.TalksState;

namespace AlertBot.Training.Stories;

/// <summary>
/// <c>summaries ITEMS.jsonl…</c>: the share of labelled key facts that a summary of 400 characters keeps, beside the
/// first two sentences and TextRank, what a chooser who knows the facts would keep, and weights fitted and measured on
/// different entries.
/// </summary>
internal static class SummaryEvaluation
{
    public static int Run(string[] args)
    {
        // "--half 0" and "--half 1": what is tuned on one is measured on the other.
        var at = Array.IndexOf(args, "--half");
        int? half = at < 0 ? null : int.Parse(args[at + 1], CultureInfo.InvariantCulture);
        args = [.. args.Where((arg, i) => arg != "--half" && (at < 0 || i != at + 1))];
        var rules = RuleFiles.Load("config/rules", new DiagnosticBag(), [], State.ReadForRules, runExamples: false)!;
        var files = args.Select(file =>
                LabelledEntry
                    .Read(file, rules)
                    .Where(e => e.Entry.Body.Length > 0 && e.Labels.Facts is { Count: > 0 })
                    .Where(e => half is null || HalfOf(e.Labels.Id) == half)
                    .ToList()
            )
            .ToList();
        foreach (var (file, i) in files.Select((f, i) => (f, i)))
        {
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"file {i + 1}: ours {Kept(file, e => Ours(e, SummaryWeights.Shipped)):0.000}  whole "
                        + $"sentences only "
                        + $"{Kept(file, e => Ours(e, SummaryWeights.Shipped with { Cut = 999 })):0.000}  knowing "
                        + $"the facts {Kept(file, e => Knowing(e, true)):0.000} whole "
                        + $"{Kept(file, e => Knowing(e, false)):0.000}  lead-2 {Kept(file, Lead):0.000}  "
                        + $"TextRank {Kept(file, TextRank):0.000}"
                )
            );
        }
        var all = files.SelectMany(f => f).ToList();
        Console.WriteLine(
            FormattableString.Invariant($"fitted to four fifths, measured on the fifth: {CrossValidated(all):0.000}")
        );
        Console.WriteLine(FormattableString.Invariant($"fitted to all: {SummaryTraining.Fit(all)}"));
        return 0;
    }

    private static int HalfOf(string id) => SHA256.HashData(Encoding.UTF8.GetBytes(id))[^1] % 2;

    private static double CrossValidated(List<LabelledEntry> entries)
    {
        const int folds = 5;
        var (kept, total) = (0.0, 0);
        for (var fold = 0; fold < folds; fold++)
        {
            var tested = entries.Where((_, i) => i % folds == fold).ToList();
            var weights = SummaryTraining.Fit(entries.Where((_, i) => i % folds != fold));
            var facts = tested.Sum(e => e.Labels.Facts!.Count);
            kept += facts * Kept(tested, e => Ours(e, weights));
            total += facts;
        }
        return kept / total;
    }

    private static double Kept(List<LabelledEntry> entries, Func<LabelledEntry, string> summarise)
    {
        var (kept, total) = (0, 0);
        foreach (var entry in entries)
        {
            var summary = Run(summarise(entry));
            total += entry.Labels.Facts!.Count;
            kept += entry.Labels.Facts.Count(fact => summary.Contains(Run(fact), StringComparison.Ordinal));
        }
        return (double)kept / total;
    }

    private static string Ours(LabelledEntry entry, SummaryWeights weights) =>
        string.Join(' ', Summary.Choose(entry.Entry, entry.Matches, Summary.Longest, weights).Select(p => p.Shown));

    /// <summary>The most that any choice among the same pieces could keep.</summary>
    private static string Knowing(LabelledEntry entry, bool cuts)
    {
        var pieces = SummaryCandidate.ListOf(entry.Entry, Field.Body).Where(p => cuts || !p.IsCut).ToList();
        IReadOnlyDictionary<string, double> Facts(SummaryCandidate piece) =>
            entry
                .Labels.Facts!.Where(fact => piece.Text.Contains(Run(fact), StringComparison.Ordinal))
                .Distinct()
                .ToDictionary(fact => fact, _ => 1.0);
        return string.Join(
            ' ',
            Summary.Choose(pieces, Facts, piece => -0.001 * piece.Text.Length, Summary.Longest).Select(p => p.Shown)
        );
    }

    private static string Lead(LabelledEntry entry)
    {
        var text = string.Join(
            ' ',
            SummaryCandidate.ListOf(entry.Entry, Field.Body).Where(p => !p.IsCut).Take(2).Select(p => p.Text)
        );
        return text.Length <= Summary.Longest ? text : text[..Summary.Longest];
    }

    /// <summary>
    /// Mihalcea and Tarau 2004: sentences by PageRank over the words they share, best first until the length is
    /// reached.
    /// </summary>
    private static string TextRank(LabelledEntry entry)
    {
        var pieces = SummaryCandidate.ListOf(entry.Entry, Field.Body).Where(p => !p.IsCut).ToList();
        var words = pieces.Select(p => Folding.Fold(p.Text).Split(' ').ToHashSet()).ToList();
        double Like(int a, int b) =>
            a == b || words[a].Count < 2 || words[b].Count < 2
                ? 0
                : words[a].Intersect(words[b]).Count() / (Math.Log(words[a].Count) + Math.Log(words[b].Count));
        var all = Enumerable.Range(0, pieces.Count).ToList();
        var sums = all.Select(a => all.Sum(b => Like(a, b))).ToList();
        var ranks = all.Select(_ => 1.0).ToList();
        for (var round = 0; round < 30; round++)
            ranks =
            [
                .. all.Select(a =>
                    0.15 + (0.85 * all.Where(b => sums[b] > 0).Sum(b => Like(a, b) / sums[b] * ranks[b]))
                ),
            ];
        var chosen = new List<int>();
        foreach (var i in all.OrderByDescending(i => ranks[i]))
        {
            if (chosen.Sum(c => pieces[c].Text.Length + 1) + pieces[i].Text.Length <= Summary.Longest)
                chosen.Add(i);
        }
        return string.Join(' ', chosen.Order().Select(i => pieces[i].Text));
    }

    internal static string Run(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
