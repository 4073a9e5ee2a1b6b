using AlertBot.Configuration;
using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Parsing.Text;
using AlertBot.Rules.Loading;

namespace AlertBot.Rules.Checks;

/// <summary>Tries every rule on its own examples.</summary>
internal sealed class ExampleCheck(RuleSet rules, DiagnosticBag diagnostics)
{
    public void Check(RuleEntry entry, CancellationToken ct)
    {
        foreach (var text in entry.Examples?.Match ?? [])
        {
            if (MatchOf(entry, text.Value, ct) is null)
                diagnostics.Add(
                    text.Place,
                    $"rule \"{entry.Id.Value}\" should match this and does not: {WhyNot(entry, text.Value)}"
                );
        }
        foreach (var text in entry.Examples?.NoMatch ?? [])
        {
            if (MatchOf(entry, text.Value, ct) is { } match)
                diagnostics.Add(
                    text.Place,
                    $"rule \"{entry.Id.Value}\" should not match this and does, by {WordsOf(match, text.Value)}"
                );
        }
    }

    /// <summary>What is left without an example.</summary>
    public static IEnumerable<Diagnostic> Untried(RuleEntry entry)
    {
        if (entry.Examples is not { Match.Count: > 0 })
            yield return new Diagnostic(
                entry.Id.Place,
                $"rule \"{entry.Id.Value}\" has no examples to be tried on; write examples: {{match: "
                    + $"[\"…\"], no-match: [\"…\"]}}"
            );
        else if (entry.Examples is not { NoMatch.Count: > 0 })
            yield return new Diagnostic(
                entry.Id.Place,
                $"rule \"{entry.Id.Value}\" has no no-match: example, a text with its words in another sense"
            );
    }

    private Match? MatchOf(RuleEntry entry, string text, CancellationToken ct) =>
        rules.Match(EntryOf(text), ct).FirstOrDefault(match => match.Rule.Id == entry.Id.Value);

    private string WhyNot(RuleEntry entry, string text)
    {
        var explanation = rules.Explain(EntryOf(text), entry.Id.Value)!;
        return explanation.Highlights.Count == 0
            ? "none of its words stands in it"
            : string.Join("; ", explanation.Missing);
    }

    private static string WordsOf(Match match, string text) =>
        string.Join(", ", match.Spans.Select(span => $"\"{text.Substring(span.Start, span.Length)}\"").Distinct());

    /// <summary>The text stands in every field, so that a rule that looks at one of them finds it.</summary>
    private static Entry EntryOf(string text) =>
        new()
        {
            Identity = "example",
            Title = text,
            Summary = text,
            Body = text,
            Language = LanguageDetection.Detect(text, null),
        };
}
