using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AlertBot.Bench.Service;

/// <summary>
/// rss2email and newsboat, as Debian packages them, over the same feeds: CPU of their whole process, as they are run
/// from cron.
/// </summary>
internal static partial class ReaderPeers
{
    public static async Task RunAsync(
        BenchFeeds feeds,
        DirectoryInfo folder,
        int count,
        string? program,
        CancellationToken ct
    )
    {
        var urls = Enumerable.Range(0, count).Select(feeds.Url).ToList();
        await BotAsync(feeds, count, program, ct);
        var home = folder.CreateSubdirectory("peers").FullName;
        await File.WriteAllLinesAsync(Path.Combine(home, "urls"), urls, ct);
        await MeasureAsync(
            "newsboat",
            $"newsboat -u {home}/urls -c {home}/cache.db -C /dev/null -x reload",
            feeds,
            count,
            ct
        );
        await File.WriteAllLinesAsync(
            Path.Combine(home, "r2e.cfg"),
            [
                "[DEFAULT]",
                "from = a@example.org",
                "to = b@example.org",
                "verbose = error",
                .. urls.SelectMany((url, n) => new[] { $"[feed.f{n}]", $"url = {url}" }),
            ],
            ct
        );
        await MeasureAsync("rss2email", $"r2e -c {home}/r2e.cfg -d {home}/r2e.json run --no-send", feeds, count, ct);
    }

    /// <summary>Ours with the same number, its start included as theirs is.</summary>
    private static async Task BotAsync(BenchFeeds feeds, int count, string? program, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("alertbot-peer-");
        using var bot = new BenchBot(folder, program);
        bot.WriteConfig(feeds, count);
        foreach (var round in (string[])["all new", "all 304"])
        {
            bot.Start("01:00:00");
            await bot.WaitForStoreAsync(count, ct);
            await bot.WaitUntilSettledAsync(0, ct);
            Tell("AlertBot", round, bot.Cpu.TotalSeconds, count);
            await bot.StopAsync(ct);
            await bot.MakeAllDueAsync(ct);
        }
        folder.Delete(recursive: true);
    }

    private static async Task MeasureAsync(
        string name,
        string command,
        BenchFeeds feeds,
        int count,
        CancellationToken ct
    )
    {
        foreach (var round in (string[])["all new", "all 304"])
        {
            feeds.Begin();
            using var shell = Process.Start(
                new ProcessStartInfo("/bin/sh", ["-c", $"{command} >/dev/null 2>&1; echo exit $?; times"])
                {
                    RedirectStandardOutput = true,
                }
            )!;
            var output = await shell.StandardOutput.ReadToEndAsync(ct);
            await shell.WaitForExitAsync(ct);
            if (!output.StartsWith("exit 0", StringComparison.Ordinal))
                Console.WriteLine(
                    $"{name} is not to be had here, or failed: {output.Split('\n')[0]} (apt-get install "
                        + "rss2email newsboat)"
                );
            else
                Tell(
                    name,
                    round,
                    Times()
                        .Matches(output.Split('\n')[2])
                        .Sum(m =>
                            (double.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * 60)
                            + double.Parse(m.Groups[2].ValueSpan, CultureInfo.InvariantCulture)
                        ),
                    count
                );
        }
    }

    private static void Tell(string name, string round, double cpu, int count) =>
        Console.WriteLine(
            FormattableString.Invariant(
                $"{name}, {count} feeds, {round}: CPU {cpu:0.00} s, {count / cpu:0} feeds a CPU second"
            )
        );

    [GeneratedRegex(@"(\d+)m([\d.]+)s")]
    private static partial Regex Times();
}
