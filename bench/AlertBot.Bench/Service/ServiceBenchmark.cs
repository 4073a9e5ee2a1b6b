using System.Diagnostics;
using System.Globalization;

namespace AlertBot.Bench.Service;

/// <summary>
/// Time from start to the first poll and to the last of the first round, peak memory, CPU; then the same again after a
/// restart, when every feed answers 304.
/// </summary>
internal static class ServiceBenchmark
{
    public static async Task<int> RunAsync(int count, string? program, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("alertbot-bench-");
        await using var feeds = await BenchFeeds.StartAsync(count, ct);
        using var bot = new BenchBot(folder, program);
        bot.WriteConfig(feeds, count);
        Console.WriteLine($"{count} feeds of {BenchFeeds.EntriesPerFeed} entries, {Environment.ProcessorCount} cores");
        await MeasureAsync("first start, all new", bot, feeds, ct);
        await MeasureAsync("restart, all 304", bot, feeds, ct);
        folder.Delete(recursive: true);
        return 0;
    }

    private static async Task MeasureAsync(string name, BenchBot bot, BenchFeeds feeds, CancellationToken ct)
    {
        feeds.Begin();
        var watch = Stopwatch.StartNew();
        bot.Start("00:00:01");
        await feeds.First.WaitAsync(ct);
        var first = watch.Elapsed;
        await feeds.All.WaitAsync(ct);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: first poll {first.TotalSeconds:0.00} s, last poll "
                    + $"{watch.Elapsed.TotalSeconds:0.00} s, CPU {bot.Cpu.TotalSeconds:0.00} s, peak memory "
                    + $"{bot.PeakMegabytes} MB"
            )
        );
        await bot.StopAsync(ct);
    }
}
