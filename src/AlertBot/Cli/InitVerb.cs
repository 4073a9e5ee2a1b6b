using System.CommandLine;
using AlertBot.Configuration;
using AlertBot.Runtime;

namespace AlertBot.Cli;

/// <summary><c>init</c>: a first configuration folder, for who has the program and not its source.</summary>
internal static class InitVerb
{
    public static Command Command(Terminal terminal)
    {
        var command = new Command(
            "init",
            "Writes the shipped rules, feeds and settings into the configuration folder; "
                + "files that are there stay as they are."
        );
        command.SetAction(
            async (parsed, _) =>
            {
                var folder = CommandLine.Folder(parsed).Path;
                try
                {
                    var (written, kept) = ShippedConfig.WriteTo(folder);
                    await terminal.Out.WriteLineAsync(
                        $"{folder}: {written} files written"
                            + $"{(kept > 0 ? $", {kept} that were there left as they are" : "")}. Next: "
                            + "alertbot feeds check, alertbot check, alertbot run"
                    );
                    return Exit.Fine;
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    throw new InvalidDataException($"{folder} cannot be written: {e.Message}");
                }
            }
        );
        return command;
    }
}
