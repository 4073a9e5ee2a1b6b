using AlertBot.Feeds.Entries;
using AlertBot.Rules;
using AlertBot.Runtime;

namespace AlertBot.RuleTesting;

/// <summary>What rules make of an entry, in lines for a terminal.</summary>
internal sealed class ExplanationText(Terminal terminal)
{
    private const int MostMarks = 6;
    private const int Around = 24;

    public IEnumerable<string> Lines(Entry entry, IReadOnlyList<RuleExplanation> explanations)
    {
        yield return $"{entry.Language}: {terminal.Styled(Terminal.Isolated(Terminal.OneLine(entry.Title)), 1)}";
        foreach (
            var line in explanations
                .Where(explanation => explanation.IsMatch)
                .Concat(explanations.Where(explanation => !explanation.IsMatch))
                .SelectMany(explanation => Lines(entry, explanation))
        )
            yield return line;
        if (!explanations.Any(explanation => explanation.IsMatch))
            yield return explanations.Count == 0 ? "  no rule matches" : "  no rule matches; ~ are near misses";
    }

    private IEnumerable<string> Lines(Entry entry, RuleExplanation explanation)
    {
        yield return explanation.IsMatch
            ? $"  {terminal.Styled("+", 32)} {explanation.Rule.Id}"
            : $"  {terminal.Styled("~", 33)} {explanation.Rule.Id}";
        var rows = explanation
            .Highlights.Take(MostMarks)
            .Select(mark =>
                (
                    Field: $"{mark.Span.Field}".ToLowerInvariant(),
                    Concepts: string.Join(", ", mark.Concepts),
                    Text: Excerpt(entry, mark.Span)
                )
            )
            .ToList();
        var width = rows.Select(row => row.Concepts.Length).DefaultIfEmpty().Max();
        foreach (var (field, concepts, text) in rows)
            yield return $"      {field, -8}{concepts.PadRight(width)}  {Terminal.Isolated(text)}";
        if (explanation.Highlights.Count > MostMarks)
            yield return $"      and {explanation.Highlights.Count - MostMarks} more";
        foreach (var missing in explanation.Missing)
            yield return $"      {missing}";
    }

    /// <summary>The words marked, with a few words around them.</summary>
    private string Excerpt(Entry entry, Span span)
    {
        var field = entry[span.Field];
        var end = span.Start + span.Length;
        var from =
            span.Start <= Around ? 0
            : field.IndexOf(' ', span.Start - Around, Around) is var first and >= 0 ? first + 1
            : span.Start;
        var to =
            field.Length - end <= Around ? field.Length
            : field.LastIndexOf(' ', end + Around - 1, Around) is var last and >= 0 ? last
            : end;
        return (
            $"{(from > 0 ? "… " : "")}{Terminal.OneLine(field[from..span.Start])}"
            + $"{terminal.Marked(Terminal.OneLine(field[span.Start..end]))}"
            + $"{Terminal.OneLine(field[end..to])}{(to < field.Length ? " …" : "")}"
        ).Trim();
    }
}
