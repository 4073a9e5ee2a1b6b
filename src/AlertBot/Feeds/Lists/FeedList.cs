using AlertBot.Configuration;
using AlertBot.Configuration.Yaml;

namespace AlertBot.Feeds.Lists;

/// <summary>Reads feeds.yaml and checks what the binder cannot: the same feed twice, intervals out of range.</summary>
internal static class FeedList
{
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(7);

    /// <summary>
    /// The feeds, or null when the file is faulty. A missing file is no fault: a new installation has no feeds yet.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="diagnostics">Gets what is wrong.</param>
    /// <param name="least">Feeds:MinInterval, where warnings are wanted.</param>
    /// <param name="warnings">Gets what is right but does not do what it says.</param>
    public static IReadOnlyList<FeedLine>? Load(
        string path,
        DiagnosticBag diagnostics,
        TimeSpan least = default,
        List<Diagnostic>? warnings = null
    )
    {
        if (!File.Exists(path))
            return [];
        var before = diagnostics.Count;
        var file = YamlFile.Read<FeedsFile>(path, Path.GetFileName(path), diagnostics);
        var isBound = diagnostics.Count == before;
        foreach (
            var twin in (file?.Feeds ?? [])
                .GroupBy(f => f.Url.Value.AbsoluteUri, StringComparer.Ordinal)
                .SelectMany(same => same.Skip(1))
        )
            diagnostics.Add(twin.Url.Place, $"this feed stands in the list already; remove one of the two");
        foreach (var line in file?.Feeds ?? [])
        {
            if (isBound)
                FeedAccess.Check(line, diagnostics);
            if (
                line.Every is { } every
                && (every.Value < FeedsOptions.ShortestInterval || every.Value > LongestInterval)
            )
                diagnostics.Add(every.Place, $"every: must be between 1m and 7d; found {Written(every.Value)}");
            else if (line.Every is { } asked && asked.Value < least)
                warnings?.Add(
                    new Diagnostic(
                        asked.Place,
                        $"every: {Written(asked.Value)} is shorter than Feeds:MinInterval, so this feed is polled "
                            + $"every {Written(least)}; lower Feeds:MinInterval where its publisher agrees"
                    )
                );
        }
        return diagnostics.Count == before ? file?.Feeds : null;
    }

    /// <summary>As the file writes it: 90s, 10m, 2h.</summary>
    private static string Written(TimeSpan time) =>
        time.TotalSeconds % 60 != 0 ? $"{time.TotalSeconds:0.###}s"
        : time.TotalMinutes % 60 != 0 ? $"{time.TotalMinutes:0}m"
        : time.TotalHours % 24 != 0 ? $"{time.TotalHours:0}h"
        : $"{time.TotalDays:0}d";
}
