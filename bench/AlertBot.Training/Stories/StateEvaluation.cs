using System.Globalization;
using System.Text.Json;
using AlertBot.Configuration;
using AlertBot.Rules.Loading;
using AlertBot.Stories.TalksState;

namespace AlertBot.Training.Stories;

/// <summary>
/// <c>states ITEMS.jsonl… [FOLDER…]</c>: how well states of talks are found in written sets and in folders of real
/// days, cross-validated by day (in written sets by event) and by affair, each entry by itself and with what others of
/// its event reported; <c>--errors</c> lists what was not found; <c>--apart A1-0612,…</c> neither learns from those
/// further days nor lists their errors; <c>--write FOLDER</c> puts the weights found over all entries into the folder.
/// </summary>
internal static class StateEvaluation
{
    private const int Folds = 10;

    /// <summary>A cue that weighs less for every state is left out of the file.</summary>
    private const double Least = 0.05;

    public static int Run(string[] args)
    {
        var write = OptionOf(args, "--write");
        var apart = OptionOf(args, "--apart");
        var rules = RuleFiles.Load("config/rules", new DiagnosticBag(), [], State.ReadForRules, runExamples: false)!;
        var sets = args.Where(a => !a.StartsWith("--", StringComparison.Ordinal) && a != write && a != apart)
            .SelectMany(path =>
                Directory.Exists(path)
                    ? StateCase.Real(path).Select(days => (Name: days.Key, Cases: days.ToList()))
                    : [(Name: path, Cases: StateCase.Written(path, rules))]
            )
            .ToList();
        var isApart = (apart ?? "").Split(',').ToHashSet(StringComparer.Ordinal);
        var all = sets.SelectMany(s => s.Cases).ToList();
        var learned = sets.Where(s => !isApart.Contains(s.Name)).SelectMany(s => s.Cases).ToList();
        foreach (
            var (by, keyOf) in new (string, Func<StateCase, string>)[]
            {
                ("day", c => c.Day),
                ("affair", c => c.Affair),
            }
        )
        {
            var folds = FoldsOf(all, keyOf);
            var models = Enumerable
                .Range(0, Folds)
                .AsParallel()
                .AsOrdered()
                .Select(fold => StateTraining.Fit([.. learned.Where(c => folds[keyOf(c)] != fold).Select(ExampleOf)]))
                .ToList();
            foreach (var (name, cases) in sets)
            {
                Console.WriteLine($"by {by, -6} {name}");
                var alone = Find(cases, c => models[folds[keyOf(c)]], withEvent: false);
                Console.WriteLine($"  alone      {Score(cases, alone)}");
                Console.WriteLine(
                    $"  with event {Score(cases, Find(cases, c => models[folds[keyOf(c)]], withEvent: true))}"
                );
                if (args.Contains("--errors") && by == "day" && !isApart.Contains(name))
                    Errors(cases, alone);
            }
        }
        if (write is not null)
            Write(Path.Combine(write, "state-weights.json"), StateTraining.Fit([.. learned.Select(ExampleOf)]));
        return 0;
    }

    private static string? OptionOf(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at ? args[at + 1] : null;

    /// <summary>
    /// Which part each day (or event, or affair) is held back with: large ones apart, in the order of size.
    /// </summary>
    private static Dictionary<string, int> FoldsOf(List<StateCase> cases, Func<StateCase, string> keyOf) =>
        cases
            .CountBy(keyOf)
            .OrderByDescending(c => c.Value)
            .ThenBy(c => c.Key, StringComparer.Ordinal)
            .Select((c, i) => (c.Key, Fold: i % Folds))
            .ToDictionary(c => c.Key, c => c.Fold);

    private static void Errors(List<StateCase> cases, List<string?> found)
    {
        foreach (var (c, state) in cases.Zip(found).Where(p => p.First.Counts && p.Second != p.First.State))
            Console.WriteLine(
                $"{c.State ?? "-"} > {state ?? "-"} | {c.Title} | "
                    + $"{string.Join(' ', c.Cues.Order(StringComparer.Ordinal))}"
            );
    }

    private static StateExample ExampleOf(StateCase c) => new(c.Cues, c.State ?? State.None, c.Weight);

    /// <summary>The states found in a stream, one entry after the other, as the service does it.</summary>
    private static List<string?> Find(
        IReadOnlyList<StateCase> cases,
        Func<StateCase, IReadOnlyDictionary<string, double[]>> weights,
        bool withEvent
    )
    {
        var reported = new Dictionary<string, string>();
        var found = new List<string?>();
        foreach (var c in cases)
        {
            IReadOnlySet<string> cues =
                withEvent && reported.GetValueOrDefault(c.Event) is { } earlier
                    ? c.Cues.Append($"event:{earlier}-reported").ToHashSet(StringComparer.Ordinal)
                    : c.Cues;
            var state = c.Asks ? State.Classify(cues, weights(c)) : null;
            if (state is not null)
                reported[c.Event] = state;
            found.Add(state);
        }
        return found;
    }

    private static Tally Score(IReadOnlyList<StateCase> cases, List<string?> states)
    {
        var tally = default(Tally);
        foreach (var (c, found) in cases.Zip(states).Where(p => p.First.Counts))
            tally += new Tally(
                c.State is not null && c.State == found ? 1 : 0,
                found is not null && c.State != found ? 1 : 0,
                c.State is not null && c.State != found ? 1 : 0
            );
        return tally;
    }

    private static void Write(string path, Dictionary<string, double[]> weights)
    {
        var lines = weights
            .Where(w => w.Value.Max(Math.Abs) >= Least)
            .OrderBy(w => w.Key, StringComparer.Ordinal)
            .Select(w =>
                $"  {JsonSerializer.Serialize(w.Key)}: ["
                + string.Join(", ", w.Value.Select(v => v.ToString("0.##", CultureInfo.InvariantCulture)))
                + "]"
            );
        File.WriteAllText(path, $"{{\n{string.Join(",\n", lines)}\n}}\n");
    }
}
