using System.CommandLine;
using AlertBot.Config;
using AlertBot.Storage;
using Microsoft.Data.Sqlite;

namespace AlertBot.Cli;

/// <summary><c>store</c>: copies the store while the bot runs, and checks it.</summary>
internal static class StoreVerb
{
    public static Command Command(Terminal terminal) => new("store", "Copies the store while the bot runs, and checks it.") { Copying(terminal), Checking(terminal) };

    private static Command Copying(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "Where the copy goes; it must not exist yet" };
        var command = new Command("backup", "Makes a whole, checked copy of the store; the bot may run meanwhile.") { file };
        command.SetAction((parsed, ct) => WithBackupAsync(CommandLine.Folder(parsed), async backup =>
        {
            var made = await backup.CopyToAsync(parsed.GetRequiredValue(file), ct);
            await terminal.Out.WriteLineAsync($"{made.Path}: {made.Bytes / 1024} KB, sound; {string.Join(", ", made.Rows.Select(table => $"{table.Value} {table.Key}"))}");
            return Exit.Fine;
        }));
        return command;
    }

    private static Command Checking(Terminal terminal)
    {
        var command = new Command("check", "Says whether the store is sound (exit code 0) or what is wrong with it (1).");
        command.SetAction((parsed, ct) => WithBackupAsync(CommandLine.Folder(parsed), async backup =>
        {
            var faults = await backup.FaultsAsync(ct);
            foreach (var fault in faults)
                await terminal.Error.WriteLineAsync(fault);
            if (faults.Count > 0)
                await terminal.Error.WriteLineAsync("the store is damaged; stop the bot and put your last backup in its place");
            else
                await terminal.Out.WriteLineAsync("the store is sound");
            return faults.Count == 0 ? Exit.Fine : Exit.No;
        }));
        return command;
    }

    private static async Task<int> WithBackupAsync(ConfigFolder folder, Func<StoreBackup, Task<int>> act)
    {
        using var host = AlertBotHost.Build(folder);
        try
        {
            return await act(host.Services.GetRequiredService<StoreBackup>());
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }
}
