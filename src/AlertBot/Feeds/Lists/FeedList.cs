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
    public static IReadOnlyList<FeedLine>? Load(string path, DiagnosticBag diagnostics)
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
                diagnostics.Add(every.Place, "a feed is polled every 1m at most and every 7d at least; 15m suits most");
        }
        return diagnostics.Count == before ? file?.Feeds : null;
    }
}
