using AlertBot.Runtime;

namespace AlertBot.RuleTesting;

/// <summary>Writes a <see cref="WordReport"/> for people, and for programs.</summary>
internal static class WordReportText
{
    private const int MostWords = 8;
    private const int MostForms = 3;
    private const int MostUnseen = 12;

    public static IEnumerable<string> Lines(WordReport report)
    {
        foreach (var rule in report.Rules())
        {
            yield return $"{rule.Rule}: {Count(rule.Entries, "entry", "entries")}";
            if (rule.Words.Count > 0)
            {
                var busiest = rule.Words.DistinctBy(word => word.Word).Select(Busy);
                yield return $"  brought in by: {List(busiest, MostWords)}";
            }
            if (rule.Strangers.Count > 0)
                yield return $"  strangers: {List(rule.Strangers.Select(Strange), MostWords)}";
            if (rule.Unseen.Count > 0)
                yield return $"  never seen, {rule.Unseen.Count} of {rule.Listed}: "
                    + List(rule.Unseen.Select(word => Quoted(word.Word)).Distinct(), MostUnseen);
        }
    }

    public static object Json(WordReport report) =>
        new
        {
            entries = report.Entries,
            rules = report
                .Rules()
                .Select(rule => new
                {
                    rule = rule.Rule,
                    entries = rule.Entries,
                    words = rule.Words.Select(word => new
                    {
                        concept = word.Concept,
                        word = word.Word,
                        entries = word.Entries,
                        forms = word.Forms.ToDictionary(form => form.Key, form => form.Value),
                    }),
                    strangers = rule.Strangers.Select(stranger => new
                    {
                        concept = stranger.Concept,
                        word = stranger.Word,
                        form = stranger.Form,
                        rather = stranger.Rather,
                        entries = stranger.Entries,
                        first = stranger.First,
                    }),
                    listed = rule.Listed,
                    unseen = rule.Unseen.Select(word => new { concept = word.Concept, word = word.Word }),
                }),
        };

    private static string Busy(BusyWord word)
    {
        var forms = word.Forms.Where(form => form.Key != word.Word).Take(MostForms).ToList();
        var shown = string.Join(" ", forms.Select(form => $"{Terminal.Isolated(form.Key)} {form.Value}"));
        return $"{Quoted(word.Word)} {word.Entries}{(forms.Count > 0 ? $" ({shown})" : "")}";
    }

    private static string Strange(StrangeForm stranger) =>
        $"{Quoted(stranger.Form)} for {Quoted(stranger.Word)}, rather of {Quoted(stranger.Rather)}, "
        + $"{Count(stranger.Entries, "entry", "entries")}, first {stranger.First}";

    private static string List(IEnumerable<string> all, int most)
    {
        var list = all.ToList();
        var rest = list.Count - most;
        return string.Join("; ", list.Take(most)) + (rest > 0 ? $"; and {rest} more" : "");
    }

    private static string Quoted(string word) => $"\"{Terminal.Isolated(word)}\"";

    private static string Count(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";
}
