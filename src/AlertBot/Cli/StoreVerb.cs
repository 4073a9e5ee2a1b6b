using System.CommandLine;
using System.Data.Common;
using AlertBot.Configuration;
using AlertBot.Hosting;
using AlertBot.Runtime;
using AlertBot.Storage.Backups;

namespace AlertBot.Cli;

/// <summary><c>store</c>: copies the store while the bot runs, checks it, and moves it to a server.</summary>
internal static class StoreVerb
{
    public static Command Command(Terminal terminal) =>
        new("store", "Copies the store while the bot runs, checks it, and moves it to a server.")
        {
            BackingUp(terminal),
            Checking(terminal),
            Moving(terminal),
        };

    private static Command BackingUp(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "Where the copy goes; it must not exist yet" };
        var command = new Command("backup", "Makes a whole, checked copy of the store; the bot may run meanwhile.")
        {
            file,
        };
        command.SetAction((parsed, ct) => WithAsync<StoreBackup>(CommandLine.Folder(parsed), async backup =>
                {
                    var made = await backup.CopyToAsync(parsed.GetRequiredValue(file), ct);
                    await terminal.Out.WriteLineAsync(
                        $"{made.Path}: {made.Bytes / 1024} KB, sound; "
                            + $"{string.Join(", ", made.Rows.Select(table => $"{table.Value} {table.Key}"))}"
                    );
                    return Exit.Fine;
                }));
        return command;
    }

    private static Command Checking(Terminal terminal)
    {
        var command = new Command(
            "check",
            "Says whether the store is sound (exit code 0) or what is wrong with it (1)."
        );
        command.SetAction((parsed, ct) => WithAsync<StoreBackup>(CommandLine.Folder(parsed), async backup =>
                {
                    var diagnostics = await backup.FaultsAsync(ct);
                    foreach (var fault in diagnostics)
                        await terminal.Error.WriteLineAsync(fault);
                    if (diagnostics.Count > 0)
                        await terminal.Error.WriteLineAsync(
                            "the store is damaged; stop the bot and put your last backup in its place"
                        );
                    else
                        await terminal.Out.WriteLineAsync("the store is sound");
                    return diagnostics.Count == 0 ? Exit.Fine : Exit.No;
                }));
        return command;
    }

    private static Command Moving(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "The SQLite file; no bot may run on it" };
        var command = new Command(
            "copy",
            "Copies an SQLite file into the PostgreSQL database that ConnectionStrings:AlertBot names, "
                + "and counts on both sides."
        )
        {
            file,
        };
        command.SetAction((parsed, ct) => WithAsync<StoreCopy>(CommandLine.Folder(parsed), async copy =>
                {
                    var rows = await copy.FromAsync(parsed.GetRequiredValue(file), ct);
                    await terminal.Out.WriteLineAsync(
                        "copied, the same counts on both sides: "
                            + $"{string.Join(", ", rows.Select(table => $"{table.Value} {table.Key}"))}"
                    );
                    return Exit.Fine;
                }));
        return command;
    }

    private static async Task<int> WithAsync<T>(ConfigFolder folder, Func<T, Task<int>> act)
        where T : notnull
    {
        using var host = AlertBotHost.Build(folder);
        try
        {
            return await act(host.Services.GetRequiredService<T>());
        }
        catch (Exception e) when (e is DbException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }
}
