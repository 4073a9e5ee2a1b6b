using System.Globalization;
using System.Text.Json;
using AlertBot.Rules;
using AlertBot.Stories.Grouping;
using AlertBot.Stories.Weighing;

namespace AlertBot.Training.Stories;

/// <summary>
/// <c>stories FOLDER|ITEMS.jsonl…</c>: how well events, stories and their weight are found in labelled days of real
/// feeds and in entries written for the purpose. Cross-validated by day (no day is both learned and tested; written
/// entries by event), then by affair. <c>--write FOLDER</c> puts what was found over everything into the folder,
/// <c>--background</c> only how common features are.
/// </summary>
internal static class StoryEvaluation
{
    private const int Folds = 5;

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerOptions.Web) { WriteIndented = true };

    public static int Run(string[] args)
    {
        var write = Array.IndexOf(args, "--write") is >= 0 and var at ? args[at + 1] : null;
        var streams = args.Where(a => !a.StartsWith("--", StringComparison.Ordinal) && a != write)
            .Select(TrainingStream.Read)
            .ToList();
        if (write is not null && args.Contains("--background"))
        {
            WriteBackground(write, streams);
            return 0;
        }
        if (args.Contains("--shipped"))
        {
            foreach (var stream in streams)
                Console.WriteLine(
                    $"shipped  {stream.Name}  "
                        + DeskScore.Of(
                            stream,
                            SimilarityModel.Shipped,
                            _ => true,
                            e => EventWeight.Classify(e.Matched, e.FoundState) == Weight.Must
                        )
                );
            return 0;
        }
        if (!args.Contains("--no-check"))
        {
            CrossValidate("by day", streams, entry => TrainingStream.FoldOf(entry.Fold, Folds));
            CrossValidate("by affair", streams, entry => TrainingStream.FoldOf(entry.Thread ?? entry.Fold, Folds));
        }
        if (write is not null)
            Write(write, StoryTraining.Fit(streams, _ => true), WeightTraining.Fit(streams, _ => true));
        return 0;
    }

    private static void CrossValidate(string name, List<TrainingStream> streams, Func<TrainingEntry, int> foldOf)
    {
        var labelled = new DeskScore[streams.Count];
        var weighed = new DeskScore[streams.Count];
        for (var fold = 0; fold < Folds; fold++)
        {
            var held = fold;
            var model = StoryTraining.Fit(streams, e => foldOf(e) != held);
            var weights = WeightTraining.Fit(streams, e => foldOf(e) != held);
            for (var s = 0; s < streams.Count; s++)
            {
                var known = DeskScore.Of(streams[s], model, e => foldOf(e) == held);
                var found = DeskScore.Of(streams[s], model, e => foldOf(e) == held, e => weights.IsMust(e));
                labelled[s] = labelled[s] is null ? known : labelled[s] + known;
                weighed[s] = weighed[s] is null ? found : weighed[s] + found;
            }
        }
        for (var s = 0; s < streams.Count; s++)
        {
            Console.WriteLine($"{name}  {streams[s].Name}  labelled weight  {labelled[s]}");
            if (streams[s].IsReal)
                Console.WriteLine($"{name}  {streams[s].Name}  found weight     {weighed[s]}");
        }
    }

    /// <summary>Features that stand in one of a hundred entries or more.</summary>
    private static void WriteBackground(string folder, List<TrainingStream> streams)
    {
        var entries = streams.SelectMany(s => s.Entries).ToList();
        var common = entries
            .SelectMany(e => e.Fingerprint.Features.Keys)
            .CountBy(f => f)
            .Where(f => f.Value >= entries.Count / 100.0)
            .OrderBy(f => f.Key.Kind)
            .ThenByDescending(f => f.Value)
            .ThenBy(f => f.Key.Text, StringComparer.Ordinal)
            .Select(f =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{f.Key.Kind}\t{f.Key.Text}\t{(double)f.Value / entries.Count:0.000}"
                )
            );
        File.WriteAllLines(Path.Combine(folder, "background.tsv"), common);
    }

    private static void Write(string folder, SimilarityModel model, WeightModel weights)
    {
        var rounded = model with { Event = Rounded(model.Event), Affair = Rounded(model.Affair) };
        File.WriteAllText(Path.Combine(folder, "similarity.json"), JsonSerializer.Serialize(rounded, Indented) + "\n");
        File.WriteAllText(Path.Combine(folder, "event-weights.json"), weights.ToJson() + "\n");
        foreach (var (measure, i) in PairFeatures.Names.Select((m, i) => (m, i)))
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{measure, -24} event {rounded.Event.Same[i], 7:0.00} {rounded.Event.Across[i], 7:0.00} "
                        + $"affair {rounded.Affair.Same[i], 7:0.00} {rounded.Affair.Across[i], 7:0.00}"
                )
            );
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"join {rounded.Join} mean {rounded.Mean} follow {rounded.Follow}"
            )
        );
    }

    private static PairWeights Rounded(PairWeights weights) =>
        new([.. weights.Same.Select(w => Math.Round(w, 3))], [.. weights.Across.Select(w => Math.Round(w, 3))]);
}
