using System.CommandLine;
using System.Text.Json;
using AlertBot.Config;
using AlertBot.Feeds;
using AlertBot.Rules;

namespace AlertBot.Cli;

/// <summary><c>try</c>: which rules a text meets, by which words, and what the near misses lack.</summary>
internal static class TryVerb
{
    public static Command Command(Terminal terminal)
    {
        var source = new Argument<string?>("FILE|URL|-") { Description = "A text, HTML or feed file, a web address, or - for standard input", Arity = ArgumentArity.ZeroOrOne };
        var text = new Option<string?>("--text") { Description = "The text itself", HelpName = "TEXT" };
        var language = new Option<string?>("--lang") { Description = "ar, en or fr; found from the text when left out" };
        var json = new Option<bool>("--json") { Description = "The answer as JSON" };
        var command = new Command("try", "Shows which rules a text meets, with the words marked, and what near misses lack.") { source, text, language, json };
        command.SetAction(async (parsed, ct) =>
        {
            var folder = CommandLine.Folder(parsed);
            if (await Offline.RulesAsync(folder, terminal) is not { } rules)
                return Exit.Wrong;
            var declared = LanguageCodes.Parse(parsed.GetValue(language));
            var entries = parsed.GetValue(text) is { } given
                ? [TrySource.EntryOf(given, declared)]
                : await TrySource.ReadAsync(parsed.GetValue(source), folder, declared, terminal, ct);
            var any = false;
            foreach (var entry in entries)
            {
                var matches = rules.Match(entry);
                any |= matches.Count > 0;
                await terminal.Out.WriteLineAsync(parsed.GetValue(json) ? Json(entry, matches, rules.NearMisses(entry)) : Words(entry, matches, rules.NearMisses(entry), terminal));
            }
            return any ? Exit.Fine : Exit.No;
        });
        return command;
    }

    private static string Words(Entry entry, IReadOnlyList<Match> matches, IReadOnlyList<NearMiss> nearMisses, Terminal terminal)
    {
        var lines = new List<string> { terminal.Styled(entry.Title, 1) };
        lines.AddRange(matches.Select(m => $"  {terminal.Styled("+", 32)} {m.Rule.Id,-22} {Marked(entry, m, terminal)}"));
        lines.AddRange(nearMisses.Select(m => $"  {terminal.Styled("~", 33)} {m.Rule.Id,-22} lacks {string.Join("; ", m.Missing)}"));
        if (matches.Count == 0)
            lines.Add("  no rule matches");
        return string.Join('\n', lines);
    }

    /// <summary>The words that met the rule, each with a few letters around it, at most six of them.</summary>
    private static string Marked(Entry entry, Match match, Terminal terminal)
    {
        var shown = match.Spans.Take(6).Select(span =>
        {
            var field = entry[span.Field];
            var from = Math.Max(0, span.Start - 12);
            var to = Math.Min(field.Length, span.Start + span.Length + 12);
            var (before, word, after) = (field[from..span.Start], field.Substring(span.Start, span.Length), field[(span.Start + span.Length)..to]);
            return $"{before}{terminal.Styled($"[{word}]", 32)}{after}".Replace('\n', ' ').Trim();
        });
        return $"{string.Join(" … ", shown)}{(match.Spans.Count > 6 ? $" … and {match.Spans.Count - 6} more" : "")}";
    }

    private static string Json(Entry entry, IReadOnlyList<Match> matches, IReadOnlyList<NearMiss> nearMisses) => JsonSerializer.Serialize(
        new
        {
            title = entry.Title,
            lang = entry.Language.Code(),
            rules = matches.Select(m => m.Rule.Id),
            spans = matches.SelectMany(m => m.Spans.Select(s => ReplaySpan.Of(m.Rule.Id, s, entry))),
            nearMisses = nearMisses.Select(m => new { rule = m.Rule.Id, missing = m.Missing }),
        },
        ReplayAnswer.Format);
}
