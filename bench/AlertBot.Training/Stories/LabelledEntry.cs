using System.Text.Json;
using System.Text.Json.Serialization;
using AlertBot.Feeds.Entries;
using AlertBot.Rules;
using AlertBot.RuleTesting;
using AlertBot.Stories.Grouping;

namespace AlertBot.Training.Stories;

/// <summary>
/// A labelled entry (the format is described in docs/relevance.md), read and matched as the service does it.
/// </summary>
/// <param name="Line">The entry as written.</param>
/// <param name="Labels">What the reader who labelled it says.</param>
/// <param name="Entry">As the feed would have brought it.</param>
/// <param name="Matches">The rules it meets.</param>
/// <param name="Fingerprint">What stories compare.</param>
internal sealed record LabelledEntry(
    ReplayLine Line,
    Labels Labels,
    Entry Entry,
    IReadOnlyList<Match> Matches,
    EntryFingerprint Fingerprint
)
{
    public static List<LabelledEntry> Read(string path, RuleSet rules)
    {
        var entries = new List<LabelledEntry>();
        foreach (var text in File.ReadLines(path).Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            var line = ReplayLine.Parse(text);
            var labels = JsonSerializer.Deserialize<Labels>(text, JsonSerializerOptions.Web)!;
            var entry = line.ToEntry();
            var matches = rules.Match(entry);
            entries.Add(
                new LabelledEntry(
                    line,
                    labels,
                    entry,
                    matches,
                    EntryFingerprint.Compute(entry, line.Publisher ?? "", entry.Published!.Value)
                )
            );
        }
        return entries;
    }
}

/// <summary>The labels of an entry.</summary>
internal sealed record Labels(
    string Id,
    string Story,
    string? State,
    [property: JsonRequired] IReadOnlyList<string> Topics,
    IReadOnlyList<string>? Facts
);
