using System.Diagnostics;
using System.Globalization;
using AlertBot.Configuration;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Stories.TalksState;

namespace AlertBot.Bench;

/// <summary>
/// What a rule set costs to have: time from a changed file to the new set in force, the live memory it holds, and what
/// a match allocates.
/// </summary>
internal static class RuleSetBenchmark
{
    private const int Reloads = 5;
    private const int EntryCount = 1000;

    public static int Run()
    {
        foreach (var language in LanguageCodes.All)
        {
            Measure(1_000, language);
            Measure(10_000, language);
        }
        return 0;
    }

    private static void Measure(int rules, Language language)
    {
        var folder = Directory.CreateTempSubdirectory("alertbot-bench-");
        Directory.CreateDirectory(Path.Combine(folder.FullName, "rules"));
        var generated = new GeneratedRules(rules, language);
        var book = new CurrentRules(new ConfigFolder(folder.FullName), State.ReadForRules);
        var times = Enumerable.Range(0, Reloads).Select(n => Reload(book, folder, generated.Yaml, n)).Order().ToList();
        var bytes = LiveBytes(generated);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{rules, 6} rules in {language.Code()}: file to set in force {times[0]:0} to "
                    + $"{times[^1]:0} ms; compiled set {bytes / 1e6:0.0} MB; "
                    + $"{AllocatedPerMatch(book.Current, generated):0} B allocated for a match"
            )
        );
        folder.Delete(recursive: true);
    }

    /// <summary>
    /// Milliseconds from the file's change to the new set, as the service's own look at the files takes it up.
    /// </summary>
    private static double Reload(CurrentRules book, DirectoryInfo folder, string yaml, int change)
    {
        File.WriteAllText(Path.Combine(folder.FullName, "rules", "rules.yaml"), $"# {change}\n{yaml}");
        var start = Stopwatch.GetTimestamp();
        if (!book.Files.ReloadChanges() || book.Files.Diagnostics.Count > 0)
            throw new InvalidOperationException(string.Join('\n', book.Files.Diagnostics));
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static long LiveBytes(GeneratedRules generated)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var set = generated.Compile();
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(set);
        return after - before;
    }

    /// <summary>
    /// Bytes allocated for an entry divided by its matches: what is not a match must add nothing to it.
    /// </summary>
    private static double AllocatedPerMatch(RuleSet set, GeneratedRules generated)
    {
        var entries = GeneratedEntries.News(generated, EntryCount);
        foreach (var entry in entries)
            set.Match(entry); // lets the buffers grow
        var before = GC.GetAllocatedBytesForCurrentThread();
        var matches = 0;
        foreach (var entry in entries)
            matches += set.Match(entry).Count;
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / matches;
    }
}
