using System.CommandLine;
using System.Data.Common;
using AlertBot.Hosting;
using AlertBot.Runtime;
using AlertBot.Storage;
using AlertBot.Storage.Leases;

namespace AlertBot.Cli;

/// <summary>
/// <c>health</c>: whether a running AlertBot gives signs of life, read from its store. For container and service
/// checks.
/// </summary>
internal static class HealthVerb
{
    /// <summary>Four times the usual time between signs.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    public static Command Command(Terminal terminal)
    {
        var command = new Command(
            "health",
            "Says whether a running AlertBot gives signs of life (exit code 0) or not (1)."
        );
        command.SetAction(
            async (parsed, ct) =>
            {
                using var host = AlertBotHost.Build(CommandLine.Folder(parsed));
                var last = await LastSignAsync(host.Services, ct);
                var age = host.Services.GetRequiredService<TimeProvider>().GetUtcNow() - last;
                await terminal.Out.WriteLineAsync(
                    age is { } known ? $"last sign of life {known.TotalSeconds:0} s ago" : "no sign of life yet"
                );
                return age < Longest ? Exit.Fine : Exit.No;
            }
        );
        return command;
    }

    private static async Task<DateTimeOffset?> LastSignAsync(IServiceProvider services, CancellationToken ct)
    {
        var dialect = services.GetRequiredService<Database>().Dialect;
        try
        {
            return dialect.Exists() ? await services.GetRequiredService<NodeStore>().LastSignAsync(ct) : null;
        }
        catch (DbException e)
        {
            throw new StoreUnavailableException(StoreFault.Explain(e, dialect), e);
        }
    }
}
