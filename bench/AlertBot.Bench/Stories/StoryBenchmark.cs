using System.Globalization;
using System.Text.Json;
using AlertBot.Config;
using AlertBot.Rules;
using AlertBot.Stories;

namespace AlertBot.Bench.Stories;

/// <summary>
/// <c>stories ITEMS.jsonl…</c>: how well stories are found in labelled entries, by cross-validation (folds by story, so
/// no event is both learned and tested), beside two ways peers do it. <c>--write FOLDER</c> puts the weights found over
/// all entries into the folder.
/// </summary>
internal static class StoryBenchmark
{
    private const int Folds = 5;
    private const int Density = 15;

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerOptions.Web) { WriteIndented = true };

    public static int Run(string[] args)
    {
        var write = Array.IndexOf(args, "--write") is >= 0 and var at ? args[at + 1] : null;
        var files = args.Where(a => a != "--write" && a != "--background" && a != write).ToList();
        var rules = RuleFiles.Read("config/rules", new Faults(), [], runExamples: false)!;
        var streams = files.Select(file => (IReadOnlyList<LabelledEntry>)LabelledEntry.Read(file, rules)).ToList();
        if (write is not null && args.Contains("--background"))
        {
            WriteBackground(write, streams);
            return 0;
        }
        Report("cross-validated", streams, CrossValidate(streams));
        Report("as shipped", streams, streams.Select(s => StoryTraining.Cluster(s, Likeness.Shipped)).ToList());
        var dense = streams.Select(Dense).ToList();
        Report(
            $"as shipped, {Density} times as dense",
            dense,
            dense.Select(s => StoryTraining.Cluster(s, Likeness.Shipped)).ToList()
        );
        Report("title Jaccard 0.55", streams, streams.Select(Peers.TitleJaccard).ToList());
        Report("tf-idf cosine 0.60", streams, streams.Select(Peers.Cosine).ToList());
        if (write is not null)
            Write(write, StoryTraining.Fit(streams, _ => true));
        return 0;
    }

    /// <summary>
    /// For each entry, the story a model put it in that has not seen the entry's event; as pairs of fold and story.
    /// </summary>
    private static List<IReadOnlyList<long?>> CrossValidate(IReadOnlyList<IReadOnlyList<LabelledEntry>> streams)
    {
        _perFold = [];
        for (var fold = 0; fold < Folds; fold++)
        {
            var held = fold;
            var likeness = StoryTraining.Fit(streams, e => FoldOf(e) != held);
            _perFold.Add(streams.Select(s => StoryTraining.Cluster(s, likeness)).ToList());
        }
        return [];
    }

    /// <summary>
    /// The same entries in a fraction of the time: the labelled ones lie days apart, those of a busy week hours.
    /// </summary>
    private static IReadOnlyList<LabelledEntry> Dense(IReadOnlyList<LabelledEntry> stream)
    {
        var start = stream[0].Sketch.Time;
        return
        [
            .. stream.Select(e =>
                e with
                {
                    Sketch = e.Sketch with { Time = start + ((e.Sketch.Time - start) / Density) },
                }
            ),
        ];
    }

    private static List<List<IReadOnlyList<long?>>> _perFold = [];

    private static int FoldOf(LabelledEntry entry) =>
        (int)(entry.Labels.Story.Aggregate(17u, (hash, c) => (hash * 31) + c) % Folds);

    private static void Report(
        string name,
        IReadOnlyList<IReadOnlyList<LabelledEntry>> streams,
        List<IReadOnlyList<long?>> found
    )
    {
        for (var s = 0; s < streams.Count; s++)
        {
            var score =
                found.Count > 0
                    ? StoryScore.Of(streams[s], found[s])
                    : Enumerable
                        .Range(0, Folds)
                        .Select(f => StoryScore.Of(streams[s], _perFold[f][s], e => FoldOf(e) == f))
                        .Aggregate((a, b) => a + b);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name, -32} file {s + 1}  within {score.Same}  across {score.Across}  B3 F1 "
                        + $"{score.BCubedF1(found.Count > 0 ? 1 : Folds):0.000}"
                )
            );
        }
    }

    /// <summary>Features that stand in one of a hundred entries or more.</summary>
    private static void WriteBackground(string folder, IReadOnlyList<IReadOnlyList<LabelledEntry>> streams)
    {
        var entries = streams.SelectMany(s => s).ToList();
        var common = entries
            .SelectMany(e => e.Sketch.Features.Keys)
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

    private static void Write(string folder, Likeness likeness)
    {
        var rounded = likeness with
        {
            Same = [.. likeness.Same.Select(w => Math.Round(w, 3))],
            Across = [.. likeness.Across.Select(w => Math.Round(w, 3))],
        };
        File.WriteAllText(Path.Combine(folder, "likeness.json"), JsonSerializer.Serialize(rounded, Indented) + "\n");
        foreach (var (measure, i) in Likeness.Measures.Select((m, i) => (m, i)))
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{measure, -14} same {rounded.Same[i], 7:0.00} across {rounded.Across[i], 7:0.00}"
                )
            );
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"join {rounded.Join} mean {rounded.Mean}"));
    }
}
