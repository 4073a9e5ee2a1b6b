using System.CommandLine;
using System.Text.Json;
using AlertBot.Configuration;
using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.RuleTesting;
using AlertBot.Runtime;

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
                if (await OfflineRules.RulesAsync(folder, terminal) is not { } rules)
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
            var explanations = only is null ? rules.Explain(entry) : [rules.Explain(entry, only)!];
            any |= explanations.Any(explanation => explanation.IsMatch);
            await terminal.Out.WriteLineAsync(
                json
                    ? Json(entry, explanations)
                    : string.Join('\n', new ExplanationText(terminal).Lines(entry, explanations))
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

    private static string Json(Entry entry, IReadOnlyList<RuleExplanation> explanations) =>
        JsonSerializer.Serialize(
            new
            {
                title = entry.Title,
                lang = entry.Language.Code(),
                rules = explanations
                    .Where(explanation => explanation.IsMatch)
                    .Select(explanation => explanation.Rule.Id),
                spans = Spans(explanations.Where(explanation => explanation.IsMatch), entry),
                nearMisses = explanations
                    .Where(explanation => !explanation.IsMatch)
                    .Select(explanation => new
                    {
                        rule = explanation.Rule.Id,
                        missing = explanation.Missing,
                        spans = Spans([explanation], entry),
                    }),
            },
            ReplayAnswer.Format
        );

    private static IEnumerable<object> Spans(IEnumerable<RuleExplanation> explanations, Entry entry) =>
        from trial in explanations
        from mark in trial.Highlights
        let span = ReplaySpan.From(trial.Rule.Id, mark.Span, entry)
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
