using System.Diagnostics;
using System.Globalization;
using AlertBot.Configuration;
using AlertBot.Rules.Loading;
using AlertBot.Stories.Grouping;
using AlertBot.Stories.TalksState;
using AlertBot.Training.Stories;

namespace AlertBot.Bench;

/// <summary>
/// <c>story-speed COUNT ITEMS.jsonl…</c>: what finding a story costs with COUNT entries open. The entries are mixed of
/// labelled ones, with a few names of their own, at random times of the window.
/// </summary>
internal static class StorySpeed
{
    private const int Timed = 2000;

    public static int Run(string[] args)
    {
        var count = int.Parse(args[0], null);
        var rules = RuleFiles.Load("config/rules", new DiagnosticBag(), [], State.ReadForRules, runExamples: false)!;
        var labelled = args[1..].SelectMany(file => LabelledEntry.Read(file, rules)).ToList();
        var random = new Random(11);
        var grouper = new EventGrouper();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < count; i++)
            grouper.Restore(Mixed(labelled, random, i), i, i, null, default);
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        var fingerprints = Enumerable.Range(count, Timed).Select(i => Mixed(labelled, random, i)).ToList();
        var times = new List<double>();
        foreach (var (fingerprint, i) in fingerprints.Select((f, i) => (f, i)))
        {
            var watch = Stopwatch.StartNew();
            grouper.Place(fingerprint, count + i);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }
        times.Sort();
        var read = Stopwatch.StartNew();
        foreach (var entry in labelled)
            _ = EntryFingerprint.Compute(entry.Entry, "", entry.Fingerprint.Time);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{count} open entries: mean {times.Average():0.000} ms, median {times[Timed / 2]:0.000} ms, "
                    + $"p99 {times[Timed * 99 / 100]:0.000} ms to find and add; {bytes / 1048576.0:0} MB; "
                    + $"reading an entry {read.Elapsed.TotalMilliseconds / labelled.Count:0.000} ms"
            )
        );
        return 0;
    }

    private static EntryFingerprint Mixed(List<LabelledEntry> labelled, Random random, int number)
    {
        var (a, b) = (
            labelled[random.Next(labelled.Count)].Fingerprint,
            labelled[random.Next(labelled.Count)].Fingerprint
        );
        var features = a
            .Features.Where(_ => random.Next(2) == 0)
            .Concat(b.Features.Where(_ => random.Next(2) == 0))
            .DistinctBy(f => f.Key)
            .ToDictionary();
        for (var own = 0; own < 5; own++)
            features[new Feature(FeatureKind.Skeleton, $"own{(number * 5) + own}")] = 1;
        return new EntryFingerprint(
            a.Language,
            features,
            a.Publisher,
            null,
            DateTimeOffset.UnixEpoch.AddMinutes(random.Next(4 * 24 * 60))
        );
    }
}
