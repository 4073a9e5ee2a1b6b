using System.Globalization;
using AlertBot.Tests.Support;

namespace AlertBot.Bench;

/// <summary>
/// The program as its own process between feeds and a Bot API on loopback: how near a full queue comes to the limits
/// set, and how long a message takes from the feed's answer to the chat at a hundred messages a second over a thousand
/// chats.
/// </summary>
internal static class TelegramBenchmark
{
    public static async Task<int> RunAsync(CancellationToken ct)
    {
        Console.WriteLine($"{Environment.ProcessorCount} cores");
        await FillAsync(
            "a full queue, Telegram's own limits",
            new TortureOptions(Chats: 600, Alerts: 500, Kills: 0, Seed: 1, Scale: 1),
            entriesPerSecond: 500,
            ct
        );
        await FillAsync(
            "a full queue, limits four times as high",
            new TortureOptions(Chats: 1000, Alerts: 2000, Kills: 0, Seed: 1, Scale: 4),
            entriesPerSecond: 2000,
            ct
        );
        await FillAsync(
            "50 entries a second, each to two chats",
            new TortureOptions(Chats: 1000, Alerts: 3000, Kills: 0, Seed: 1, Scale: 10),
            entriesPerSecond: 50,
            ct
        );
        return 0;
    }

    private static async Task FillAsync(string name, TortureOptions options, int entriesPerSecond, CancellationToken ct)
    {
        await using var torture = await Torture.CreateAsync(options, entriesPerSecond);
        var measure = await torture.MeasureAsync(nodes: 1, ct);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {measure.Messages} messages in {measure.Took.TotalSeconds:0.0} s, "
                    + $"{measure.PerSecond:0.0} a second of {25 * options.Scale:0} set, {measure.Refused} "
                    + $"refused; feed to chat p50 {measure.Median.TotalMilliseconds:0} ms, "
                    + $"p99 {measure.Slowest.TotalMilliseconds:0} ms; CPU {measure.Cpu.TotalSeconds:0.0} s, "
                    + $"peak memory {measure.PeakMegabytes} MB"
            )
        );
    }
}
