using AlertBot.Config;
using AlertBot.Feeds;

namespace AlertBot.Rules;

/// <summary>Runs the examples of every rule: they are its tests, and the first thing an edit breaks.</summary>
internal static class ExampleChecks
{
    public static void Check(IReadOnlyList<CompiledRule> rules, RuleSet set, Faults faults)
    {
        foreach (var line in rules.Select(rule => rule.Line))
        {
            foreach (var example in line.Examples?.Match ?? [])
            {
                var entry = EntryOf(example.Value);
                if (set.Match(entry).All(match => match.Rule.Id != line.Id.Value))
                    faults.Add(example.Place, $"this example should match \"{line.Id.Value}\" and does not; it lacks {Lacks(set, entry, line.Id.Value)}");
            }
            foreach (var example in line.Examples?.NoMatch ?? [])
            {
                var entry = EntryOf(example.Value);
                if (set.Match(entry).FirstOrDefault(match => match.Rule.Id == line.Id.Value) is { } found)
                    faults.Add(example.Place, $"this example should not match \"{line.Id.Value}\" and does, by {Words(entry, found)}");
            }
        }
    }

    private static Entry EntryOf(string text) => new() { Identity = "example", Title = text, Language = LanguageDetection.Of(text, null) };

    private static string Lacks(RuleSet set, Entry entry, string id) =>
        set.NearMisses(entry).FirstOrDefault(miss => miss.Rule.Id == id) is { } near
            ? string.Join("; ", near.Missing)
            : $"every word the rule looks for (read as {entry.Language.Code()})";

    private static string Words(Entry entry, Match match) =>
        string.Join(", ", match.Spans.Take(3).Select(span => $"\"{entry[span.Field].Substring(span.Start, span.Length)}\""));
}
