using System.Collections.Concurrent;
using System.Diagnostics;
using AlertBot.Storage;
using Npgsql;
using MsOptions = Microsoft.Extensions.Options.Options;

[assembly: AssemblyFixture(typeof(AlertBot.Tests.Support.PostgresServersFixture))]

namespace AlertBot.Tests.Support;

/// <summary>
/// A PostgreSQL server of Debian's, started once for all tests in a folder of its own, reachable by a socket in it
/// alone. Each test has a database, copied from one that was upgraded once.
/// </summary>
internal sealed class PostgresServer
{
    private static readonly Lazy<Task<PostgresServer>> Started = new(StartAsync);
    private static readonly string? Programs = MachineNeed.PostgreSqlPrograms;
    private static readonly ConcurrentBag<PostgresServer> Running = [];

    private readonly DirectoryInfo _folder;
    private int _databases;

    private PostgresServer(DirectoryInfo folder) => _folder = folder;

    /// <summary>Whether the class that is running asks for it.</summary>
    public static bool IsAskedFor =>
        (TestContext.Current.TestClass as Xunit.v3.IXunitTestClass)?.Class.IsDefined(
            typeof(OnPostgresAttribute),
            inherit: false
        ) == true;

    public static Task<PostgresServer> GetAsync()
    {
        MachineNeed.PostgreSql.Require();
        return Started.Value;
    }

    /// <summary>One that nobody else uses, so that it may be restarted.</summary>
    public static Task<PostgresServer> StartOwnAsync()
    {
        MachineNeed.PostgreSql.Require();
        return StartAsync();
    }

    /// <summary>As after a crash: connections are cut, what was written stands.</summary>
    public void Restart()
    {
        Run(Path.Combine(Programs!, "pg_ctl"), "-D", Data, "-m", "immediate", "-w", "stop");
        Run(
            Path.Combine(Programs!, "pg_ctl"),
            "-D",
            Data,
            "-w",
            "-l",
            Path.Combine(_folder.FullName, "log"),
            "-o",
            Options,
            "start"
        );
    }

    /// <summary>
    /// Ends all that were started: after the last test, not when the process exits, for which the runner waits a few
    /// seconds and then fails the run.
    /// </summary>
    public static void StopAll()
    {
        while (Running.TryTake(out var server))
        {
            Run(Path.Combine(Programs!, "pg_ctl"), "-D", server.Data, "-m", "immediate", "stop");
            server._folder.Delete(recursive: true);
        }
    }

    private string Data => Path.Combine(_folder.FullName, "data");

    /// <summary>
    /// Nothing of it must outlive the tests, so nothing need reach the disk. By default it confirms ten seconds before
    /// it writes, the worst that may be met: what must outlive its crash, the program has to ask for.
    /// </summary>
    private string Options =>
        $"-k {_folder.FullName} -c listen_addresses= -c fsync=off -c synchronous_commit=off -c wal_writer_delay=10s "
        + "-c max_connections=300";

    /// <summary>Where a <see cref="CutWire"/> leads to.</summary>
    public string Socket => Path.Combine(_folder.FullName, ".s.PGSQL.5432");

    public string ConnectionString(string database) =>
        $"Host={_folder.FullName};Username=postgres;Database={database};Maximum Pool Size=20";

    /// <summary>A new, upgraded database; its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(string template = "alertbot")
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        // Copied file by file: by the log, which is the default, takes twice as long where nothing waits for the disk.
        await RunAsync($"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY");
        return ConnectionString(name);
    }

    public Task DropAsync(string connectionString) =>
        RunAsync($"DROP DATABASE {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<PostgresServer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("alertbot-pg-");
        var server = new PostgresServer(folder);
        var data = server.Data;
        if (Environment.UserName == "root")
            Run("chown", "postgres", folder.FullName);
        Run(
            Path.Combine(Programs!, "initdb"),
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "--no-sync",
            "-E",
            "UTF8",
            "--locale=C.UTF-8"
        );
        Run(
            Path.Combine(Programs!, "pg_ctl"),
            "-D",
            data,
            "-w",
            "-l",
            Path.Combine(folder.FullName, "log"),
            "-o",
            server.Options,
            "start"
        );
        Running.Add(server);
        await server.RunAsync("CREATE DATABASE alertbot");
        using (
            var database = new Database(
                MsOptions.Create(new StorageOptions { AlertBot = server.ConnectionString("alertbot") })
            )
        )
            new Schema(database).Upgrade();
        NpgsqlConnection.ClearAllPools();
        return server;
    }

    /// <summary>The server refuses to run as root.</summary>
    private static void Run(string program, params string[] arguments)
    {
        string[] all =
            Environment.UserName == "root" && program != "chown"
                ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", program, .. arguments]
                : [program, .. arguments];
        // The server inherits what it is given; a pipe it keeps open would be read for ever.
        using var process = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1", .. all])
            {
                WorkingDirectory = "/",
            }
        )!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}"
            );
    }
}

/// <summary>Ends the servers after the last test of the assembly.</summary>
public sealed class PostgresServersFixture : IDisposable
{
    public void Dispose() => PostgresServer.StopAll();
}
