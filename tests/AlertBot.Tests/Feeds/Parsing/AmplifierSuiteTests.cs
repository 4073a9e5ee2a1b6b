using System.Collections.Concurrent;
using AlertBot.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace AlertBot.Tests.Feeds.Parsing;

/// <summary>
/// Shapes of <see cref="Amplifier.All"/>, one after the other, to the real program with the shipped rules: what each
/// costs in processor time and memory, all the way to the outbox. One in ten; ALERTBOT_TORTURE=long sends all, which
/// <see cref="AmplifierLawTests"/> reads on a thread.
/// </summary>
[MachineSuite]
public sealed class AmplifierSuiteTests : IAsyncLifetime
{
    /// <summary>
    /// The aim is two; what the compiler does meanwhile counts as well, and on a machine that does much else all of it
    /// takes up to twice as much (3.4 s was seen). What is not bounded takes minutes.
    /// </summary>
    private static readonly TimeSpan MostProcessorTime = TimeSpan.FromSeconds(6);

    /// <summary>Above rest, a minute later.</summary>
    private const long MostMegabytes = 100;

    /// <summary>What two cores do in five seconds; 4 were the most seen.</summary>
    private static readonly TimeSpan MostBetweenAlerts = TimeSpan.FromSeconds(10);

    private const int MostAlerts = 15;

    /// <summary>
    /// While it is read, with pages of files and what the runtime has not yet collected; 409 was the most seen.
    /// </summary>
    private const long MostAtOnce = 800;

    /// <summary>Work is over when a look and the one before it find less than this between them.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(150);

    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(20);

