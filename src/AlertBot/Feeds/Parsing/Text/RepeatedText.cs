using AlertBot.Feeds.Entries;
using AlertBot.Runtime;

namespace AlertBot.Feeds.Parsing.Text;

/// <summary>
/// Learns what a feed repeats under its entries (calls to subscribe, lines about the outlet, background it copies) and
/// drops it: no list of phrases knows what the next outlet writes.
/// </summary>
internal static class RepeatedText
{
    /// <summary>Entries that must end alike; two may be parts of one report.</summary>
    private const int FewestEntries = 3;

    /// <summary>Lines or sentences looked at from the end of a text.</summary>
    private const int MostUnits = 4;

    /// <summary>Shorter ones ("He agreed.") may be chance, and harm little.</summary>
    private const int ShortestUnit = 12;

    /// <summary>Longer ones are reports.</summary>
    private const int LongestUnit = 600;

    /// <summary>
    /// The entries without the last lines or sentences that at least half of them share, three or more. Titles are left
    /// as they are.
    /// </summary>
    public static IReadOnlyList<Entry> Dropped(IReadOnlyList<Entry> entries)
    {
        if (entries.Count < FewestEntries)
            return entries;
        var least = Math.Max(FewestEntries, (entries.Count + 1) / 2);
        var shared = entries
            .SelectMany(e => Endings(e.Summary).Concat(Endings(e.Body)).Distinct(StringComparer.Ordinal))
            .CountBy(unit => unit, StringComparer.Ordinal)
            .Where(unit => unit.Value >= least)
            .Select(unit => unit.Key)
            .ToHashSet(StringComparer.Ordinal);
        return shared.Count == 0 ? entries : [.. entries.Select(e => Without(e, shared))];
    }

    private static Entry Without(Entry entry, HashSet<string> shared)
    {
        var (summary, body) = (Without(entry.Summary, shared), Without(entry.Body, shared));
        return summary == entry.Summary && body == entry.Body ? entry : entry with { Summary = summary, Body = body };
    }

    private static string Without(string text, HashSet<string> shared)
    {
        CpuBudget.Check();
        for (var units = 0; units < MostUnits && text.Length > 0; units++)
        {
            var at = LastUnit(text);
            if (!shared.Contains(text[at..].Trim()))
                return text;
            text = text[..at].TrimEnd();
        }
        return text;
    }

    /// <summary>The last lines or sentences of a text, each once.</summary>
    private static HashSet<string> Endings(string text)
    {
        CpuBudget.Check();
        var units = new HashSet<string>(StringComparer.Ordinal);
        for (var count = 0; count < MostUnits && text.Length > 0; count++)
        {
            var at = LastUnit(text);
            if (text[at..].Trim() is { Length: >= ShortestUnit and <= LongestUnit } unit)
                units.Add(unit);
            text = text[..at].TrimEnd();
        }
        return units;
    }

    /// <summary>Where the last line or sentence begins.</summary>
    private static int LastUnit(string text)
    {
        for (var i = text.Length - 2; i > 0; i--)
        {
            if (text[i] == '\n')
                return i + 1;
            if (text[i] == ' ' && text[i - 1] is ('.' or '!' or '?' or '؟' or '…' or '»' or '”'))
                return i + 1;
        }
        return 0;
    }
}
