using System.Diagnostics;
using System.Globalization;

namespace AlertBot.Tests.Support;

/// <summary>
/// The real program in a process of its own between feeds and a Bot API that go wrong by schedule, killed again and
/// again; afterwards what arrived is held against what should have, and against what the program's own store says.
/// </summary>
internal sealed class Torture : IAsyncDisposable
{
    /// <summary>
    /// How much laxer the server's limits are than the program's pace. It counts requests when it gets to them, and
    /// where it is held up by other work those that left well apart are counted at once; that no limit is met to the
    /// letter is held by FloodTests, on one clock.
    /// </summary>
    private const double Slack = 3;

    /// <summary>
    /// When nothing has come for so long, what is missing is lost: longer than a node's leases outlive it.
    /// </summary>
    private static readonly TimeSpan LongestWait = HangLimit.Span;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alertbot-torture-");
    private readonly TortureOptions _options;
    private readonly FeedServer _feedServer;
    private readonly TortureFeeds _feeds;
    private readonly TortureFaults _faults;
    private readonly TortureArrivals _arrivals;
    private readonly List<long> _blows = [];
    private TortureStore _store = null!;

    private Torture(
        TortureOptions options,
        FeedServer feedServer,
        FakeTelegram telegram,
        FakeDiscord discord,
        int entriesPerSecond
    )
    {
        (_options, _feedServer, Telegram, Discord) = (options, feedServer, telegram, discord);
        _feeds = new TortureFeeds(feedServer, options, entriesPerSecond);
        _faults = new TortureFaults(telegram, discord, options);
        _arrivals = new TortureArrivals(telegram, discord, _feeds);
        _arrivals.Begin();
    }

    public FakeTelegram Telegram { get; }

    public FakeDiscord Discord { get; }

    /// <param name="options">How hard.</param>
    /// <param name="entriesPerSecond">That come out of feeds.</param>
    /// <param name="store">A connection string; a file of its own where none is given.</param>
    public static async Task<Torture> CreateAsync(TortureOptions options, int entriesPerSecond, string? store = null)
    {
        var torture = new Torture(
            options,
            await FeedServer.StartAsync(),
            await FakeTelegram.StartAsync(),
            await FakeDiscord.StartAsync(),
            entriesPerSecond
        );
        torture._store = new TortureStore(
            store ?? $"Data Source={Path.Combine(torture._folder.FullName, "torture.db")}"
        );
        torture.Telegram.Limits = new TelegramLimits(TimeProvider.System, options.Scale * Slack);
        Directory.CreateDirectory(Path.Combine(torture._folder.FullName, "rules"));
        torture.Write(
            "rules/all.yaml",
            string.Join(
                '\n',
                [
                    "concepts:",
                    .. Enumerable.Range(0, options.Topics).Select(n => $"  c{n}: {{en: [alpha{n}]}}"),
                    "rules:",
                    .. Enumerable
                        .Range(0, options.Topics)
                        .Select(n => $"  - {{id: t{n}, title: {{en: Topic {n}}}, when: c{n}}}"),
                ]
            )
        );
        torture.Write(
            "subscriptions.yaml",
            "subscriptions:"
                + string.Concat(
                    Enumerable
                        .Range(0, options.Chats)
                        .Select(n =>
                            $"\n  - {{chat: \"{TortureOptions.NameOf(options.ChatOf(n))}\", topics: "
                            + $"[t{options.TopicOf(n)}], send: all}}"
                        )
                )
        );
        torture.Write(
            "feeds.yaml",
            "feeds:"
                + string.Concat(
                    torture
                        ._feeds.Names.Select(name =>
                            $"\n  - {{url: \"{torture._feedServer.Url(name)}\", publisher: {name}}}"
                        )
                        .Concat(
                            torture._feeds.Quiet.Select(name =>
                                $"\n  - {{url: \"{torture._feedServer.Url(name)}\", publisher: {name}, every: 1m}}"
                            )
                        )
                )
        );
        return torture;
    }

    /// <param name="way">The way to the store; its own unless told.</param>
    public BotProcess StartBot(string? way = null) =>
        BotProcess.Start(
            _folder.FullName,
            new Dictionary<string, string>
            {
                ["ConnectionStrings:AlertBot"] = way ?? _store.ConnectionString,
                ["Feeds:AllowPrivateAddresses"] = "true",
                ["Feeds:MinInterval"] = "00:00:01",
                // All feeds are of one host here.
                ["Feeds:PerHostConcurrency"] = "16",
                ["Schedule:PollTick"] = "00:00:00.1",
                ["Schedule:DeliverTick"] = "00:00:00.1",
                ["Delivery:UnsureWait"] = "00:00:00.4",
                ["Telegram:Token"] = FakeTelegram.Token,
                ["Telegram:ApiBaseUrl"] = Telegram.Url,
                // Longer than the server is ever held up: a request given up too early is counted by it after its
                // repeat.
                ["Telegram:SendTimeout"] = "00:00:05",
                ["Telegram:PerSecond"] = ((int)(25 * _options.Scale)).ToString(CultureInfo.InvariantCulture),
                ["Telegram:ChatRest"] = (TimeSpan.FromSeconds(1) / _options.Scale).ToString("c"),
                ["Telegram:GroupRest"] = (TimeSpan.FromSeconds(3) / _options.Scale).ToString("c"),
                ["Discord:Token"] = _options.WithDiscord ? FakeDiscord.Token : "",
                ["Discord:ApiBaseUrl"] = Discord.Url,
                ["Discord:SendTimeout"] = "00:00:05",
                ["Logging:LogLevel:Default"] = "Error",
            }
        );

