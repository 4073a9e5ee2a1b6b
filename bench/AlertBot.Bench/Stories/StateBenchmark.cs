using System.Globalization;
using System.Text.Json;
using AlertBot.Config;
using AlertBot.Rules;
using AlertBot.Stories;

namespace AlertBot.Bench.Stories;

/// <summary>
/// <c>states ITEMS.jsonl…</c>: how well states of talks are found, cross-validated by story; <c>--write FOLDER</c> puts
/// the weights found over all entries into the folder.
/// </summary>
internal static class StateBenchmark
{
    private const int Folds = 5;

    public static int Run(string[] args)
    {
        var write = Array.IndexOf(args, "--write") is >= 0 and var at ? args[at + 1] : null;
        var rules = RuleFiles.Read("config/rules", new Faults(), [], runExamples: false)!;
        var files = args.Where(a => a != "--errors" && a != "--write" && a != write)
            .Select(file => LabelledEntry.Read(file, rules))
            .ToList();
        var models = Enumerable
            .Range(0, Folds)
            .Select(fold => StateTraining.Fit([.. files.SelectMany(f => Examples(f, e => FoldOf(e) != fold))]))
            .ToList();
        foreach (var file in files)
        {
            Console.WriteLine($"cross-validated  {Score(file, Find(file, e => models[FoldOf(e)]))}");
            if (args.Contains("--errors"))
                Errors(file, models);
        }
        if (write is not null)
            Write(
                Path.Combine(write, "state-weights.json"),
                StateTraining.Fit([.. files.SelectMany(f => Examples(f, _ => true))])
            );
        return 0;
    }

    private static void Errors(List<LabelledEntry> file, List<Dictionary<string, double[]>> models)
    {
        foreach (
            var (e, found) in file.Zip(Find(file, e => models[FoldOf(e)])).Where(p => p.Second != p.First.Labels.State)
        )
            Console.WriteLine(
                $"{e.Labels.State ?? "-"} > {found ?? "-"}  {e.Line.Id} | {e.Entry.Title} | {e.Entry.Summary}"
            );
    }

    private static IEnumerable<StateExample> Examples(
        IReadOnlyList<LabelledEntry> stream,
        Func<LabelledEntry, bool> trains
    )
    {
        foreach (var entry in stream.Where(trains))
            yield return new StateExample(CuesOf(entry, null), entry.Labels.State ?? State.None);
    }

    private static IReadOnlySet<string> CuesOf(LabelledEntry entry, string? told) =>
        StateCues.Of(entry.Entry, entry.Matches.Select(m => m.Rule.Id), told);

    /// <summary>The states found in a stream, one entry after the other, as the service does it.</summary>
    private static List<string?> Find(
        IReadOnlyList<LabelledEntry> stream,
        Func<LabelledEntry, IReadOnlyDictionary<string, double[]>> weights
    )
    {
        var told = new Dictionary<long, string>();
        var found = new List<string?>();
        foreach (var (entry, story) in stream.Zip(StoryTraining.EventsOf(stream)))
        {
            var state = State.Of(CuesOf(entry, told.GetValueOrDefault(story!.Value)), weights(entry));
            if (state is not null)
                told[story.Value] = state;
            found.Add(state);
        }
        return found;
    }

    private static Tally Score(IReadOnlyList<LabelledEntry> entries, List<string?> states)
    {
        var tally = default(Tally);
        foreach (var (wanted, found) in entries.Select(e => e.Labels.State).Zip(states))
            tally += new Tally(
                wanted is not null && wanted == found ? 1 : 0,
                found is not null && wanted != found ? 1 : 0,
                wanted is not null && wanted != found ? 1 : 0
            );
        return tally;
    }

    private static int FoldOf(LabelledEntry entry) =>
        (int)(entry.Labels.Story.Aggregate(17u, (hash, c) => (hash * 31) + c) % Folds);

    private static void Write(string path, Dictionary<string, double[]> weights)
    {
        var lines = weights
            .OrderBy(w => w.Key, StringComparer.Ordinal)
            .Select(w =>
                $"  {JsonSerializer.Serialize(w.Key)}: ["
                + string.Join(", ", w.Value.Select(v => v.ToString("0.##", CultureInfo.InvariantCulture)))
                + "]"
            );
        File.WriteAllText(path, $"{{\n{string.Join(",\n", lines)}\n}}\n");
    }
}