    /// <summary>A minute after the last document, and as much again where the machine is busy.</summary>
    private static readonly TimeSpan LongestGivingBack = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alertbot-amplifiers-");
    private FeedServer _feeds = null!;
    private FakeTelegram _telegram = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _feeds = await FeedServer.StartAsync();
        _telegram = await FakeTelegram.StartAsync();
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "rules"));
        foreach (var file in Directory.GetFiles(Repository.PathOf("config/rules"), "*.yaml"))
            File.Copy(file, Path.Combine(_folder.FullName, "rules", Path.GetFileName(file)));
        Subscribe("send: all");
    }

    public async ValueTask DisposeAsync()
    {
        await _feeds.DisposeAsync();
        await _telegram.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Each_is_held_to_seconds_and_memory_is_given_back()
    {
        var costs = new ConcurrentQueue<(string Name, TimeSpan Cpu, long Megabytes)>();
        var done = new TaskCompletionSource();
        var (rest, remained) = (0L, 0L);
        BotProcess? bot = null;
        using var turn = new SemaphoreSlim(1, 1);
        var shapes = TortureOptions.AreLong ? Amplifier.All : [.. Amplifier.All.Where((_, number) => number % 10 == 0)];
        // The first two are ordinary: what a first document costs is the compiler's.
        List(["warm-1", "warm-2", .. shapes.Select((_, number) => $"shape-{number}"), "end"]);
        foreach (var name in new[] { "warm-1", "warm-2" })
            _feeds.Answer(name, http => InTurnAsync(http, "", "application/rss+xml", News(name)));
        for (var number = 0; number < shapes.Count; number++)
        {
            var shape = shapes[number];
            _feeds.Answer($"shape-{number}", http => InTurnAsync(http, shape.Name, shape.Type, shape.Write));
        }
        _feeds.Answer("end", async http =>
        {
            await InTurnAsync(http, "", "application/rss+xml", News("end"));
            done.TrySetResult();
        });

        using (bot = Start(1, TimeSpan.FromHours(1)))
        {
            await done.Task.WaitAsync(LongestRun, Ct);
            await RestAsync(bot);
            await GivenBackAsync(bot, rest).WaitAsync(LongestGivingBack, Ct);
            remained = bot.OwnMegabytes() - rest;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{rest} MB at rest, {remained} MB remained");
        foreach (var (name, cpu, megabytes) in costs.OrderByDescending(cost => cost.Cpu))
            TestContext.Current.TestOutputHelper?.WriteLine($"{cpu.TotalSeconds, 6:0.00} s {megabytes, 5} MB  {name}");
        Assert.Equal(
            shapes.Select(shape => shape.Name).Order(StringComparer.Ordinal),
            costs.Select(cost => cost.Name).Order(StringComparer.Ordinal)
        );
        Assert.All(costs, cost =>
            Assert.True(cost.Cpu <= MostProcessorTime, $"{cost.Name}: {cost.Cpu.TotalSeconds} s")
        );
        Assert.All(costs, cost => Assert.True(cost.Megabytes <= MostAtOnce, $"{cost.Name}: {cost.Megabytes} MB"));

        async Task InTurnAsync(HttpContext http, string name, string type, Func<byte[]> write)
        {
            await turn.WaitAsync(Ct);
            try
            {
                await RestAsync(bot!);
                var (before, _) = bot!.Costs();
                rest = rest == 0 && name.Length > 0 ? bot.OwnMegabytes() : rest;
                bot.ForgetPeak();
                http.Response.ContentType = type;
                await http.Response.Body.WriteAsync(write(), Ct);
                await http.Response.CompleteAsync();
                await RestAsync(bot);
                var (after, peak) = bot.Costs();
                if (name.Length > 0)
                    costs.Enqueue((name, after - before, peak - rest));
            }
            catch (Exception fault)
            {
                // The server would answer 500 and the shape be missed without a word.
                done.TrySetException(fault);
                throw;
            }
            finally
            {
                turn.Release();
            }
        }
    }

    [Fact]
    public async Task Beside_costly_feeds_a_good_one_is_told_of_in_time()
    {
        // What the good feed says is alike each time: reports of one event, of which others would be edits.
        Subscribe("send: all, each: true");
        var alerts = new ConcurrentQueue<TimeSpan>();
        BotProcess? bot = null;
        // By the program's processor time, which other work on the machine does not lengthen.
        _telegram.OnArrived = message =>
        {
            if (message.Text.Contains("number", StringComparison.Ordinal))
                alerts.Enqueue(bot!.Costs().Cpu);
        };
        var costly = Amplifier
            .All.Where(shape => shape.Name.Contains("bodies", StringComparison.Ordinal))
            .Concat(Amplifier.All.Where(shape => shape.Name.StartsWith("markup", StringComparison.Ordinal)))
            .Take(40)
            .ToList();
        List(["good", .. costly.Select((_, number) => $"costly-{number}")]);
        for (var number = 0; number < costly.Count; number++)
        {
            var (shape, bytes) = (costly[number], costly[number].Write());
            _feeds.Answer($"costly-{number}", async http =>
            {
                http.Response.ContentType = shape.Type;
                await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
            });
        }
        var count = 0;
        _feeds.Answer("good", async http =>
        {
            var number = Interlocked.Increment(ref count);
            http.Response.ContentType = "application/rss+xml";
            await http.Response.WriteAsync(
                Some.Rss(
                    TimeProvider.System.GetUtcNow(),
                    ($"Truce number {number} of {Guid.NewGuid():N} holds in Sirte and Tripoli", 0)
                ),
                http.RequestAborted
            );
        });

        using (bot = Start(concurrency: 32, TimeSpan.FromSeconds(1)))
        {
            await _telegram.WaitForAsync(_ => alerts.Count >= MostAlerts, Ct);
        }

        var times = alerts.ToList();
        var gaps = times.Zip(times.Skip(1), (a, b) => b - a).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"longest gap {gaps.Max()}, {times[^1]} in all");
        Assert.All(gaps, gap => Assert.InRange(gap, TimeSpan.Zero, MostBetweenAlerts));
    }

    private void Subscribe(string how) =>
        File.WriteAllText(
            Path.Combine(_folder.FullName, "subscriptions.yaml"),
            $"subscriptions: [{{chat: \"telegram:4001\", topics: [all], {how}}}]"
        );

    private BotProcess Start(int concurrency, TimeSpan interval) =>
        BotProcess.Start(
            _folder.FullName,
            new Dictionary<string, string>
            {
                ["ConnectionStrings:AlertBot"] = $"Data Source={Path.Combine(_folder.FullName, "test.db")}",
                ["Feeds:AllowPrivateAddresses"] = "true",
                ["Feeds:MinInterval"] = $"{interval:c}",
                ["Feeds:Concurrency"] = $"{concurrency}",
                ["Feeds:PerHostConcurrency"] = $"{concurrency}",
                ["Feeds:FirstPollWindow"] = "30.00:00:00",
                ["Schedule:PollTick"] = "00:00:00.2",
                ["Telegram:Token"] = FakeTelegram.Token,
                ["Telegram:ApiBaseUrl"] = _telegram.Url,
                ["Logging:LogLevel:Default"] = "Error",
            }
        );

    /// <summary>Until it holds little more than at rest.</summary>
    private static async Task GivenBackAsync(BotProcess bot, long rest)
    {
        while (bot.OwnMegabytes() - rest > MostMegabytes)
            await Task.Delay(BetweenLooks, TimeProvider.System, Ct);
    }

    /// <summary>Until the program has nothing to do.</summary>
    private static async Task RestAsync(BotProcess bot)
    {
        var last = bot.Costs().Cpu;
        while (true)
        {
            await Task.Delay(BetweenLooks, TimeProvider.System, Ct);
            var now = bot.Costs().Cpu;
            if (now - last < Idle && !bot.IsBusy())
                return;
            last = now;
        }
    }

    private void List(IEnumerable<string> names) =>
        File.WriteAllText(
            Path.Combine(_folder.FullName, "feeds.yaml"),
            "feeds:" + string.Concat(names.Select(name => $"\n  - {{url: \"{_feeds.Url(name)}\", publisher: {name}}}"))
        );

    private static Func<byte[]> News(string name) =>
        () => System.Text.Encoding.UTF8.GetBytes(Some.Rss(TimeProvider.System.GetUtcNow(), ($"Truce in {name}", 1)));
}