    public async Task<TortureReport> RunAsync(CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var random = new Random(_options.Seed);
        _faults.Begin();
        for (var kill = 0; kill < _options.Kills; kill++)
        {
            if (kill == _options.Kills / 2)
                _faults.HalfWay();
            await RunUntilKilledAsync(random, ct);
        }
        using (var bot = StartBot())
        {
            await WaitForTheEndAsync(ct);
            bot.Terminate();
            await bot.WaitForExitAsync(ct);
        }
        return Report(watch.Elapsed);
    }

    /// <summary>
    /// One node or several on one store, each by its own way to it; what is done to them by
    /// <paramref name="mistreat"/>. Each is to be running afterwards.
    /// </summary>
    public async Task<TortureReport> RunNodesAsync(
        IReadOnlyList<string> ways,
        Func<List<BotProcess>, int, Task> mistreat,
        CancellationToken ct
    )
    {
        var watch = Stopwatch.StartNew();
        _faults.Begin();
        var bots = ways.Select(StartBot).ToList();
        try
        {
            return await RunNodesAsync(bots, ways, mistreat, watch, ct);
        }
        finally
        {
            // Where the test gave up they would run on.
            bots.ForEach(bot => bot.Dispose());
        }
    }

    private async Task<TortureReport> RunNodesAsync(
        List<BotProcess> bots,
        IReadOnlyList<string> ways,
        Func<List<BotProcess>, int, Task> mistreat,
        Stopwatch watch,
        CancellationToken ct
    )
    {
        // Blows are dealt to nodes that work: one that has not yet made its store would only start again.
        await WhileStartingAgainAsync(bots, ways, _arrivals.FirstAsync(ct), ct);
        for (var blow = 0; blow < _options.Kills; blow++)
        {
            if (blow == _options.Kills / 2)
                _faults.HalfWay();
            _blows.Add(Stopwatch.GetTimestamp());
            await mistreat(bots, blow);
            StartAgain(bots, ways);
        }
        await WhileStartingAgainAsync(bots, ways, WaitForTheEndAsync(ct), ct);
        var ended = bots.Where(bot => bot.HasExited && !bot.HasNotStarted).Select(bot => bot.Log).ToList();
        var running = bots.Where(bot => !bot.HasExited).ToList();
        await EndAsync(running, ct);
        return Report(watch.Elapsed) with { Ended = ended, Said = [.. running.Select(bot => bot.Log)] };
    }

