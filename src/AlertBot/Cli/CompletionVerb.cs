using System.CommandLine;
using System.Reflection;
using AlertBot.Runtime;

namespace AlertBot.Cli;

/// <summary>
/// <c>completion</c>: what makes a shell complete verbs and options; it asks this program, so it knows what the program
/// knows.
/// </summary>
internal static class CompletionVerb
{
    private static readonly string[] Shells = ["bash", "zsh", "fish"];

    public static Command Command(Terminal terminal)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong(Shells);
        var command = new Command(
            "completion",
            "Prints a script that makes a shell complete verbs and options; for bash: source <(alertbot "
                + "completion bash)"
        )
        {
            shell,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                using var script = new StreamReader(
                    Assembly
                        .GetExecutingAssembly()
                        .GetManifestResourceStream($"Completion/alertbot.{parsed.GetRequiredValue(shell)}")!
                );
                await terminal.Out.WriteAsync(await script.ReadToEndAsync(ct));
                return Exit.Fine;
            }
        );
        return command;
    }
}
