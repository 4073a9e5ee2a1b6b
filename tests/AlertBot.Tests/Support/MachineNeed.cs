namespace AlertBot.Tests.Support;

/// <summary>
/// What a test asks of the machine beyond the SDK. All needs stand here, and <c>.ci/run</c> installs each: where CI is
/// set, one that is missing fails the test; elsewhere the test is skipped and says what to install.
/// </summary>
internal sealed record MachineNeed(string Name, string Remedy, Func<bool> IsMet)
{
    /// <summary>The newest of Debian's servers; null where none is installed.</summary>
    public static readonly string? PostgreSqlPrograms = Directory.Exists("/usr/lib/postgresql")
        ? Directory
            .GetDirectories("/usr/lib/postgresql")
            .Select(version => Path.Combine(version, "bin"))
            .Where(bin => File.Exists(Path.Combine(bin, "initdb")))
            .Order(StringComparer.Ordinal)
            .LastOrDefault()
        : null;

    public const string ChromiumProgram = "/usr/bin/chromium";

    /// <summary>Debian's own Python, which sees Debian's packages.</summary>
    public const string PythonProgram = "/usr/bin/python3";

    public static readonly MachineNeed PostgreSql = new("PostgreSQL", "apt-get install postgresql", () =>
        PostgreSqlPrograms is not null
    );

    public static readonly MachineNeed Chromium = new("Chromium", "apt-get install chromium fonts-noto-core", () =>
        File.Exists(ChromiumProgram)
    );

    /// <summary>Two clients of the networks and Telegram's own parser, from npm.</summary>
    public static readonly MachineNeed OutsideClients = new(
        "The outside clients",
        "npm ci in a copy of tests/clients, named by ALERTBOT_CLIENTS",
        () => Directory.Exists(Path.Combine(ClientsFolder ?? "", "node_modules"))
    );

    public static readonly MachineNeed PythonDiscord = new(
        "The Discord client for Python",
        "apt-get install python3-discord",
        () => Directory.Exists("/usr/lib/python3/dist-packages/discord") && File.Exists(PythonProgram)
    );

    public static readonly MachineNeed PythonSmtp = new(
        "A mail server for Python",
        "apt-get install python3-aiosmtpd",
        () => Directory.Exists("/usr/lib/python3/dist-packages/aiosmtpd") && File.Exists(PythonProgram)
    );

    public static readonly MachineNeed MountedDisk = new(
        "A small disk in memory",
        "run the tests as root, who may mount one",
        () => Environment.IsPrivilegedProcess && OperatingSystem.IsLinux()
    );

    /// <summary>Where tests/clients is installed with its node_modules; null where nobody says.</summary>
    public static string? ClientsFolder => Environment.GetEnvironmentVariable("ALERTBOT_CLIENTS");

    private static bool IsCi => Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>Goes on where the need is met; else skips the test, and in CI fails it.</summary>
    public void Require()
    {
        if (IsMet())
            return;
        var words = $"{Name} is missing: {Remedy}";
        if (IsCi)
            throw new InvalidOperationException(words);
        Assert.Skip(words);
    }
}
