using AlertBot.Config;

namespace AlertBot.Feeds;

/// <summary>Reads feeds.yaml and checks what the binder cannot: the same feed twice, intervals out of range.</summary>
internal static class FeedList
{
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(7);

    /// <summary>
    /// The feeds, or null when the file is faulty. A missing file is no fault: a new installation has no feeds yet.
    /// </summary>
    public static IReadOnlyList<FeedLine>? Read(string path, Faults faults)
    {
        if (!File.Exists(path))
            return [];
        var before = faults.Count;
        var file = YamlFile.Read<FeedsFile>(path, Path.GetFileName(path), faults);
        var isBound = faults.Count == before;
        foreach (
            var twin in (file?.Feeds ?? [])
                .GroupBy(f => f.Url.Value.AbsoluteUri, StringComparer.Ordinal)
                .SelectMany(same => same.Skip(1))
        )
            faults.Add(twin.Url.Place, $"this feed stands in the list already; remove one of the two");
        foreach (var line in file?.Feeds ?? [])
        {
            if (isBound)
                FeedAccess.Check(line, faults);
            if (
                line.Every is { } every
                && (every.Value < FeedsOptions.ShortestInterval || every.Value > LongestInterval)
            )
                faults.Add(every.Place, "a feed is polled every 1m at most and every 7d at least; 15m suits most");
        }
        return faults.Count == before ? file?.Feeds : null;
    }
}
