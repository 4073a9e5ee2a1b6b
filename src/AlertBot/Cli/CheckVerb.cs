using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using AlertBot.Configuration;
using AlertBot.Feeds;
using AlertBot.Feeds.Lists;
using AlertBot.Rules;
using AlertBot.Rules.Loading;
using AlertBot.RuleTesting;
using AlertBot.Runtime;
using AlertBot.Stories.TalksState;
using AlertBot.Subscriptions;
using Microsoft.Extensions.Configuration;

namespace AlertBot.Cli;

/// <summary><c>check</c>: reads every config file and tells all that is wrong at once.</summary>
internal static class CheckVerb
{
    public static Command Command(Terminal terminal)
    {
        var json = new Option<bool>("--json")
        {
            Description = "Faults and warnings as one JSON document on standard output",
        };
        var against = new Option<string?>("--against")
        {
            Description = "Real text, one entry a line as for replay, or -: what each word of the rules does there",
            HelpName = "FILE.jsonl",
        };
        var command = new Command(
            "check",
            "Reads every config file, runs every rule's examples, and tells all problems at once."
        )
        {
            against,
            json,
        };
        command.SetAction(
            (parsed, ct) =>
                RunAsync(CommandLine.Folder(parsed), parsed.GetValue(against), parsed.GetValue(json), terminal, ct)
        );
        return command;
    }

    private static async Task<int> RunAsync(
        ConfigFolder folder,
        string? against,
        bool json,
        Terminal terminal,
        CancellationToken ct
    )
    {
        var diagnostics = new DiagnosticBag();
        var warnings = new List<Diagnostic>();
        if (!Directory.Exists(folder.Path))
        {
            await terminal.Error.WriteLineAsync(
                $"{folder.Path}: there is no such folder; name it with --config DIR, or \"alertbot init\" makes one"
            );
            return Exit.Wrong;
        }
        if (folder.FindFault() is { } closed)
        {
            await terminal.Error.WriteLineAsync($"{folder.Path} cannot be read: {closed}");
            return Exit.Wrong;
        }
        SettingsFile.Check(folder.Settings, diagnostics);
        // A new installation may have no list yet; who asks whether all is well has, or means to have, one.
        if (!File.Exists(folder.Feeds))
            diagnostics.Add(
                new SourceLocation(Path.GetFileName(folder.Feeds), 1, 1),
                "there is no such file, so nothing is polled; an empty list (feeds: []) says that this is meant"
            );
        var feeds = FeedList.Load(folder.Feeds, diagnostics, LeastInterval(folder, diagnostics), warnings);
        var rules = RuleFiles.Load(folder.Rules, diagnostics, warnings, State.ReadForRules);
        var subscriptions = SubscriptionFiles.Load(
            folder.Subscriptions,
            rules?.Rules.Select(r => r.Id).ToList(),
            diagnostics,
            feeds?.Select(f => new FeedSource(f.Publisher, f.Title, f.Family, f.Camp)).ToList()
        );
        warnings =
        [
            .. warnings
                .OrderBy(f => f.Place.File, StringComparer.Ordinal)
                .ThenBy(f => f.Place.Line)
                .ThenBy(f => f.Place.Column),
        ];
        var report =
            against is not null && rules is not null ? await ReadAgainstAsync(rules, against, terminal, ct) : null;
        if (json)
            await WriteJsonAsync(
                Report(rules, feeds?.Count, subscriptions?.Count, diagnostics, warnings, report),
                terminal
            );
        else
            await WriteTextAsync(
                diagnostics,
                warnings,
                $"{rules?.Rules.Count} rules (version {rules?.Version}), "
                    + $"{Terminal.Count(feeds?.Count ?? 0, "feed", "feeds")}, "
                    + $"{Terminal.Count(subscriptions?.Count ?? 0, "chat", "chats")} in subscriptions.yaml: all "
                    + $"is well",
                terminal
            );
        foreach (var line in json || report is null ? [] : WordReportText.Lines(report))
            await terminal.Out.WriteLineAsync(line);
        return diagnostics.Any ? Exit.No : Exit.Fine;
    }

    /// <summary>Feeds:MinInterval as it would be in force; none where the settings cannot be read.</summary>
    private static TimeSpan LeastInterval(ConfigFolder folder, DiagnosticBag diagnostics)
    {
        if (diagnostics.Any)
            return default;
        var settings = new ConfigurationBuilder()
            .AddJsonFile(Path.GetFullPath(folder.Settings), optional: true, reloadOnChange: false)
            .AddEnvironmentVariables("ALERTBOT_")
            .Build();
        return settings.GetSection("Feeds").Get<FeedsOptions>()?.MinInterval ?? new FeedsOptions().MinInterval;
    }

    private static async Task<WordReport> ReadAgainstAsync(
        RuleSet rules,
        string path,
        Terminal terminal,
        CancellationToken ct
    )
    {
        var report = new WordReport(rules);
        var items = ReplaySource.From(path, terminal, ct);
        await foreach (var item in items.HideRepeated(new Stopwatch(), ct).WithCancellation(ct))
            report.Add(item, ct);
        return report.Entries > 0 ? report : throw new InvalidDataException($"{path} has no entries");
    }

    private static async Task WriteTextAsync(
        DiagnosticBag diagnostics,
        List<Diagnostic> warnings,
        string allIsWell,
        Terminal terminal
    )
    {
        foreach (var diagnostic in diagnostics.All)
            await terminal.Error.WriteLineAsync($"{diagnostic}");
        foreach (var warning in warnings)
            await terminal.Error.WriteLineAsync($"{warning.Place}: warning: {warning.Message}");
        if (diagnostics.Any)
            await terminal.Error.WriteLineAsync(
                $"{diagnostics.Count} {(diagnostics.Count == 1 ? "problem" : "problems")}"
            );
        else
            await terminal.Out.WriteLineAsync(allIsWell);
    }

    private static Dictionary<string, object?> Report(
        RuleSet? rules,
        int? feeds,
        int? subscriptions,
        DiagnosticBag diagnostics,
        List<Diagnostic> warnings,
        WordReport? report
    )
    {
        var answer = new Dictionary<string, object?>
        {
            ["rules"] = rules?.Rules.Count,
            ["version"] = rules?.Version,
            ["feeds"] = feeds,
            ["subscriptions"] = subscriptions,
            ["faults"] = diagnostics.All.Select(Shown),
            ["warnings"] = warnings.Select(Shown),
        };
        if (report is not null)
            answer["against"] = WordReportText.Json(report);
        return answer;
    }

    private static object Shown(Diagnostic diagnostic) =>
        new
        {
            file = diagnostic.Place.File,
            line = diagnostic.Place.Line,
            column = diagnostic.Place.Column,
            message = diagnostic.Message,
        };

    private static Task WriteJsonAsync(object answer, Terminal terminal) =>
        terminal.Out.WriteLineAsync(JsonSerializer.Serialize(answer, ReplayAnswer.Format));
}
