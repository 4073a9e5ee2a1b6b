using System.Diagnostics;
using System.Globalization;

namespace AlertBot.Bench.Service;

/// <summary>
/// Sweeps over many feeds by a bot that runs all the time: none changed, some changed, some dead; and what two feed
/// readers from Debian take for the first thousand of the same feeds.
/// </summary>
internal static class SweepBenchmark
{
    private const int PeerFeeds = 1000;

    /// <summary>Time for a run to end and to give back what it took.</summary>
    private static readonly TimeSpan GivingBack = TimeSpan.FromSeconds(5);

    /// <param name="count">Feeds.</param>
    /// <param name="hosts">Hosts that they are spread over; as many as feeds where null.</param>
    /// <param name="oneIn">Of so many entries one meets a rule.</param>
    /// <param name="keep">Where the store is left at the end; nowhere where null.</param>
    /// <param name="program">The published program; null for what is built with the benchmarks.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<int> RunAsync(
        int count,
        int? hosts,
        int oneIn,
        string? keep,
        string? program,
        CancellationToken ct
    )
    {
        var folder = Directory.CreateTempSubdirectory("alertbot-sweep-");
        await using var feeds = await BenchFeeds.StartAsync(count, ct, hosts, oneIn);
        using var bot = new BenchBot(folder, program);
        bot.WriteConfig(feeds, count);
        Console.WriteLine(
            $"{count} feeds of {BenchFeeds.EntriesPerFeed} entries on "
                + $"{feeds.Hosts} hosts, one in {oneIn} met by a rule, {Environment.ProcessorCount} cores"
        );
        feeds.Begin();
        var start = Stopwatch.StartNew();
        bot.Start("01:00:00");
        await bot.WhileRunningAsync(feeds.First.WaitAsync(ct), ct);
        var first = start.Elapsed;
        await bot.WhileRunningAsync(SettledAsync(bot, feeds, 0, ct), ct);
        var all = start.Elapsed;
        await Task.Delay(GivingBack, TimeProvider.System, ct);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"first sweep, all new: first poll after {first.TotalSeconds:0.00} s, done after "
                    + $"{all.TotalSeconds:0.0} s, CPU {bot.Cpu.TotalSeconds:0.0} s with the start, store "
                    + $"{bot.StoreBytes / 1048576.0:0} MB, memory after it {bot.Megabytes()} MB, peak "
                    + $"{bot.PeakMegabytes} MB"
            )
        );
        for (var again = 0; again < 3; again++)
            await MeasureAsync("all 304", bot, feeds, 0, ct);
        for (var feed = 0; feed < count; feed += 20)
            feeds.Publish(feed);
        await MeasureAsync("5 % with a new entry", bot, feeds, 0, ct);
        feeds.Hanging.UnionWith(Enumerable.Range(0, count / 50).Select(n => n * 50));
        await MeasureAsync("2 % hang for a minute", bot, feeds, count / 50, ct);
        await bot.StopAsync(ct);
        if (keep is not null)
            bot.CopyStoreTo(keep);
        feeds.Hanging.Clear();
        await ReaderPeers.RunAsync(feeds, folder, Math.Min(PeerFeeds, count), program, ct);
        folder.Delete(recursive: true);
        return 0;
    }

    private static async Task MeasureAsync(
        string name,
        BenchBot bot,
        BenchFeeds feeds,
        int hanging,
        CancellationToken ct
    )
    {
        feeds.Begin();
        var (cpu, commits, bytes, watch) = (bot.Cpu, bot.Commits, bot.StoreBytes, Stopwatch.StartNew());
        await bot.MakeAllDueAsync(ct);
        await bot.WhileRunningAsync(SettledAsync(bot, feeds, hanging, ct), ct);
        var done = watch.Elapsed;
        await Task.Delay(GivingBack, TimeProvider.System, ct);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: CPU {(bot.Cpu - cpu).TotalSeconds:0.00} s, all that answer done after "
                    + $"{done.TotalSeconds:0.0} s, {bot.Commits - commits} commits, "
                    + $"store {(bot.StoreBytes - bytes) / 1024.0:+0;-0;0} KB, memory after it "
                    + $"{bot.Megabytes()} MB, peak so far {bot.PeakMegabytes} MB"
            )
        );
    }

    private static async Task SettledAsync(BenchBot bot, BenchFeeds feeds, int hanging, CancellationToken ct)
    {
        await feeds.All.WaitAsync(ct);
        await bot.WaitUntilSettledAsync(hanging, ct);
    }
}
