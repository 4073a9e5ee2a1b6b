using System.Diagnostics;
using AlertBot.Ingestion;

namespace AlertBot.Tests.Support;

/// <summary>The real program in a process of its own, to be killed.</summary>
internal sealed class BotProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _log = [];
    private readonly Signal _signal = new();

    private BotProcess(Process process) => _process = process;

    public bool HasExited => _process.HasExited;

    /// <summary>As when a service manager is to start it again: its store could not be reached at its start.</summary>
    public bool HasNotStarted => _process.HasExited && _process.ExitCode == 2;

    /// <summary>What it wrote to both streams so far.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return string.Join('\n', _log);
        }
    }

    public static BotProcess Start(string config, IReadOnlyDictionary<string, string> settings, params string[] args) =>
        StartTrusting(null, config, settings, args);

    /// <summary>The same with a certificate (PEM) that this machine trusts.</summary>
    public static BotProcess StartTrusting(
        string? certificate,
        string config,
        IReadOnlyDictionary<string, string> settings,
        params string[] args
    )
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { typeof(Pipeline).Assembly.Location },
        };
        foreach (var arg in args.Length > 0 ? args : ["run"])
            start.ArgumentList.Add(arg);
        start.ArgumentList.Add("--config");
        start.ArgumentList.Add(config);
        start.Environment["ALERTBOT_Web__Url"] = "";
        // It lives for seconds: what the compiler would learn for later costs more than it gives.
        start.Environment["DOTNET_TieredPGO"] = "0";
        if (certificate is not null)
            start.Environment["SSL_CERT_FILE"] = certificate;
        foreach (var (key, value) in settings)
            start.Environment[$"ALERTBOT_{key.Replace(":", "__", StringComparison.Ordinal)}"] = value;
        var bot = new BotProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        bot._process.OutputDataReceived += (_, line) => bot.Keep(line.Data);
        bot._process.ErrorDataReceived += (_, line) => bot.Keep(line.Data);
        bot._process.Start();
        bot._process.BeginOutputReadLine();
        bot._process.BeginErrorReadLine();
        return bot;
    }

    public async Task WaitForLogAsync(string words, CancellationToken ct)
    {
        while (true)
        {
            var next = _signal.Next;
            if (Log.Contains(words, StringComparison.Ordinal))
                return;
            await next.WaitAsync(ct);
        }
    }

    /// <summary>Processor time so far, and the largest resident memory in megabytes (Linux).</summary>
    public (TimeSpan Cpu, long PeakMegabytes) Costs()
    {
        _process.Refresh();
        var peak = File.ReadLines($"/proc/{_process.Id}/status")
            .First(line => line.StartsWith("VmHWM", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return (
            _process.TotalProcessorTime,
            long.Parse(peak, System.Globalization.CultureInfo.InvariantCulture) / 1024
        );
    }

    /// <summary>Resident memory of its own now, without pages of files, which the system may drop (Linux).</summary>
    public long OwnMegabytes() =>
        long.Parse(
            File.ReadLines($"/proc/{_process.Id}/status")
                .First(line => line.StartsWith("RssAnon", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            System.Globalization.CultureInfo.InvariantCulture
        ) / 1024;

    /// <summary>Whether a thread of it runs, or would if the machine had a processor free (Linux).</summary>
    public bool IsBusy() => Directory.GetDirectories($"/proc/{_process.Id}/task").Any(IsRunning);

    private static bool IsRunning(string thread)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, "stat")).Split(") ")[^1].StartsWith('R');
        }
        catch (IOException)
        {
            return false; // It has ended since it was listed.
        }
    }

    /// <summary>The largest resident memory is counted from now on (Linux).</summary>
    public void ForgetPeak() => File.WriteAllText($"/proc/{_process.Id}/clear_refs", "5");

    /// <summary>SIGKILL: no handler runs.</summary>
    public void Kill() => _process.Kill();

    /// <summary>SIGTERM, as a service manager stops it.</summary>
    public void Terminate() => Signal("TERM");

    /// <summary>SIGSTOP: it stands still and does not know it.</summary>
    public void Pause() => Signal("STOP");

    public void GoOn() => Signal("CONT");

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public async Task<int> WaitForExitAsync(CancellationToken ct)
    {
        await _process.WaitForExitAsync(ct);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_log)
            _log.Add(line);
        _signal.Raise();
    }
}
