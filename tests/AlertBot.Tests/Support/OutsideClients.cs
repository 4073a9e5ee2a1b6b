using System.Diagnostics;

namespace AlertBot.Tests.Support;

/// <summary>
/// Clients from elsewhere (tests/clients), that know nothing of our fakes. The folder with their node_modules is named
/// by ALERTBOT_CLIENTS; the CI run installs it and must not do without.
/// </summary>
internal static class OutsideClients
{
    private static string? Folder => Environment.GetEnvironmentVariable("ALERTBOT_CLIENTS");

    /// <summary>Skips a test where the clients are not installed, save in CI, where that is a failure.</summary>
    public static string Require()
    {
        if (string.IsNullOrEmpty(Folder) && Environment.GetEnvironmentVariable("CI") != "true")
            Assert.Skip(
                "outside clients are not installed: npm ci in a copy of tests/clients, named by ALERTBOT_CLIENTS"
            );
        return Folder ?? throw new InvalidOperationException("CI runs without ALERTBOT_CLIENTS");
    }

    /// <summary>Runs a script with node; its streams and exit code.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(string script, string[] args, CancellationToken ct) =>
        StartAsync("node", [Path.Combine(Require(), script), .. args], ct);

    /// <summary>Debian's own Python, which sees Debian's packages.</summary>
    public static Task<(int ExitCode, string Output)> RunPythonAsync(
        string script,
        string[] args,
        CancellationToken ct
    ) => StartAsync("/usr/bin/python3", [Repository.PathOf($"tests/clients/{script}"), .. args], ct);

    public static async Task<bool> HasPythonModuleAsync(string module, CancellationToken ct) =>
        File.Exists("/usr/bin/python3")
        && (await StartAsync("/usr/bin/python3", ["-c", $"import {module}"], ct)).ExitCode == 0;

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
