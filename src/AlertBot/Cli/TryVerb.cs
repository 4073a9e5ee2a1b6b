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
        var source = new Argument<string?>("FILE|URL|-")
        {
            Description = "A text, HTML or feed file, a web address, or - for standard input",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var text = new Option<string?>("--text")
        {
            Description = "The text itself; its first line is the title",
            HelpName = "TEXT",
        };
        var language = new Option<string?>("--lang")
        {
            CompletionSources = { "ar", "en", "fr" },
            Description = "ar, en or fr, where the text itself does not tell",
        };
        var rule = new Option<string?>("--rule")
        {
            Description = "Only this rule, and what it lacks even if none of its words is there",
            HelpName = "ID",
        };
        var json = new Option<bool>("--json") { Description = "One JSON line for each entry" };
        var command = new Command(
            "try",
            "Shows which rules a text meets, with the words marked, and what near misses lack."
        )
        {
            source,
            text,
            language,
            rule,
            json,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                var folder = CommandLine.Folder(parsed);
                var declared = DeclaredLanguage(parsed.GetValue(language));
                if (await Offline.RulesAsync(folder, terminal) is not { } rules)
                    return Exit.Wrong;
                Check(parsed.GetValue(rule), rules);
                var entries = parsed.GetValue(text) is { } given
                    ? [TrySource.EntryOf(given, declared)]
                    : await TrySource.ReadAsync(parsed.GetValue(source), folder, declared, terminal, ct);
                return await TryAsync(entries, rules, parsed.GetValue(rule), parsed.GetValue(json), terminal);
            }
        );
        return command;
    }

    private static async Task<int> TryAsync(
        IReadOnlyList<Entry> entries,
        RuleSet rules,
        string? only,
        bool json,
        Terminal terminal
    )
    {
        var any = false;
        foreach (var entry in entries)
        {
            var trials = only is null ? rules.Try(entry) : [rules.Try(entry, only)!];
            any |= trials.Any(trial => trial.IsMatch);
            await terminal.Out.WriteLineAsync(
                json ? Json(entry, trials) : string.Join('\n', new TrialText(terminal).Lines(entry, trials))
            );
        }
        return any ? Exit.Fine : Exit.No;
    }

    private static Language? DeclaredLanguage(string? code) =>
        code is null || LanguageCodes.Parse(code) is not null
            ? LanguageCodes.Parse(code)
            : throw new InvalidDataException($"--lang {code}: write ar, en or fr");

    private static void Check(string? ruleId, RuleSet rules)
    {
        if (ruleId is not null && rules.Rules.All(rule => rule.Id != ruleId))
            throw new InvalidDataException(
                $"there is no rule \"{ruleId}\"{Suggestion.For(ruleId, rules.Rules.Select(rule => rule.Id))}"
            );
    }

    private static string Json(Entry entry, IReadOnlyList<Trial> trials) =>
        JsonSerializer.Serialize(
            new
            {
                title = entry.Title,
                lang = entry.Language.Code(),
                rules = trials.Where(trial => trial.IsMatch).Select(trial => trial.Rule.Id),
                spans = Spans(trials.Where(trial => trial.IsMatch), entry),
                nearMisses = trials
                    .Where(trial => !trial.IsMatch)
                    .Select(trial => new
                    {
                        rule = trial.Rule.Id,
                        missing = trial.Missing,
                        spans = Spans([trial], entry),
                    }),
            },
            ReplayAnswer.Format
        );

    private static IEnumerable<object> Spans(IEnumerable<Trial> trials, Entry entry) =>
        from trial in trials
        from mark in trial.Marks
        let span = ReplaySpan.Of(trial.Rule.Id, mark.Span, entry)
        select new
        {
            span.Rule,
            span.Field,
            span.Start,
            span.Length,
            span.Text,
            mark.Concepts,
        };
}
