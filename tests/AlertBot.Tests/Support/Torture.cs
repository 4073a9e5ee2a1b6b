using System.Diagnostics;
using System.Globalization;

namespace AlertBot.Tests.Support;

/// <summary>
/// The real program in a process of its own between feeds and a Bot API that go wrong by schedule, killed again and again; afterwards
/// what arrived is held against what should have, and against what the program's own store says.
/// </summary>
internal sealed class Torture : IAsyncDisposable
{
    /// <summary>
    /// How much laxer the server's limits are than the program's pace. It counts requests when it gets to them, and where it is held up by
    /// other work those that left well apart are counted at once; that no limit is met to the letter is held by FloodTests, on one clock.
    /// </summary>
    private const double Slack = 3;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alertbot-torture-");
    private readonly TortureOptions _options;
    private readonly FeedServer _feedServer;
    private readonly TortureFeeds _feeds;
    private readonly TortureFaults _faults;
    private TortureStore _store = null!;

    private Torture(TortureOptions options, FeedServer feedServer, FakeTelegram telegram, int entriesPerSecond)
    {
        (_options, _feedServer, Telegram) = (options, feedServer, telegram);
        _feeds = new TortureFeeds(feedServer, options, entriesPerSecond);
        _faults = new TortureFaults(telegram, options);
    }

    public FakeTelegram Telegram { get; }

    /// <param name="options">How hard.</param>
    /// <param name="entriesPerSecond">That come out of feeds.</param>
    /// <param name="store">A connection string; a file of its own where none is given.</param>
    public static async Task<Torture> CreateAsync(TortureOptions options, int entriesPerSecond, string? store = null)
    {
        var torture = new Torture(options, await FeedServer.StartAsync(), await FakeTelegram.StartAsync(), entriesPerSecond);
        torture._store = new TortureStore(store ?? $"Data Source={Path.Combine(torture._folder.FullName, "torture.db")}");
        torture.Telegram.Limits = new TelegramLimits(TimeProvider.System, options.Scale * Slack);
        Directory.CreateDirectory(Path.Combine(torture._folder.FullName, "rules"));
        torture.Write("rules/all.yaml", string.Join('\n',
            ["concepts:", .. Enumerable.Range(0, options.Topics).Select(n => $"  c{n}: {{en: [alpha{n}]}}"), "rules:", .. Enumerable.Range(0, options.Topics).Select(n => $"  - {{id: t{n}, title: {{en: Topic {n}}}, when: c{n}}}")]));
        torture.Write("subscriptions.yaml", "subscriptions:" + string.Concat(Enumerable.Range(0, options.Chats).Select(n => $"\n  - {{chat: \"telegram:{options.ChatOf(n)}\", topics: [t{options.TopicOf(n)}]}}")));
        torture.Write("feeds.yaml", "feeds:" + string.Concat(torture._feeds.Names.Select(name => $"\n  - {{url: \"{torture._feedServer.Url(name)}\", publisher: {name}}}")));
        return torture;
    }

