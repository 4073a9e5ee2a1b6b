using System.Diagnostics;

namespace AlertBot.Tests.Support;

/// <summary>
/// Runs clients from elsewhere (tests/clients), which know nothing of our fakes. The folder with their node_modules is
/// named by ALERTBOT_CLIENTS.
/// </summary>
internal static class OutsideClients
{
    /// <summary>The folder of the clients; skips a test where they are not installed, save in CI.</summary>
    public static string Require()
    {
        MachineNeed.OutsideClients.Require();
        return MachineNeed.ClientsFolder!;
    }

    /// <summary>Runs a script with node; its streams and exit code.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(string script, string[] args, CancellationToken ct) =>
        StartAsync("node", [Path.Combine(Require(), script), .. args], ct);

    /// <summary>Debian's own Python, which sees Debian's packages.</summary>
    public static Task<(int ExitCode, string Output)> RunPythonAsync(
        string script,
        string[] args,
        CancellationToken ct
    ) => StartAsync(MachineNeed.PythonProgram, [Repository.PathOf($"tests/clients/{script}"), .. args], ct);

    private static async Task<(int ExitCode, string Output)> StartAsync(
        string program,
        string[] args,
        CancellationToken ct
    )
    {
        var start = new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var node = Process.Start(start)!;
        var output = await Task.WhenAll(node.StandardOutput.ReadToEndAsync(ct), node.StandardError.ReadToEndAsync(ct));
        await node.WaitForExitAsync(ct);
        return (node.ExitCode, string.Concat(output));
    }
}
