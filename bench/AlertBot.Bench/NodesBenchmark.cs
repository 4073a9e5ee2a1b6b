using System.Globalization;
using AlertBot.Tests.Support;
using Dapper;
using Npgsql;

namespace AlertBot.Bench;

/// <summary>
/// One, two and four nodes on one PostgreSQL server, each with a full queue: messages a second, and who spends what on
/// them. Limits are so far up that none is met; all, the fakes of the networks too, share this machine's cores.
/// </summary>
internal static class NodesBenchmark
{
    // Each goes to two chats. Ten feeds list them, one a minute back: of more than 360 the oldest would not be told at
    // first sight.
    private const int Alerts = 3000;

    // The most that Telegram:PerSecond takes, 1,000 messages a second.
    private const double Scale = 40;

    // Of the kernel's clock, in which /proc counts (man 5 proc); the same on all Linux of today.
    private const double TicksPerSecond = 100;

    public static async Task<int> RunAsync(string server, CancellationToken ct)
    {
        Console.WriteLine($"{Environment.ProcessorCount} cores");
        foreach (var nodes in (int[])[1, 2, 4])
            await MeasureAsync(server, nodes, ct);
        return 0;
    }

    private static async Task MeasureAsync(string server, int nodes, CancellationToken ct)
    {
        await using var admin = new NpgsqlConnection(server);
        await admin.OpenAsync(ct);
        var name = $"alertbot_bench_{nodes}";
        await admin.ExecuteAsync($"DROP DATABASE IF EXISTS {name}");
        await admin.ExecuteAsync($"CREATE DATABASE {name}");
        var options = new TortureOptions(Chats: 1000, Alerts, Kills: 0, Seed: 1, Scale);
        await using (
            var torture = await Torture.CreateAsync(
                options,
                entriesPerSecond: Alerts,
                new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20 }.ConnectionString
            )
        )
        {
            var (own, database) = (OwnCpu(), DatabaseCpu());
            var measure = await torture.MeasureAsync(nodes, ct);
            NpgsqlConnection.ClearAllPools();
            await using var reader = new NpgsqlConnection(server);
            await reader.OpenAsync(ct);
            var commits = await reader.ExecuteScalarAsync<long>(
                "SELECT xact_commit FROM pg_stat_database WHERE datname = @name",
                new { name }
            );
            var per = 1000.0 / measure.Messages;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{nodes} nodes: {measure.Messages} messages in {measure.Took.TotalSeconds:0.0} s, "
                        + $"{measure.PerSecond:0} a second; milliseconds of CPU a message: "
                        + $"nodes {measure.Cpu.TotalSeconds * per:0.00}, database "
                        + $"{(DatabaseCpu() - database) * per:0.00}, feeds and networks "
                        + $"{(OwnCpu() - own) * per:0.00}; {(double)commits / measure.Messages:0.00} "
                        + $"transactions a message; {measure.Refused} refused; "
                        + $"peak memory {measure.PeakMegabytes} MB"
                )
            );
        }
        NpgsqlConnection.ClearAllPools();
        await admin.ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
    }

    private static double OwnCpu() => Environment.CpuUsage.TotalTime.TotalSeconds;

    /// <summary>
    /// Seconds of all processes of the server, those that ended as their parent counts them; 0 where it is on another
    /// machine.
    /// </summary>
    private static double DatabaseCpu() =>
        Directory
            .GetDirectories("/proc")
            .Where(folder => int.TryParse(Path.GetFileName(folder), out _))
            .Sum(TicksOfPostgres) / TicksPerSecond;

    private static double TicksOfPostgres(string folder)
    {
        try
        {
            // pid (comm) state ppid …; 14 to 17 are utime, stime and those of the children waited for.
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            return stat.Contains("(postgres)", StringComparison.Ordinal)
                ? stat[(stat.LastIndexOf(')') + 2)..]
                    .Split(' ')[11..15]
                    .Sum(ticks => double.Parse(ticks, CultureInfo.InvariantCulture))
                : 0;
        }
        catch (IOException)
        {
            return 0; // It ended as it was looked at.
        }
    }
}
