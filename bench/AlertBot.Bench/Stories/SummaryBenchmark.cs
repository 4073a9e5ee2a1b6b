using AlertBot.Alerts;
using AlertBot.Config;
using AlertBot.Feeds;
using AlertBot.Rules;
using AlertBot.Rules.Words;

namespace AlertBot.Bench.Stories;

/// <summary>
/// <c>summaries ITEMS.jsonl…</c>: the share of labelled key facts that a summary of 400 characters keeps, beside the first two sentences
/// and TextRank. <c>--tune</c> looks for better weights by changing one at a time.
/// </summary>
internal static class SummaryBenchmark
{
    public static int Run(string[] args)
    {
        var rules = RuleFiles.Read("config/rules", new Faults(), [], runExamples: false)!;
        var files = args.Where(a => a != "--tune").Select(file => LabelledEntry.Read(file, rules).Where(e => e.Entry.Body.Length > 0 && e.Labels.Facts is { Count: > 0 }).ToList()).ToList();
        foreach (var (file, i) in files.Select((f, i) => (f, i)))
        {
            Console.WriteLine(FormattableString.Invariant(
                $"file {i + 1}: ours {Kept(file, e => Ours(e, SummaryWeights.Shipped)):0.000}  whole sentences only {Kept(file, e => Ours(e, SummaryWeights.Shipped with { Cut = 99 })):0.000}  lead-2 {Kept(file, Lead):0.000}  TextRank {Kept(file, TextRank):0.000}"));
        }
        if (args.Contains("--tune"))
            Tune([.. files.SelectMany(f => f)]);
        return 0;
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

    private static string Lead(LabelledEntry entry)
    {
        var text = string.Join(' ', SummaryPiece.Of(entry.Entry, Field.Body).Where(p => !p.IsCut).Take(2).Select(p => p.Text));
        return text.Length <= Summary.Longest ? text : text[..Summary.Longest];
    }

    /// <summary>Mihalcea and Tarau 2004: sentences by PageRank over the words they share, best first until the length is reached.</summary>
    private static string TextRank(LabelledEntry entry)
    {
        var pieces = SummaryPiece.Of(entry.Entry, Field.Body).Where(p => !p.IsCut).ToList();
        var words = pieces.Select(p => Folding.Fold(p.Text).Split(' ').ToHashSet()).ToList();
        double Like(int a, int b) => a == b || words[a].Count < 2 || words[b].Count < 2 ? 0 : words[a].Intersect(words[b]).Count() / (Math.Log(words[a].Count) + Math.Log(words[b].Count));
        var all = Enumerable.Range(0, pieces.Count).ToList();
        var sums = all.Select(a => all.Sum(b => Like(a, b))).ToList();
        var ranks = all.Select(_ => 1.0).ToList();
        for (var round = 0; round < 30; round++)
            ranks = [.. all.Select(a => 0.15 + (0.85 * all.Where(b => sums[b] > 0).Sum(b => Like(a, b) / sums[b] * ranks[b])))];
        var chosen = new List<int>();
        foreach (var i in all.OrderByDescending(i => ranks[i]))
        {
            if (chosen.Sum(c => pieces[c].Text.Length + 1) + pieces[i].Text.Length <= Summary.Longest)
                chosen.Add(i);
        }
        return string.Join(' ', chosen.Order().Select(i => pieces[i].Text));
    }

    private static void Tune(List<LabelledEntry> entries)
    {
        var random = new Random(7);
        var (best, most) = (SummaryWeights.Shipped, Kept(entries, e => Ours(e, SummaryWeights.Shipped)));
        for (var round = 0; round < 150; round++)
        {
            var tried = Change(best, random);
            var kept = Kept(entries, e => Ours(e, tried));
            if (kept >= most)
                (best, most) = (tried, kept);
        }
        Console.WriteLine(FormattableString.Invariant($"{most:0.000} with {best}"));
    }

    private static SummaryWeights Change(SummaryWeights weights, Random random)
    {
        double Near(double value) => Math.Round(value * (0.6 + (random.NextDouble() * 0.9)), 2);
        return random.Next(11) switch
        {
            0 => weights with { Figure = Near(weights.Figure) },
            1 => weights with { Name = Near(weights.Name) },
            2 => weights with { Capital = Near(weights.Capital) },
            3 => weights with { Event = Near(weights.Event) },
            4 => weights with { Day = Near(weights.Day) },
            5 => weights with { Marked = Near(weights.Marked) },
            6 => weights with { Quote = Near(weights.Quote) },
            7 => weights with { Lead = Near(weights.Lead) },
            8 => weights with { Piece = Near(weights.Piece) },
            9 => weights with { Cut = Near(weights.Cut) },
            _ => weights with { Known = Near(weights.Known) },
        };
    }

    private static string Run(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
