using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AlertBot.Bench;

/// <summary>
/// The program as an operator runs it, against feeds on loopback: time from start to the first poll and to the last of the first round,
/// peak memory, CPU; then the same again after a restart, when every feed answers 304.
/// </summary>
internal static class ServiceBenchmark
{
    private const int EntriesPerFeed = 20;

    public static async Task<int> RunAsync(int feeds, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("alertbot-bench-");
        var round = new Round(feeds);
        await using var server = Serve(round);
        await server.StartAsync(ct);
        WriteConfig(folder, server.Urls.First(), feeds);
        Console.WriteLine($"{feeds} feeds of {EntriesPerFeed} entries, {Environment.ProcessorCount} cores");
        await MeasureAsync("first start, all new", folder, round, ct);
        await MeasureAsync("restart, all 304", folder, round, ct);
        folder.Delete(recursive: true);
        return 0;
    }

    private static async Task MeasureAsync(string name, DirectoryInfo folder, Round round, CancellationToken ct)
    {
        round.Begin();
        var watch = Stopwatch.StartNew();
        using var bot = Start(folder);
        await round.First.WaitAsync(ct);
        var first = watch.Elapsed;
        await round.Last.WaitAsync(ct);
        var last = watch.Elapsed;
        var status = await File.ReadAllLinesAsync($"/proc/{bot.Id}/status", ct);
        var peak = long.Parse(status.First(l => l.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        bot.Refresh();
        var cpu = bot.TotalProcessorTime;
        using var kill = Process.Start("kill", ["-TERM", $"{bot.Id}"]);
        await bot.WaitForExitAsync(ct);
        Console.WriteLine(FormattableString.Invariant(
            $"{name}: first poll {first.TotalSeconds:0.00} s, last poll {last.TotalSeconds:0.00} s, CPU {cpu.TotalSeconds:0.00} s, peak memory {peak} MB"));
    }

    private static Process Start(DirectoryInfo folder)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Pipeline).Assembly.Location, "run", "--config", folder.FullName]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ALERTBOT_ConnectionStrings__AlertBot"] = $"Data Source={Path.Combine(folder.FullName, "bench.db")}";
        start.Environment["ALERTBOT_Feeds__AllowPrivateAddresses"] = "true";
        start.Environment["ALERTBOT_Feeds__MinInterval"] = "00:00:01";
        start.Environment["ALERTBOT_Feeds__PerHostConcurrency"] = "32";
        var bot = Process.Start(start)!;
        bot.BeginOutputReadLine();
        bot.BeginErrorReadLine();
        return bot;
    }

    private static WebApplication Serve(Round round)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var server = builder.Build();
        server.MapGet("/{feed:int}", async (int feed, HttpContext http) =>
        {
            http.Response.Headers.ETag = "\"1\"";
            if (http.Request.Headers.IfNoneMatch == "\"1\"")
                http.Response.StatusCode = 304;
            else
                await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(Document(feed)), http.RequestAborted);
            round.Polled(feed);
        });
        return server;
    }

    private static void WriteConfig(DirectoryInfo folder, string url, int feeds)
    {
        var rules = Directory.CreateDirectory(Path.Combine(folder.FullName, "rules"));
        foreach (var file in Directory.GetFiles(Path.Combine(Root(), "config", "rules"), "*.yaml"))
            File.Copy(file, Path.Combine(rules.FullName, Path.GetFileName(file)));
        var list = string.Concat(Enumerable.Range(0, feeds).Select(n => $"\n  - {{url: \"{url}/{n}\", publisher: feed {n}}}"));
        File.WriteAllText(Path.Combine(folder.FullName, "feeds.yaml"), $"feeds:{list}\n");
    }

    /// <summary>One entry in five is about something the shipped rules look for.</summary>
    private static string Document(int feed)
    {
        var items = Enumerable.Range(0, EntriesPerFeed).Select(n => n % 5 == 0
            ? $"<item><guid>{feed}-{n}</guid><title>تقرير {feed}-{n}: هدنة جديدة في ليبيا بعد قتال قرب سرت</title><description>{Filler("أعلن قائد ميداني أن وقف إطلاق النار صامد وأن ميناء النفط سيفتح. ")}</description></item>"
            : $"<item><guid>{feed}-{n}</guid><title>Report {feed}-{n}: council debates the new bus timetable</title><description>{Filler("Residents asked for a later service on Fridays and a shelter by the school. ")}</description></item>");
        return $"<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>t</title><link>https://x.example.org</link><description>d</description>{string.Concat(items)}</channel></rss>";
    }

    private static string Filler(string sentence) => string.Concat(Enumerable.Repeat(sentence, 10));

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AlertBot.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    /// <summary>One round of polls over all feeds.</summary>
    private sealed class Round(int feeds)
    {
        private readonly HashSet<int> _seen = [];
        private TaskCompletionSource _first = new();
        private TaskCompletionSource _last = new();

        public Task First => _first.Task;

        public Task Last => _last.Task;

        public void Begin()
        {
            lock (_seen)
            {
                _seen.Clear();
                (_first, _last) = (new(), new());
            }
        }

        public void Polled(int feed)
        {
            lock (_seen)
            {
                _seen.Add(feed);
                _first.TrySetResult();
                if (_seen.Count == feeds)
                    _last.TrySetResult();
            }
        }
    }
}
