using System.CommandLine;
using AlertBot.Configuration;
using AlertBot.Hosting;
using AlertBot.Runtime;
using Microsoft.Extensions.Hosting;

namespace AlertBot.Cli;

/// <summary><c>run</c>: the hosted service, until SIGTERM or Ctrl+C.</summary>
internal static class RunVerb
{
    public static Command Command(Terminal terminal)
    {
        var command = new Command("run", "Polls, matches and alerts until it is stopped (also with no verb at all).");
        var log = LogFormat.Option();
        command.Add(log);
        command.SetAction((parsed, ct) => RunAsync(CommandLine.Folder(parsed), parsed.GetValue(log), terminal, ct));
        return command;
    }

    public static async Task<int> RunAsync(ConfigFolder folder, string? log, Terminal terminal, CancellationToken ct)
    {
        using var host = AlertBotHost.Build(folder, LogFormat.Settings(log));
        return await RunAsync(host, terminal, ct);
    }

    /// <summary>
    /// Prepares and runs a host; faults of the configuration are told, all of them, and nothing is started.
    /// </summary>
    public static async Task<int> RunAsync(IHost host, Terminal terminal, CancellationToken ct)
    {
        var diagnostics = await host.Services.GetRequiredService<StartUp>().PrepareAsync(ct);
        foreach (var diagnostic in diagnostics)
            await terminal.Error.WriteLineAsync($"{diagnostic}");
        if (diagnostics.Count > 0)
        {
            await terminal.Error.WriteLineAsync(
                "alertbot: not started; \"alertbot check\" reads the files again when they are mended, "
                    + "\"alertbot init\" "
                    + "writes a first configuration where there is none"
            );
            return Exit.Wrong;
        }
        // Rules and lists have been read: many times their size in text.
        UnusedMemory.GiveBack();
        await host.RunAsync(ct);
        return Exit.Fine;
    }
}
