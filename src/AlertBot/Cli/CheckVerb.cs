using System.CommandLine;
using System.Text.Json;
using AlertBot.Config;
using AlertBot.Feeds;
using AlertBot.Rules;
using AlertBot.Subscriptions;

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
        var command = new Command(
            "check",
            "Reads every config file, runs every rule's examples, and tells all problems at once."
        )
        {
            json,
        };
        command.SetAction((parsed, _) => RunAsync(CommandLine.Folder(parsed), parsed.GetValue(json), terminal));
        return command;
    }

    private static async Task<int> RunAsync(ConfigFolder folder, bool json, Terminal terminal)
    {
        var faults = new Faults();
        var warnings = new List<Fault>();
        if (!Directory.Exists(folder.Path))
        {
            await terminal.Error.WriteLineAsync(
                $"{folder.Path}: there is no such folder; name it with --config DIR, or \"alertbot init\" makes one"
            );
            return Exit.Wrong;
        }
        SettingsFile.Check(folder.Settings, faults);
        var feeds = FeedList.Read(folder.Feeds, faults);
        var rules = RuleFiles.Read(folder.Rules, faults, warnings);
        var subscriptions = SubscriptionFiles.Read(
            folder.Subscriptions,
            rules?.Rules.Select(r => r.Id).ToList(),
            faults
        );
        warnings =
        [
            .. warnings
                .OrderBy(f => f.Place.File, StringComparer.Ordinal)
                .ThenBy(f => f.Place.Line)
                .ThenBy(f => f.Place.Column),
        ];
        if (json)
            await WriteJsonAsync(
                new
                {
                    rules = rules?.Rules.Count,
                    version = rules?.Version,
                    feeds = feeds?.Count,
                    subscriptions = subscriptions?.Count,
                    faults = faults.All.Select(Shown),
                    warnings = warnings.Select(Shown),
                },
                terminal
            );
        else
            await WriteTextAsync(
                faults,
                warnings,
                $"{rules?.Rules.Count} rules (version {rules?.Version}), {feeds?.Count} feeds, "
                    + $"{subscriptions?.Count} subscriptions: all is well",
                terminal
            );
        return faults.Any ? Exit.No : Exit.Fine;
    }

    private static async Task WriteTextAsync(Faults faults, List<Fault> warnings, string allIsWell, Terminal terminal)
    {
        foreach (var fault in faults.All)
            await terminal.Error.WriteLineAsync($"{fault}");
        foreach (var warning in warnings)
            await terminal.Error.WriteLineAsync($"{warning.Place}: warning: {warning.Message}");
        if (faults.Any)
            await terminal.Error.WriteLineAsync($"{faults.Count} {(faults.Count == 1 ? "problem" : "problems")}");
        else
            await terminal.Out.WriteLineAsync(allIsWell);
    }

    private static object Shown(Fault fault) =>
        new
        {
            file = fault.Place.File,
            line = fault.Place.Line,
            column = fault.Place.Column,
            message = fault.Message,
        };

    private static Task WriteJsonAsync(object told, Terminal terminal) =>
        terminal.Out.WriteLineAsync(JsonSerializer.Serialize(told, ReplayAnswer.Format));
}
