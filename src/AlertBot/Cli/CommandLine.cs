using System.CommandLine;
using System.CommandLine.Help;
using AlertBot.Configuration;
using AlertBot.Hosting;
using AlertBot.Runtime;
using AlertBot.Storage;
using AlertBot.Storage.Backups;

namespace AlertBot.Cli;

/// <summary>The verbs of <c>alertbot</c>; with none, it runs.</summary>
internal static class CommandLine
{
    private static readonly Option<string> ConfigOption = new("--config")
    {
        Description = "Folder with appsettings.json, feeds.yaml, subscriptions.yaml and rules/",
        DefaultValueFactory = _ => "config",
        HelpName = "DIR",
        Recursive = true,
    };

    public static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken ct)
    {
        var root = Root(terminal);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await terminal.Error.WriteLineAsync($"alertbot: {error.Message}");
            await terminal.Error.WriteLineAsync(
                "\"alertbot --help\" lists the verbs, \"alertbot VERB --help\" what each takes."
            );
            return Exit.Wrong;
        }
        try
        {
            // The host of "run" ends itself on SIGTERM; the library's own time-out would cut it short.
            var invocation = new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(invocation, ct);
        }
        catch (Exception e)
            when (e
                    is SettingsException
                        or NewerSchemaException
                        or StoreInUseException
                        or StoreUnavailableException
                        or OptionsValidationException
                        or InvalidDataException
            )
        {
            await terminal.Error.WriteLineAsync($"alertbot: {e.Message}");
            return Exit.Wrong;
        }
    }

    public static ConfigFolder Folder(ParseResult parsed) => new(parsed.GetRequiredValue(ConfigOption));

    /// <summary>All verbs with what they take.</summary>
    internal static RootCommand Root(Terminal terminal)
    {
        var root = new RootCommand(
            "Polls feeds, matches rules in Arabic, English and French, and alerts Telegram and Discord chats."
        )
        {
            ConfigOption,
            RunVerb.Command(terminal),
            DemoVerb.Command(terminal),
            InitVerb.Command(terminal),
            CheckVerb.Command(terminal),
            TryVerb.Command(terminal),
            ReplayVerb.Command(terminal),
            FeedsVerb.Command(terminal),
            SubscriptionsVerb.Command(terminal),
            SendTestVerb.Command(terminal),
            CorrectVerb.Command(terminal),
            FeedbackVerb.Command(terminal),
            ModelVerb.Command(terminal),
            SearchVerb.Command(terminal),
            StoreVerb.Command(terminal),
            HealthVerb.Command(terminal),
            CompletionVerb.Command(terminal),
        };
        var log = LogFormat.Option();
        root.Add(log);
        root.SetAction((parsed, token) => RunVerb.RunAsync(Folder(parsed), parsed.GetValue(log), terminal, token));
        // "/h" and "/?" are Windows' ways; a shell would offer them at every turn.
        foreach (var foreign in (string[])["/h", "/?"])
            root.Options.OfType<HelpOption>().Single().Aliases.Remove(foreign);
        return root;
    }
}