    /// <summary>
    /// No faults and no kills: how fast messages leave, how long they take from the answer of the feed to being taken
    /// in, what it costs.
    /// </summary>
    public async Task<TortureMeasure> MeasureAsync(int nodes, CancellationToken ct)
    {
        var bots = Enumerable.Range(0, nodes).Select(_ => StartBot()).ToList();
        await WaitForTheRestAsync(ct);
        if (bots.Find(bot => bot.HasExited) is { } ended)
            throw new InvalidOperationException($"a node ended by itself: {ended.Log}");
        var costs = bots.ConvertAll(bot => bot.Costs());
        await EndAsync(bots, ct);
        bots.ForEach(bot => bot.Dispose());
        var waits = _arrivals.Waits([]);
        return new TortureMeasure(
            waits.Count,
            _arrivals.Took(),
            waits[waits.Count / 2],
            waits[waits.Count * 99 / 100],
            costs.Aggregate(TimeSpan.Zero, (sum, cost) => sum + cost.Cpu),
            costs.Max(cost => cost.PeakMegabytes),
            Telegram.Limits!.Refused
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _feedServer.DisposeAsync();
        await Telegram.DisposeAsync();
        await Discord.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>
    /// Messages that have not arrived, of those that should: not those of chats that threw the bot out.
    /// </summary>
    public IReadOnlyList<string> Missing() =>
        [
            .. _feeds
                .Expected()
                .Where(e => !_faults.Kicking.Contains(e.Chat) && !_arrivals.Has(e))
                .Select(e => $"{e.Chat}: {e.Title}"),
        ];

    private static async Task EndAsync(List<BotProcess> bots, CancellationToken ct)
    {
        bots.ForEach(bot => bot.Terminate());
        await Task.WhenAll(bots.Select(bot => bot.WaitForExitAsync(ct)));
    }

    /// <summary>
    /// Until nothing is missing, and who threw the bot out has said so to the last start: that takes up subscriptions
    /// of the operator's list again, so where nothing came after it, one more entry is told of each of their topics.
    /// </summary>
    private async Task WaitForTheEndAsync(CancellationToken ct)
    {
        await WaitForTheRestAsync(ct);
        if (_store.NotEnded(_faults.Kicking) is not { Count: > 0 } chats || Missing().Count > 0)
            return;
        var topics = _options.TopicsOf(chats);
        await _faults.RefusedAsync(chats, () => _feeds.Add(topics), LongestWait, ct);
        await WaitForTheRestAsync(ct);
    }

    /// <summary>
    /// Until nothing is missing, or nothing has come for so long that the report shall say what is lost.
    /// </summary>
    private async Task WaitForTheRestAsync(CancellationToken ct)
    {
        var expected = _feeds.Expected().Count(e => !_faults.Kicking.Contains(e.Chat));
        var next = _arrivals.Next;
        while (!_feeds.AreDry || _arrivals.Count < expected || Missing().Count > 0)
        {
            try
            {
                await next.WaitAsync(LongestWait, ct);
            }
            catch (TimeoutException)
            {
                return;
            }
            next = _arrivals.Next;
        }
    }

    /// <summary>
    /// Starts nodes again that could not reach their store at start, as a service manager would, until
    /// <paramref name="wait"/> is done. Throws with what the nodes wrote where nothing came.
    /// </summary>
    private async Task WhileStartingAgainAsync(
        List<BotProcess> bots,
        IReadOnlyList<string> ways,
        Task wait,
        CancellationToken ct
    )
    {
        var starts = bots.Count;
        while (!wait.IsCompleted)
        {
            starts += StartAgain(bots, ways);
            await Task.WhenAny([
                wait,
                .. bots.Where(bot => !bot.HasExited).Select(bot => (Task)bot.WaitForExitAsync(ct)),
            ]);
        }
        try
        {
            await wait;
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException(
                $"Nothing came of {starts} starts; the feeds answered {_feeds.Answers} times. "
                    + string.Join('\n', bots.Select(bot => (bot.HasExited ? "ended: " : "runs: ") + bot.Log)),
                exception
            );
        }
    }

    /// <summary>Starts those again that could not reach their store; returns how many.</summary>
    private int StartAgain(List<BotProcess> bots, IReadOnlyList<string> ways)
    {
        var started = 0;
        for (var node = 0; node < bots.Count; node++)
        {
            if (!bots[node].HasNotStarted)
                continue;
            bots[node].Dispose();
            bots[node] = StartBot(ways[node]);
            started++;
        }
        return started;
    }

    private async Task RunUntilKilledAsync(Random random, CancellationToken ct)
    {
        using var bot = StartBot();
        var (moment, countdown) = (random.Next(3), random.Next(1, 60));
        void Strike()
        {
            if (Interlocked.Decrement(ref countdown) == 0)
                bot.Kill();
        }
        Telegram.OnRequest = (_, method) =>
        {
            if (moment == 0 && method == "sendMessage")
                Strike();
        };
        _arrivals.OnArrived = moment == 1 ? Strike : null;
        // When nothing is left to strike at, or at any moment: by the clock.
        await Task.WhenAny(
            bot.WaitForExitAsync(ct),
            Task.Delay(TimeSpan.FromMilliseconds(moment == 2 ? random.Next(200, 3000) : 5000), TimeProvider.System, ct)
        );
        (Telegram.OnRequest, _arrivals.OnArrived) = (null, null);
        bot.Kill();
        await bot.WaitForExitAsync(ct);
    }

    private TortureReport Report(TimeSpan took)
    {
        var all = _arrivals.All().ToList();
        var doubled = all.GroupBy(key => key).Where(same => same.Count() > 1).Select(same => same.Key).ToList();
        HashSet<long> others = [.. _faults.Sleeping, .. _faults.Moving];
        var unsure = _store.Unsure();
        var waits = _arrivals.Waits(others);
        return new(
            _options,
            took,
            _faults.Played,
            Missing(),
            doubled,
            unsure,
            TortureArrivals.OutOfOrder(all, _store.Sent()),
            Telegram.Limits!.Refused,
            all.Count,
            _store.StatesOf(_faults.Kicking),
            waits[waits.Count / 2],
            waits[^1]
        )
        {
            Takeover = _arrivals.Takeover(others, _blows),
            TakeoverOfKnown = _arrivals.Takeover([.. others, .. unsure.Select(m => m.Chat)], _blows),
        };
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder.FullName, file), text);
}
