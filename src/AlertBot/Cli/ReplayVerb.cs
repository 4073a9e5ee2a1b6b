using System.CommandLine;
using System.Diagnostics;
using AlertBot.Alerts.Summaries;
using AlertBot.Configuration;
using AlertBot.Rules;
using AlertBot.RuleTesting;
using AlertBot.Runtime;
using Microsoft.Extensions.Configuration;

namespace AlertBot.Cli;

/// <summary><c>replay</c>: the whole pipeline over recorded entries, without sending.</summary>
internal static class ReplayVerb
{
    private const int MostDays = 3650;

    public static Command Command(Terminal terminal)
    {
        var input = new Argument<string?>("ITEMS.jsonl")
        {
            Description = "A file with one entry a line, or - for standard input",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var days = new Option<int?>("--days")
        {
            Description = "Instead of a file: the entries of the last N days from the store",
            HelpName = "N",
        };
        var json = new Option<bool>("--json")
        {
            Description = "JSON lines: one for each entry, in order, or with --compare one for each difference",
        };
        var compare = new Option<string?>("--compare")
        {
            Description = "Another folder of rules: print what it would gain and lose",
            HelpName = "DIR",
        };
        var command = new Command(
            "replay",
            "Runs recorded entries through rules, stories and summaries, without sending."
        )
        {
            input,
            days,
            json,
            compare,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                var folder = CommandLine.Folder(parsed);
                var items = Source(folder, parsed.GetValue(input), parsed.GetValue(days), terminal, ct);
                if (await OfflineRules.RulesAsync(folder, terminal) is not { } rules)
                    return Exit.Wrong;
                return parsed.GetValue(compare) is { } other
                    ? await CompareAsync(rules, other, items, parsed.GetValue(json), terminal, ct)
                    : await ReplayAsync(
                        new ReplayRun(rules, SummaryLength(folder)),
                        items,
                        parsed.GetValue(json),
                        terminal,
                        ct
                    );
            }
        );
        return command;
    }

    private static IAsyncEnumerable<ReplayItem> Source(
        ConfigFolder folder,
        string? path,
        int? days,
        Terminal terminal,
        CancellationToken ct
    ) =>
        (path, days) switch
        {
            (null, null) => throw new InvalidDataException(
                "say what to replay: a file, - for standard input, or --days N"
            ),
            (not null, not null) => throw new InvalidDataException(
                "a file and --days N do not go together; leave one out"
            ),
            (null, < 1 or > MostDays) => throw new InvalidDataException($"--days {days}: write 1 to {MostDays}"),
            (null, { } n) => ReplaySource.FromStoreAsync(folder, n, ct),
            _ => ReplaySource.From(path, terminal, ct),
        };

    /// <summary>
    /// As the service would: what Summaries:Length says. A value that <c>check</c> would refuse is refused here.
    /// </summary>
    private static int SummaryLength(ConfigFolder folder)
    {
        var configuration = new ConfigurationManager();
        configuration.AddSettings(folder);
        var diagnostics = new DiagnosticBag();
        SettingsFile.Check(folder.Settings, diagnostics);
        if (diagnostics.All.FirstOrDefault() is { } diagnostic)
            throw new InvalidDataException($"{diagnostic}");
        return configuration.GetSection("Summaries").Get<SummariesOptions>()?.Length ?? Summary.Longest;
    }

    private static async Task<int> ReplayAsync(
        ReplayRun replayRun,
        IAsyncEnumerable<ReplayItem> items,
        bool json,
        Terminal terminal,
        CancellationToken ct
    )
    {
        var watch = new Stopwatch();
        var count = 0;
        // Entries come in the order of time, answers go in that of the file.
        var early = new Dictionary<int, ReplayAnswer>();
        await foreach (var item in items.HideRepeated(watch, ct).WithCancellation(ct))
        {
            watch.Start();
            early.Add(item.Number, replayRun.Answer(item));
            watch.Stop();
            for (; early.Remove(count, out var answer); count++)
                await terminal.Out.WriteLineAsync(json ? answer.ToJson() : answer.ToLine());
        }
        var seconds = watch.Elapsed.TotalSeconds;
        await terminal.Error.WriteLineAsync(
            string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{Terminal.Count(count, "entry", "entries")} in {seconds:0.000} s, "
                    + $"{(seconds > 0 ? count / seconds : 0):0} entries a second"
            )
        );
        return Exit.Fine;
    }

    private static async Task<int> CompareAsync(
        RuleSet rules,
        string otherFolder,
        IAsyncEnumerable<ReplayItem> items,
        bool json,
        Terminal terminal,
        CancellationToken ct
    )
    {
        if (await OfflineRules.OtherRulesAsync(otherFolder, terminal) is not { } others)
            return Exit.Wrong;
        var ruleSetComparison = new RuleSetComparison(rules, others);
        var table = new ComparisonTable(rules.Rules.Concat(others.Rules).Select(rule => rule.Id));
        var count = 0;
        var (replayNow, replayThen) = (new ReplayRun(rules), new ReplayRun(others));
        var (now, then) = (new AlertRate(), new AlertRate());
        await foreach (var item in items.HideRepeated(new Stopwatch(), ct).WithCancellation(ct))
        {
            count++;
            var (answerNow, answerThen) = (replayNow.Answer(item), replayThen.Answer(item));
            now.Add(item.Entry, answerNow);
            then.Add(item.Entry, answerThen);
            foreach (var difference in ruleSetComparison.Compare(item, answerNow.Rules, answerThen.Rules))
            {
                table.Count(difference);
                await terminal.Out.WriteLineAsync(json ? difference.ToJson() : table.Row(difference, terminal));
            }
        }
        foreach (var line in json || table.Gained + table.Lost == 0 ? [] : table.Totals(now, then))
            await terminal.Out.WriteLineAsync(line);
        await terminal.Error.WriteLineAsync(
            $"{Terminal.Count(count, "entry", "entries")}, rules {rules.Version} and {others.Version}: "
                + $"{table.Gained} gained, {table.Lost} lost"
        );
        return Exit.Fine;
    }
}
