using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using AlertBot.Ingestion;
using Microsoft.Data.Sqlite;

namespace AlertBot.Bench.Service;

/// <summary>
/// The program as an operator runs it, in a folder of its own, with the shipped rules, and what the system counts of
/// it.
/// </summary>
/// <param name="folder">Its configuration and store.</param>
/// <param name="program">The published program; null for what is built with the benchmarks.</param>
internal sealed class BenchBot(DirectoryInfo folder, string? program) : IDisposable
{
    private const int MostWords = 20;

    private readonly ConcurrentQueue<string> _lastWords = [];
    private Process? _process;

    private string StoreFile => Path.Combine(folder.FullName, "bench.db");

    /// <summary>Of the process so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process!.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public long PeakMegabytes => Megabytes("VmHWM");

    public long Megabytes() => Megabytes("VmRSS");

    public long StoreBytes =>
        new[] { StoreFile, $"{StoreFile}-wal" }.Where(File.Exists).Sum(f => new FileInfo(f).Length);

    /// <summary>
    /// Transactions that wrote, from SQLite's own counter: iChange in the header of the WAL index (walformat.html, read
    /// 2026-11), which grows by one with each.
    /// </summary>
    public uint Commits
    {
        get
        {
            using var index = File.Open($"{StoreFile}-shm", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            Span<byte> header = stackalloc byte[12];
            index.ReadExactly(header);
            return BitConverter.ToUInt32(header[8..]);
        }
    }

    /// <summary>Copies the store, of a bot that has ended, over what is there.</summary>
    public void CopyStoreTo(string file) => File.Copy(StoreFile, file, overwrite: true);

    public void WriteConfig(BenchFeeds feeds, int count)
    {
        var rules = Directory.CreateDirectory(Path.Combine(folder.FullName, "rules"));
        foreach (var file in Directory.GetFiles(Path.Combine(Root(), "config", "rules"), "*.yaml"))
            File.Copy(file, Path.Combine(rules.FullName, Path.GetFileName(file)));
        var list = string.Concat(
            Enumerable.Range(0, count).Select(n => $"\n  - {{url: \"{feeds.Url(n)}\", publisher: feed {n}}}")
        );
        File.WriteAllText(Path.Combine(folder.FullName, "feeds.yaml"), $"feeds:{list}\n");
    }

    /// <param name="interval">Between two polls of a feed; none is due again before.</param>
    public void Start(string interval)
    {
        string[] run = ["run", "--config", folder.FullName];
        var start = new ProcessStartInfo(
            program ?? "dotnet",
            program is null ? [typeof(Pipeline).Assembly.Location, .. run] : run
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ALERTBOT_ConnectionStrings__AlertBot"] = $"Data Source={StoreFile}";
        start.Environment["ALERTBOT_Feeds__AllowPrivateAddresses"] = "true";
        start.Environment["ALERTBOT_Feeds__MinInterval"] = interval;
        // For the scenes on one host, as many polls at once as on many.
        start.Environment["ALERTBOT_Feeds__PerHostConcurrency"] = "32";
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => _lastWords.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Waits; throws, with the bot's last words, where the bot ends before.</summary>
    public async Task WhileRunningAsync(Task work, CancellationToken ct)
    {
        var end = _process!.WaitForExitAsync(ct);
        if (await Task.WhenAny(work, end) == end)
            throw new InvalidOperationException(
                $"the bot ended with {_process.ExitCode}: {string.Join('\n', _lastWords.TakeLast(MostWords))}"
            );
        await work;
    }

    public async Task StopAsync(CancellationToken ct)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process!.Id}"]);
        await _process.WaitForExitAsync(ct);
    }

    /// <summary>Makes every feed due, as if its interval had passed.</summary>
    public Task MakeAllDueAsync(CancellationToken ct) => RunAsync<int>("UPDATE feeds SET next_poll = 1", ct);

    /// <summary>Until every feed is in the store, and polled.</summary>
    public async Task WaitForStoreAsync(int feeds, CancellationToken ct)
    {
        while (!File.Exists(StoreFile) || await CountPolledAsync(ct) < feeds)
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, ct);
    }

    private async Task<long> CountPolledAsync(CancellationToken ct)
    {
        try
        {
            return await RunAsync<long>("SELECT count(*) FROM feeds WHERE last_poll IS NOT NULL", ct);
        }
        catch (SqliteException)
        {
            return 0; // The schema is being made.
        }
    }

    /// <summary>Until no feed is due or being polled, but for some that hang.</summary>
    public async Task WaitUntilSettledAsync(int left, CancellationToken ct)
    {
        while (await RunAsync<long>("SELECT count(*) FROM feeds WHERE next_poll = 1 OR leased_until > 0", ct) > left)
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, ct);
    }

    public void Dispose() => _process?.Dispose();

    private long Megabytes(string kind) =>
        long.Parse(
            File.ReadLines($"/proc/{_process!.Id}/status")
                .First(l => l.StartsWith(kind, StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture
        ) / 1024;

    private async Task<T?> RunAsync<T>(string sql, CancellationToken ct)
    {
        await using var store = new SqliteConnection($"Data Source={StoreFile};Default Timeout=30");
        await store.OpenAsync(ct);
        await using var command = store.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(ct) is T value ? value : default;
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AlertBot.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
