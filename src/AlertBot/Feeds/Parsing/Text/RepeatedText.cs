using System.Runtime.InteropServices;
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
        var shared = Shared(entries, least);
        return shared.Count == 0 ? entries : [.. entries.Select(e => Without(e, shared))];
    }

    /// <summary>The last lines and sentences that so many entries have, each counted once for an entry.</summary>
    private static HashSet<string> Shared(IReadOnlyList<Entry> entries, int least)
    {
        var counts = new Dictionary<string, (int Entries, int Last)>(StringComparer.Ordinal);
        for (var i = 0; i < entries.Count; i++)
        {
            Count(entries[i].Summary, i, counts);
            Count(entries[i].Body, i, counts);
        }
        return counts.Where(unit => unit.Value.Entries >= least).Select(unit => unit.Key).ToHashSet();
    }

    private static void Count(string text, int entry, Dictionary<string, (int Entries, int Last)> counts)
    {
        CpuBudget.Check();
        // Text is not copied to be cut: a sweep reads some hundred texts a second.
        var units = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        var rest = text.AsSpan();
        for (var count = 0; count < MostUnits && rest.Length > 0; count++)
        {
            var at = LastUnit(rest);
            var unit = rest[at..].Trim();
            if (unit.Length is >= ShortestUnit and <= LongestUnit)
            {
                ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(units, unit, out var isKnown);
                if (!isKnown || known.Last != entry)
                    known = (known.Entries + 1, entry);
            }
            rest = rest[..at].TrimEnd();
        }
    }

    private static Entry Without(Entry entry, HashSet<string> shared)
    {
        var (summary, body) = (Without(entry.Summary, shared), Without(entry.Body, shared));
        return summary == entry.Summary && body == entry.Body ? entry : entry with { Summary = summary, Body = body };
    }

    private static string Without(string text, HashSet<string> shared)
    {
        CpuBudget.Check();
        var units = shared.GetAlternateLookup<ReadOnlySpan<char>>();
        var rest = text.AsSpan();
        for (var count = 0; count < MostUnits && rest.Length > 0; count++)
        {
            var at = LastUnit(rest);
            if (!units.Contains(rest[at..].Trim()))
                break;
            rest = rest[..at].TrimEnd();
        }
        return rest.Length == text.Length ? text : rest.ToString();
    }

    /// <summary>Where the last line or sentence begins.</summary>
    private static int LastUnit(ReadOnlySpan<char> text)
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