    public BotProcess StartBot() => BotProcess.Start(_folder.FullName, new Dictionary<string, string>
    {
        ["ConnectionStrings:AlertBot"] = _store.ConnectionString,
        ["Feeds:AllowPrivateAddresses"] = "true",
        ["Feeds:MinInterval"] = "00:00:01",
        ["Schedule:PollTick"] = "00:00:00.1",
        ["Schedule:DeliverTick"] = "00:00:00.1",
        ["Delivery:UnsureWait"] = "00:00:00.4",
        ["Telegram:Token"] = FakeTelegram.Token,
        ["Telegram:ApiBaseUrl"] = Telegram.Url,
        // Longer than the server is ever held up: a request given up too early is counted by it after its repeat.
        ["Telegram:SendTimeout"] = "00:00:05",
        ["Telegram:PerSecond"] = ((int)(25 * _options.Scale)).ToString(CultureInfo.InvariantCulture),
        ["Telegram:ChatRest"] = (TimeSpan.FromSeconds(1) / _options.Scale).ToString("c"),
        ["Telegram:GroupRest"] = (TimeSpan.FromSeconds(3) / _options.Scale).ToString("c"),
        ["Logging:LogLevel:Default"] = "Error",
    });

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
            await WaitForTheRestAsync(ct);
            bot.Terminate();
            await bot.WaitForExitAsync(ct);
        }
        return Report(watch.Elapsed);
    }

    /// <summary>Several nodes on one server, what is done to them by <paramref name="mistreat"/>; each is to be running afterwards.</summary>
    public async Task<TortureReport> RunNodesAsync(int nodes, Func<List<BotProcess>, int, Task> mistreat, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        _faults.Begin();
        Telegram.OnArrived = message => _feeds.Arrived(KeyOf(message).Title);
        var bots = Enumerable.Range(0, nodes).Select(_ => StartBot()).ToList();
        for (var blow = 0; blow < _options.Kills; blow++)
        {
            if (blow == _options.Kills / 2)
                _faults.HalfWay();
            await mistreat(bots, blow);
        }
        await WaitForTheRestAsync(ct);
        bots.ForEach(bot => bot.Terminate());
        await Task.WhenAll(bots.Select(bot => bot.WaitForExitAsync(ct)));
        bots.ForEach(bot => bot.Dispose());
        return Report(watch.Elapsed);
    }

    private TortureReport Report(TimeSpan took) =>
        new(_options, took, _faults.Played, Missing(), Doubled(), _store.Unsure(), OutOfOrder(), Telegram.Limits!.Refused, Telegram.Messages.Count, _store.StatesOf(_faults.Kicking));

    /// <summary>
    /// No faults and no kills: how fast messages leave, how long they take from the answer of the feed to being taken in, what it costs.
    /// </summary>
    public async Task<TortureMeasure> MeasureAsync(CancellationToken ct)
    {
        var arrivals = new List<(string Title, long At)>();
        Telegram.OnArrived = message =>
        {
            _feeds.Arrived(KeyOf(message).Title);
            lock (arrivals)
                arrivals.Add((KeyOf(message).Title, Stopwatch.GetTimestamp()));
        };
        using var bot = StartBot();
        await WaitForTheRestAsync(ct);
        var (cpu, memory) = bot.Costs();
        bot.Terminate();
        await bot.WaitForExitAsync(ct);
        var waits = arrivals.Select(a => Stopwatch.GetElapsedTime(_feeds.ServedAt(a.Title), a.At)).Order().ToList();
        var took = Stopwatch.GetElapsedTime(arrivals[0].At, arrivals[^1].At);
        return new TortureMeasure(arrivals.Count, took, waits[waits.Count / 2], waits[waits.Count * 99 / 100], cpu, memory, Telegram.Limits!.Refused);
    }

    public async ValueTask DisposeAsync()
    {
        await _feedServer.DisposeAsync();
        await Telegram.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Messages that have not arrived, of those that should: not those of chats that threw the bot out.</summary>
    public IReadOnlyList<string> Missing()
    {
        var arrived = Telegram.Messages.Select(KeyOf).ToHashSet();
        return [.. _feeds.Expected().Where(e => !_faults.Kicking.Contains(e.Chat) && !arrived.Contains(e)).Select(e => $"{e.Chat}: {e.Title}")];
    }

    /// <summary>When nothing has come for half a minute, what is missing is lost, and the report says so.</summary>
    private async Task WaitForTheRestAsync(CancellationToken ct)
    {
        try
        {
            await Telegram.WaitForAsync(_ => _feeds.AreDry && Missing().Count == 0, ct);
        }
        catch (TimeoutException)
        {
            Debug.Assert(Missing().Count > 0 || !_feeds.AreDry, "something is missing");
        }
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
        Telegram.OnRequest = (_, method) => { if (moment == 0 && method == "sendMessage") Strike(); };
        Telegram.OnArrived = message =>
        {
            _feeds.Arrived(KeyOf(message).Title);
            if (moment == 1)
                Strike();
        };
        // When nothing is left to strike at, or at any moment: by the clock.
        await Task.WhenAny(bot.WaitForExitAsync(ct), Task.Delay(TimeSpan.FromMilliseconds(moment == 2 ? random.Next(200, 3000) : 5000), TimeProvider.System, ct));
        Telegram.OnRequest = null;
        Telegram.OnArrived = message => _feeds.Arrived(KeyOf(message).Title);
        bot.Kill();
        await bot.WaitForExitAsync(ct);
    }

    private List<(long Chat, string Title)> Doubled() => [.. Telegram.Messages.GroupBy(KeyOf).Where(same => same.Count() > 1).Select(same => same.Key)];

    /// <summary>Chats whose messages first arrived in another order than they were put into the outbox.</summary>
    private List<string> OutOfOrder()
    {
        var written = _store.Sent();
        var arrived = Telegram.Messages.Select(KeyOf).Distinct().GroupBy(key => key.Chat);
        return [.. arrived.Where(chat => written.TryGetValue(chat.Key, out var order) && !order.SequenceEqual(chat.Select(key => key.Title).Where(order.Contains))).Select(chat => $"{chat.Key}")];
    }

    private static (long Chat, string Title) KeyOf(Arrived message) => (TortureFaults.Original(message.Chat), message.Visible.Split('\n')[0][3..]);

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder.FullName, file), text);
}

