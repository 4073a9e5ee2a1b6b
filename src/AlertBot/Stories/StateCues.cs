using System.Buffers;
using AlertBot.Feeds;

namespace AlertBot.Stories;

/// <summary>
/// What in an entry speaks for a state of talks (Words/states.yaml): turns of phrase in headline and summary, apart
/// where a word before them in the same clause turns them round or makes them a mere possibility; what is spoken of;
/// the rules met.
/// </summary>
internal static class StateCues
{
    /// <summary>A feed without summaries tells the news in the first lines of the text.</summary>
    private const int LeadCharacters = 300;

    /// <summary>UTF-16 units from a negation to the cue it turns.</summary>
    private const int NotReach = 30;

    private const int MaybeReach = 40;

    /// <summary>"Hours after Haftar and Sarraj agreed": what was agreed is not the news.</summary>
    private const int PastReach = 60;

    private static readonly string[] Turning = ["not-words", "denied-deny", "rejected-refuse"];

    private static readonly SearchValues<char> ClauseEnds = SearchValues.Create(".,;:!?،؛؟…\n");

    private static readonly Lazy<Glossary> Cues = new(() => Glossary.Load("states.yaml"));

    /// <param name="entry">The entry.</param>
    /// <param name="rules">The rules it meets.</param>
    /// <param name="told">What others of its story reported last; null when nothing.</param>
    /// <returns>
    /// The names of the cues: <c>title:signed-sign</c>, <c>text:not:agreed-reach</c>, <c>rule:ceasefire</c>.
    /// </returns>
    public static IReadOnlySet<string> Of(Entry entry, IEnumerable<string> rules, string? told = null)
    {
        var lead =
            entry.Summary.Length > 0 ? ""
            : entry.Body.Length > LeadCharacters ? entry.Body[..LeadCharacters]
            : entry.Body;
        var read = entry with { Body = lead };
        var found = Cues.Value.Find(read).ToDictionary(f => f.Concept, f => f.Places);
        // "Denies that a truce was reached", "refuses to sign": the denial turns what it denies.
        var not = Turning.SelectMany(concept => found.GetValueOrDefault(concept, [])).ToList();
        var maybe = found.GetValueOrDefault("maybe-words", []);
        var past = found.GetValueOrDefault("past-words", []);
        var cues = rules.Select(rule => $"rule:{rule}").ToHashSet(StringComparer.Ordinal);
        if (cues.Count == 0)
            cues.Add("rule:");
        if (told is not null)
            cues.Add($"story:{told}-told");
        foreach (var (concept, places) in found)
        {
            foreach (var place in places)
            {
                var where = place.Field == Field.Title ? "title" : "text";
                var turned =
                    Before(read, place, not, NotReach) ? "not:"
                    : Before(read, place, maybe, MaybeReach) ? "maybe:"
                    : Before(read, place, past, PastReach) ? "past:"
                    : "";
                cues.Add($"{where}:{turned}{concept}");
            }
        }
        if (entry.Title.AsSpan().ContainsAny("?؟"))
            cues.Add("title:question");
        return cues;
    }

    /// <summary>
    /// Whether one of the words stands before the place, no farther than <paramref name="reach"/> and in its clause.
    /// </summary>
    private static bool Before(Entry entry, Span place, IReadOnlyList<Span> words, int reach) =>
        words.Any(word =>
        {
            var end = word.Start + word.Length;
            return word.Field == place.Field
                && end <= place.Start
                && place.Start - end <= reach
                && !entry[place.Field].AsSpan(end, place.Start - end).ContainsAny(ClauseEnds);
        });
}
