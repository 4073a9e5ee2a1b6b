using AlertBot.Rules.Words;

namespace AlertBot.Subscriptions.Commands.Arguments;

/// <summary>What of which topics comes when, as someone wrote it: <c>oil digest</c>, <c>ceasefire now</c>.</summary>
/// <param name="What">The words before the timing; all of them where there is none.</param>
/// <param name="Timing">Null where the words say none.</param>
internal sealed record TimingArgumentParser(string What, TopicTiming? Timing)
{
    private static readonly Dictionary<string, TopicTiming> Words = new (TopicTiming Timing, string[] Words)[]
    {
        (TopicTiming.Now, ["now", "at once", "maintenant", "immédiatement", "فورا", "الآن"]),
        (TopicTiming.Digest, ["digest", "résumé", "ملخص", "الموجز", "موجز"]),
        (TopicTiming.OnlyMust, ["must", "only must", "essentiel", "l’essentiel", "المهم", "المهم فقط"]),
        (TopicTiming.Usual, ["usual", "off", "default", "habituel", "défaut", "المعتاد", "تلقائي"]),
    }
        .SelectMany(known => known.Words.Select(word => (Key: Folding.Letters(word), known.Timing)))
        .DistinctBy(word => word.Key)
        .ToDictionary(word => word.Key, word => word.Timing, StringComparer.Ordinal);

    public static TimingArgumentParser Parse(string words)
    {
        var pieces = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var length in (int[])[2, 1])
        {
            if (
                pieces.Length > length
                && Words.TryGetValue(Folding.Letters(string.Join(' ', pieces[^length..])), out var timing)
            )
                return new(string.Join(' ', pieces[..^length]), timing);
        }
        return new(words.Trim(), null);
    }

    /// <summary>A timing that stands alone; null for what is none.</summary>
    public static TopicTiming? ParseAlone(string words) =>
        Words.TryGetValue(Folding.Letters(words), out var timing) ? timing : null;
}