/// <summary>What a quiet run costs.</summary>
/// <param name="Messages">That arrived.</param>
/// <param name="Took">From the first arrival to the last.</param>
/// <param name="Median">From the feed's answer to the arrival.</param>
/// <param name="Slowest">Of the fastest 99 in a hundred.</param>
/// <param name="Cpu">Processor time of the program, its start included.</param>
/// <param name="PeakMegabytes">Its largest resident memory.</param>
/// <param name="Refused">429s.</param>
internal sealed record TortureMeasure(int Messages, TimeSpan Took, TimeSpan Median, TimeSpan Slowest, TimeSpan Cpu, long PeakMegabytes, int Refused)
{
    public double PerSecond => (Messages - 1) / Took.TotalSeconds;
}

/// <summary>What came of it.</summary>
/// <param name="Options">What was run.</param>
/// <param name="Took">Wall-clock time.</param>
/// <param name="Faults">Faults played, by kind.</param>
/// <param name="Lost">Messages that should have arrived and did not.</param>
/// <param name="Doubled">Messages that arrived more than once.</param>
/// <param name="Unsure">Messages that the store marked as of unknown fate.</param>
/// <param name="OutOfOrder">Chats whose order was not kept.</param>
/// <param name="Refusals">429s of the server's own limits, those of the schedule not counted.</param>
/// <param name="Arrived">Messages that arrived.</param>
/// <param name="Kicking">What became of the subscriptions of chats that threw the bot out.</param>
internal sealed record TortureReport(
    TortureOptions Options, TimeSpan Took, string Faults, IReadOnlyList<string> Lost, IReadOnlyList<(long Chat, string Title)> Doubled, IReadOnlySet<(long Chat, string Title)> Unsure,
    IReadOnlyList<string> OutOfOrder, int Refusals, int Arrived, string Kicking)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Options.Chats} chats, {Options.Alerts} alerts, {Options.Kills} kills, seed {Options.Seed}, limits x{Options.Scale}, {Took.TotalSeconds:0} s: {Arrived} messages arrived, {Lost.Count} lost, "
        + $"{Doubled.Count} doubled (of {Unsure.Count} of unknown fate), {OutOfOrder.Count} chats out of order, {Refusals} refused by limits; faults: {Faults}; chats that threw the bot out: {Kicking}");
}
