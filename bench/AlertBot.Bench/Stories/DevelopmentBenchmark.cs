using AlertBot.Config;
using AlertBot.Feeds;
using AlertBot.Rules;
using AlertBot.Stories;

namespace AlertBot.Bench.Stories;

/// <summary>
/// <c>developments ITEMS.jsonl…</c>: what later reports of one labelled event would be told as new, by kind. An event
/// is labelled as one, so most of what is told here is told too often; <c>--list</c> shows each.
/// </summary>
internal static class DevelopmentBenchmark
{
    private static readonly Feed Source = new()
    {
        Id = 1,
        Url = new Uri("https://example.com/rss"),
        Publisher = "Example",
    };

    public static int Run(string[] args)
    {
        var rules = RuleFiles.Read("config/rules", new Faults(), [], runExamples: false)!;
        foreach (var file in args.Where(a => a != "--list"))
        {
            var told = LabelledEntry
                .Read(file, rules)
                .Where(e => e.Matches.Count > 0)
                .GroupBy(e => e.Labels.Story)
                .SelectMany(Later)
                .ToList();
            if (args.Contains("--list"))
                told.ForEach(t => Console.WriteLine($"{t.Change?.En ?? "-"} | {t.Title}"));
            var kinds = told.Where(t => t.Change is not null).CountBy(t => Kind(t.Change!.En!));
            Console.WriteLine(
                $"{told.Count} later reports, of which told as new: "
                    + string.Join(
                        ", ",
                        kinds.OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => $"{k.Key} {k.Value}")
                    )
            );
        }
        return 0;
    }

    private static string Kind(string change) =>
        change.Split(':')[0] switch
        {
            "new" => "new name or figure",
            "dead" => "dead",
            "more urgent" => "urgency",
            _ => "state",
        };

    private static IEnumerable<(string Title, LocalText? Change)> Later(IEnumerable<LabelledEntry> story)
    {
        StoryFacts? facts = null;
        foreach (var labelled in story.OrderBy(e => e.Entry.Published))
        {
            var entry = new MatchedEntry(
                new StoredEntry(0, Source, labelled.Entry, labelled.Entry.Published!.Value),
                labelled.Matches
            );
            var news = StoryFacts.Of(entry, State.Of(labelled.Entry, entry.RuleIds, facts?.State));
            if (facts is not null)
                yield return (labelled.Entry.Title, facts.Development(news));
            facts = facts?.With(news) ?? news;
        }
    }
}
