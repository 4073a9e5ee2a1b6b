using System.Globalization;
using System.Text.Json;
using AlertBot.Configuration;
using AlertBot.Rules.Loading;
using AlertBot.Stories.Grouping;
using AlertBot.Stories.TalksState;

namespace AlertBot.Training.Stories;

/// <summary>
/// <c>stories FOLDER|ITEMS.jsonl…</c>: how well events, stories and their weight are found in labelled days of real
/// feeds, run as the service runs them, and in entries written for the purpose. Cross-validated by day (no day is both
/// learned and tested; written entries by event), then by stream. <c>--write FOLDER</c> puts what was found over
/// everything into the folder, <c>--background</c> only how common features are.
/// </summary>
internal static class StoryEvaluation
{
    private const int Folds = 5;

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerOptions.Web) { WriteIndented = true };

    public static int Run(string[] args)
    {
        var write = Array.IndexOf(args, "--write") is >= 0 and var at ? args[at + 1] : null;
        var diagnostics = new DiagnosticBag();
        if (RuleFiles.Load("config/rules", diagnostics, [], State.ReadForRules) is not { } rules)
        {
            Console.Error.WriteLine(string.Join('\n', diagnostics.All));
            return 1;
        }
        var streams = args.Where(a => !a.StartsWith("--", StringComparison.Ordinal) && a != write)
            .Select(path => TrainingStream.Read(path, rules))
            .ToList();
        if (write is not null && args.Contains("--background"))
        {
            WriteBackground(write, streams);
            return 0;
        }
        if (args.Contains("--shipped"))
        {
            foreach (var stream in streams)
                Console.WriteLine($"shipped  {stream.Name}  {ScoresOf(stream, SimilarityModel.Shipped, _ => true)[0]}");
            return 0;
        }
        if (!args.Contains("--no-check"))
        {
            CrossValidate("by day", streams, Folds, (_, entry) => TrainingStream.FoldOf(entry.Fold, Folds));
            CrossValidate("by stream", streams, streams.Count, (stream, _) => streams.IndexOf(stream));
        }
        if (write is not null)
            Write(write, StoryTraining.Fit(streams, (_, _) => true));
        return 0;
    }

    /// <summary>What is held back is told with what was learned from the rest.</summary>
    private static void CrossValidate(
        string name,
        List<TrainingStream> streams,
        int folds,
        Func<TrainingStream, TrainingEntry, int> foldOf
    )
    {
        var (scores, further) = (new DeskScore?[streams.Count], new DeskScore?[streams.Count]);
        for (var fold = 0; fold < folds; fold++)
        {
            var held = fold;
            var model = StoryTraining.Fit(streams, (stream, entry) => foldOf(stream, entry) != held);
            foreach (var (s, stream) in streams.Index())
            {
                if (!stream.Entries.Any(entry => foldOf(stream, entry) == held))
                    continue;
                var found = ScoresOf(
                    stream,
                    model,
                    entry => entry.Reader.Length == 0 && foldOf(stream, entry) == held,
                    entry => entry.Reader.Length > 0 && foldOf(stream, entry) == held
                );
                Add(scores, s, found[0]);
                if (stream.Entries.Any(entry => entry.Reader.Length > 0))
                    Add(further, s, found[1]);
            }
        }
        foreach (var (s, stream) in streams.Index())
        {
            Console.WriteLine($"{name}  {stream.Name}  {scores[s]}");
            if (further[s] is { } days)
                Console.WriteLine($"{name}  further days of {stream.Name}  {days}");
        }
    }

    private static void Add(DeskScore?[] scores, int stream, DeskScore found) =>
        scores[stream] = scores[stream] is { } known ? known + found : found;

    private static IReadOnlyList<DeskScore> ScoresOf(
        TrainingStream stream,
        SimilarityModel model,
        params IReadOnlyList<Func<TrainingEntry, bool>> parts
    ) =>
        stream.IsReal
            ? DeskScore.OfReplay(stream, model, parts)
            : [.. parts.Select(counts => DeskScore.Of(stream, model, counts))];

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

    private static void Write(string folder, SimilarityModel model)
    {
        var rounded = model with { Event = Rounded(model.Event), Affair = Rounded(model.Affair) };
        File.WriteAllText(Path.Combine(folder, "similarity.json"), JsonSerializer.Serialize(rounded, Indented) + "\n");
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
